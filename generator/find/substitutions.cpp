#include "generator/find/substitutions.h"

#include <algorithm>
#include <array>

#include "generator/find/front_ends.h"

namespace larder::generate {
namespace {

/// What nvcc takes where Clang fails.
constexpr std::array kTakenByNvcc = {
    clang::diag::err_array_too_large,
    clang::diag::err_bad_reinterpret_cast_small_int,
    clang::diag::err_delete_operand,
    clang::diag::err_expr_not_cce,
    clang::diag::err_sizeof_alignof_function_type,
    clang::diag::err_typecheck_comparison_of_fptr_to_void,
    clang::diag::err_typecheck_ordered_comparison_of_pointer_and_zero,
    clang::diag::err_typecheck_pointer_arith_function_type,
    clang::diag::err_typecheck_pointer_arith_void_type,
};

/// Errors of which nvcc takes some: the words in Clang's message that tell.
struct PartOfAnError {
  unsigned id;
  llvm::StringRef words;
};
constexpr std::array kTakenByMessage = {
    PartOfAnError{clang::diag::err_bad_cxx_cast_generic, "to 'void *'"},
    PartOfAnError{clang::diag::err_sizeof_alignof_incomplete_or_sizeless_type, "'void'"},
    PartOfAnError{clang::diag::err_typecheck_invalid_operands, "nullptr_t'"},
};

bool may_succeed(const clang::PartialDiagnostic& error, clang::DiagnosticsEngine& engine) {
  const unsigned id = error.getDiagID();
  if (clang::DiagnosticIDs::isBuiltinExtensionDiag(id) ||
      std::ranges::find(kTakenByNvcc, id) != kTakenByNvcc.end())
    return true;
  const auto* known = std::ranges::find(kTakenByMessage, id, &PartOfAnError::id);
  if (known == kTakenByMessage.end()) return false;
  llvm::SmallString<128> text;
  error.EmitToString(engine, text);
  return text.str().contains(known->words);
}

class SubstitutionWatch : public clang::TemplateInstantiationCallback {
 public:
  SubstitutionWatch(const UserCode& user_code, std::string& found)
      : user_code_(user_code), found_(found) {}

  void initialize(const clang::Sema&) override {}
  void finalize(const clang::Sema&) override {}
  void atTemplateBegin(const clang::Sema&, const clang::Sema::CodeSynthesisContext&) override {}
  void atTemplateEnd(const clang::Sema& sema,
                     const clang::Sema::CodeSynthesisContext& context) override {
    const clang::sema::TemplateDeductionInfo* info = context.DeductionInfo;
    if (!found_.empty() || info == nullptr) return;
    if (info->hasSFINAEDiagnostic()) {
      const clang::PartialDiagnosticAt& error = info->peekSFINAEDiagnostic();
      if (may_succeed(error.second, sema.getDiagnostics()))
        note("what a template refuses", error.first, context, sema);
      return;
    }
    for (auto each = info->diag_begin(); each != info->diag_end(); ++each)
      if (each->second.getDiagID() == clang::diag::warn_cxx17_compat_aggregate_init_paren_list)
        note("an aggregate in parentheses", each->first, context, sema);
  }

 private:
  void note(const char* what, clang::SourceLocation where,
            const clang::Sema::CodeSynthesisContext& context, const clang::Sema& sema) {
    const bool libraries = context.Entity != nullptr && is_in_std(*context.Entity);
    if (user_code_.contains(where) || !libraries)
      found_ = difference(what, where, sema.getASTContext());
  }

  const UserCode& user_code_;
  std::string& found_;
};

}  // namespace

std::unique_ptr<clang::TemplateInstantiationCallback> watch_substitutions(const UserCode& user_code,
                                                                          std::string& found) {
  return std::make_unique<SubstitutionWatch>(user_code, found);
}

}  // namespace larder::generate
