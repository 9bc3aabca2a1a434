#include "generator/code/parts.h"

#include <algorithm>

#include "generator/code/unshown.h"
#include "generator/syntax/names.h"
#include "generator/syntax/paths.h"

namespace larder::generate {
namespace {

/// "struct.image::Pixel", as LLVM names a type; instances of one template share it.
std::string llvm_name(const clang::TagDecl& tag) {
  std::string text = tag.getKindName().str() + '.';
  llvm::raw_string_ostream out(text);
  tag.printQualifiedName(out);
  return out.str();
}

/// Without the number that LLVM adds to a duplicate name, and Clang's mark of a base's layout.
std::string without_suffix(llvm::StringRef name) {
  const auto [stem, number] = name.rsplit('.');
  const bool numbered =
      !number.empty() && number.find_first_not_of("0123456789") == llvm::StringRef::npos;
  if (numbered) name = stem;
  name.consume_back(".base");
  return name.str();
}

void add_once(std::vector<std::string>& all, std::string text) {
  if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
}

}  // namespace

PartMaker::PartMaker(const DeviceCode& code, const ReachGraph& graph,
                     const clang::SourceManager& sources, const UserCode& user_code)
    : code_(code), sources_(sources), user_code_(user_code) {
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const ReachNode& node = graph[i];
    const std::string extra = unshown(node, graph, sources_);
    if (!extra.empty()) extras_[node.declaration->getCanonicalDecl()] += extra;
    if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(node.declaration))
      types_.emplace(llvm_name(*tag), tag);
  }
}

/// Larder's own declarations of CUDA's words are not user code, so they get no name.
void PartMaker::name(Part& part, const clang::NamedDecl& declaration) const {
  if (is_larders(user_code_.origin(declaration.getLocation()))) return;
  part.what = described(declaration);
  part.where = location_of(sources_, declaration.getLocation());
}

std::size_t PartMaker::part_of_value(std::size_t number) {
  const auto [entry, fresh] = value_parts_.try_emplace(number, parts_.size());
  if (!fresh) return entry->second;
  const CodeValue& value = code_[number];
  Part& part = parts_.emplace_back();
  part.symbol = value.name;
  part.text = value.text;
  if (value.declaration == nullptr) return entry->second;
  name(part, *value.declaration);
  const auto extra = extras_.find(value.declaration->getCanonicalDecl());
  if (extra != extras_.end()) part.text += extra->second;
  return entry->second;
}

std::size_t PartMaker::part_of_type(std::size_t number) {
  const auto [entry, fresh] = type_parts_.try_emplace(number, parts_.size());
  if (!fresh) return entry->second;
  const CodeType& type = code_.type(number);
  Part& part = parts_.emplace_back();
  part.symbol = "type";
  part.text = type.text;
  const auto found = types_.find(without_suffix(type.name));
  if (found == types_.end()) return entry->second;
  name(part, *found->second);
  return entry->second;
}

void PartMaker::describe_code(Kernel& out, const clang::FunctionDecl& kernel) {
  const std::size_t root = code_.find(kernel);
  if (root == code_.size()) return;
  for (const std::size_t index : code_.closure(root)) {
    const CodeValue& value = code_[index];
    if (!value.is_defined && value.is_function) continue;
    out.parts.push_back(part_of_value(index));
    for (const std::size_t type : value.types) out.parts.push_back(part_of_type(type));
    out.floating_point = out.floating_point || value.floating_point;
    if (value.is_shared) {
      out.shared_bytes += value.size;
      out.dynamic_shared = out.dynamic_shared || value.size == 0;
    } else if (value.is_writable && value.is_defined && value.declaration != nullptr) {
      add_once(out.variables, value.name);
    }
  }
  std::sort(out.variables.begin(), out.variables.end());
  std::sort(out.parts.begin(), out.parts.end());
  out.parts.erase(std::unique(out.parts.begin(), out.parts.end()), out.parts.end());
}

}  // namespace larder::generate
