#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "runtime/format/bytes.h"
#include "runtime/manifest/manifest.h"
#include "runtime/tool/command.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"
#include "tests/support/sample_manifest.h"

namespace larder::tool {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;
using tests::sample_manifest;

const std::string kName = "block_sum<float, 256>";

manifest::Part part(const std::string& what, const std::string& location, std::uint8_t digest) {
  return {what, location, tests::sample_key(digest)};
}

std::string text_of(const manifest::Manifest& manifest) { return *manifest::write(manifest); }

class Diff : public ::testing::Test {
 protected:
  Output diff(const manifest::Manifest& before, const manifest::Manifest& after,
              const std::string& option = "") {
    return diff(text_of(before), text_of(after), option);
  }
  Output diff(const std::string& before, const std::string& after, const std::string& option) {
    put("old.json", before);
    put("new.json", after);
    std::vector<std::string> arguments = {"diff", "old.json", "new.json"};
    if (!option.empty()) arguments.push_back(option);
    return run(arguments, machine_);
  }
  /// The sample after an edit that also changes the only kernel's key.
  template <class Edit>
  Output after(Edit edit, const std::string& option = "") {
    manifest::Manifest now = sample_manifest();
    now.kernels[0].keys[0].key = tests::sample_key(0x99);
    edit(now);
    return diff(sample_manifest(), now, option);
  }

 private:
  void put(const std::string& path, const std::string& text) {
    const format::Bytes bytes = format::as_bytes(text);
    disk_.files[path].assign(bytes.begin(), bytes.end());
  }

  tests::MemoryFileSystem disk_;
  Machine machine_{disk_, [] { return choose::Devices{}; }, "", ""};
};

TEST_F(Diff, SaysThatNothingChanged) {
  const Output output = diff(sample_manifest(), sample_manifest());
  EXPECT_EQ(output.exit_code, 0);
  EXPECT_EQ(output.out, "no kernel changed\n");
}

TEST_F(Diff, IgnoresPlaces) {
  manifest::Manifest moved = sample_manifest();
  moved.kernels[0].parts[1].location = "other.h:99";
  EXPECT_EQ(diff(sample_manifest(), moved).exit_code, 0);
}

TEST_F(Diff, NamesAChangedDeclarationOnce) {
  const Output output = after([](manifest::Manifest& now) {
    now.kernels[0].parts[1].digest = tests::sample_key(1);
    now.kernels[0].parts[2].digest = tests::sample_key(2);
  });
  EXPECT_EQ(output.exit_code, 1);
  EXPECT_EQ(output.out, kName + ": device function warp_sum (reduce.h:12) changed\n");
}

TEST_F(Diff, NamesADeclarationOfWhichThereIsAnotherInstance) {
  const Output output = after([](manifest::Manifest& now) { now.kernels[0].parts.pop_back(); });
  EXPECT_EQ(output.out, kName + ": device function warp_sum (reduce.h:12) changed\n");
}

TEST_F(Diff, NamesPartsThatCameAndWent) {
  const Output output = after([](manifest::Manifest& now) {
    now.kernels[0].parts = {now.kernels[0].parts[0], part("type Box", "box.h:3", 7)};
  });
  EXPECT_EQ(output.out, kName + ": now reaches type Box (box.h:3)\n" + kName +
                            ": no longer reaches device function warp_sum (reduce.h:12)\n");
}

TEST_F(Diff, NamesKernelsThatCameAndWent) {
  manifest::Manifest now = sample_manifest();
  now.kernels[0].name = "scale";
  now.kernels[0].symbol = "_Z5scalev";
  const Output output = diff(sample_manifest(), now);
  EXPECT_EQ(output.exit_code, 1);
  EXPECT_EQ(output.out, "scale: is new\n" + kName + ": is gone\n");
}

TEST_F(Diff, NamesFlagsAndSalts) {
  const Output output = after([](manifest::Manifest& now) {
    now.key_flags = {"-std=c++20", "--use_fast_math"};
    now.salt = "t";
    now.kernels[0].salt = "v2";
    now.producer = "larder-generate 0.2.0";
  });
  EXPECT_EQ(output.out,
            "flag -std=c++20 is new\n"
            "flag --use_fast_math is new\n"
            "flag -std=c++17 is gone\n"
            "the key_salt of the build changed\n"
            "written by larder-generate 0.2.0, before by larder-generate 0.1.0\n" +
                kName + ": its LARDER_KERNEL_SALT changed\n");
}

TEST_F(Diff, NamesTheVersionsOfClangWhereTheyDisagree) {
  EXPECT_THAT(after([](manifest::Manifest& now) { now.clang = "19.2.0"; }).out,
              StartsWith("read by Clang 19.2.0, before by Clang 19.1.7\n"));
  EXPECT_THAT(after([](manifest::Manifest& now) { now.clang = "22.1.0"; }).out,
              StartsWith("read by Clang 22.1.0, before by Clang 19.1.7: of other major versions, "
                         "which may have other keys and parts for the same code\n"));
}

TEST_F(Diff, SaysSoWhereNoDeclarationChanged) {
  const Output output = after([](manifest::Manifest&) {});
  EXPECT_EQ(output.exit_code, 1);
  EXPECT_THAT(output.out, HasSubstr("none of its declarations changed;"));
}

TEST_F(Diff, PrintsJson) {
  const Output output = after(
      [](manifest::Manifest& now) {
        now.kernels[0].parts[0].digest = tests::sample_key(1);
        now.clang = "22.1.0";
      },
      "--json");
  const json parsed = json::parse(output.out);
  EXPECT_EQ(parsed["same"], false);
  EXPECT_EQ(parsed["changed"][0]["name"], kName);
  EXPECT_EQ(parsed["changed"][0]["causes"][0]["change"], "code");
  EXPECT_EQ(parsed["changed"][0]["causes"][0]["what"], "kernel block_sum");
  EXPECT_EQ(parsed["clangs"], json({"19.1.7", "22.1.0"}));
}

TEST_F(Diff, RefusesWhatIsNoManifest) {
  const std::string good = text_of(sample_manifest());
  const Output output = diff("[]", good, "");
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_EQ(output.err,
            "larder: corrupt: old.json is not a manifest: the outermost value is not an object\n");
  EXPECT_EQ(diff(good, "{", "").exit_code, 2);
}

TEST_F(Diff, GivesTroubleAsJson) {
  const Output output = diff("{", text_of(sample_manifest()), "--json");
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_EQ(json::parse(output.out)["file"], "old.json");
}

TEST_F(Diff, WantsTwoFiles) {
  tests::MemoryFileSystem disk;
  const Machine machine{disk, [] { return choose::Devices{}; }, "", ""};
  EXPECT_EQ(run({"diff", "a.json"}, machine).exit_code, kUsage);
  const Output missing = run({"diff", "a.json", "b.json"}, machine);
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_THAT(missing.err, StartsWith("larder: not found: "));
}

}  // namespace
}  // namespace larder::tool
