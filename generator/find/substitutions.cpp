#include "generator/find/substitutions.h"

#include "generator/find/front_ends.h"

namespace larder::generate {
namespace {

/// Errors of Clang that are none in nvcc: extensions, narrowing, and constants that Clang can't
/// compute.
bool is_clangs_alone(unsigned error) {
  constexpr unsigned kErrors[] = {
      clang::diag::err_array_too_large,
      clang::diag::err_bad_reinterpret_cast_small_int,
      clang::diag::err_expr_not_cce,
      clang::diag::err_expr_not_ice,
      clang::diag::err_typecheck_ordered_comparison_of_pointer_and_zero,
      clang::diag::err_typecheck_pointer_arith_void_type,
      clang::diag::ext_cce_narrowing,
      clang::diag::ext_gnu_ptr_func_arith,
      clang::diag::ext_gnu_subscript_void_type,
      clang::diag::ext_gnu_void_ptr,
      clang::diag::ext_increment_bool,
      clang::diag::ext_init_list_constant_narrowing,
      clang::diag::ext_init_list_constant_narrowing_const_reference,
      clang::diag::ext_init_list_type_narrowing,
      clang::diag::ext_init_list_type_narrowing_const_reference,
      clang::diag::ext_init_list_variable_narrowing,
      clang::diag::ext_init_list_variable_narrowing_const_reference,
      clang::diag::ext_sizeof_alignof_function_type,
      clang::diag::ext_sizeof_alignof_void_type,
      clang::diag::ext_typecheck_ordered_comparison_of_function_pointers,
      clang::diag::ext_typecheck_ordered_comparison_of_pointer_and_zero,
      clang::diag::ext_typecheck_ordered_comparison_of_pointer_integer,
      clang::diag::ext_typecheck_zero_array_size,
  };
  return llvm::is_contained(kErrors, error);
}

/// sizeof(void) has the error of incomplete classes.
bool is_about_void(const clang::PartialDiagnosticAt& error, clang::DiagnosticsEngine& engine) {
  if (error.second.getDiagID() != clang::diag::err_sizeof_alignof_incomplete_or_sizeless_type)
    return false;
  llvm::SmallString<128> text;
  error.second.EmitToString(engine, text);
  return text.str().contains("'void'");
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
    if (context.DeductionInfo == nullptr || !context.DeductionInfo->hasSFINAEDiagnostic()) return;
    const clang::PartialDiagnosticAt& error = context.DeductionInfo->peekSFINAEDiagnostic();
    if (found_.empty() && user_code_.contains(error.first) &&
        (is_clangs_alone(error.second.getDiagID()) || is_about_void(error, sema.getDiagnostics())))
      found_ =
          difference("what decides whether a template fits", error.first, sema.getASTContext());
  }

 private:
  const UserCode& user_code_;
  std::string& found_;
};

}  // namespace

std::unique_ptr<clang::TemplateInstantiationCallback> watch_substitutions(const UserCode& user_code,
                                                                          std::string& found) {
  return std::make_unique<SubstitutionWatch>(user_code, found);
}

}  // namespace larder::generate
