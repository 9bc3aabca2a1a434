#include <concepts>
#include <nlohmann/json.hpp>

#include "runtime/manifest/check.h"
#include "runtime/manifest/fields.h"

namespace larder::manifest {
namespace {

using OrderedJson = nlohmann::ordered_json;

class Writer {
 public:
  Writer(OrderedJson& object, Place& place) : object_(object), place_(place) {}

  template <class T>
  void operator()(const char* name, const T& value) {
    within(place_, name, [&] { object_[name] = json_of(value); });
  }
  void line(const char* name, const std::string& text) {
    within(place_, name, [&] { check_line(text, place_); });
    object_[name] = text;
  }
  void line(const char* name, const std::vector<std::string>& texts) {
    within(place_, name, [&] { check_lines(texts, place_); });
    object_[name] = texts;
  }
  void word(const char* name, const std::string& text) {
    within(place_, name, [&] { check_word(text, place_); });
    object_[name] = text;
  }
  void optional(const char* name, const std::string& text) {
    if (!text.empty()) object_[name] = text;
  }

 private:
  static OrderedJson json_of(const std::string& text) { return text; }
  static OrderedJson json_of(const std::integral auto& number) { return number; }
  static OrderedJson json_of(const format::Digest& digest) { return format::to_hex(digest); }
  template <class T>
  OrderedJson json_of(const std::vector<T>& list) {
    OrderedJson array = OrderedJson::array();
    for (const T& element : list) {
      within(place_, array.size(), [&] { array.push_back(json_of(element)); });
    }
    return array;
  }
  template <class Object>
  OrderedJson json_of(const Object& value) {
    OrderedJson object = OrderedJson::object();
    Writer fields(object, place_);
    visit(fields, value);
    return object;
  }

  OrderedJson& object_;
  Place& place_;
};

}  // namespace

Result<std::string> write(const Manifest& manifest) {
  const std::string subject = "the manifest of " + manifest.source + " can't be written: ";
  try {
    OrderedJson root;
    root["schema"] = kSchema;
    Place place;
    Writer fields(root, place);
    visit(fields, manifest);
    check_whole(manifest);
    return root.dump(1) + "\n";
  } catch (const BadField& bad) {
    return Status(Code::kInvalidArgument, subject + bad.message);
  } catch (const OrderedJson::type_error&) {
    return Status(Code::kInvalidArgument,
                  subject + "a path, name or flag in it is not UTF-8, as JSON must be");
  }
}

}  // namespace larder::manifest
