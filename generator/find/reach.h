// The reach of device code: a graph of the declarations of one translation unit.
//
// A node is a declaration as the compiler uses it: for templates the specialisation, whose body
// has every overload resolved. Its declarations in the source (the pattern) are `written`.
#ifndef LARDER_GENERATOR_FIND_REACH_H
#define LARDER_GENERATOR_FIND_REACH_H

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "generator/find/walker.h"
#include "generator/model/model.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

struct ReachNode {
  const clang::NamedDecl* declaration = nullptr;
  std::vector<const clang::Decl*> written;  ///< in the source, redeclarations included
  std::vector<std::size_t> successors;
  std::vector<const clang::VarDecl*> shared;   ///< __shared__ variables in its body
  std::vector<const clang::VarDecl*> statics;  ///< static ones
  std::vector<const clang::AsmStmt*> assembly;
  std::vector<UndefinedUse> undefined;
  std::vector<clang::SourceRange> placed;  ///< see Mentions
};

/// The first and the last place of a declaration, in one file.
struct Lines {
  Location first;
  Location last;
  [[nodiscard]] bool has(const Location& where) const {
    return first.file == where.file && first.line <= where.line && where.line <= last.line;
  }
};

class ReachGraph {
 public:
  /// The node of a kernel's definition; everything it reaches becomes a node too.
  std::size_t add(const clang::FunctionDecl& kernel);
  /// All nodes reachable from `root`, itself included, in the order of their numbers.
  [[nodiscard]] std::vector<std::size_t> closure(std::size_t root) const;
  [[nodiscard]] const ReachNode& operator[](std::size_t index) const { return nodes_[index]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  /// Where its declarations are written.
  [[nodiscard]] std::vector<Lines> lines(const clang::SourceManager& sources) const;

 private:
  /// Names that a template looks up only when it is instantiated, with the node that contains them.
  struct Unresolved {
    std::size_t node;
    std::vector<const clang::NamedDecl*> candidates;
  };

  std::size_t node_of(const clang::NamedDecl* declaration);
  void expand(std::size_t index);
  void expand_all();
  bool resolve_candidates();
  [[nodiscard]] bool is_resolved(const Unresolved& lookup) const;

  std::vector<ReachNode> nodes_;
  std::unordered_map<const clang::Decl*, std::size_t> numbers_;
  std::vector<Unresolved> unresolved_;
  std::size_t expanded_ = 0;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_REACH_H
