#include "generator/pack/slices.h"

#include <algorithm>
#include <utility>

namespace larder::pack {
namespace {

bool refused(const Result<FrontEnd>& made) {
  return !made.ok() && made.status().code() == Code::kInvalidArgument;
}

Text text_of(const Manifest& manifest) {
  return manifest.whole.empty() ? Text::kVariant : Text::kWhole;
}

bool has_entry(const PtxModule& module, const std::string& name) {
  return std::ranges::any_of(module.statements, [&](const PtxStatement& statement) {
    return statement.kind == PtxKind::kEntry && statement.name == name;
  });
}

/// The entries whose names are not symbols of kernels.
std::vector<std::string> unknown_entries(const PtxModule& module, const Manifest& manifest) {
  std::vector<std::string> out;
  for (const PtxStatement& statement : module.statements)
    if (statement.kind == PtxKind::kEntry &&
        std::ranges::find(manifest.kernels, statement.name, &ManifestKernel::symbol) ==
            manifest.kernels.end())
      out.push_back(statement.name);
  return out;
}

Status not_found(const std::string& symbol, const std::vector<std::string>& unknown) {
  std::string text = "it is not in nvcc's output (looked for " + symbol;
  for (std::size_t i = 0; i < unknown.size(); ++i)
    text += (i == 0 ? "; unknown there: " : ", ") + unknown[i];
  return {Code::kCorrupt, text + ")\n"};
}

/// Whether only the piece's company_of() calls the functions that were adapted to their callers.
bool depends_on_company_only(const SourceBuild& batch, const GroupBuild& piece,
                             const PtxSlice& slice) {
  const auto company = company_of(piece.group, batch.unit->manifest, batch.request.arch.number);
  return std::ranges::all_of(slice.other_callers, [&](const std::string& caller) {
    return std::ranges::find(company, caller, &ManifestKernel::symbol) != company.end();
  });
}

}  // namespace

Result<FrontEnd> Slices::front_end(const SourceBuild& batch, Text text,
                                   const Kernels& kernels) const {
  FrontEndRequest request{batch.request.arch, text, {}};
  request.symbols.reserve(kernels.size());
  for (const ManifestKernel* kernel : kernels) request.symbols.push_back(kernel->symbol);
  return compile_to_ptx(toolkit_, batch.unit->manifest, request, stem_(), run_);
}

Result<Slices::Together> Slices::compile(SourceBuild& batch) const {
  const std::vector<GroupBuild*> stale = batch.stale();
  Kernels kernels;  // empty means all
  if (stale.size() < batch.pieces.size())
    for (const GroupBuild* piece : stale)
      kernels.insert(kernels.end(), piece->group.kernels.begin(), piece->group.kernels.end());
  Text text = text_of(batch.unit->manifest);
  Result<FrontEnd> made = front_end(batch, text, kernels);
  if (refused(made) && text == Text::kVariant) {
    batch.refusal = made.status().message();
    text = Text::kWhole;
    made = front_end(batch, text, kernels);
  }
  if (!made) return made.status();
  batch.messages = std::move(made->messages);
  return Together{std::move(made->module), text, stale.size() == 1};
}

Result<PtxSlice> Slices::slice(const SourceBuild& batch, GroupBuild& piece,
                               const Together& together) const {
  if (together.text != text_of(batch.unit->manifest)) {
    if (!together.alone) {
      Result<FrontEnd> made = front_end(batch, Text::kVariant, piece.group.kernels);
      if (!refused(made))
        return made ? slice_of(batch, piece, Text::kVariant, std::move(made->module))
                    : Result<PtxSlice>(made.status());
    }
    piece.rescued = true;
  }
  if (together.alone) return slice_of(batch, piece, together.text, together.module);
  Result<PtxSlice> slice =
      slice_ptx(together.module, piece.group.symbols(), variable_symbols(batch.unit->manifest));
  const bool by_company =
      slice.ok() && (slice->fitted_to_module || together.module.debug_information);
  return slice.ok() && !by_company ? slice : slice_alone(batch, piece, together.text);
}

Result<PtxSlice> Slices::slice_alone(const SourceBuild& batch, GroupBuild& piece, Text text) const {
  Result<FrontEnd> made = front_end(batch, text, piece.group.kernels);
  if (!made) return made.status();
  return slice_of(batch, piece, text, std::move(made->module));
}

/// `module` is of this piece alone.
Result<PtxSlice> Slices::slice_of(const SourceBuild& batch, GroupBuild& piece, Text text,
                                  PtxModule module) const {
  if (Status named = name_entries(batch, piece, text, module); !named) return named;
  Result<PtxSlice> slice =
      slice_ptx(module, piece.group.symbols(), variable_symbols(batch.unit->manifest));
  if (slice.ok()) piece.kept = depends_on_company_only(batch, piece, *slice);
  return slice;
}

// Unlike other compilers, nvcc does not write the constraints of a template into its instances'
// names. Its name is that of the one unknown entry in its output for the kernel alone.
Status Slices::name_entries(const SourceBuild& batch, const GroupBuild& piece, Text text,
                            PtxModule& module) const {
  const Manifest& manifest = batch.unit->manifest;
  for (const ManifestKernel* kernel : piece.group.kernels) {
    if (has_entry(module, kernel->symbol)) continue;
    std::vector<std::string> unknown = unknown_entries(module, manifest);
    if (piece.group.kernels.size() > 1 && unknown.size() > 1) {
      const Result<FrontEnd> alone = front_end(batch, text, {kernel});
      if (!alone) return alone.status();
      unknown = unknown_entries(alone->module, manifest);
    }
    if (unknown.size() != 1) return not_found(kernel->symbol, unknown);
    rename_entry(module, unknown.front(), kernel->symbol);
  }
  return {};
}

}  // namespace larder::pack
