// How threads that run inline PTX depend on one another, for the proof that they never wait.
#ifndef LARDER_GENERATOR_LOWER_PTX_EFFECTS_H
#define LARDER_GENERATOR_LOWER_PTX_EFFECTS_H

#include "generator/lower/ptx/code.h"

namespace larder::generate::ptx {

struct Effects {
  bool waits = false;       ///< until other threads arrive or continue
  bool observes = false;    ///< it reads what other threads may write
  bool asks_index = false;  ///< it depends on which thread runs it
};

[[nodiscard]] Effects effects_of(const Code& code);

}  // namespace larder::generate::ptx

#endif  // LARDER_GENERATOR_LOWER_PTX_EFFECTS_H
