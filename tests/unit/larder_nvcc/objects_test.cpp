#include "generator/larder_nvcc/objects.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/folder.h"

namespace larder::larder_nvcc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Note note(const std::string& manifest) { return {manifest, {"80", "90-virtual"}}; }

class Objects : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.path() + "/" + name; }
  void run(const std::string& command) const {
    ASSERT_EQ(std::system(("cd '" + folder_.path() + "' && " + command).c_str()), 0) << command;
  }
  void compile(const std::string& name, const std::string& manifest) const {
    std::ofstream(path(name + ".cpp")) << (manifest.empty() ? "" : text_of(note(manifest)))
                                       << "int " << name << "() { return 1; }\n";
    run("c++ -c " + name + ".cpp");
  }

 private:
  tests::Folder folder_;
};

TEST_F(Objects, NameTheirManifest) {
  compile("a", "/build of a \"stranger\"/.larder/a.o.larder.json");
  const auto found = notes_in(path("a.o"));
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(*found, ElementsAre(note("/build of a \"stranger\"/.larder/a.o.larder.json")));
}

TEST_F(Objects, OfALibraryAndOfARelocatableLinkAllCount) {
  compile("a", "/a.json");
  compile("b", "/b.json");
  compile("plain", "");
  run("ar rcs libk.a a.o plain.o b.o && ld -r a.o b.o -o both.o");
  EXPECT_THAT(*notes_in(path("libk.a")), ElementsAre(note("/a.json"), note("/b.json")));
  EXPECT_THAT(*notes_in(path("both.o")), ElementsAre(note("/a.json"), note("/b.json")));
  EXPECT_THAT(*notes_in(path("plain.o")), IsEmpty());
}

TEST_F(Objects, AProgramKeepsNothingOfThem) {
  compile("a", "/a.json");
  run("echo 'int a(); int main() { return a() - 1; }' > main.cpp && c++ main.cpp a.o -o app && "
      "./app");
  EXPECT_THAT(*notes_in(path("app")), IsEmpty());
}

TEST_F(Objects, OtherFilesNameNone) {
  std::ofstream(path("text")) << "no object";
  std::ofstream(path("cut.a")) << "!<arch>\nhalf a header";
  EXPECT_THAT(*notes_in(path("text")), IsEmpty());
  EXPECT_THAT(*notes_in(path("cut.a")), IsEmpty());
  EXPECT_EQ(notes_in(path("missing.o")).status().code(), Code::kNotFound);
}

}  // namespace
}  // namespace larder::larder_nvcc
