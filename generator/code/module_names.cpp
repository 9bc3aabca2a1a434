#include "generator/code/module_names.h"

#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace larder::generate {
namespace {

std::string digest_of(llvm::StringRef text) {
  llvm::BLAKE3 hasher;
  hasher.update(text);
  const auto digest = hasher.final<16>();
  return llvm::toHex(llvm::ArrayRef<std::uint8_t>(digest.data(), digest.size()), true);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a mangled name may hold the number of a lambda ("UlvE0_") or of an unnamed type ("Ut_",
/// "$_0"). A name that only looks like that is also replaced by its content, which is harmless.
bool is_numbered(llvm::StringRef name) {
  return name.starts_with("_Z") &&
         (name.contains("Ul") || name.contains("Ut") || name.contains("$_"));
}

/// The name without the numbers before a "_".
std::string without_numbers(llvm::StringRef name) {
  std::string out;
  for (std::size_t at = 0; at < name.size(); ++at) {
    std::size_t end = at;
    while (end < name.size() && is_digit(name[end])) ++end;
    const bool number = end > at && end < name.size() && name[end] == '_';
    if (number) at = end;
    out += name[at];
  }
  return out;
}

class TypeNamer {
 public:
  void name(llvm::StructType& type) {
    if (type.isLiteral() || !named_.insert(&type).second) return;
    for (llvm::Type* element : type.elements()) name_within(*element);
    const std::string own = type.isOpaque() ? type.getName().str() : std::string();
    type.setName(kTypeName + digest_of(CanonicalText::structure(type) + own));
  }

 private:
  void name_within(llvm::Type& type) {
    if (auto* record = llvm::dyn_cast<llvm::StructType>(&type)) {
      name(*record);
      for (llvm::Type* element : record->elements()) name_within(*element);
    } else if (auto* array = llvm::dyn_cast<llvm::ArrayType>(&type)) {
      name_within(*array->getElementType());
    }
  }

  std::unordered_set<const llvm::Type*> named_;
};

class ValueNamer {
 public:
  explicit ValueNamer(CanonicalText& text) : text_(text) {}

  /// Names `value` by its content if needed; first the values that it refers to.
  void settle(llvm::GlobalValue& value) {
    if (!seen_.insert(&value).second) return;
    for (llvm::GlobalValue* used : values_used_by(value)) settle(*used);
    if (!is_named_by_content(value)) return;
    const std::string name =
        (value.hasPrivateLinkage() ? "constant" : without_numbers(value.getName())) + "." +
        digest_of(text_.of(value));
    const auto [entry, fresh] = by_name_.try_emplace(name, &value);
    if (fresh)
      value.setName(name);
    else if (entry->second->getType() == value.getType())
      value.replaceAllUsesWith(entry->second);
  }

 private:
  static bool is_named_by_content(const llvm::GlobalValue& value) {
    if (value.isDeclaration()) return false;
    const auto* variable = llvm::dyn_cast<llvm::GlobalVariable>(&value);
    if (variable != nullptr)
      return variable->isConstant() &&
             (variable->hasPrivateLinkage() || is_numbered(value.getName()));
    return llvm::isa<llvm::Function>(value) && is_numbered(value.getName());
  }

  CanonicalText& text_;
  std::unordered_set<const llvm::GlobalValue*> seen_;
  std::unordered_map<std::string, llvm::GlobalValue*> by_name_;
};

class UseFinder {
 public:
  void look_at(const llvm::Value* operand) {
    const auto* constant = llvm::dyn_cast_or_null<llvm::Constant>(operand);
    if (constant == nullptr || !seen_.insert(constant).second) return;
    if (const auto* value = llvm::dyn_cast<llvm::GlobalValue>(constant)) {
      found.push_back(const_cast<llvm::GlobalValue*>(value));
      return;
    }
    for (const llvm::Use& inner : constant->operands()) look_at(inner.get());
  }

  std::vector<llvm::GlobalValue*> found;

 private:
  std::unordered_set<const llvm::Constant*> seen_;
};

}  // namespace

std::vector<llvm::GlobalValue*> values_used_by(const llvm::GlobalValue& value) {
  UseFinder finder;
  if (const auto* function = llvm::dyn_cast<llvm::Function>(&value)) {
    for (const llvm::BasicBlock& block : *function)
      for (const llvm::Instruction& instruction : block)
        for (const llvm::Use& operand : instruction.operands()) finder.look_at(operand.get());
  } else {
    for (const llvm::Use& operand : value.operands()) finder.look_at(operand.get());
  }
  return std::move(finder.found);
}

void give_canonical_names(llvm::Module& module, CanonicalText& text, const SymbolOf& symbol_of) {
  TypeNamer types;
  for (llvm::StructType* type : module.getIdentifiedStructTypes()) types.name(*type);
  for (llvm::GlobalValue& value : module.global_values()) {
    const std::string symbol = symbol_of(value);
    if (value.getName() != symbol) value.setName(symbol);
  }
  ValueNamer values(text);
  for (llvm::GlobalValue& value : module.global_values()) values.settle(value);
}

}  // namespace larder::generate
