#include "generator/code/canonical_text.h"

#include <algorithm>
#include <array>
#include <set>

#include "generator/syntax/paths.h"

namespace larder::generate {
namespace {

using Seen = std::set<const llvm::Metadata*>;

void write_metadata(llvm::raw_ostream& out, const llvm::Metadata* metadata, Seen& open) {
  if (metadata == nullptr) {
    out << "null";
  } else if (const auto* text = llvm::dyn_cast<llvm::MDString>(metadata)) {
    out << '"' << text->getString() << '"';
  } else if (const auto* value = llvm::dyn_cast<llvm::ValueAsMetadata>(metadata)) {
    value->getValue()->printAsOperand(out, true);
  } else if (!open.insert(metadata).second) {
    out << "self";
  } else {
    out << '{';
    for (const llvm::MDOperand& operand : llvm::cast<llvm::MDNode>(metadata)->operands()) {
      // The location of a loop: its begin and end.
      if (llvm::isa_and_nonnull<llvm::DILocation>(operand.get())) continue;
      write_metadata(out, operand.get(), open);
      out << ' ';
    }
    out << '}';
    open.erase(metadata);
  }
}

/// Whether metadata of a kind can change machine code. nvcc gets no type-based alias information,
/// and places are written separately.
bool decides_code(llvm::StringRef kind) {
  return kind != "dbg" && kind != "tbaa" && kind != "tbaa.struct" && kind != "noundef" &&
         kind != "srcloc";
}

void write_place(llvm::raw_ostream& out, const llvm::DILocation* place) {
  for (; place != nullptr; place = place->getInlinedAt())
    out << " at " << relative_path(place->getFilename().str()) << ':' << place->getLine();
}

/// Calls that annotate a local variable, a parameter or a field, with file and line.
bool is_annotation(const llvm::CallBase& call) {
  const llvm::Function* callee = call.getCalledFunction();
  if (callee == nullptr) return false;
  const llvm::Intrinsic::ID id = callee->getIntrinsicID();
  return id == llvm::Intrinsic::var_annotation || id == llvm::Intrinsic::ptr_annotation;
}

void forget_place(llvm::CallBase& annotation) {
  constexpr unsigned kFile = 2;
  constexpr unsigned kLine = 3;
  llvm::LLVMContext& context = annotation.getContext();
  annotation.setArgOperand(
      kFile, llvm::Constant::getNullValue(annotation.getArgOperand(kFile)->getType()));
  annotation.setArgOperand(kLine, llvm::ConstantInt::get(llvm::Type::getInt32Ty(context), 0));
}

std::string text_of(const llvm::Constant* pointer) {
  const auto* variable = llvm::dyn_cast_or_null<llvm::GlobalVariable>(
      pointer != nullptr ? pointer->stripPointerCasts() : nullptr);
  if (variable == nullptr || !variable->hasInitializer()) return {};
  const auto* data = llvm::dyn_cast<llvm::ConstantDataSequential>(variable->getInitializer());
  if (data != nullptr && data->isCString()) return data->getAsCString().str();
  std::string text;
  llvm::raw_string_ostream out(text);
  variable->getInitializer()->print(out);
  return text;
}

/// Types with the same structure have the same name, to which LLVM appends a number:
/// "%type.<hex>.7".
std::string without_type_numbers(const std::string& text) {
  const std::string mark = std::string("%") + kTypeName;
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
    at = text.find_first_not_of("0123456789abcdef", at + mark.size());
    if (at == std::string::npos || text[at] != '.') continue;
    out.append(text, copied, at - copied);
    copied = at = std::min(text.find_first_not_of("0123456789", at + 1), text.size());
  }
  return out.append(text, copied, std::string::npos);
}

void write_attributes(llvm::raw_ostream& out, const llvm::AttributeSet& attributes) {
  if (attributes.hasAttributes()) out << ' ' << attributes.getAsString();
}

}  // namespace

CanonicalText::CanonicalText(llvm::Module& module)
    : module_(module), numbers_(&module, /*ShouldInitializeAllMetadata=*/false) {
  note_annotations();
  note_kernel_metadata();
  for (llvm::Function& function : module_)
    for (llvm::BasicBlock& block : function)
      for (llvm::Instruction& instruction : block) detach(instruction);
}

void CanonicalText::note_annotations() {
  const llvm::GlobalVariable* all = module_.getGlobalVariable("llvm.global.annotations");
  if (all == nullptr || !all->hasInitializer()) return;
  for (const llvm::Use& entry : llvm::cast<llvm::ConstantArray>(all->getInitializer())->operands())
    note_annotation(*llvm::cast<llvm::Constant>(entry.get()));
}

void CanonicalText::note_annotation(const llvm::Constant& entry) {
  constexpr unsigned kText = 1;
  constexpr unsigned kArguments = 4;
  const auto* of = llvm::dyn_cast<llvm::GlobalValue>(
      llvm::cast<llvm::Constant>(entry.getOperand(0))->stripPointerCasts());
  const std::string text = text_of(entry.getAggregateElement(kText));
  // The marks are the scan's own, a salt enters keys separately, and no GPU's code depends on the
  // lowering that is wanted for the CPU.
  const bool is_scans = std::ranges::any_of(
      std::array<llvm::StringRef, 3>{"larder.kernel", "larder.salt.", "larder.cpu."},
      [&](llvm::StringRef mark) { return llvm::StringRef(text).starts_with(mark); });
  if (of == nullptr || is_scans) return;
  marks_[of].push_back("annotation " + text + ' ' + text_of(entry.getAggregateElement(kArguments)));
}

