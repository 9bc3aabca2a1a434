#include "generator/scan/host_files.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "generator/scan/cuda_words.h"
#include "generator/scan/paths.h"

namespace larder::generate {
namespace {

namespace fs = std::filesystem;

/// Where a token's edit goes: the token itself, or the whole macro expansion that it comes from.
struct FileRange {
  clang::FileID file;
  unsigned begin = 0;
  unsigned end = 0;
  bool operator<(const FileRange& other) const {
    return std::tie(file, begin, end) < std::tie(other.file, other.begin, other.end);
  }
};

/// The text that a range gives way to, in parts: behind each but the last the lines are counted
/// anew.
class Replacement {
 public:
  explicit Replacement(bool for_nvcc) : for_nvcc_(for_nvcc) {}

  void add(Token token) {
    if (token.own_line)
      add_lines(token.text + "\n");
    else if (!token.text.empty())
      tokens_.push_back(std::move(token));
  }
  void add_lines(const std::string& lines) {
    if (lines.empty()) return;
    finish_tokens();
    parts_.back() += "\n" + lines;
    parts_.emplace_back();
  }
  std::vector<std::string> take() {
    finish_tokens();
    return std::move(parts_);
  }

 private:
  void finish_tokens() {
    std::string& text = parts_.back();
    for (const Token& token : for_nvcc_ ? for_cuda(std::move(tokens_), false) : tokens_) {
      if (!text.empty()) text += ' ';
      text += token.text;
    }
    tokens_.clear();
  }

  bool for_nvcc_;
  std::vector<Token> tokens_;
  std::vector<std::string> parts_{std::string()};
};

class Builder {
 public:
  Builder(const TokenTable& tokens, const TokenEdits& edits, const PreprocessorRecord& preprocessor,
          Reader reader)
      : tokens_(tokens),
        edits_(edits),
        preprocessor_(preprocessor),
        sources_(tokens.sources()),
        reader_(std::move(reader)) {}

  std::vector<HostFile> build() {
    collect_edits();
    choose_inlined();
    for (const clang::FileID file : order_) add_file(file);
    for (const Inclusion& inclusion : preprocessor_.inclusions) edit_inclusion(inclusion);
    for (const clang::SourceLocation once : preprocessor_.once) edit_once(once);
    for (HostFile& file : files_)
      std::stable_sort(file.edits.begin(), file.edits.end(),
                       [](const Edit& a, const Edit& b) { return a.offset < b.offset; });
    return std::move(files_);
  }

 private:
  FileRange range_of(std::size_t index) const {
    const clang::CharSourceRange range = sources_.getExpansionRange(tokens_[index].location());
    const auto [file, begin] = sources_.getDecomposedLoc(range.getBegin());
    const unsigned last = sources_.getDecomposedLoc(range.getEnd()).second;
    const unsigned size =
        clang::Lexer::MeasureTokenLength(range.getEnd(), sources_, clang::LangOptions());
    return {file, begin, range.isTokenRange() ? last + size : last};
  }

  // All tokens of a macro expansion are printed where one of them changes.
  void collect_edits() {
    std::map<FileRange, std::size_t> ranges;
    for (const auto& [index, edit] : edits_) ranges.try_emplace(range_of(index), index);
    for (const auto& [range, touched] : ranges) {
      std::size_t index = touched;
      while (index > 0 && same_range(index - 1, range)) --index;
      Replacement replacement(reader_.is_nvcc);
      for (const std::size_t first = index; same_range(index, range); ++index) {
        if (index > first) add_pragmas(replacement, index);
        add_token(replacement, index);
      }
      add_edits(range, replacement.take());
    }
  }

  void add_pragmas(Replacement& replacement, std::size_t index) const {
    if (!reader_.is_nvcc) return;
    std::vector<Token> pragmas;
    tokens_.append_pragmas(pragmas, index - 1, index);
    for (Token& pragma : pragmas) replacement.add(std::move(pragma));
  }

  void add_token(Replacement& replacement, std::size_t index) const {
    const auto found = edits_.find(index);
    const TokenEdit edit = found != edits_.end() ? found->second : TokenEdit{};
    const bool stays = edit.replacement.empty() && !edit.dropped;
    replacement.add_lines(edit.lines_before);
    replacement.add({(stays ? tokens_.text(index).str() : edit.replacement) + edit.after, {}});
    replacement.add_lines(edit.lines_behind);
  }

  // Line breaks of the replaced text are kept, so that the lines behind it keep their numbers.
  void add_edits(const FileRange& range, std::vector<std::string> parts) {
    const llvm::StringRef replaced =
        sources_.getBufferData(range.file).substr(range.begin, range.end - range.begin);
    if (parts.size() == 1)
      parts.front().append(static_cast<std::size_t>(replaced.count('\n')), '\n');
    std::vector<Edit>& edits = edits_by_file_[range.file];
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool lines = i + 1 < parts.size();
      if (i == 0)
        edits.push_back({range.begin, range.end - range.begin, std::move(parts[i]), -1, lines});
      else
        edits.push_back({range.end, 0, std::move(parts[i]), -1, lines});
    }
  }

