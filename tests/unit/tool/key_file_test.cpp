#include "runtime/tool/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>

#include "tests/support/folder.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"

namespace larder::tool {
namespace {

const tool::SecretKey& key() {
  static const tool::SecretKey ones = [] {
    format::SealBytes seed;
    seed.fill(1);
    return tool::SecretKey(seed);
  }();
  return ones;
}

// RFC 8032's curve: what any Ed25519 makes of this seed.
const std::string kPublic = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";

std::string secret_line() {
  std::string digits;
  for (int i = 0; i < 32; ++i) digits += "01";
  return "larder-secret-key " + digits + "\n";
}

TEST(KeyFile, HoldsOneLine) {
  tests::MemoryFileSystem disk;
  ASSERT_TRUE(write_key_files("/home/team", key(), disk).ok());
  EXPECT_EQ(disk.files["/home/team.key"], tests::to_bytes(secret_line()));
  EXPECT_EQ(disk.files["/home/team.pub"], tests::to_bytes("larder-public-key " + kPublic + "\n"));
  const Result<tool::SecretKey> read = read_secret_key("/home/team.key", disk);
  ASSERT_TRUE(read.ok()) << read.status().text();
  EXPECT_EQ(read->seed(), key().seed());
  EXPECT_EQ(format::to_hex(read->public_key()), kPublic);
}

TEST(KeyFile, IsNeverOverwritten) {
  for (const char* there : {"team.key", "team.pub"}) {
    tests::MemoryFileSystem disk;
    disk.files[there] = tests::to_bytes("precious");
    const Status status = write_key_files("team", key(), disk);
    EXPECT_EQ(status.text(), std::string("invalid argument: ") + there +
                                 " exists already, and a key is never overwritten; give another "
                                 "name");
    EXPECT_EQ(disk.files.size(), 1U);
    EXPECT_EQ(disk.files[there], tests::to_bytes("precious"));
  }
}

TEST(KeyFile, SecretDoesNotStayWhereThePublicOneCannotBeWritten) {
  tests::MemoryFileSystem disk;
  ASSERT_TRUE(write_key_files("probe", key(), disk).ok());
  const auto fails_at = std::ranges::find(disk.calls, "create probe.pub") - disk.calls.begin();
  tests::MemoryFileSystem full;
  full.fail_at = static_cast<int>(fails_at);
  EXPECT_EQ(write_key_files("probe", key(), full).code(), Code::kIo);
  EXPECT_FALSE(full.files.contains("probe.key"));
}

TEST(KeyFile, OfTheWrongKindIsTold) {
  tests::MemoryFileSystem disk;
  disk.files["team.pub"] = tests::to_bytes("larder-public-key " + kPublic + "\n");
  disk.files["notes"] = tests::to_bytes("some notes");
  disk.files["short"] = tests::to_bytes("larder-secret-key 0101\n");
  disk.files["blank"] = tests::to_bytes("larder-secret-key \n");
  disk.files["empty"] = {};
  EXPECT_EQ(read_secret_key("team.pub", disk).status().text(),
            "invalid argument: team.pub holds a public key, which cannot sign; give the file "
            "NAME.key that larder keygen wrote");
  for (const char* path : {"notes", "short", "blank", "empty"}) {
    EXPECT_NE(read_secret_key(path, disk).status().message().find("holds no secret key"),
              std::string::npos)
        << path;
  }
  EXPECT_EQ(read_secret_key("nowhere", disk).status().code(), Code::kNotFound);
}

TEST(KeyFile, CanBeReadByItsOwnerAlone) {
  const tests::Folder owner;
  const std::string& folder = owner.path();
  const mode_t old = umask(0);
  const Status status = write_key_files(folder + "/team", key(), store::posix_file_system());
  umask(old);
  ASSERT_TRUE(status.ok()) << status.text();
  struct stat secret = {};
  struct stat open = {};
  ASSERT_EQ(stat((folder + "/team.key").c_str(), &secret), 0);
  ASSERT_EQ(stat((folder + "/team.pub").c_str(), &open), 0);
  EXPECT_EQ(secret.st_mode & 0777, 0600U);
  EXPECT_EQ(open.st_mode & 0777, 0666U);
  EXPECT_TRUE(read_secret_key(folder + "/team.key", store::posix_file_system()).ok());
  EXPECT_FALSE(write_key_files(folder + "/team", key(), store::posix_file_system()).ok());
}

TEST(KeyFile, SecretThatOthersCanUseSignsNothing) {
  const tests::Folder owner;
  const std::string path = owner.path() + "/team.key";
  ASSERT_TRUE(write_key_files(owner.path() + "/team", key(), store::posix_file_system()).ok());
  for (const mode_t mode : {0640, 0620, 0604, 0644, 0666}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    const Status status = read_secret_key(path, store::posix_file_system()).status();
    EXPECT_EQ(status.code(), Code::kInvalidArgument);
    EXPECT_NE(status.message().find("chmod 600"), std::string::npos) << status.text();
  }
  for (const mode_t mode : {0600, 0400}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    EXPECT_TRUE(read_secret_key(path, store::posix_file_system()).ok());
  }
}

}  // namespace
}  // namespace larder::tool
