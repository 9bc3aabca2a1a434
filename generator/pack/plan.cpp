#include "generator/pack/plan.h"

#include <optional>
#include <utility>

namespace larder::pack {
namespace {

GroupBuild make_piece(Group group, std::string identity, const ImageStore& store) {
  GroupBuild piece;
  piece.identity = std::move(identity);
  piece.group = std::move(group);
  if (std::optional<Compiled> image = store.load(piece.identity)) {
    piece.reused = true;
    piece.result = std::move(*image);
  }
  return piece;
}

}  // namespace

std::vector<GroupBuild*> SourceBuild::stale() {
  std::vector<GroupBuild*> out;
  for (GroupBuild& piece : pieces)
    if (!piece.reused) out.push_back(&piece);
  return out;
}

Result<std::deque<SourceBuild>> make_plan(std::vector<BuiltSource>& units,
                                          const std::vector<ArchRequest>& requests,
                                          Compilations& compilations, const ImageStore& store) {
  std::deque<SourceBuild> batches;
  for (BuiltSource& unit : units) {
    for (const ArchRequest& request : requests) {
      SourceBuild& batch = batches.emplace_back();
      batch.unit = &unit;
      batch.request = request;
      Result<Compilation> compilation = compilations.of(unit.manifest.flags, request.arch);
      if (!compilation) return compilation.status();
      batch.compilation = std::move(*compilation);
      for (Group& group : groups_of(unit.manifest, request.arch.number)) {
        std::string identity =
            image_identity(group, unit.manifest, request.arch, batch.compilation);
        batch.pieces.push_back(make_piece(std::move(group), std::move(identity), store));
      }
      batch.left = batch.stale().size();
    }
  }
  return batches;
}

}  // namespace larder::pack
