// Puts the loop over a block's threads around the bodies of kernels whose threads never wait for
// one another (larder/detail/threads.h).
#ifndef LARDER_GENERATOR_LOWER_PLAIN_THREAD_LOOPS_H
#define LARDER_GENERATOR_LOWER_PLAIN_THREAD_LOOPS_H

#include <vector>

#include "generator/lower/fibers/shared_edits.h"
#include "generator/lower/plain/waits.h"
#include "generator/model/model.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// An instance of a kernel, and the properties of its threads.
struct LoweredKernel {
  const clang::FunctionDecl* definition;
  ThreadUse use;
};

/// Takes into account the marks of `kernel`, and whether its body can be in a loop.
void settle_lowering(const clang::FunctionDecl& kernel, ThreadUse& use);

/// Adds the edits to `edits`; edits inside of the loops are kept.
void edit_thread_loops(const std::vector<LoweredKernel>& kernels, const TokenTable& tokens,
                       const UserCode& user_code, TokenEdits& edits);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_PLAIN_THREAD_LOOPS_H
