// Clang's own table of compiler options; its header depends on the version of LLVM.
#ifndef LARDER_GENERATOR_FLAGS_OPTION_TABLE_H
#define LARDER_GENERATOR_FLAGS_OPTION_TABLE_H

#include <llvm/Option/Arg.h>
#include <llvm/Option/ArgList.h>
#include <llvm/Option/OptTable.h>
#include <llvm/Option/Option.h>

#if __has_include(<clang/Options/Options.h>)
#include <clang/Options/Options.h>
#define LARDER_CLANG_OPTIONS_INC <clang/Options/Options.inc>
namespace larder::generate {
namespace table = clang::options;
using clang::getDriverOptTable;
}  // namespace larder::generate
#else
#include <clang/Driver/Options.h>
// NOLINTNEXTLINE(bugprone-macro-parentheses): the name of a header
#define LARDER_CLANG_OPTIONS_INC <clang/Driver/Options.inc>
namespace larder::generate {
namespace table = clang::driver::options;
using clang::driver::getDriverOptTable;
}  // namespace larder::generate
#endif

#endif  // LARDER_GENERATOR_FLAGS_OPTION_TABLE_H
