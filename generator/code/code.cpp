#include "generator/code/code.h"

#include <algorithm>
#include <unordered_set>

#include "generator/code/canonical_text.h"
#include "generator/code/floating_point.h"
#include "generator/code/module_names.h"
#include "generator/find/closure.h"
#include "generator/syntax/names.h"

namespace larder::generate {
namespace {

constexpr unsigned kSharedMemory = 3;  // NVPTX's address space

using Declarations = std::unordered_map<const llvm::GlobalValue*, const clang::NamedDecl*>;

/// Call this while the values still have Clang's names.
Declarations declarations_of(const llvm::Module& module, clang::CodeGenerator& generator) {
  Declarations out;
  for (const llvm::GlobalValue& value : module.global_values())
    if (const clang::Decl* declaration = generator.GetDeclForMangledName(value.getName()))
      out[&value] = llvm::dyn_cast<clang::NamedDecl>(declaration);
  return out;
}

/// Clang may append the file's name to that of a kernel or variable with internal linkage,
/// depending on its use in host code.
bool is_found_by_name(const clang::NamedDecl& declaration) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
  const bool global =
      variable != nullptr && variable->isFileVarDecl() &&
      (variable->hasAttr<clang::CUDADeviceAttr>() || variable->hasAttr<clang::CUDAConstantAttr>());
  return global || declaration.hasAttr<clang::CUDAGlobalAttr>();
}

std::string symbol_of(const llvm::GlobalValue& value, const clang::NamedDecl* declaration) {
  if (declaration == nullptr) return value.getName().str();
  if (is_found_by_name(*declaration)) return device_symbol(*declaration);
  std::string symbol = variant_symbol(value.getName().str(), *declaration);
  // The name of a function's local entity contains that of the function.
  for (const clang::DeclContext* around = declaration->getDeclContext(); around != nullptr;
       around = around->getParent())
    if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(around))
      symbol = variant_symbol(std::move(symbol), *function);
  return symbol;
}

/// Finds the structs among the types of a function or variable.
class TypeFinder {
 public:
  explicit TypeFinder(const llvm::GlobalValue& value) {
    const auto* function = llvm::dyn_cast<llvm::Function>(&value);
    if (function == nullptr) {
      look_at(value.getValueType());
      return;
    }
    for (const llvm::Argument& argument : function->args()) look_at(argument.getParamByValType());
    for (const llvm::BasicBlock& block : *function)
      for (const llvm::Instruction& instruction : block) look_into(instruction);
  }

  std::vector<const llvm::StructType*> found;

 private:
  void look_into(const llvm::Instruction& instruction) {
    look_at(instruction.getType());
    if (const auto* place = llvm::dyn_cast<llvm::AllocaInst>(&instruction))
      look_at(place->getAllocatedType());
    if (const auto* element = llvm::dyn_cast<llvm::GetElementPtrInst>(&instruction))
      look_at(element->getSourceElementType());
    for (const llvm::Use& operand : instruction.operands()) look_at(operand->getType());
  }

  void look_at(const llvm::Type* type) {
    if (type == nullptr || !seen_.insert(type).second) return;
    const auto* record = llvm::dyn_cast<llvm::StructType>(type);
    if (record != nullptr && !record->isLiteral()) found.push_back(record);
    for (const llvm::Type* inner : type->subtypes()) look_at(inner);
  }

  std::unordered_set<const llvm::Type*> seen_;
};

using TypeNumbers = std::unordered_map<const llvm::StructType*, std::size_t>;

/// The host writes __constant__ variables, too, which Clang 22 treats as constants of the code.
bool is_writable(const clang::NamedDecl& declaration) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
  return variable != nullptr &&
         !variable->getType().isConstantStorage(variable->getASTContext(), false, false);
}

void describe_variable(CodeValue& out, const llvm::GlobalVariable& variable) {
  out.is_shared = variable.getAddressSpace() == kSharedMemory;
  out.size = variable.getParent()->getDataLayout().getTypeAllocSize(variable.getValueType());
}

}  // namespace

DeviceCode::DeviceCode(llvm::Module& module, clang::CodeGenerator& generator) {
  const Declarations declarations = declarations_of(module, generator);
  TypeNumbers type_numbers;
  for (const llvm::StructType* type : module.getIdentifiedStructTypes()) {
    type_numbers.emplace(type, types_.size());
    types_.push_back({type->getName().str(), {}});
  }
  CanonicalText text(module);
  give_canonical_names(module, text, [&](const llvm::GlobalValue& value) {
    const auto found = declarations.find(&value);
    return symbol_of(value, found != declarations.end() ? found->second : nullptr);
  });
  for (const auto& [type, number] : type_numbers)
    types_[number].text = CanonicalText::structure(*type);
  std::unordered_map<const llvm::GlobalValue*, std::size_t> numbers;
  for (const llvm::GlobalValue& value : module.global_values()) {
    numbers.emplace(&value, values_.size());
    CodeValue& out = values_.emplace_back();
    out.name = value.getName().str();
    out.text = text.of(value);
    out.is_defined = !value.isDeclaration();
    out.is_function = llvm::isa<llvm::Function>(value);
    out.floating_point = computes_floating_point(value);
    if (const auto* variable = llvm::dyn_cast<llvm::GlobalVariable>(&value))
      describe_variable(out, *variable);
    for (const llvm::StructType* type : TypeFinder(value).found)
      if (const auto number = type_numbers.find(type); number != type_numbers.end())
        out.types.push_back(number->second);
    if (const auto found = declarations.find(&value); found != declarations.end()) {
      out.declaration = found->second;
      if (found->second == nullptr) continue;
      out.is_writable = !out.is_shared && is_writable(*found->second);
      numbers_.emplace(found->second->getCanonicalDecl(), values_.size() - 1);
    }
  }
  for (const llvm::GlobalValue& value : module.global_values())
    for (const llvm::GlobalValue* used : values_used_by(value))
      values_[numbers.at(&value)].uses.push_back(numbers.at(used));
}

std::size_t DeviceCode::find(const clang::NamedDecl& declaration) const {
  const auto found = numbers_.find(declaration.getCanonicalDecl());
  return found != numbers_.end() ? found->second : size();
}

std::vector<std::size_t> DeviceCode::closure(std::size_t root) const {
  return closure_of(root, size(),
                    [this](std::size_t index) -> auto& { return values_[index].uses; });
}

}  // namespace larder::generate
