#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "runtime/format/bytes.h"
#include "runtime/tool/command.h"
#include "tests/support/memory_file_system.h"

namespace larder::tool {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

json part(const std::string& what, const std::string& location, const std::string& text,
          const std::string& resolution) {
  return {{"what", what}, {"location", location}, {"digest", text}, {"resolution", resolution}};
}

json kernel(const std::string& name, const std::string& key, const json& parts) {
  return {{"name", name},
          {"symbol", "_Z" + name},
          {"keys", {{{"compute_capability", 0}, {"key", key}}}},
          {"parts", parts}};
}

json sample() {
  const json parts = {part("kernel block_sum", "reduce.cpp:30", "k1", "r1"),
                      part("device function warp_sum", "reduce.h:12", "t1", "r2"),
                      part("device function warp_sum", "reduce.h:12", "t1", "r3")};
  return {{"schema", 1},
          {"producer", "larder-generate 0.1.0"},
          {"key_flags", {"-std=c++17"}},
          {"kernels", {kernel("block_sum<float, 256>", "1", parts)}}};
}

class Diff : public ::testing::Test {
 protected:
  Output diff(const json& before, const json& after, const std::string& option = "") {
    return diff(before.dump(), after.dump(), option);
  }
  Output diff(const std::string& before, const std::string& after, const std::string& option) {
    put("old.json", before);
    put("new.json", after);
    std::vector<std::string> arguments = {"diff", "old.json", "new.json"};
    if (!option.empty()) arguments.push_back(option);
    return run(arguments, world_);
  }
  /// The sample after an edit that also changes the only kernel's key.
  template <class Edit>
  Output after(Edit edit, const std::string& option = "") {
    json now = sample();
    now["kernels"][0]["keys"][0]["key"] = "2";
    edit(now);
    return diff(sample(), now, option);
  }

 private:
  void put(const std::string& path, const std::string& text) {
    const format::Bytes bytes = format::as_bytes(text);
    disk_.files[path].assign(bytes.begin(), bytes.end());
  }

