// A second, independent statement of what runs where, written out by hand as NVIDIA's guides give
// it, against which choose() is checked. It shares no code with runtime/choose.
#ifndef LARDER_TESTS_UNIT_CHOOSE_ORACLE_H
#define LARDER_TESTS_UNIT_CHOOSE_ORACLE_H

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "runtime/choose/choose.h"

namespace larder::inline v1::choose::oracle {

/// Every compute capability since Maxwell, oldest first, and one that does not exist yet.
const std::vector<std::string>& capabilities();

/// The compute capabilities on which machine code for `arch` runs: a literal table.
const std::vector<std::string>& machine_code_runs_on(const std::string& arch);

/// What runs on `capability`, best first, in nvcc's spelling ("sm_90a", "compute_80"), whatever
/// the driver: choose() must take the earliest of these that is present.
std::vector<std::string> preference(const std::string& capability);

/// "sm_90a" or "compute_120f" as a target; PTX gets the ISA version given.
format::Target target(const std::string& spelling, std::uint16_t ptx_isa = 70);

/// Every spelling there is: each capability as SASS and PTX, without suffix, with "a", with "f".
std::vector<std::string> all_spellings();

/// Major and minor of "90" or "120".
std::pair<int, int> split(const std::string& capability);

}  // namespace larder::inline v1::choose::oracle

#endif  // LARDER_TESTS_UNIT_CHOOSE_ORACLE_H
