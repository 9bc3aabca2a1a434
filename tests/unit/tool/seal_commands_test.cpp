// keygen and sign, and what list, verify and explain tell of seals.
#include <map>
#include <regex>

#include "runtime/format/layout.h"
#include "runtime/format/seal.h"
#include "tests/support/sample_elf.h"
#include "tests/unit/tool/larder_fixture.h"

namespace larder::tool {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kApp = "/opt/bin/app";
constexpr const char* kIndex = "/opt/bin/app.larder";
constexpr const char* kData = "/opt/bin/app.larder-data";

class SealCommands : public LarderFixture {
 protected:
  SealCommands() {
    put(format::DigestKind::kXxh3);
    machine_.devices = [] { return choose::Devices{{}, Status(Code::kUnavailable, "no driver")}; };
    for (const char* name : {"mine", "other"}) {
      public_[name] = json::parse(larder({"keygen", "--json", name}).out)["public_key"];
    }
  }

  void put(format::DigestKind digests) {
    LarderFixture::put(kIndex, tests::sample_input(), digests);
  }
  // The program, with these lines as its seals.
  void put_program(const std::string& seals) {
    const std::string kernel = std::string(32, '1') + " 0 scale\n";
    disk_.files[kApp] = tests::sample_elf({{".larder.kernels", kernel}, {".larder.seals", seals}});
  }
  Output sign(const std::string& name = "mine") {
    return larder({"sign", "--key", name + ".key", kIndex});
  }
  std::string digest() {
    return json::parse(larder({"list", "--json", kIndex}).out)["seal"]["digest"];
  }

