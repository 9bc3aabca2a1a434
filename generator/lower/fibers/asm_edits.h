// Inline PTX in device code becomes a block of C++, in place. The operands' expressions stay:
//
//   asm("add.u32 %0, %1, 1;" : "=r"(x) : "r"(y));
//
//   { auto&& larder_out_0 = (x); ::std::uint32_t larder_0{};
//     ::std::uint32_t larder_1 = ::larder::simulator::ptx::take<::std::uint32_t>(y);
//     larder_0 = ::larder::simulator::ptx::add(larder_1, ::std::uint32_t{1});
//     ::larder::simulator::ptx::give(larder_out_0, larder_0); }
#ifndef LARDER_GENERATOR_LOWER_FIBERS_ASM_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_ASM_EDITS_H

#include "generator/syntax/token_edit.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Adds the edits to `edits`. Statements that can't be translated stay unchanged. Returns whether
/// there are any edits: the host source then needs larder/cuda/ptx.h.
bool add_asm_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                   const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_ASM_EDITS_H
