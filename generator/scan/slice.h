// From reached declarations to text: the units of the CUDA variant and the parts of the keys.
#ifndef LARDER_GENERATOR_SCAN_SLICE_H
#define LARDER_GENERATOR_SCAN_SLICE_H

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "generator/model/model.h"
#include "generator/scan/preprocessor_record.h"
#include "generator/scan/reach.h"
#include "generator/scan/tokens.h"

namespace larder::generate {

class Slice {
 public:
  /// All arguments must outlive the slice. `own_headers` is the folder of Larder's public headers,
  /// whose declarations are CUDA's own in the CUDA variant.
  Slice(const ReachGraph& graph, const TokenTable& tokens, const PreprocessorRecord& preprocessor,
        std::string own_headers);

  /// The parts that a node's declarations make; indices into parts().
  [[nodiscard]] const std::vector<std::size_t>& parts_of(std::size_t node) const {
    return node_parts_[node];
  }
  [[nodiscard]] std::vector<Part> take_parts() { return std::move(parts_); }
  /// The declarations at namespace scope, in the order of the source, unreached bodies left out.
  [[nodiscard]] std::vector<Unit> units() const;
  /// "<cmath>": the outermost system headers that reached declarations come from.
  [[nodiscard]] std::vector<std::string> includes() const;

 private:
  struct UnitSource {
    TokenRange range;
    const clang::Decl* top = nullptr;
  };

  void add_node(std::size_t index);
  void add_written(const clang::Decl& declaration, std::size_t node);
  void add_unit(const clang::Decl& top);
  void add_include(clang::SourceLocation where);
  void add_directives();
  std::size_t add_part(const clang::Decl& declaration);
  [[nodiscard]] std::vector<TokenRange> bodies_in(const clang::Decl& top, bool reached_too) const;
  [[nodiscard]] TokenRange body_range(const clang::FunctionDecl& function) const;
  [[nodiscard]] Unit unit(const UnitSource& source) const;

  const ReachGraph& graph_;
  const TokenTable& tokens_;
  const PreprocessorRecord& preprocessor_;
  std::string own_headers_;
  std::vector<Part> parts_;
  std::vector<std::vector<std::size_t>> node_parts_;
  std::unordered_map<const clang::Decl*, std::size_t> part_numbers_;
  std::map<std::size_t, UnitSource> units_;  ///< by the index of their first token
  std::set<const clang::Decl*> reached_bodies_;
  std::set<const clang::DeclContext*> reached_namespaces_;
  std::set<std::size_t> includes_;  ///< indices into preprocessor_.inclusions
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_SLICE_H
