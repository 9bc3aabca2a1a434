#include "runtime/manifest/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"
#include "tests/support/sample_manifest.h"

namespace larder::manifest {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using tests::sample_manifest;

std::string written(const Manifest& manifest) {
  const Result<std::string> text = write(manifest);
  return text.ok() ? *text : "error: " + text.status().message();
}

Json good() { return Json::parse(written(sample_manifest())); }

Json with(const std::string& pointer, const Json& value) {
  Json json = good();
  json[Json::json_pointer(pointer)] = value;
  return json;
}

std::string error_of(const Json& json) {
  const Result<Manifest> manifest = parse(json.dump(), "out/x.json");
  return manifest.ok() ? "" : manifest.status().message();
}

// A field that the list of fields lacks would come back as its default, which the sample has
// nowhere.
TEST(Manifest, IsReadAsWritten) {
  const Result<Manifest> manifest = parse(written(sample_manifest()), "x.json");
  ASSERT_TRUE(manifest.ok()) << manifest.status().message();
  EXPECT_EQ(*manifest, sample_manifest());
  EXPECT_EQ(written(*manifest), written(sample_manifest()));
}

TEST(Manifest, WithoutWhatNeedNotBeThereIsReadAsWritten) {
  Manifest manifest = sample_manifest();
  manifest.whole.clear();
  manifest.salt.clear();
  manifest.kernels[0].salt.clear();
  manifest.kernels[0].parts.clear();
  manifest.variables.clear();
  const std::string text = written(manifest);
  EXPECT_EQ(text.find("whole"), std::string::npos);
  EXPECT_EQ(text.find("salt"), std::string::npos);
  const Result<Manifest> same = parse(text, "x.json");
  ASSERT_TRUE(same.ok()) << same.status().message();
  EXPECT_EQ(*same, manifest);
  manifest.kernels.clear();
  EXPECT_EQ(*parse(written(manifest), "x.json"), manifest);
}

TEST(Manifest, TheKeyOfAnArchitectureComesBeforeTheCommonOne) {
  Kernel kernel = sample_manifest().kernels[0];
  EXPECT_EQ(*kernel.key_for(90), tests::sample_key(0x22));
  EXPECT_EQ(*kernel.key_for(80), tests::sample_key(0x11));
  kernel.keys.erase(kernel.keys.begin());
  EXPECT_EQ(kernel.key_for(80), nullptr);
  EXPECT_NE(kernel.key_for(90), nullptr);
}

/// The pointers of all values in `json`, lists and objects too.
void collect(const Json& json, const std::string& at, std::vector<std::string>& out) {
  if (!at.empty()) out.push_back(at);
  if (!json.is_structured()) return;
  for (const auto& [name, value] : json.items()) collect(value, at + "/" + name, out);
}

std::vector<std::string> pointers() {
  std::vector<std::string> out;
  collect(good(), "", out);
  return out;
}

/// "kernels[0].name" for "/kernels/0/name"
std::string place_of(const std::string& pointer) {
  std::string out;
  std::size_t begin = 1;
  while (begin <= pointer.size()) {
    const std::size_t end = std::min(pointer.find('/', begin), pointer.size());
    const std::string step = pointer.substr(begin, end - begin);
    const bool number = step.find_first_not_of("0123456789") == std::string::npos;
    out += number ? "[" + step + "]" : (out.empty() ? "" : ".") + step;
    begin = end + 1;
  }
  return out;
}

TEST(Manifest, EveryMissingFieldIsNamed) {
  for (const std::string& pointer : pointers()) {
    const std::string name = pointer.substr(pointer.rfind('/') + 1);
    Json json = good();
    Json& parent = json[Json::json_pointer(pointer).parent_pointer()];
    if (!parent.is_object() || name == "salt" || name == "whole" || name == "fibers") continue;
    parent.erase(name);
    EXPECT_EQ(error_of(json), "out/x.json is not a manifest: " + place_of(pointer) + " is missing");
  }
}

TEST(Manifest, EveryFieldOfAnotherTypeIsNamed) {
  const Json odd_values[] = {nullptr, true, -1, 1.5, "text", Json::array(), Json::object()};
  for (const std::string& pointer : pointers()) {
    const Json right = good()[Json::json_pointer(pointer)];
    for (const Json& odd : odd_values) {
      if (odd.type() == right.type()) continue;
      EXPECT_THAT(error_of(with(pointer, odd)), HasSubstr(": " + place_of(pointer) + " is "))
          << pointer << " = " << odd;
    }
  }
}

TEST(Manifest, AnotherSchemaAsksForToolsOfOneVersion) {
  for (const int schema : {0, 1, 3}) {
    const Result<Manifest> manifest = parse(with("/schema", schema).dump(), "x.json");
    EXPECT_EQ(manifest.status().code(), Code::kUnsupported);
    EXPECT_THAT(manifest.status().message(), HasSubstr("of one version"));
  }
}

TEST(Manifest, TheCudaFileLiesBesideIt) {
  for (const char* name : {"../x.cu", "/etc/passwd", "a/b", "..", ".", ""}) {
    EXPECT_THAT(error_of(with("/cuda", name)), HasSubstr("cuda")) << name;
  }
}

TEST(Manifest, FlagsAreFlags) {
  for (const char* flag : {"other.cu", "@response", "", "-DX=\n1"}) {
    EXPECT_THAT(error_of(with("/flags/0", flag)), HasSubstr("flags[0]")) << flag;
  }
}

TEST(Manifest, NamesAndPlacesHaveNoControlCharacters) {
  for (const char* pointer :
       {"/source", "/cuda", "/kernels/0/name", "/kernels/0/symbol", "/kernels/0/location",
        "/kernels/0/variables/0", "/variables/0/symbol"}) {
    EXPECT_THAT(error_of(with(pointer, "a\x1b[31m")), HasSubstr("has control characters"))
        << pointer;
  }
}

TEST(Manifest, KeysAreWholeAndOfDifferentArchitectures) {
  EXPECT_THAT(error_of(with("/kernels/0/keys/0/key", "0011")),
              HasSubstr("kernels[0].keys[0].key is not a digest: 32 hexadecimal digits"));
  EXPECT_THAT(error_of(with("/kernels/0/parts/1/digest", "x")),
              HasSubstr("kernels[0].parts[1].digest is not a digest"));
  const std::string capability = "/kernels/0/keys/0/compute_capability";
  EXPECT_THAT(error_of(with(capability, 90)), HasSubstr("90 appears twice"));
  EXPECT_THAT(error_of(with(capability, 4'000'000'000)), HasSubstr("is 4000000000"));
  // As a number of 32 bits it would be 0, which stands for all architectures.
  EXPECT_THAT(error_of(with(capability, 4'294'967'296)), HasSubstr("is 4294967296"));
  EXPECT_THAT(error_of(with("/kernels/0/keys", Json::array())), HasSubstr("keys is empty"));
}

TEST(Manifest, ASymbolIsThereOnce) {
  Json json = good();
  json["kernels"].push_back(json["kernels"][0]);
  EXPECT_THAT(error_of(json), HasSubstr("kernels[1].symbol _Z9block_sum"));
  // Said to be both, it would count as one that nobody writes, and lie in several images.
  EXPECT_THAT(error_of(with("/variables/1/symbol", "counter")),
              HasSubstr("variables[1].symbol counter appears twice"));
}

TEST(Manifest, WhatIsNoJsonIsRefused) {
  const auto message = [](const std::string& text) {
    return parse(text, "x.json").status().message();
  };
  EXPECT_EQ(message("{"), "x.json is not a manifest: byte 2 can't be read as JSON");
  EXPECT_EQ(message("[]"), "x.json is not a manifest: the outermost value is not an object");
  EXPECT_EQ(message(R"({"schema": 1e999})"),
            "x.json is not a manifest: a number in it is too large");
}

TEST(Manifest, EveryTruncationIsAnError) {
  const std::string text = good().dump();
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(parse(std::string_view(text).substr(0, size), "x.json").ok()) << size;
  }
}

TEST(Manifest, NoChangedByteCrashes) {
  const std::string text = good().dump();
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char byte : {'\0', '"', '{', '[', '9', '\xff'}) {
      std::string changed = text;
      changed[at] = byte;
      const Result<Manifest> manifest = parse(changed, "x.json");
      EXPECT_TRUE(manifest.ok() || !manifest.status().message().empty());
    }
  }
}

TEST(Manifest, DeepNestingIsAnErrorAndNoCrash) {
  EXPECT_FALSE(parse(std::string(200'000, '['), "x.json").ok());
  EXPECT_FALSE(parse(std::string(200'000, '[') + std::string(200'000, ']'), "x.json").ok());
}

TEST(Manifest, IsReadFromAFile) {
  tests::MemoryFileSystem disk;
  EXPECT_EQ(read("x.json", disk).status().code(), Code::kNotFound);
  disk.files["x.json"] = tests::to_bytes(written(sample_manifest()));
  EXPECT_TRUE(read("x.json", disk).ok());
  disk.files["x.json"].clear();
  EXPECT_EQ(read("x.json", disk).status().code(), Code::kCorrupt);
}

TEST(Manifest, WhatReadersWouldRefuseIsNotWritten) {
  const auto refusal = [](auto edit) {
    Manifest manifest = sample_manifest();
    edit(manifest);
    const Result<std::string> text = write(manifest);
    return text.ok() ? "" : text.status().message();
  };
  EXPECT_EQ(refusal([](Manifest& m) { m.kernels[0].keys.clear(); }),
            "the manifest of reduce.cpp can't be written: kernels[0].keys is empty");
  EXPECT_THAT(refusal([](Manifest& m) { m.kernels[0].location = "a\nb.cpp:1"; }),
              HasSubstr("kernels[0].location has control characters"));
  EXPECT_THAT(refusal([](Manifest& m) { m.flags[1] = "x.cu"; }), HasSubstr("flags[1]"));
  EXPECT_THAT(refusal([](Manifest& m) { m.clang.clear(); }), HasSubstr("clang is empty"));
  EXPECT_THAT(refusal([](Manifest& m) { m.archs.clear(); }), HasSubstr("archs is empty"));
  EXPECT_THAT(refusal([](Manifest& m) { m.flags[1] = "-I\xff"; }), HasSubstr("is not UTF-8"));
}

TEST(Manifest, NamesTheMajorVersionOfClang) {
  Manifest manifest = sample_manifest();
  EXPECT_EQ(clang_major(manifest), "19");
  manifest.clang = "22";
  EXPECT_EQ(clang_major(manifest), "22");
}

}  // namespace
}  // namespace larder::manifest
