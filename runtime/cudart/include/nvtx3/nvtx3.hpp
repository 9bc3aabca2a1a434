// NVTX's C++ interface under NVIDIA's names, for C++11 and later. Nothing listens (nvToolsExt.h),
// so its objects keep what programs ask them for, and no more. NVTX's own guard: with a toolkit's
// header of this name, the first one counts.
#ifndef NVTX3_CPP_DEFINITIONS_V1_0
#define NVTX3_CPP_DEFINITIONS_V1_0
#define NVTX3_CPP_VERSION_MAJOR 1
#define NVTX3_CPP_VERSION_MINOR 0

#include <cstddef>
#include <cstdint>
#include <string>

#include "nvToolsExt.h"

// NOLINTBEGIN(google-explicit-constructor): NVTX's own convert implicitly.
namespace nvtx3 {
inline namespace v1 {

/// A library's or a program's own part of the annotations.
class domain {
 public:
  struct global {};
  domain(const domain&) = delete;
  domain& operator=(const domain&) = delete;

  /// The one for a type with a member `name`.
  template <class Domain = global>
  static const domain& get() noexcept {
    static const domain kDomain;
    return kDomain;
  }
  operator nvtxDomainHandle_t() const noexcept { return nullptr; }

 private:
  domain() = default;
};

/// Red, green and blue; argb also has an alpha.
struct rgb {
  using component_type = std::uint8_t;
  constexpr rgb(component_type r, component_type g, component_type b) noexcept
      : red(r), green(g), blue(b) {}
  component_type red, green, blue;
};
struct argb final : rgb {
  constexpr argb(component_type a, component_type r, component_type g, component_type b) noexcept
      : rgb(r, g, b), alpha(a) {}
  component_type alpha;
};

class color {
 public:
  using value_type = std::uint32_t;
  constexpr explicit color(value_type argb) noexcept : value_(argb) {}
  constexpr color(argb c) noexcept : value_(bytes(c.alpha, c.red, c.green, c.blue)) {}
  constexpr color(rgb c) noexcept : value_(bytes(0xff, c.red, c.green, c.blue)) {}
  constexpr value_type get_value() const noexcept { return value_; }
  constexpr nvtxColorType_t get_type() const noexcept { return NVTX_COLOR_ARGB; }

 private:
  static constexpr value_type bytes(value_type a, value_type r, value_type g, value_type b) {
    return a << 24 | r << 16 | g << 8 | b;
  }
  value_type value_;
};

/// A number, and a name for it in a domain.
class category {
 public:
  using id_type = std::uint32_t;
  constexpr explicit category(id_type id) noexcept : id_(id) {}
  constexpr id_type get_id() const noexcept { return id_; }

 private:
  id_type id_;
};
template <class Domain = domain::global>
class named_category_in final : public category {
 public:
  /// The one for a type with members `name` and `id`.
  template <class Category>
  static const named_category_in& get() noexcept {
    static const named_category_in kCategory(Category::id, Category::name);
    return kCategory;
  }
  template <class Character>
  named_category_in(id_type id, const Character* /*name*/) noexcept : category(id) {}
};
using named_category = named_category_in<domain::global>;

/// A text that is handed over once.
template <class Domain = domain::global>
class registered_string_in {
 public:
  /// The one for a type with a member `message`.
  template <class Message>
  static const registered_string_in& get() noexcept {
    static const registered_string_in kString(Message::message);
    return kString;
  }
  template <class Text>
  explicit registered_string_in(const Text& /*text*/) noexcept {}
  nvtxStringHandle_t get_handle() const noexcept { return nullptr; }
};
using registered_string = registered_string_in<domain::global>;

/// A text; the caller's characters stay the caller's.
class message {
 public:
  using value_type = nvtxMessageValue_t;
  message(const char* text) noexcept : type_(NVTX_MESSAGE_TYPE_ASCII) { value_.ascii = text; }
  message(const wchar_t* text) noexcept : type_(NVTX_MESSAGE_TYPE_UNICODE) {
    value_.unicode = text;
  }
  message(const std::string& text) noexcept : message(text.c_str()) {}
  message(const std::wstring& text) noexcept : message(text.c_str()) {}
  message(std::string&&) = delete;
  message(std::wstring&&) = delete;
  template <class Domain>
  message(const registered_string_in<Domain>& text) noexcept : type_(NVTX_MESSAGE_TYPE_REGISTERED) {
    value_.registered = text.get_handle();
  }
  value_type get_value() const noexcept { return value_; }
  nvtxMessageType_t get_type() const noexcept { return type_; }

 private:
  nvtxMessageType_t type_;
  value_type value_;
};

/// A number.
class payload {
 public:
  using value_type = nvtxPayloadValue_t;
#define LARDER_NVTX_PAYLOAD(number, member, kind) \
  explicit payload(number value) noexcept : type_(kind) { value_.member = value; }
  LARDER_NVTX_PAYLOAD(std::int64_t, llValue, NVTX_PAYLOAD_TYPE_INT64)
  LARDER_NVTX_PAYLOAD(std::int32_t, iValue, NVTX_PAYLOAD_TYPE_INT32)
  LARDER_NVTX_PAYLOAD(std::uint64_t, ullValue, NVTX_PAYLOAD_TYPE_UNSIGNED_INT64)
  LARDER_NVTX_PAYLOAD(std::uint32_t, uiValue, NVTX_PAYLOAD_TYPE_UNSIGNED_INT32)
  LARDER_NVTX_PAYLOAD(float, fValue, NVTX_PAYLOAD_TYPE_FLOAT)
  LARDER_NVTX_PAYLOAD(double, dValue, NVTX_PAYLOAD_TYPE_DOUBLE)
#undef LARDER_NVTX_PAYLOAD
  value_type get_value() const noexcept { return value_; }
  nvtxPayloadType_t get_type() const noexcept { return type_; }

 private:
  nvtxPayloadType_t type_;
  value_type value_;
};

/// Any of the above, in any order; of two of a kind the first counts.
class event_attributes {
 public:
  using value_type = nvtxEventAttributes_t;
  event_attributes() noexcept : attributes_() {
    attributes_.version = NVTX_VERSION;
    attributes_.size = sizeof(value_type);
  }
  template <class... Rest>
  explicit event_attributes(const category& c, const Rest&... rest) noexcept
      : event_attributes(rest...) {
    attributes_.category = c.get_id();
  }
  template <class... Rest>
  explicit event_attributes(const color& c, const Rest&... rest) noexcept
      : event_attributes(rest...) {
    attributes_.color = c.get_value();
    attributes_.colorType = c.get_type();
  }
  template <class... Rest>
  explicit event_attributes(const payload& p, const Rest&... rest) noexcept
      : event_attributes(rest...) {
    attributes_.payload = p.get_value();
    attributes_.payloadType = p.get_type();
  }
  template <class... Rest>
  explicit event_attributes(const message& m, const Rest&... rest) noexcept
      : event_attributes(rest...) {
    attributes_.message = m.get_value();
    attributes_.messageType = m.get_type();
  }
  const value_type* get() const noexcept { return &attributes_; }

 private:
  value_type attributes_;
};

/// The range of its own life, in its thread.
template <class Domain = domain::global>
class scoped_range_in {
 public:
  scoped_range_in() noexcept {}
  explicit scoped_range_in(const event_attributes&) noexcept {}
  template <class First, class... Rest>
  explicit scoped_range_in(const First& first, const Rest&... rest) noexcept
      : scoped_range_in(event_attributes(first, rest...)) {}
  ~scoped_range_in() {}
  scoped_range_in(const scoped_range_in&) = delete;
  scoped_range_in& operator=(const scoped_range_in&) = delete;
  void* operator new(std::size_t) = delete;
};
using scoped_range = scoped_range_in<domain::global>;

/// A range that may end in another thread.
struct range_handle {
  using value_type = nvtxRangeId_t;
  constexpr explicit range_handle(value_type id) noexcept : id_(id) {}
  constexpr range_handle(std::nullptr_t = nullptr) noexcept : id_(0) {}
  constexpr explicit operator bool() const noexcept { return id_ != 0; }
  constexpr value_type get_value() const noexcept { return id_; }

 private:
  value_type id_;
};
inline constexpr bool operator==(range_handle a, range_handle b) noexcept {
  return a.get_value() == b.get_value();
}
inline constexpr bool operator!=(range_handle a, range_handle b) noexcept { return !(a == b); }

template <class Domain = domain::global>
inline range_handle start_range_in(const event_attributes&) noexcept {
  return {};
}
template <class Domain = domain::global, class First, class... Rest>
inline range_handle start_range_in(const First& first, const Rest&... rest) noexcept {
  return start_range_in<Domain>(event_attributes(first, rest...));
}
inline range_handle start_range(const event_attributes&) noexcept { return {}; }
template <class First, class... Rest>
inline range_handle start_range(const First& first, const Rest&... rest) noexcept {
  return start_range(event_attributes(first, rest...));
}
template <class Domain = domain::global>
inline void end_range_in(range_handle) noexcept {}
inline void end_range(range_handle) noexcept {}

/// The same, which ends with its owner.
template <class Domain = domain::global>
class unique_range_in {
 public:
  unique_range_in() noexcept {}
  explicit unique_range_in(const event_attributes&) noexcept {}
  template <class First, class... Rest>
  explicit unique_range_in(const First& first, const Rest&... rest) noexcept
      : unique_range_in(event_attributes(first, rest...)) {}
  ~unique_range_in() {}
  unique_range_in(unique_range_in&&) noexcept {}
  unique_range_in& operator=(unique_range_in&&) noexcept { return *this; }
};
using unique_range = unique_range_in<domain::global>;

template <class Domain = domain::global>
inline void mark_in(const event_attributes&) noexcept {}
template <class Domain = domain::global, class First, class... Rest>
inline void mark_in(const First& first, const Rest&... rest) noexcept {
  mark_in<Domain>(event_attributes(first, rest...));
}
inline void mark(const event_attributes&) noexcept {}
template <class First, class... Rest>
inline void mark(const First& first, const Rest&... rest) noexcept {
  mark(event_attributes(first, rest...));
}

}  // namespace v1
}  // namespace nvtx3

// A range for the rest of the function; _IF: if the condition holds.
#define NVTX3_FUNC_RANGE_IN(Domain) \
  const ::nvtx3::v1::scoped_range_in<Domain> nvtx3_range__ { __func__ }
#define NVTX3_FUNC_RANGE() NVTX3_FUNC_RANGE_IN(::nvtx3::v1::domain::global)
#define NVTX3_FUNC_RANGE_IF_IN(Domain, condition) static_cast<void>(condition)
#define NVTX3_FUNC_RANGE_IF(condition) static_cast<void>(condition)
// NOLINTEND(google-explicit-constructor)

#endif  // NVTX3_CPP_DEFINITIONS_V1_0
