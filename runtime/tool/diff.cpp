#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "runtime/tool/command.h"
#include "runtime/tool/difference.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

const char* word_of(Change change) {
  switch (change) {
    case Change::kCode:
      return "code";
    case Change::kReached:
      return "reached";
    case Change::kDropped:
      return "dropped";
    case Change::kSalt:
      return "salt";
    case Change::kOther:
      return "other";
  }
  return "other";
}

std::string sentence(const Cause& cause) {
  std::string part = fmt::format("{} ({})", cause.what, cause.location);
  switch (cause.change) {
    case Change::kCode:
      return part + " changed";
    case Change::kReached:
      return "now reaches " + part;
    case Change::kDropped:
      return "no longer reaches " + part;
    case Change::kSalt:
      return "its LARDER_KERNEL_SALT changed";
    case Change::kOther:
      return "none of its declarations changed; flags, the salt or the version of Larder or Clang "
             "did";
  }
  return part;
}

std::string build_text(const Difference& about) {
  std::string text;
  for (const std::string& flag : about.flags_added)
    text += fmt::format("flag {} is new\n", printable(flag));
  for (const std::string& flag : about.flags_removed)
    text += fmt::format("flag {} is gone\n", printable(flag));
  if (about.salt) text += "the key_salt of the build changed\n";
  if (!about.producer[1].empty())
    text += fmt::format("written by {}, before by {}\n", printable(about.producer[1]),
                        printable(about.producer[0]));
  if (!about.clang[1].empty())
    text += fmt::format("read by Clang {}, before by Clang {}{}\n", printable(about.clang[1]),
                        printable(about.clang[0]),
                        about.other_clang ? ": of other major versions, which may have other keys "
                                            "and parts for the same code"
                                          : "");
  return text;
}

std::string text_of(const Difference& about) {
  std::string text = build_text(about);
  for (const std::string& name : about.added) text += fmt::format("{}: is new\n", printable(name));
  for (const std::string& name : about.removed)
    text += fmt::format("{}: is gone\n", printable(name));
  for (const ChangedKernel& kernel : about.changed)
    for (const Cause& cause : kernel.causes)
      text += fmt::format("{}: {}\n", printable(kernel.name), printable(sentence(cause)));
  if (about.none()) text += "no kernel changed\n";
  return text;
}

nlohmann::json json_of(const Difference& about) {
  nlohmann::json changed = nlohmann::json::array();
  for (const ChangedKernel& kernel : about.changed) {
    nlohmann::json causes = nlohmann::json::array();
    for (const Cause& cause : kernel.causes)
      causes.push_back({{"change", word_of(cause.change)},
                        {"what", cause.what},
                        {"location", cause.location},
                        {"text", sentence(cause)}});
    changed.push_back({{"name", kernel.name}, {"causes", causes}});
  }
  return {{"same", about.none()},
          {"added", about.added},
          {"removed", about.removed},
          {"changed", changed},
          {"flags_added", about.flags_added},
          {"flags_removed", about.flags_removed},
          {"salt_changed", about.salt},
          {"producers", {about.producer[0], about.producer[1]}},
          {"clangs", {about.clang[0], about.clang[1]}}};
}

Output trouble(const DiffRequest& request, const std::string& file, const Status& status) {
  Output output = failure(file, request.json, status);
  output.exit_code = kTrouble;
  return output;
}

}  // namespace

Output diff_command(const DiffRequest& request, const Machine& machine) {
  const Result<Manifest> before = manifest::read(request.file, machine.files);
  if (!before.ok()) return trouble(request, request.file, before.status());
  const Result<Manifest> after = manifest::read(request.newer, machine.files);
  if (!after.ok()) return trouble(request, request.newer, after.status());
  const Difference about = difference(*before, *after);
  return {about.none() ? kFine : kDiffers,
          request.json ? json_text(json_of(about)) : text_of(about), ""};
}

}  // namespace larder::tool
