// Places in the code: from the address of an instruction to a line of the source.
#ifndef LARDER_CHECK_PLACES_H
#define LARDER_CHECK_PLACES_H

#include <string>

#include "runtime/check/access.h"

namespace larder::inline v1::check {

/// Notes where the program's code lies.
void find_program();

extern Address program_code;
extern std::size_t program_code_bytes;

/// Of code in a library.
[[nodiscard]] Place place_in_library(Address pc);

/// `pc` is where a call from there returns to.
[[nodiscard]] inline Place place_of(const void* pc) {
  const Address offset = reinterpret_cast<Address>(pc) - program_code;
  return offset < program_code_bytes ? static_cast<Place>(offset)
                                     : place_in_library(reinterpret_cast<Address>(pc));
}

struct Line {
  std::string file;  ///< empty: unknown
  int line = 0;
  std::string function;
};

/// The line of the user's source: calls that were inlined are followed out of the headers of
/// Larder and of the system.
[[nodiscard]] Line line_of(Place place);

/// The name of the shared variable whose declaration has this id; empty: unknown.
[[nodiscard]] std::string shared_name(const void* id);
/// The name of a variable that contains the address, and its start; empty: none is known.
struct Variable {
  std::string name;
  Address start = 0;
  std::size_t bytes = 0;
};
[[nodiscard]] Variable variable_at(Address address);

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_PLACES_H
