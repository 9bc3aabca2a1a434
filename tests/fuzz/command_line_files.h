// The files that the command line's target starts from: all sound, so that one that the input
// damages is met by commands which get far.
#ifndef LARDER_TESTS_FUZZ_COMMAND_LINE_FILES_H
#define LARDER_TESTS_FUZZ_COMMAND_LINE_FILES_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace larder::fuzz {

inline constexpr const char* kIndexPath = "/a/app.larder";
/// Where programs keep their stores, and an entry of one, which is in no list of files below.
inline constexpr const char* kStores = "/s";
inline constexpr const char* kEntryPath =
    "/s/app-0123456789abcdef/00112233445566778899aabbccddeeff.larder";
/// Every other file; a program, its cache, another cache, both as one file, manifests of two
/// builds, and the two halves of a key, which start as text.
inline constexpr std::array kPaths = {
    "/a/app",        "/a/app.larder", "/a/app.larder-data", "/a/two.larder", "/a/two.larder-data",
    "/a/one.larder", "/a/old.json",   "/a/new.json",        "/a/key",        "/a/key.pub"};

[[nodiscard]] std::map<std::string, std::vector<std::byte>> sample_files();

/// A manifest of one kernel, whose key and first part's digest are made of `edit`.
[[nodiscard]] std::string sample_manifest(std::uint8_t edit);

}  // namespace larder::fuzz

#endif  // LARDER_TESTS_FUZZ_COMMAND_LINE_FILES_H
