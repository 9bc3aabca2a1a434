#include "generator/pack/manifest.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace larder::pack {
namespace {

using Json = nlohmann::json;

constexpr const char* kKeyA = "00112233445566778899aabbccddeeff";
constexpr const char* kKeyB = "ffeeddccbbaa99887766554433221100";

Json good() {
  return {
      {"schema", 1},
      {"producer", "larder-generate 0.1.0"},
      {"source", "blur.cpp"},
      {"cuda", "blur.larder.cuda"},
      {"flags", {"-std=c++17", "-I.."}},
      {"archs", "75;80"},
      {"kernels",
       {{{"name", "blur<4>"},
         {"symbol", "_Z4blurILi4EEvv"},
         {"location", "blur.cpp:12"},
         {"keys",
          {{{"compute_capability", 0}, {"key", kKeyA}},
           {{"compute_capability", 90}, {"key", kKeyB}}}},
         {"variables", {"counter", "table"}}}}},
      {"variables",
       {{{"symbol", "counter"}, {"mutable", true}}, {{"symbol", "table"}, {"mutable", false}}}}};
}

std::string error_of(const Json& json) {
  const Result<Manifest> manifest = parse_manifest(json.dump(), "out/blur.larder.json");
  return manifest ? "" : manifest.status().message();
}

// good() with the value at one JSON pointer replaced.
Json with(const std::string& pointer, const Json& value) {
  Json json = good();
  json[Json::json_pointer(pointer)] = value;
  return json;
}

TEST(Manifest, IsReadAsWritten) {
  const Result<Manifest> manifest = parse_manifest(good().dump(), "out/blur.larder.json");
  ASSERT_TRUE(manifest.ok()) << manifest.status().message();
  EXPECT_EQ(manifest->source, "blur.cpp");
  EXPECT_EQ(manifest->cuda_path, "out/blur.larder.cuda");
  EXPECT_EQ(manifest->flags, (std::vector<std::string>{"-std=c++17", "-I.."}));
  EXPECT_EQ(manifest->archs, "75;80");
  ASSERT_EQ(manifest->kernels.size(), 1U);
  EXPECT_EQ(manifest->kernels[0].symbol, "_Z4blurILi4EEvv");
}

TEST(Manifest, VariablesThatMayBeWrittenAreShared) {
  const Result<Manifest> manifest = parse_manifest(good().dump(), "blur.larder.json");
  ASSERT_TRUE(manifest.ok()) << manifest.status().message();
  EXPECT_EQ(manifest->variables, (std::vector<std::string>{"counter", "table"}));
  EXPECT_EQ(manifest->kernels[0].shared_variables, std::vector<std::string>{"counter"});
}

TEST(Manifest, TheKeyOfAnArchitectureComesBeforeTheCommonOne) {
  const Result<Manifest> manifest = parse_manifest(good().dump(), "blur.larder.json");
  ASSERT_TRUE(manifest.ok());
  const ManifestKernel& kernel = manifest->kernels[0];
  EXPECT_EQ(format::to_hex(*kernel.key_for(90)), kKeyB);
  EXPECT_EQ(format::to_hex(*kernel.key_for(80)), kKeyA);
}

TEST(Manifest, AKernelWithoutACommonKeyExistsForItsArchitecturesOnly) {
  Json json = good();
  json["kernels"][0]["keys"].erase(0);
  const Result<Manifest> manifest = parse_manifest(json.dump(), "blur.larder.json");
  ASSERT_TRUE(manifest.ok());
  EXPECT_EQ(manifest->kernels[0].key_for(80), nullptr);
  EXPECT_NE(manifest->kernels[0].key_for(90), nullptr);
}

TEST(Manifest, EveryMissingFieldIsNamed) {
  for (const char* name : {"schema", "source", "cuda", "flags", "kernels", "variables"}) {
    Json json = good();
    json.erase(name);
    EXPECT_NE(error_of(json).find(std::string(".") + name + " is missing"), std::string::npos);
  }
  for (const char* name : {"name", "symbol", "location", "keys"}) {
    Json json = good();
    json["kernels"][0].erase(name);
    EXPECT_NE(error_of(json).find(std::string("kernels[0].") + name + " is missing"),
              std::string::npos)
        << error_of(json);
  }
}

TEST(Manifest, EveryFieldOfAnotherTypeIsNamed) {
  const Json odd_values[] = {nullptr, true, -1, 1.5, "text", Json::array(), Json::object()};
  for (const char* pointer :
       {"/schema", "/source", "/cuda", "/flags", "/archs", "/kernels", "/flags/0", "/kernels/0",
        "/kernels/0/name", "/kernels/0/symbol", "/kernels/0/location", "/kernels/0/keys",
        "/kernels/0/keys/0", "/kernels/0/keys/0/compute_capability", "/kernels/0/keys/0/key"}) {
    const Json right = good()[Json::json_pointer(pointer)];
    for (const Json& odd : odd_values) {
      if (odd.type() == right.type()) continue;
      EXPECT_FALSE(error_of(with(pointer, odd)).empty()) << pointer << " = " << odd;
    }
  }
}

TEST(Manifest, AnotherSchemaAsksForToolsOfOneVersion) {
  const Result<Manifest> manifest = parse_manifest(with("/schema", 2).dump(), "x.json");
  EXPECT_EQ(manifest.status().code(), Code::kUnsupported);
  EXPECT_NE(manifest.status().message().find("of one version"), std::string::npos);
}

TEST(Manifest, TheCudaFileLiesBesideIt) {
  for (const char* name : {"../x.cu", "/etc/passwd", "a/b", "..", ".", ""}) {
    EXPECT_NE(error_of(with("/cuda", name)).find("manifest.cuda"), std::string::npos) << name;
  }
}

TEST(Manifest, FlagsAreFlags) {
  for (const char* flag : {"other.cu", "@response", "", "-DX=\n1"}) {
    EXPECT_NE(error_of(with("/flags/0", flag)).find("flags[0]"), std::string::npos) << flag;
  }
}

TEST(Manifest, KeysAreWholeAndUnique) {
  EXPECT_NE(error_of(with("/kernels/0/keys/0/key", "0011")).find("keys[0].key"), std::string::npos);
  EXPECT_NE(error_of(with("/kernels/0/keys/0/compute_capability", 90)).find("repeats"),
            std::string::npos);
  EXPECT_NE(
      error_of(with("/kernels/0/keys/0/compute_capability", 4'000'000'000)).find("4000000000"),
      std::string::npos);
  EXPECT_NE(error_of(with("/kernels/0/keys", Json::array())).find("keys is empty"),
            std::string::npos);
}

TEST(Manifest, ASymbolIsThereOnce) {
  Json json = good();
  json["kernels"].push_back(json["kernels"][0]);
  EXPECT_NE(error_of(json).find("kernels[1].symbol"), std::string::npos);
}

TEST(Manifest, AVariableIsThereOnce) {
  // Said to be both, it would count as one that nobody writes, and lie in several images.
  EXPECT_NE(error_of(with("/variables/1/symbol", "counter")).find("variables[1].symbol: counter"),
            std::string::npos);
}

TEST(Manifest, EveryTruncationIsAnError) {
  const std::string text = good().dump();
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(parse_manifest(std::string_view(text).substr(0, size), "x.json").ok()) << size;
  }
}

TEST(Manifest, NoChangedByteCrashes) {
  const std::string text = good().dump();
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char byte : {'\0', '"', '{', '[', '9', '\xff'}) {
      std::string changed = text;
      changed[at] = byte;
      const Result<Manifest> manifest = parse_manifest(changed, "x.json");
      EXPECT_TRUE(manifest.ok() || !manifest.status().message().empty());
    }
  }
}

TEST(Manifest, DeepNestingIsAnErrorAndNoCrash) {
  EXPECT_FALSE(parse_manifest(std::string(1'000'000, '['), "x.json").ok());
  EXPECT_FALSE(
      parse_manifest(std::string(1'000'000, '[') + std::string(1'000'000, ']'), "x.json").ok());
}

TEST(Manifest, AFileThatIsNotThereIsAnError) {
  EXPECT_EQ(read_manifest("/nonexistent/x.larder.json").status().code(), Code::kIo);
}

}  // namespace
}  // namespace larder::pack
