// The flags of the host source, as the build's compile_commands.json says them.
//
//   entries of the host source, or of a unity file with it ──read_flags──▶ one set of flags
#ifndef LARDER_GENERATOR_FLAGS_COMPILE_COMMANDS_H
#define LARDER_GENERATOR_FLAGS_COMPILE_COMMANDS_H

#include <string>
#include <vector>

#include "generator/flags/host_flags.h"

namespace larder::generate {

/// The flags that each target compiles the generated file `host` with, as `database` says. An error
/// where there is no such entry, where targets differ in what a source means, or where a flag can't
/// be carried.
[[nodiscard]] Result<HostFlags> flags_of_targets(const std::string& host,
                                                 const std::string& database);

/// Flags that were given by hand; what they name is looked up as in a compile command.
[[nodiscard]] Result<HostFlags> flags_by_hand(std::span<const std::string> words);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FLAGS_COMPILE_COMMANDS_H
