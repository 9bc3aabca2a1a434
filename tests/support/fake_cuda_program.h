// PTX that the stand-in runs: the body of a kernel, as instructions.
#ifndef LARDER_TESTS_SUPPORT_FAKE_CUDA_PROGRAM_H
#define LARDER_TESTS_SUPPORT_FAKE_CUDA_PROGRAM_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace larder::fake {

struct Operand {
  enum class Kind { kRegister, kNumber, kName };
  Kind kind = Kind::kNumber;
  std::size_t index = 0;     ///< of a register
  std::uint64_t number = 0;  ///< the bits
  std::string name;          ///< of a variable, parameter, label or special register
  std::int64_t offset = 0;   ///< behind it: "[%rd1+4]"
};

struct Instruction {
  std::optional<std::size_t> guard;  ///< the register of "@%p1"
  bool unless = false;               ///< "@!%p1"
  std::string text;                  ///< "ld.global.u32"
  std::vector<std::string> words;    ///< "ld", "global", "u32"
  std::vector<Operand> operands;     ///< those of lists one after the other
};

/// A place in a kernel's parameters or shared memory, or in a thread's own.
struct Place {
  std::size_t offset = 0;
  std::size_t size = 0;
};

struct Program {
  std::vector<Place> parameters;  ///< in their order
  std::map<std::string, Place, std::less<>> parameter_names;
  std::map<std::string, Place, std::less<>> shared;
  std::map<std::string, Place, std::less<>> local;
  std::size_t parameter_bytes = 0;
  std::size_t shared_bytes = 0;
  std::size_t local_bytes = 0;
  std::vector<Instruction> code;
  std::map<std::string, std::size_t, std::less<>> labels;
  std::size_t registers = 0;
};

/// The kernels of this PTX by their symbols.
[[nodiscard]] std::map<std::string, std::shared_ptr<const Program>> read_programs(
    std::string_view ptx);

using Extent = std::array<unsigned, 3>;  ///< x, y, z

struct ProgramLaunch {
  Extent grid;
  Extent block;
  std::size_t dynamic_shared = 0;
  void** arguments;
  /// The address of a variable; null: there is none of that name.
  std::function<void*(const std::string& symbol)> variable;
};

/// How a run ended.
struct Outcome {
  std::string unknown;    ///< the instruction that it does not know, or where it gave up
  std::string assertion;  ///< the text of the first assertion that failed
  [[nodiscard]] bool is_done() const { return unknown.empty() && assertion.empty(); }
};

/// Runs some blocks at once, as a GPU does, the next one when one has ended. Their threads take
/// turns at barriers and after some instructions, so that they can wait for each other.
[[nodiscard]] Outcome run(const Program& program, const ProgramLaunch& launch);

/// printf's text with arguments as kernels lay them out for vprintf: each at a multiple of its
/// size.
[[nodiscard]] std::string printed(const char* format, const std::byte* arguments, int& count);

}  // namespace larder::fake

#endif  // LARDER_TESTS_SUPPORT_FAKE_CUDA_PROGRAM_H
