// Runs a fuzz target on files and folders of files, where there is no libFuzzer, and says how many
// there were. A folder without files is an error: a replay of nothing proves nothing.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

bool replay(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file.good() && !file.eof()) return false;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  return true;
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return {path};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t count = 0;
  for (const std::string& argument : std::vector<std::string>(argv + 1, argv + argc)) {
    const std::vector<std::filesystem::path> files = files_of(argument);
    if (files.empty()) std::fprintf(stderr, "%s holds no inputs\n", argument.c_str());
    if (files.empty()) return 1;
    for (const std::filesystem::path& file : files) {
      if (replay(file)) continue;
      std::fprintf(stderr, "%s can't be read\n", file.c_str());
      return 1;
    }
    count += files.size();
  }
  std::printf("replayed %zu inputs\n", count);
  return count > 0 ? 0 : 1;
}
