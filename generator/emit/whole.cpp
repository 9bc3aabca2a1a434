#include "generator/emit/whole.h"

#include "generator/emit/cuda.h"
#include "generator/emit/host.h"
#include "generator/emit/sections.h"
#include "generator/emit/text.h"

namespace larder::generate {
namespace {

/// "declared but never referenced": also a warning for code that only the omitted kernels used.
constexpr const char kQuiet[] = "#ifdef LARDER_SOME\n#pragma nv_diag_suppress 177\n#endif\n";

/// A text that ends in a backslash must not join the directive after it.
constexpr const char kEnd[] = "\n\n";

std::string instantiation(const Kernel& kernel) {
  return "#if !defined(LARDER_SOME) || defined(LARDER_WANT_" + kernel.symbol + ")\n" +
         line_directive(kernel.where.line, kernel.where.file) + kernel.instantiation + "\n#endif\n";
}

std::string section(const View& view) {
  std::string out = kQuiet + edited_text(view.whole_files, 0) + kEnd;
  for (const Kernel& kernel : view.kernels)
    if (!kernel.instantiation.empty() && !kernel.instantiated) out += instantiation(kernel);
  return out;
}

}  // namespace

std::string whole_source(std::span<const View> views, std::span<const std::string> forced) {
  std::string out;
  for (const std::string& file : forced) out += "#include \"" + file + "\"\n";
  return out + by_architecture(views, section);
}

// Skipped text is still read as tokens, and a build that does not use it must not show a compiler's
// warning about an unmatched quote in it. So the skipped text belongs to a system header.
std::string cuda_file(std::span<const View> views, std::span<const std::string> forced) {
  const std::string source = views.front().whole_files.front().path;
  return "#ifndef LARDER_WHOLE\n" + cuda_source(views) + "# 1 " + string_literal(source) +
         " 3\n#else  // LARDER_WHOLE\n" + whole_source(views, forced) + "#endif  // LARDER_WHOLE\n";
}

}  // namespace larder::generate