void CanonicalText::note_kernel_metadata() {
  const llvm::NamedMDNode* all = module_.getNamedMetadata("nvvm.annotations");
  if (all == nullptr) return;
  for (const llvm::MDNode* entry : all->operands()) {
    const auto* of = llvm::mdconst::dyn_extract_or_null<llvm::GlobalValue>(entry->getOperand(0));
    if (of == nullptr) continue;
    std::string text = "metadata";
    llvm::raw_string_ostream out(text);
    for (unsigned i = 1; i < entry->getNumOperands(); ++i) {
      Seen open;
      out << ' ';
      write_metadata(out, entry->getOperand(i).get(), open);
    }
    marks_[of].push_back(text);
  }
}

void CanonicalText::detach(llvm::Instruction& instruction) {
  std::string text;
  llvm::raw_string_ostream out(text);
  write_place(out, instruction.getDebugLoc().get());
  if (auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction)) {
    if (is_annotation(*call)) forget_place(*call);
    write_attributes(out, call->getAttributes().getFnAttrs());
    call->setAttributes(call->getAttributes().removeFnAttributes(call->getContext()));
  }
  llvm::SmallVector<std::pair<unsigned, llvm::MDNode*>, 4> attached;
  instruction.getAllMetadata(attached);
  llvm::SmallVector<llvm::StringRef, 32> kinds;
  if (!attached.empty()) instruction.getContext().getMDKindNames(kinds);
  for (const auto& [kind, node] : attached) {
    if (decides_code(kinds[kind])) {
      Seen open;
      out << " !" << kinds[kind] << ' ';
      write_metadata(out, node, open);
    }
    instruction.setMetadata(kind, nullptr);
  }
  if (!text.empty()) beside_[&instruction] = text;
}

std::string CanonicalText::structure(const llvm::StructType& type) {
  std::string text;
  llvm::raw_string_ostream out(text);
  out << (type.isPacked() ? "packed" : "") << (type.isOpaque() ? "opaque" : "");
  for (const llvm::Type* element : type.elements()) out << ' ' << *element;
  return without_type_numbers(text);
}

std::string CanonicalText::of(const llvm::GlobalValue& value) {
  std::string text;
  if (const auto* function = llvm::dyn_cast<llvm::Function>(&value))
    text = of_function(*function);
  else if (const auto* variable = llvm::dyn_cast<llvm::GlobalVariable>(&value))
    text = of_variable(*variable);
  else if (const auto* alias = llvm::dyn_cast<llvm::GlobalAlias>(&value))
    text = "alias " + alias->getAliasee()->stripPointerCasts()->getName().str();
  if (const auto marks = marks_.find(&value); marks != marks_.end()) {
    std::vector<std::string> sorted = marks->second;
    std::sort(sorted.begin(), sorted.end());
    for (const std::string& mark : sorted) text += '\n' + mark;
  }
  return without_type_numbers(text);
}

std::string CanonicalText::of_function(const llvm::Function& function) {
  std::string text;
  llvm::raw_string_ostream out(text);
  const llvm::AttributeList& attributes = function.getAttributes();
  out << "function " << *function.getFunctionType() << " convention " << function.getCallingConv();
  write_attributes(out, attributes.getRetAttrs());
  for (const llvm::Argument& argument : function.args()) {
    out << " |";
    write_attributes(out, attributes.getParamAttrs(argument.getArgNo()));
  }
  out << " |";
  write_attributes(out, attributes.getFnAttrs());
  if (function.hasSection()) out << " section " << function.getSection();
  if (const llvm::DISubprogram* written = function.getSubprogram())
    out << " at " << relative_path(written->getFilename().str()) << ':' << written->getLine();
  numbers_.incorporateFunction(function);
  for (const llvm::BasicBlock& block : function) {
    out << "\nblock";
    for (const llvm::Instruction& instruction : block) {
      out << '\n';
      instruction.print(out, numbers_);
      const auto beside = beside_.find(&instruction);
      if (beside != beside_.end()) out << beside->second;
    }
  }
  return text;
}

std::string CanonicalText::of_variable(const llvm::GlobalVariable& variable) {
  std::string text;
  llvm::raw_string_ostream out(text);
  out << (variable.isConstant() ? "constant " : "variable ") << *variable.getValueType() << " in "
      << variable.getAddressSpace() << " align "
      << (variable.getAlign() ? variable.getAlign()->value() : 0);
  if (variable.hasSection()) out << " section " << variable.getSection();
  if (!variable.hasInitializer()) return text + " elsewhere";
  out << " = ";
  variable.getInitializer()->printAsOperand(out, false, numbers_);
  return text;
}

}  // namespace larder::generate
