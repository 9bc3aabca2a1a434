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
#include "generator/scan/user_code.h"

namespace larder::generate {

class Slice {
 public:
  /// All arguments must outlive the slice. Declarations in Larder's headers are CUDA's own in the
  /// CUDA variant. `with_places`: the parts get their tokens' places too.
  Slice(const ReachGraph& graph, const TokenTable& tokens, const PreprocessorRecord& preprocessor,
        const UserCode& user_code, bool with_places);

  /// The parts that a node's declarations make; indices into parts().
  [[nodiscard]] const std::vector<std::size_t>& parts_of(std::size_t node) const {
    return node_parts_[node];
  }
  /// The first __DATE__ or the like in a part's text; null: none.
  [[nodiscard]] const ClockMacro* clock_in(std::size_t part) const { return clocks_[part]; }
  [[nodiscard]] std::vector<Part> take_parts() { return std::move(parts_); }
  /// Says that a kernel, by its number in View::kernels, reaches a node.
  void mark_reached(std::size_t node, std::size_t kernel);
  /// The declarations at namespace scope, in the order of the source, unreached bodies left out.
  [[nodiscard]] std::vector<Unit> units() const;
  /// The outermost system headers that reached declarations come from.
  [[nodiscard]] std::vector<Include> includes() const;

 private:
  struct UnitSource {
    TokenRange range;
    const clang::Decl* top = nullptr;
    std::set<std::size_t> nodes;  ///< that it stands for
    bool for_all = false;         ///< it concerns all kernels
  };

  /// What all parts made of one declaration share.
  struct Written {
    Part part;
    const ClockMacro* clock = nullptr;
  };

  void add_node(std::size_t index);
  void add_written(const clang::Decl& declaration, std::size_t node);
  UnitSource& add_unit(const clang::Decl& top);
  void add_include(clang::SourceLocation where, std::size_t node);
  [[nodiscard]] std::vector<std::size_t> kernels_of(const std::set<std::size_t>& nodes) const;
  [[nodiscard]] std::vector<std::size_t> kernels_of(const UnitSource& source) const;
  void add_directives();
  std::size_t add_part(const clang::Decl& declaration, std::size_t node);
  [[nodiscard]] Written written(const clang::Decl& declaration) const;
  [[nodiscard]] TokenRange own_range(const clang::Decl& declaration, const clang::Decl& top) const;
  [[nodiscard]] const ClockMacro* first_clock(TokenRange range,
                                              const std::vector<TokenRange>& holes) const;
  [[nodiscard]] std::map<std::size_t, std::string> packing_in(const clang::Decl& declaration) const;
  [[nodiscard]] std::vector<TokenRange> bodies_in(const clang::Decl& top, bool reached_too) const;
  [[nodiscard]] TokenRange body_range(const clang::FunctionDecl& function) const;
  [[nodiscard]] Unit unit(const UnitSource& source) const;

  const ReachGraph& graph_;
  const TokenTable& tokens_;
  const PreprocessorRecord& preprocessor_;
  const UserCode& user_code_;
  bool with_places_;
  std::vector<Part> parts_;
  std::vector<std::vector<std::size_t>> node_parts_;
  std::unordered_map<const clang::Decl*, Written> written_;
  std::vector<const ClockMacro*> clocks_;    ///< by part
  std::map<std::size_t, UnitSource> units_;  ///< by the index of their first token
  std::set<const clang::Decl*> reached_bodies_;
  std::set<const clang::DeclContext*> reached_namespaces_;
  /// By index into preprocessor_.inclusions: the nodes that come from there.
  std::map<std::size_t, std::set<std::size_t>> includes_;
  std::vector<std::set<std::size_t>> node_kernels_;
  std::set<std::size_t> kernels_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_SLICE_H
