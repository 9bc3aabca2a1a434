#include "generator/emit/host.h"

#include <algorithm>

#include "generator/emit/guard.h"
#include "generator/emit/macros_aside.h"
#include "generator/emit/text.h"

namespace larder::generate {
namespace {

std::string key_bytes(const format::Key& key) {
  std::string out;
  for (const std::uint8_t byte : key.bytes) out += (out.empty() ? "" : ", ") + std::to_string(byte);
  return "{" + out + "}";
}

std::string key_table(const KeyedKernel& keyed, std::size_t number) {
  std::string out =
      "const ::larder::detail::KernelKey larder_keys_" + std::to_string(number) + "[] = {\n";
  for (const KernelKey& key : keyed.keys)
    out += "    {" + std::to_string(key.compute_capability) + ", " + key_bytes(key.key) + "},\n";
  return out + "};\n";
}

std::string pointer_name(std::size_t number) { return "larder_kernel_" + std::to_string(number); }

/// Its address. The type tells it from other functions of that name.
std::string pointer(const Kernel& kernel, std::size_t number) {
  const std::string name = pointer_name(number);
  const std::string declared = kernel.parameter_types.empty()
                                   ? "auto " + name
                                   : "void (*" + name + ")" + kernel.parameter_types;
  return "constexpr " + declared + " = " + kernel.expression + ";\n";
}

std::string record(const KeyedKernel& keyed, std::size_t number) {
  const Kernel& kernel = keyed.kernel;
  const std::string address = pointer_name(number);
  const std::string entry = "&::larder::detail::Entry<" + address + ">::";
  const std::string run = kernel.cuda_only ? "nullptr" : entry + "run";
  return "    {" + string_literal(kernel.name) + ", " + string_literal(kernel.symbol) + ", " +
         string_literal(kernel.where.text()) + ",\n     reinterpret_cast<const void*>(" + address +
         "),\n     " + run + ",\n     larder_keys_" + std::to_string(number) + ", " +
         std::to_string(keyed.keys.size()) + ", " + std::to_string(kernel.max_threads) +
         ",\n     ::larder::detail::Lowering::" + (kernel.fibers.empty() ? "kPlain" : "kFibers") +
         ",\n     " + entry + "parameters" +
         (kernel.vectors.symbols.empty()
              ? ""
              : ", LARDER_VECTORS_OF(larder_vectors_" + std::to_string(number) + ")") +
         "},\n";
}

bool has_vectors(const KeyedKernel& keyed) { return !keyed.kernel.vectors.symbols.empty(); }

std::string vector_functions(std::span<const KeyedKernel> kernels) {
  std::string out = "extern \"C\" {\n";
  for (const KeyedKernel& keyed : kernels)
    for (const std::string& symbol : keyed.kernel.vectors.symbols)
      out += "int " + symbol + "(::larder::detail::VectorBlock*) noexcept;\n";
  return out + "}\n";
}

std::string vector_record(const VectorVariant& vectors, std::size_t number) {
  std::string symbols;
  for (const std::string& symbol : vectors.symbols)
    symbols += (symbols.empty() ? "&" : ", &") + symbol;
  std::string sites = "nullptr";
  std::string out;
  if (!vectors.sites.empty()) {
    sites = "larder_sites_" + std::to_string(number);
    out = "const ::larder::detail::VectorSite " + sites + "[] = {";
    for (const CallSite& each : vectors.sites)
      out += "{" + string_literal(each.file) + ", " + std::to_string(each.line) + "}, ";
    out += "};\n";
  }
  return out + "const ::larder::detail::VectorCode larder_vectors_" + std::to_string(number) +
         " = {{" + symbols + "}, {" + std::to_string(vectors.block[0]) + ", " +
         std::to_string(vectors.block[1]) + ", " + std::to_string(vectors.block[2]) + "}, " +
         std::to_string(vectors.shared_bytes) + ", " + std::to_string(vectors.frame_bytes) + ", " +
         sites + "};\n";
}

/// The code of the vector variants, and a record for each of them.
std::string vector_variants(std::span<const KeyedKernel> kernels, const std::string& assembly) {
  if (std::none_of(kernels.begin(), kernels.end(), has_vectors)) return "";
  std::string out =
      "\n#include <larder/detail/vectors.h>\n#if LARDER_VECTORS\n__asm__(R\"larder(\n"
      ".pushsection .text\n" +
      assembly + ".popsection\n)larder\");\n" + vector_functions(kernels) + "namespace {\n";
  for (std::size_t i = 0; i < kernels.size(); ++i)
    if (has_vectors(kernels[i])) out += vector_record(kernels[i].kernel.vectors, i);
  return out + "}  // namespace\n#endif\n";
}

std::string variable_record(const Variable& variable) {
  return "    {" + string_literal(variable.name) + ", " + string_literal(variable.symbol) +
         ", const_cast<void*>(static_cast<const volatile void*>(&" + variable.expression + ")), " +
         std::to_string(variable.size) + ", " + (variable.constant ? "true" : "false") + "},\n";
}

std::string lowering_text(const Kernel& kernel) {
  if (kernel.cuda_only) return "";
  if (!kernel.vectors.symbols.empty()) return "\tvectors";
  const std::string& refusal = kernel.vectors.refusal;
  const std::string no_vectors = refusal.empty() ? "" : "; no vectors: it " + refusal;
  if (kernel.fibers.empty()) return "\tplain" + (kernel.marked_vectors ? no_vectors : "");
  return "\tfibers: " + kernel.fibers + no_vectors;
}

/// The lines that `larder explain` reads from the finished program. "used" keeps them in the object
/// file; in the program the module's pointer to them does.
std::string kernel_list(std::span<const KeyedKernel> kernels) {
  std::string out =
      "__attribute__((section(\".larder.kernels\"), used)) const char larder_kernel_list[] =\n";
  for (const KeyedKernel& keyed : kernels)
    for (const KernelKey& key : keyed.keys)
      out += "    " +
             string_literal(to_hex(key.key) + " " + std::to_string(key.compute_capability) +
                            (keyed.kernel.cuda_only ? "! " : " ") + keyed.kernel.name +
                            lowering_text(keyed.kernel)) +
             " \"\\n\"\n";
  return out + "    ;\n";
}

std::string table(const View& view, std::span<const KeyedKernel> kernels) {
  std::string out = "\n#include <larder/detail/registry.h>\nnamespace {\n" + kernel_list(kernels);
  for (std::size_t i = 0; i < kernels.size(); ++i) out += key_table(kernels[i], i);
  for (std::size_t i = 0; i < kernels.size(); ++i) out += pointer(kernels[i].kernel, i);
  out += "LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {\n";
  for (std::size_t i = 0; i < kernels.size(); ++i) out += record(kernels[i], i);
  out += "};\n";
  std::string variables = "nullptr";
  if (!view.variables.empty()) {
    variables = "larder_variables";
    out += "LARDER_BEFORE_OTHERS const ::larder::detail::VariableRecord larder_variables[] = {\n";
    for (const Variable& variable : view.variables) out += variable_record(variable);
    out += "};\n";
  }
  return out + "LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module(" +
         string_literal(view.files.front().path) + ", larder_kernels, " +
         std::to_string(kernels.size()) + ", " + variables + ", " +
         std::to_string(view.variables.size()) + ",\n    larder_kernel_list);\n}  // namespace\n";
}

unsigned line_at(const std::string& text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(offset);
  return 1 + static_cast<unsigned>(std::count(text.begin(), end, '\n'));
}

}  // namespace

std::string edited_text(std::span<const HostFile> files, std::size_t index) {
  const HostFile& file = files[index];
  std::string out = line_directive(1, file.path);
  std::size_t copied = 0;
  for (const Edit& edit : file.edits) {
    out.append(file.text, copied, edit.offset - copied);
    copied = edit.offset + edit.length;
    out += edit.replacement;
    if (edit.lines) out += line_directive(line_at(file.text, copied), file.path);
    if (edit.inlined < 0) continue;
    out += "\n" + edited_text(files, static_cast<std::size_t>(edit.inlined));
    if (out.back() != '\n') out += '\n';
    out += line_directive(line_at(file.text, copied), file.path);
  }
  return out.append(file.text, copied, std::string::npos);
}

std::string host_source(const View& view, std::span<const KeyedKernel> kernels,
                        const std::string& assembly) {
  std::string out = edited_text(view.files, 0);
  if (view.has_ptx) out = "#include <larder/cuda/ptx.h>\n" + out;
  if (kernels.empty()) return out;
  const std::string records = table(view, kernels);
  const MacrosAside aside(view.macros, vector_variants(kernels, "") + records);
  return macro_guard(view.outside_macros) + out + aside.before() +
         vector_variants(kernels, assembly) + records + aside.after();
}

}  // namespace larder::generate
