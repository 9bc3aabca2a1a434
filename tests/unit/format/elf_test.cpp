#include "runtime/format/elf.h"

#include <elf.h>
#include <gtest/gtest.h>

#include <cstring>

#include "tests/support/sample_cache.h"
#include "tests/support/sample_elf.h"

namespace larder::inline v1::format {
namespace {

using tests::sample_elf;

std::string text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(Elf, FindsASectionByItsWholeName) {
  const auto file =
      sample_elf({{".larder", "no"}, {".larder.kernels", "yes"}, {".larder.k", "no"}});
  const Result<Bytes> section = find_section(file, ".larder.kernels");
  ASSERT_TRUE(section.ok()) << section.status().text();
  EXPECT_EQ(text_of(*section), "yes");
  EXPECT_EQ(text_of(*find_section(file, ".larder")), "no");
  EXPECT_EQ(find_section(file, ".larder.kernels.x").status().text(),
            "not found: no section .larder.kernels.x");
}

TEST(Elf, TakesCountsFromTheFirstSectionWhereTheyAreLarge) {
  auto file = sample_elf({{".larder.kernels", "yes"}});
  Elf64_Ehdr header;
  std::memcpy(&header, file.data(), sizeof(header));
  tests::poke(file, header.e_shoff + offsetof(Elf64_Shdr, sh_size), header.e_shnum, 8);
  tests::poke(file, header.e_shoff + offsetof(Elf64_Shdr, sh_link), header.e_shstrndx, 4);
  tests::poke(file, offsetof(Elf64_Ehdr, e_shnum), 0, 2);
  tests::poke(file, offsetof(Elf64_Ehdr, e_shstrndx), SHN_XINDEX, 2);
  EXPECT_EQ(text_of(*find_section(file, ".larder.kernels")), "yes");
}

TEST(Elf, RefusesOtherFiles) {
  EXPECT_EQ(find_section(tests::to_bytes("#!/bin/sh"), ".x").status().code(), Code::kUnsupported);
  EXPECT_EQ(find_section({}, ".x").status().code(), Code::kUnsupported);
  auto file = sample_elf({});
  file[EI_CLASS] = std::byte{ELFCLASS32};
  EXPECT_EQ(find_section(file, ".x").status().text(),
            "unsupported: not a 64-bit little-endian program or library");
}

TEST(Elf, SaysThatTheSectionTableIsGone) {
  auto file = sample_elf({});
  tests::poke(file, offsetof(Elf64_Ehdr, e_shoff), 0, 8);
  EXPECT_EQ(find_section(file, ".x").status().code(), Code::kNotFound);
}

TEST(Elf, RefusesSectionsWithoutPlainBytes) {
  auto file = sample_elf({{".x", "content"}});
  Elf64_Ehdr header;
  std::memcpy(&header, file.data(), sizeof(header));
  const std::size_t section = header.e_shoff + sizeof(Elf64_Shdr);
  auto compressed = file;
  tests::poke(compressed, section + offsetof(Elf64_Shdr, sh_flags), SHF_COMPRESSED, 8);
  EXPECT_EQ(find_section(compressed, ".x").status().code(), Code::kUnsupported);
  tests::poke(file, section + offsetof(Elf64_Shdr, sh_type), SHT_NOBITS, 4);
  EXPECT_EQ(find_section(file, ".x").status().code(), Code::kCorrupt);
}

TEST(Elf, CutAtAnyLengthNeverGivesTheSection) {
  const auto file = sample_elf({{".larder.kernels", "yes"}});
  for (std::size_t size = 0; size < file.size(); ++size) {
    ASSERT_FALSE(find_section(Bytes(file).first(size), ".larder.kernels").ok()) << size;
  }
}

TEST(Elf, WithAnyByteChangedStaysInside) {
  const auto sound = sample_elf({{".larder.kernels", "yes"}});
  for (std::size_t i = 0; i < sound.size(); ++i) {
    for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
      auto file = sound;
      file[i] = static_cast<std::byte>(value);
      const Result<Bytes> section = find_section(file, ".larder.kernels");
      if (!section.ok()) continue;
      ASSERT_GE(section->data(), file.data());
      ASSERT_LE(section->data() + section->size(), file.data() + file.size());
    }
  }
}

TEST(Elf, NamesVariablesAndNothingElse) {
  const auto file = tests::elf_with_symbols({"weights", "_ZN1a1bE"}, {"kernel"});
  const auto names = variable_names(file);
  // The empty symbol that every table begins with is of no section.
  ASSERT_TRUE(names.ok()) << names.status().text();
  EXPECT_EQ(*names, (std::vector<std::string_view>{"weights", "_ZN1a1bE"}));
  EXPECT_EQ(variable_names(sample_elf({{".symtab", ""}})).status().code(), Code::kNotFound);
  EXPECT_EQ(variable_names(tests::to_bytes("kernel:f")).status().code(), Code::kUnsupported);
}

TEST(Elf, NamesOutsideTheirTableAreDamage) {
  auto file = tests::elf_with_symbols({"weights"}, {});
  const std::size_t symbol = sizeof(Elf64_Ehdr) + sizeof(Elf64_Sym);
  tests::poke(file, symbol + offsetof(Elf64_Sym, st_name), 10'000, 4);
  EXPECT_EQ(variable_names(file).status().code(), Code::kCorrupt);
}

std::vector<std::byte> sample_library() {
  return tests::dynamic_elf(
      {{"liba.so.1", "libb.so"}, "libown.so.2", "/old", "$ORIGIN/../lib:/new", DF_1_NODEFLIB},
      {{".larder.kernels", "yes"}});
}

TEST(Elf, SaysWhatTheDynamicLoaderIsTold) {
  const auto file = sample_library();
  const Result<DynamicPart> dynamic = read_dynamic(file);
  ASSERT_TRUE(dynamic.ok()) << dynamic.status().text();
  EXPECT_EQ(dynamic->machine, EM_X86_64);
  EXPECT_EQ(dynamic->needed, (std::vector<std::string_view>{"liba.so.1", "libb.so"}));
  EXPECT_EQ(dynamic->own_name, "libown.so.2");
  EXPECT_EQ(dynamic->rpath, "/old");
  EXPECT_EQ(dynamic->runpath, "$ORIGIN/../lib:/new");
  EXPECT_TRUE(dynamic->without_usual_folders);
  EXPECT_EQ(text_of(*find_section(file, ".larder.kernels")), "yes");
}

TEST(Elf, WithoutSectionsTellsTheDynamicLoaderTheSame) {
  auto file = sample_library();
  tests::poke(file, offsetof(Elf64_Ehdr, e_shoff), 0, 8);
  EXPECT_EQ(read_dynamic(file)->needed.size(), 2U);
}

TEST(Elf, WithoutADynamicPartNeedsNoLoader) {
  EXPECT_EQ(read_dynamic(sample_elf({})).status().code(), Code::kNotFound);
  EXPECT_EQ(read_dynamic(tests::to_bytes("#!/bin/sh")).status().code(), Code::kUnsupported);
}

TEST(Elf, CutOrChangedTellsTheLoaderNothingFromOutside) {
  const auto sound = sample_library();
  for (std::size_t size = 0; size < sound.size(); ++size) {
    ASSERT_FALSE(read_dynamic(Bytes(sound).first(size)).ok()) << size;
  }
  for (std::size_t i = 0; i < sound.size(); ++i) {
    for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
      auto file = sound;
      file[i] = static_cast<std::byte>(value);
      const Result<DynamicPart> dynamic = read_dynamic(file);
      if (!dynamic.ok()) continue;
      for (const std::string_view name : dynamic->needed) {
        const auto* const begin = reinterpret_cast<const std::byte*>(name.data());
        ASSERT_GE(begin, file.data());
        ASSERT_LE(begin + name.size(), file.data() + file.size());
      }
    }
  }
}

}  // namespace
}  // namespace larder::inline v1::format
