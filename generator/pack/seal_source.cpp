#include "generator/pack/seal_source.h"

#include "runtime/format/seal.h"

namespace larder::pack {

Result<std::string> seal_source(format::Bytes index) {
  const Result<format::IndexView> view = format::IndexView::parse(index);
  if (!view.ok()) return view.status();
  const format::SealState state = format::inspect_seal(*view);
  if (!state.sealable) {
    return Status(Code::kInvalidArgument, "a cache whose digests are XXH3 cannot be sealed");
  }
  return "// Written by larder-pack. The program that links this accepts one cache: the one that "
         "was\n"
         "// written with it.\n"
         "#include <larder/seal.h>\n"
         "LARDER_SEALED_WITH(\"" +
         format::to_hex(state.digest) + "\");\n";
}

}  // namespace larder::pack