  tests::MemoryFileSystem disk_;
  World world_{disk_, [] { return Probe{}; }, "", ""};
};

TEST_F(Diff, SaysThatNothingChanged) {
  const Output output = diff(sample(), sample());
  EXPECT_EQ(output.exit_code, 0);
  EXPECT_EQ(output.out, "no kernel changed\n");
}

TEST_F(Diff, IgnoresPlaces) {
  json moved = sample();
  moved["kernels"][0]["parts"][1]["location"] = "other.h:99";
  EXPECT_EQ(diff(sample(), moved).exit_code, 0);
}

TEST_F(Diff, NamesAChangedDeclarationOnce) {
  const Output output = after([](json& now) {
    now["kernels"][0]["parts"][1]["digest"] = "t2";
    now["kernels"][0]["parts"][2]["digest"] = "t2";
  });
  EXPECT_EQ(output.exit_code, 1);
  EXPECT_EQ(output.out, "block_sum<float, 256>: device function warp_sum (reduce.h:12) changed\n");
}

TEST_F(Diff, TellsOtherMeaningsFromOtherText) {
  const Output output =
      after([](json& now) { now["kernels"][0]["parts"][0]["resolution"] = "r9"; });
  EXPECT_EQ(output.out,
            "block_sum<float, 256>: kernel block_sum (reduce.cpp:30) is the same text, but names "
            "in it now mean other declarations or types\n");
}

TEST_F(Diff, NamesPartsThatCameAndWent) {
  const Output output = after([](json& now) {
    now["kernels"][0]["parts"] = {part("kernel block_sum", "reduce.cpp:30", "k1", "r1"),
                                  part("type Box", "box.h:3", "t", "r")};
  });
  EXPECT_EQ(output.out,
            "block_sum<float, 256>: now reaches type Box (box.h:3)\n"
            "block_sum<float, 256>: no longer reaches device function warp_sum (reduce.h:12)\n");
}

TEST_F(Diff, NamesKernelsThatCameAndWent) {
  json now = sample();
  now["kernels"] = {kernel("scale", "7", json::array())};
  const Output output = diff(sample(), now);
  EXPECT_EQ(output.exit_code, 1);
  EXPECT_EQ(output.out, "scale: is new\nblock_sum<float, 256>: is gone\n");
}

TEST_F(Diff, NamesFlagsAndSalts) {
  const Output output = after([](json& now) {
    now["key_flags"] = {"-std=c++20", "--use_fast_math"};
    now["salt"] = "s";
    now["kernels"][0]["salt"] = "v2";
    now["producer"] = "larder-generate 0.2.0";
  });
  EXPECT_EQ(output.out,
            "flag -std=c++20 is new\n"
            "flag --use_fast_math is new\n"
            "flag -std=c++17 is gone\n"
            "the key_salt of the build changed\n"
            "written by larder-generate 0.2.0, before by larder-generate 0.1.0\n"
            "block_sum<float, 256>: its LARDER_KERNEL_SALT changed\n");
}

TEST_F(Diff, SaysSoWhereNoDeclarationChanged) {
  const Output output = after([](json&) {});
  EXPECT_EQ(output.exit_code, 1);
  EXPECT_THAT(output.out, HasSubstr("none of its declarations changed;"));
}

TEST_F(Diff, PrintsJson) {
  const Output output =
      after([](json& now) { now["kernels"][0]["parts"][0]["digest"] = "k2"; }, "--json");
  const json parsed = json::parse(output.out);
  EXPECT_EQ(parsed["same"], false);
  EXPECT_EQ(parsed["changed"][0]["name"], "block_sum<float, 256>");
  EXPECT_EQ(parsed["changed"][0]["causes"][0]["change"], "text");
  EXPECT_EQ(parsed["changed"][0]["causes"][0]["what"], "kernel block_sum");
}

TEST_F(Diff, RefusesWhatIsNoManifest) {
  const std::string good = sample().dump();
  const std::pair<std::string, std::string> cases[] = {
      {"{", "old.json is not JSON: byte 2 can't be read"},
      {"[]", "old.json is no manifest: the outermost value is not an object"},
      {"{}", "old.json is no manifest: schema is missing"},
      {R"({"schema": 9})", "old.json has schema 9, this larder reads 1 to 2"},
      {R"({"schema": 1, "producer": 3})", "old.json is no manifest: producer is not a string"},
      {R"({"schema": 1, "producer": "", "key_flags": [1]})",
       "old.json is no manifest: key_flags is not an array of strings"},
      {R"({"schema": 1, "producer": "", "key_flags": [], "kernels": [{"name": "f"}]})",
       "old.json is no manifest: kernels[0].symbol is missing"}};
  for (const auto& [text, message] : cases) {
    const Output output = diff(text, good, "");
    EXPECT_EQ(output.exit_code, 2) << text;
    EXPECT_THAT(output.err, HasSubstr(message)) << text;
  }
  EXPECT_EQ(diff(good, "{", "").exit_code, 2);
}

TEST_F(Diff, RefusesNumbersThatAreTooLarge) {
  const std::string good = sample().dump();
  const Output output = diff(R"({"schema": 1e999})", good, "");
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_EQ(output.err, "larder: corrupt: old.json is no manifest: a number in it is too large\n");
  // As a number of 32 bits it would be 0, which stands for all architectures.
  json large = sample();
  large["kernels"][0]["keys"][0]["compute_capability"] = 4294967296;
  EXPECT_THAT(diff(large, sample()).err,
              HasSubstr("kernels[0].keys[0].compute_capability is 4294967296"));
}

TEST_F(Diff, RefusesASymbolThatIsThereTwice) {
  json twice = sample();
  twice["kernels"].push_back(kernel("block_sum<float, 256>", "2", json::array()));
  const Output output = diff(twice, twice);
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_THAT(output.err, HasSubstr("kernels[1].symbol _Zblock_sum<float, 256> is there twice"));
}

TEST_F(Diff, GivesTroubleAsJson) {
  const Output output = diff("{", sample().dump(), "--json");
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_EQ(json::parse(output.out)["file"], "old.json");
}

TEST_F(Diff, WantsTwoFiles) {
  tests::MemoryFileSystem disk;
  const World world{disk, [] { return Probe{}; }, "", ""};
  EXPECT_EQ(run({"diff", "a.json"}, world).exit_code, kUsage);
  const Output missing = run({"diff", "a.json", "b.json"}, world);
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_THAT(missing.err, StartsWith("larder: not found: "));
}

}  // namespace
}  // namespace larder::tool
