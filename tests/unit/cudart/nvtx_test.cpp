// NVTX's two interfaces: calls do nothing, and objects keep what they were given.
#include <gtest/gtest.h>
#include <nvToolsExt.h>
#include <nvToolsExtCudaRt.h>

#include <cstring>
#include <nvtx3/nvtx3.hpp>
#include <string>

namespace larder::tests {
namespace {

TEST(Nvtx, CallsGiveWhatTheyGiveWithoutATool) {
  nvtxInitialize(nullptr);
  EXPECT_EQ(nvtxRangePushA("a"), NVTX_NO_PUSH_POP_TRACKING);
  EXPECT_EQ(nvtxRangePush("a"), NVTX_NO_PUSH_POP_TRACKING);
  EXPECT_EQ(nvtxRangePop(), NVTX_NO_PUSH_POP_TRACKING);
  EXPECT_EQ(nvtxRangeStartW(L"a"), 0u);
  nvtxRangeEnd(nvtxRangeStartA("a"));
  const nvtxDomainHandle_t domain = nvtxDomainCreateA("library");
  EXPECT_EQ(domain, nullptr);
  EXPECT_EQ(nvtxDomainRegisterStringA(domain, "text"), nullptr);
  nvtxDomainNameCategoryA(domain, 1, "category");
  nvtxNameOsThread(1, "thread");
  nvtxNameCudaStreamA(cudaStreamLegacy, "stream");
  nvtxNameCudaDevice(0, "device");
  nvtxDomainDestroy(domain);
}

TEST(Nvtx, EventsHaveNvtxsLayout) {
  nvtxEventAttributes_t event = {};
  event.version = NVTX_VERSION;
  event.size = NVTX_EVENT_ATTRIB_STRUCT_SIZE;
  event.colorType = NVTX_COLOR_ARGB;
  event.messageType = NVTX_MESSAGE_TYPE_ASCII;
  event.message.ascii = "text";
  EXPECT_EQ(event.version, 3);
  EXPECT_EQ(event.size, 48);
  nvtxMarkEx(&event);
  EXPECT_EQ(nvtxRangePushEx(&event), NVTX_NO_PUSH_POP_TRACKING);
}

struct Library {
  static constexpr const char* name = "library";
};
struct Reading {
  static constexpr const char* name = "reading";
  static constexpr nvtx3::category::id_type id = 7;
};
struct Greeting {
  static constexpr const char* message = "hello";
};

TEST(Nvtx, AttributesInAnyOrder) {
  const nvtx3::event_attributes all{nvtx3::payload{2.5}, "text", nvtx3::rgb{1, 2, 3},
                                    nvtx3::category{4}, nvtx3::color{5}};
  const nvtxEventAttributes_t& event = *all.get();
  EXPECT_EQ(event.version, NVTX_VERSION);
  EXPECT_EQ(event.size, sizeof event);
  EXPECT_EQ(event.payloadType, NVTX_PAYLOAD_TYPE_DOUBLE);
  EXPECT_EQ(event.payload.dValue, 2.5);
  EXPECT_EQ(event.messageType, NVTX_MESSAGE_TYPE_ASCII);
  EXPECT_STREQ(event.message.ascii, "text");
  EXPECT_EQ(event.category, 4u);
  EXPECT_EQ(event.color, 0xff010203u);  // of two the first
  EXPECT_EQ(nvtx3::color(nvtx3::argb{9, 1, 2, 3}).get_value(), 0x09010203u);
}

TEST(Nvtx, ObjectsOfTypes) {
  EXPECT_EQ(&nvtx3::domain::get<Library>(), &nvtx3::domain::get<Library>());
  EXPECT_EQ(nvtx3::named_category_in<Library>::get<Reading>().get_id(), 7u);
  const auto& text = nvtx3::registered_string_in<Library>::get<Greeting>();
  EXPECT_EQ(nvtx3::message(text).get_type(), NVTX_MESSAGE_TYPE_REGISTERED);
}

int annotated(const std::string& name) {
  NVTX3_FUNC_RANGE();
  NVTX3_FUNC_RANGE_IF(name.empty());
  nvtx3::scoped_range whole("whole", nvtx3::rgb{0, 255, 0});
  nvtx3::scoped_range_in<Library> part{name};
  nvtx3::unique_range moved{"moved"};
  const nvtx3::unique_range kept = std::move(moved);
  nvtx3::mark("here", nvtx3::payload{std::int32_t{1}});
  nvtx3::mark_in<Library>(L"there");
  const nvtx3::range_handle range = nvtx3::start_range("range");
  nvtx3::end_range(range);
  nvtx3::end_range_in<Library>(nvtx3::start_range_in<Library>("other"));
  return range ? 1 : 2;
}
TEST(Nvtx, Ranges) { EXPECT_EQ(annotated("name"), 2); }

}  // namespace
}  // namespace larder::tests
