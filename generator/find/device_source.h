// From reached declarations to text: the units of the CUDA variant.
#ifndef LARDER_GENERATOR_FIND_DEVICE_SOURCE_H
#define LARDER_GENERATOR_FIND_DEVICE_SOURCE_H

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "generator/find/reach.h"
#include "generator/model/model.h"
#include "generator/syntax/preprocessor_record.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

class DeviceSource {
 public:
  /// All arguments must outlive this. Declarations in Larder's headers are CUDA's own in the
  /// CUDA variant. `with_text`: the written declarations get their tokens.
  DeviceSource(const ReachGraph& graph, const TokenTable& tokens,
               const PreprocessorRecord& preprocessor, const UserCode& user_code, bool with_text);

  /// The written declarations of a node; indices into View::written.
  [[nodiscard]] const std::vector<std::size_t>& written_of(std::size_t node) const {
    return node_written_[node];
  }
  /// The first __DATE__ or the like in a written declaration; null: none.
  [[nodiscard]] const ClockMacro* clock_in(std::size_t written) const { return clocks_[written]; }
  [[nodiscard]] std::vector<Written> take_written() { return std::move(written_); }
  /// The declarations at namespace scope, in the order of the source, unreached bodies left out.
  /// `kernels`: those of View::kernels, in its order.
  [[nodiscard]] std::vector<Unit> units(
      const std::vector<const clang::FunctionDecl*>& kernels) const;
  /// The outermost system headers that reached declarations come from: "<cmath>", quotes included.
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
  std::size_t number_of(const clang::Decl& declaration);
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
  bool with_text_;
  std::vector<Written> written_;
  std::vector<const ClockMacro*> clocks_;  ///< of each
  std::unordered_map<const clang::Decl*, std::size_t> numbers_;
  std::vector<std::vector<std::size_t>> node_written_;
  std::map<std::size_t, UnitSource> units_;  ///< by the index of their first token
  std::set<const clang::Decl*> reached_bodies_;
  std::set<const clang::DeclContext*> reached_namespaces_;
  std::set<std::size_t> includes_;  ///< into preprocessor_.inclusions
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_DEVICE_SOURCE_H
