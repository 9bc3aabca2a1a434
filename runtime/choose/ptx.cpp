#include "runtime/choose/ptx.h"

#include <algorithm>
#include <iterator>

#include "runtime/compose.h"

namespace larder::inline v1::choose {
namespace {

struct Release {
  std::uint16_t ptx_isa;
  int cuda_version;
};

// NVIDIA's release history of PTX ISA, oldest first. CUDA 12.6 had no new PTX version.
constexpr Release kReleases[] = {
    {10, 1000},  {11, 1010},  {12, 2000},  {13, 2010},  {14, 2020},  {20, 3000},  {21, 3010},
    {22, 3020},  {23, 4000},  {30, 4010},  {31, 5000},  {32, 5050},  {40, 6000},  {41, 6050},
    {42, 7000},  {43, 7050},  {50, 8000},  {60, 9000},  {61, 9010},  {62, 9020},  {63, 10000},
    {64, 10010}, {65, 10020}, {70, 11000}, {71, 11010}, {72, 11020}, {73, 11030}, {74, 11040},
    {75, 11050}, {76, 11060}, {77, 11070}, {78, 11080}, {80, 12000}, {81, 12010}, {82, 12020},
    {83, 12030}, {84, 12040}, {85, 12050}, {86, 12070}, {87, 12080}, {88, 12090}, {90, 13000},
    {91, 13010}, {92, 13020}, {93, 13030}, {94, 13040}, {95, 13050},
};

// PTX 7.x came with CUDA 11.x, 8.x with 12.x, 9.x with 13.x.
int carried_on(std::uint16_t ptx_isa) { return (ptx_isa / 10 + 4) * 1000 + ptx_isa % 10 * 10; }

}  // namespace

PtxRequirement cuda_for_ptx(std::uint16_t ptx_isa) {
  const auto* found = std::lower_bound(
      std::begin(kReleases), std::end(kReleases), ptx_isa,
      [](const Release& release, std::uint16_t isa) { return release.ptx_isa < isa; });
  if (found == std::end(kReleases)) return {carried_on(ptx_isa), true};
  return {found->cuda_version, found->ptx_isa != ptx_isa};
}

std::string cuda_version_text(int cuda_version) {
  return compose("{}.{}", cuda_version / 1000, cuda_version % 1000 / 10);
}

}  // namespace larder::inline v1::choose
