// Messages of compilers, each text once, with its architectures.
#ifndef LARDER_GENERATOR_PACK_MESSAGES_H
#define LARDER_GENERATOR_PACK_MESSAGES_H

#include <ostream>
#include <string>
#include <vector>

#include "generator/archs/archs.h"

namespace larder::pack {

using archs::Arch;

class Messages {
 public:
  /// `subject` introduces the text: "blur.cpp: error: does not compile". An empty text is no
  /// message.
  void add(const std::string& subject, const std::string& text, const Arch& arch);
  /// "blur.cpp: error: does not compile for 80, 90:" and the text, for each.
  void show(std::ostream& out) const;
  [[nodiscard]] bool empty() const { return messages_.empty(); }

 private:
  struct Message {
    std::string subject;
    std::string text;
    std::string archs;
  };
  std::vector<Message> messages_;
};

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_MESSAGES_H