  bool same_range(std::size_t index, const FileRange& range) const {
    if (index >= tokens_.size() || tokens_[index].kind() == clang::tok::eof) return false;
    const FileRange other = range_of(index);
    return other.file == range.file && other.begin == range.begin;
  }

  void choose_inlined() {
    const clang::FileID main = sources_.getMainFileID();
    chosen_.insert(main);
    for (const auto& [file, edits] : edits_by_file_) choose_with_includers(file);
    for (const clang::FileID file : reader_.inlined) choose_with_includers(file);
    // Whoever includes an inlined file again must be inlined too: `#pragma once` can't tell that
    // the text is there already.
    for (bool grown = true; grown;) {
      grown = false;
      for (const Inclusion& inclusion : preprocessor_.inclusions) {
        const clang::FileID includer = sources_.getFileID(inclusion.hash);
        if (is_chosen_entry(inclusion.file) && chosen_.count(includer) == 0)
          grown = choose_with_includers(includer) || grown;
      }
    }
    for (const clang::FileID file : chosen_)
      if (file != main) order_.push_back(file);
    order_.insert(order_.begin(), main);
  }

  bool choose_with_includers(clang::FileID file) {
    bool grown = false;
    while (file.isValid() && chosen_.insert(file).second) {
      grown = true;
      file = sources_.getFileID(sources_.getIncludeLoc(file));
    }
    return grown;
  }

  bool is_chosen_entry(const clang::FileEntry* entry) const {
    return std::any_of(chosen_.begin(), chosen_.end(), [&](clang::FileID file) {
      return file != sources_.getMainFileID() && sources_.getFileEntryForID(file) == entry;
    });
  }

  void add_file(clang::FileID file) {
    numbers_[file] = static_cast<int>(files_.size());
    files_.push_back(
        {path_of(sources_, file), sources_.getBufferData(file).str(), edits_by_file_[file]});
  }

  void edit_inclusion(const Inclusion& inclusion) {
    const auto [includer, offset] = sources_.getDecomposedLoc(inclusion.hash);
    const auto number = numbers_.find(includer);
    if (number == numbers_.end()) return;
    HostFile& file = files_[static_cast<std::size_t>(number->second)];
    const auto target = numbers_.find(inclusion.entered);
    if (target != numbers_.end() || is_chosen_entry(inclusion.file)) {
      const std::size_t end = std::min(file.text.find('\n', offset), file.text.size());
      const int inlined = target != numbers_.end() ? target->second : -1;
      file.edits.push_back({offset, end - offset, "", inlined});
      return;
    }
    if (!inclusion.angled) edit_relative_name(inclusion, file);
  }

  /// A name found beside its includer is not beside the host source.
  void edit_relative_name(const Inclusion& inclusion, HostFile& file) const {
    const fs::path beside = fs::path(file.path).parent_path() / inclusion.name;
    if (relative_path(inclusion.path) != beside.lexically_normal().generic_string()) return;
    const fs::path name = beside.lexically_normal().lexically_relative(
        fs::path(relative_path(reader_.folder)).lexically_normal());
    const unsigned offset =
        sources_.getDecomposedLoc(sources_.getExpansionLoc(inclusion.name_range.getBegin())).second;
    if (file.text.compare(offset, 1, "\"") != 0) return;
    file.edits.push_back({offset + 1, inclusion.name.size(), name.generic_string(), -1});
  }

  void edit_once(clang::SourceLocation where) {
    const auto [file, offset] = sources_.getDecomposedLoc(sources_.getExpansionLoc(where));
    const auto number = numbers_.find(file);
    if (number == numbers_.end()) return;
    HostFile& host = files_[static_cast<std::size_t>(number->second)];
    const std::size_t end = std::min(host.text.find('\n', offset), host.text.size());
    host.edits.push_back({offset, end - offset, "", -1});
  }

  const TokenTable& tokens_;
  const TokenEdits& edits_;
  const PreprocessorRecord& preprocessor_;
  const clang::SourceManager& sources_;
  Reader reader_;
  std::map<clang::FileID, std::vector<Edit>> edits_by_file_;
  std::set<clang::FileID> chosen_;
  std::vector<clang::FileID> order_;
  std::map<clang::FileID, int> numbers_;
  std::vector<HostFile> files_;
};

}  // namespace

std::vector<HostFile> host_files(const TokenTable& tokens, const TokenEdits& edits,
                                 const PreprocessorRecord& preprocessor, const Reader& reader) {
  return Builder(tokens, edits, preprocessor, reader).build();
}

}  // namespace larder::generate
