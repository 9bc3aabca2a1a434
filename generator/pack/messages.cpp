#include "generator/pack/messages.h"

namespace larder::pack {

void Messages::add(const std::string& subject, const std::string& text, const Arch& arch) {
  if (text.empty()) return;
  for (Message& message : messages_) {
    if (message.text != text || message.subject != subject) continue;
    if (!message.archs.ends_with(arch.text())) message.archs += ", " + arch.text();
    return;
  }
  messages_.push_back({subject, text, arch.text()});
}

void Messages::show(std::ostream& out) const {
  for (const Message& message : messages_) {
    out << message.subject << " for " << message.archs << ":\n" << message.text;
    if (!message.text.ends_with('\n')) out << '\n';
  }
}

}  // namespace larder::pack
