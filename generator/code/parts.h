// From the code of a kernel: the parts that its key is made of, and the resources that it needs.
#ifndef LARDER_GENERATOR_CODE_PARTS_H
#define LARDER_GENERATOR_CODE_PARTS_H

#include <string>
#include <unordered_map>
#include <vector>

#include "generator/code/code.h"
#include "generator/find/reach.h"
#include "generator/model/model.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Makes a View's parts from the code that its kernels reach, each once.
class PartMaker {
 public:
  /// All but `graph` must outlive this.
  PartMaker(const DeviceCode& code, const ReachGraph& graph, const clang::SourceManager& sources,
            const UserCode& user_code);

  /// Fills in the properties of the code of `kernel`: parts, shared memory, variables, floating
  /// point.
  void describe_code(Kernel& out, const clang::FunctionDecl& kernel);
  [[nodiscard]] std::vector<Part> take_parts() { return std::move(parts_); }

 private:
  void name(Part& part, const clang::NamedDecl& declaration) const;
  std::size_t part_of_value(std::size_t value);
  std::size_t part_of_type(std::size_t type);

  const DeviceCode& code_;
  const clang::SourceManager& sources_;
  const UserCode& user_code_;
  std::vector<Part> parts_;
  std::unordered_map<std::size_t, std::size_t> value_parts_;
  std::unordered_map<std::size_t, std::size_t> type_parts_;
  /// Properties that affect nvcc's code of a function and that Clang's does not show, by
  /// declaration.
  std::unordered_map<const clang::Decl*, std::string> extras_;
  std::unordered_map<std::string, const clang::TagDecl*> types_;  ///< by LLVM's name
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_CODE_PARTS_H
