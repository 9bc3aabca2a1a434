// Every difference between the supported Clang versions (19 to 22), and nothing else.
//
// Tests for features, not for version numbers: versions in between need no list of their own.
#ifndef LARDER_GENERATOR_SYNTAX_CLANG_COMPAT_H
#define LARDER_GENERATOR_SYNTAX_CLANG_COMPAT_H

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// The type that a struct, class, union or enum declares.
template <class Context = clang::ASTContext>
[[nodiscard]] clang::QualType tag_type(const Context& context, const clang::TagDecl* tag) {
  if constexpr (requires { context.getCanonicalTagType(tag); }) {
    return context.getCanonicalTagType(tag);
  } else {
    return context.getTypeDeclType(tag);
  }
}

/// Makes types print without the typedefs in their source.
template <class Policy = clang::PrintingPolicy>
void print_canonical_types(Policy& policy) {
  if constexpr (requires { policy.PrintAsCanonical; }) {
    policy.PrintAsCanonical = true;
  } else {
    policy.PrintCanonicalTypes = true;
  }
}

/// The declaration that a using-declaration introduced under the name of a type in the source.
template <class Type = clang::UsingType>
[[nodiscard]] const clang::UsingShadowDecl* found_by(const Type& type) {
  if constexpr (requires { type.getFoundDecl(); }) {
    return type.getFoundDecl();
  } else {
    return type.getDecl();
  }
}

/// The namespace alias that ends "alias::"; null: another kind of specifier.
template <class Specifier = clang::NestedNameSpecifierLoc>
[[nodiscard]] const clang::NamespaceAliasDecl* namespace_alias(const Specifier& specifier) {
  const auto written = specifier.getNestedNameSpecifier();
  if constexpr (requires { written->getAsNamespaceAlias(); }) {
    return written->getAsNamespaceAlias();
  } else {
    using Kind = decltype(written.getKind());
    if (written.getKind() != Kind::Namespace) return nullptr;
    return llvm::dyn_cast<clang::NamespaceAliasDecl>(written.getAsNamespaceAndPrefix().Namespace);
  }
}

/// Makes LLVM IR of what `compiler` parses.
template <class Compiler = clang::CompilerInstance>
[[nodiscard]] std::unique_ptr<clang::CodeGenerator> code_generator(Compiler& compiler,
                                                                   llvm::LLVMContext& context) {
  // NOLINTNEXTLINE(bugprone-branch-clone): with one version only the other branch is there
  if constexpr (requires { clang::CreateLLVMCodeGen(compiler, llvm::StringRef(), context); }) {
    return std::unique_ptr<clang::CodeGenerator>(
        clang::CreateLLVMCodeGen(compiler, llvm::StringRef(), context));
  } else {
    return std::unique_ptr<clang::CodeGenerator>(clang::CreateLLVMCodeGen(
        compiler.getDiagnostics(), llvm::StringRef(), &compiler.getVirtualFileSystem(),
        compiler.getHeaderSearchOpts(), compiler.getPreprocessorOpts(), compiler.getCodeGenOpts(),
        context));
  }
}

/// Prints messages to `out` as `options` say, which must outlive it if they are not released here.
template <class Printer = clang::TextDiagnosticPrinter>
[[nodiscard]] std::unique_ptr<Printer> message_printer(
    llvm::raw_ostream& out, std::unique_ptr<clang::DiagnosticOptions>& options) {
  if constexpr (std::is_constructible_v<Printer, llvm::raw_ostream&, clang::DiagnosticOptions&>)
    return std::make_unique<Printer>(out, *options);
  else
    return std::make_unique<Printer>(out, options.release());
}

/// The text of an asm statement, or of a constraint or clobber in it.
inline std::string asm_text(const clang::StringLiteral* literal) {
  return literal->getString().str();
}
inline std::string asm_text(llvm::StringRef text) { return text.str(); }

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_CLANG_COMPAT_H