  std::map<std::string, std::string> public_;
};

TEST_F(SealCommands, KeygenPrintsTheLineForTheProgram) {
  const Output output = larder({"keygen", "/keys/team"});
  EXPECT_EQ(output.exit_code, kFine);
  std::smatch found;
  ASSERT_TRUE(std::regex_search(output.out, found,
                                std::regex("\nLARDER_SIGNED_BY\\(\"([0-9a-f]{64})\"\\);\n$")));
  EXPECT_EQ(disk_.files["/keys/team.pub"],
            tests::to_bytes("larder-public-key " + found[1].str() + "\n"));
  EXPECT_THAT(disk_.calls, ::testing::Contains("create secret /keys/team.key"));
  EXPECT_NE(public_["mine"], public_["other"]);
}

TEST_F(SealCommands, KeygenOverwritesNothing) {
  const auto before = disk_.files;
  const Output output = larder({"keygen", "mine"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.err, HasSubstr("mine.key exists already"));
  EXPECT_EQ(disk_.files, before);
}

TEST_F(SealCommands, SignWritesACacheWithXxh3Again) {
  const Output output = sign();
  EXPECT_EQ(output.out, "/opt/bin/app.larder: signed by " + public_["mine"] +
                            "; both files were written again, with BLAKE2b digests\n");
  EXPECT_EQ(output.exit_code, kFine);
  const Result<store::Cache> cache = store::Cache::open(kIndex, disk_);
  ASSERT_TRUE(cache.ok()) << cache.status().text();
  EXPECT_TRUE(cache->verify().empty());
  EXPECT_EQ(disk_.files[kData],
            format::encode(tests::sample_input(), format::DigestKind::kBlake2b)->data);
  EXPECT_EQ(format::to_hex(*format::inspect_seal(cache->index()).signer), public_["mine"]);
}

TEST_F(SealCommands, SignLeavesTheDataAloneWhereItsDigestsAreGood) {
  put(format::DigestKind::kBlake2b);
  disk_.calls.clear();
  EXPECT_EQ(sign().out, "/opt/bin/app.larder: signed by " + public_["mine"] + "\n");
  EXPECT_THAT(disk_.calls, Not(::testing::Contains("rename " + std::string(kData))));
  const auto first = disk_.files;
  EXPECT_THAT(sign().out, HasSubstr("it was already, and nothing was written"));
  EXPECT_EQ(disk_.files, first);
  EXPECT_EQ(sign("other").exit_code, kFine);
  EXPECT_EQ(sign().exit_code, kFine);
  EXPECT_EQ(disk_.files, first);
}

TEST_F(SealCommands, SignAsJson) {
  const json all = json::parse(larder({"sign", "--json", "--key", "mine.key", kIndex}).out);
  EXPECT_EQ(all["signed_by"], public_["mine"]);
  EXPECT_EQ(all["index_written"], true);
  EXPECT_EQ(all["data_written"], true);
}

TEST_F(SealCommands, SignOfADamagedCacheLeavesItAsItWas) {
  for (const auto kind : {format::DigestKind::kXxh3, format::DigestKind::kBlake2b}) {
    for (const char* file : {kIndex, kData}) {
      put(kind);
      disk_.files[file].back() ^= std::byte{1};
      const auto before = disk_.files;
      const Output output = sign();
      EXPECT_EQ(output.exit_code, kProblem);
      EXPECT_THAT(output.err, HasSubstr("larder: corrupt: /opt/bin/app.larder"));
      EXPECT_EQ(disk_.files, before);
    }
  }
}

TEST_F(SealCommands, SignThatFailsAnywhereLeavesOldOrNewOrARefusedPair) {
  for (const auto kind : {format::DigestKind::kXxh3, format::DigestKind::kBlake2b}) {
    for (int call = 0;; ++call) {
      put(kind);
      disk_.calls.clear();
      disk_.fail_at = call;
      const Output output = sign();
      disk_.fail_at = -1;
      if (output.exit_code == kFine) break;
      EXPECT_NE(output.err, "");
      for (const auto& [path, bytes] : disk_.files) EXPECT_THAT(path, Not(HasSubstr(".tmp")));
      const Result<store::Cache> cache = store::Cache::open(kIndex, disk_);
      if (cache.ok()) {
        EXPECT_TRUE(cache->verify().empty()) << call;
      } else {
        EXPECT_EQ(cache.status().code(), Code::kCorrupt) << call;
      }
    }
  }
}

TEST_F(SealCommands, SignOfOtherFilesSaysWhatTheyAre) {
  put_program("");
  const auto why = [this](const std::string& key, const std::string& file) {
    return larder({"sign", "--key", key, file}).err;
  };
  EXPECT_THAT(why("mine.key", kApp), HasSubstr("is a program or library; name the index"));
  EXPECT_THAT(why("mine.key", kData), HasSubstr("name its index"));
  EXPECT_THAT(why("mine.key", "/nowhere.larder"), HasSubstr("not found: "));
  EXPECT_THAT(why("nowhere.key", kIndex), HasSubstr("not found: cannot open nowhere.key"));
  EXPECT_THAT(why("mine.pub", kIndex), HasSubstr("holds a public key, which cannot sign"));
  disk_.files["/entry.larder"] = store::single_file(tests::sample_cache());
  EXPECT_THAT(why("mine.key", "/entry.larder"), HasSubstr("is an entry of a store"));
}

TEST_F(SealCommands, ListAndVerifyShowASignature) {
  EXPECT_THAT(larder({"list", kIndex}).out, Not(HasSubstr("seal")));
  put(format::DigestKind::kBlake2b);
  const std::string lines = "seal: digest " + digest() + "\nseal: ";
  for (const char* command : {"list", "verify"}) {
    EXPECT_THAT(larder({command, kIndex}).out, HasSubstr(lines + "not signed\n"));
  }
  sign();
  for (const char* command : {"list", "verify"}) {
    EXPECT_THAT(larder({command, kIndex}).out, HasSubstr(lines + "signed by " + public_["mine"]));
    const json seal = json::parse(larder({command, "--json", kIndex}).out)["seal"];
    EXPECT_EQ(seal["digests"], "blake2b");
    EXPECT_EQ(seal["signed_by"], public_["mine"]);
  }
}

TEST_F(SealCommands, ListAndVerifyShowThatASignatureIsWrong) {
  put(format::DigestKind::kBlake2b);
  sign();
  disk_.files[kIndex][format::header::kSignature] ^= std::byte{1};
  disk_.files[kIndex] = tests::reseal_index(disk_.files[kIndex]);
  for (const char* command : {"list", "verify"}) {
    const Output output = larder({command, kIndex});
    EXPECT_EQ(output.exit_code, kProblem);
    EXPECT_THAT(output.out, HasSubstr("SIGNATURE WRONG, not by " + public_["mine"]));
    EXPECT_TRUE(
        json::parse(larder({command, "--json", kIndex}).out)["seal"]["signed_by"].is_null());
  }
  EXPECT_THAT(larder({"verify", kIndex}).out,
              HasSubstr("DAMAGED, 1 problem\n  signature is wrong"));
}

TEST_F(SealCommands, ExplainRefusesWhatTheProgramWould) {
  put_program("signer " + public_["mine"] + "\n");
  Output output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.out, HasSubstr("sealed: accepts only caches signed by " + public_["mine"] +
                                    "\ncache: none\n  refused: corrupt: /opt/bin/app.larder: is "
                                    "not sealed: its digests are XXH3"));
  sign("other");
  EXPECT_THAT(larder({"explain", kApp}).out,
              HasSubstr("is signed by " + public_["other"] + ", not by " + public_["mine"]));
  EXPECT_THAT(larder({"list", kApp}).err, HasSubstr("is signed by " + public_["other"]));
  sign();
  output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_THAT(output.out, HasSubstr("cache: /opt/bin/app.larder\n"));
  EXPECT_EQ(larder({"list", kApp}).exit_code, kFine);
}

TEST_F(SealCommands, ExplainKnowsAllSealsOfAProgram) {
  put(format::DigestKind::kBlake2b);
  const std::string digits(64, '0');
  put_program("digest " + digits + "\n" + std::string(9, '\0') + "digest " + digest() + "\n");
  EXPECT_THAT(larder({"explain", kApp}).out,
              HasSubstr("sealed: accepts only the cache of digest " + digits +
                        " or the cache of digest " + digest() + "\n"));
  const json all = json::parse(larder({"explain", "--json", kApp}).out);
  EXPECT_EQ(all["cache"], kIndex);
  ASSERT_EQ(all["seals"].size(), 2U);
  EXPECT_EQ(all["seals"][1]["kind"], "digest");
  EXPECT_EQ(all["seals"][1]["hex"], digest());
}

TEST_F(SealCommands, ExplainOfASealThatIsNotKnownRefusesAll) {
  sign();
  put_program("later " + public_["mine"] + "\n");
  const Output output = larder({"explain", kApp});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.out, HasSubstr("accepts only caches for an unknown seal"));
  EXPECT_THAT(output.out, HasSubstr("the program has a seal that is not known here"));
}

TEST_F(SealCommands, SignWithoutKeyIsWrongUse) {
  EXPECT_EQ(larder({"sign", kIndex}).exit_code, kUsage);
  EXPECT_EQ(larder({"sign", "--key", "mine.key"}).exit_code, kUsage);
  EXPECT_EQ(larder({"keygen"}).exit_code, kUsage);
}

}  // namespace
}  // namespace larder::tool
