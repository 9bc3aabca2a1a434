// libbacktrace reads the debug information. It is a part of GCC, and handles inlined calls.
#include "runtime/check/places.h"

#include <backtrace.h>
#include <cxxabi.h>
#include <link.h>

#include <cstdlib>
#include <string_view>

namespace larder::inline v1::check {

Address program_code = 0;
std::size_t program_code_bytes = 0;

namespace {

// The top bit, the number of a library, and an offset in it.
constexpr Place kInLibrary = Place{1} << 31;
constexpr unsigned kLibraries = 16;
constexpr unsigned kOffsetBits = 27;

struct Module {
  Address start;
  std::size_t bytes;
};
Module libraries[kLibraries];
unsigned library_count = 0;

Module module_of(const dl_phdr_info& info) {
  Address end = 0;
  for (unsigned i = 0; i < info.dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = info.dlpi_phdr[i];
    if (segment.p_type != PT_LOAD) continue;
    const Address last = info.dlpi_addr + segment.p_vaddr + segment.p_memsz;
    if (last > end) end = last;
  }
  return {info.dlpi_addr, end - info.dlpi_addr};
}

backtrace_state* debug_information() {
  static backtrace_state* const state =
      backtrace_create_state(nullptr, 0, [](void*, const char*, int) {}, nullptr);
  return state;
}

// 0: unknown.
Address pc_of(Place place) {
  if ((place & kInLibrary) == 0) return place == 0 ? 0 : program_code + place;
  const unsigned library = (place & ~kInLibrary) >> kOffsetBits;
  return libraries[library].start + (place & ((Place{1} << kOffsetBits) - 1));
}

bool is_users(std::string_view file) {
  for (const std::string_view other :
       {"/larder/cuda/", "/larder/cuda/../simulator.h", "/larder/simulator.h", "/larder/detail/",
        "/larder_cudart/", "/larder_cccl/", "/cudart/cccl/", "/include/cccl/", "/usr/include/",
        "/usr/lib/", "/c++/"}) {
    if (file.find(other) != std::string_view::npos) return false;
  }
  return true;
}

std::string demangled(const char* symbol) {
  char* const text = abi::__cxa_demangle(symbol, nullptr, nullptr, nullptr);
  std::string out = text != nullptr ? text : symbol;
  std::free(text);
  return out;
}

struct Search {
  Line first;
  Line users;
};

int note_frame(void* data, std::uintptr_t, const char* file, int line, const char* function) {
  auto& search = *static_cast<Search*>(data);
  if (file == nullptr) return 0;
  Line found{file, line, function == nullptr ? "" : demangled(function)};
  if (search.first.file.empty()) search.first = found;
  if (!is_users(found.file)) return 0;
  search.users = std::move(found);
  return 1;
}

}  // namespace

void find_program() {
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void*) {
        const Module program = module_of(*info);
        program_code = program.start;
        program_code_bytes = program.bytes;
        return 1;  // it is the first
      },
      nullptr);
}

Place place_in_library(Address pc) {
  struct Wanted {
    Address pc;
    Module found;
  } wanted{pc, {}};
  const auto place = [&](unsigned i) {
    return kInLibrary | i << kOffsetBits | static_cast<Place>(pc - libraries[i].start);
  };
  for (unsigned i = 0; i < library_count; ++i) {
    if (pc - libraries[i].start < libraries[i].bytes) return place(i);
  }
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* data) {
        auto& search = *static_cast<Wanted*>(data);
        const Module module = module_of(*info);
        if (search.pc - module.start >= module.bytes) return 0;
        search.found = module;
        return 1;
      },
      &wanted);
  const bool fits = wanted.found.bytes != 0 && wanted.found.bytes >> kOffsetBits == 0;
  if (!fits || library_count == kLibraries) return 0;
  libraries[library_count] = wanted.found;
  return place(library_count++);
}

Line line_of(Place place) {
  const Address pc = pc_of(place);
  Search search;
  if (pc != 0) {
    backtrace_pcinfo(
        debug_information(), pc - 1, note_frame, [](void*, const char*, int) {}, &search);
  }
  return search.users.file.empty() ? search.first : search.users;
}

Variable variable_at(Address address) {
  Variable found;
  backtrace_syminfo(
      debug_information(), address,
      [](void* data, std::uintptr_t, const char* symbol, std::uintptr_t start,
         std::uintptr_t bytes) {
        if (symbol == nullptr) return;
        *static_cast<Variable*>(data) = {demangled(symbol), start, bytes};
      },
      [](void*, const char*, int) {}, &found);
  return found;
}

// The generator calls the declaration's id larder_NAME_id (generator/lower/fibers).
std::string shared_name(const void* id) {
  constexpr std::string_view kBefore = "larder_";
  constexpr std::string_view kBehind = "_id";
  const std::string symbol = variable_at(reinterpret_cast<Address>(id)).name;
  const std::size_t start = symbol.rfind(kBefore);
  const std::size_t end = symbol.rfind(kBehind);
  if (start == std::string::npos || end == std::string::npos || end < start) return symbol;
  return symbol.substr(start + kBefore.size(), end - start - kBefore.size());
}

}  // namespace larder::inline v1::check
