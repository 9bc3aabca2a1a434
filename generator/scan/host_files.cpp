#include "generator/scan/host_files.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "generator/model/seen_from.h"
#include "generator/syntax/cuda_words.h"
#include "generator/syntax/gpu_bodies.h"
#include "generator/syntax/paths.h"

namespace larder::generate {
namespace {

namespace fs = std::filesystem;

/// The place of a token's edit: the token itself, or the whole macro expansion that it comes from.
struct FileRange {
  clang::FileID file;
  unsigned begin = 0;
  unsigned end = 0;
  bool operator<(const FileRange& other) const {
    return std::tie(file, begin, end) < std::tie(other.file, other.begin, other.end);
  }
};

/// The number of tokens, from `index` on, of an attribute to which CUDA's words and Larder's marks
/// expand only in the scan: a host compiler would warn about it. 0: there is none.
std::size_t scan_attribute(const TokenTable& tokens, std::size_t index) {
  static const std::set<llvm::StringRef> words = {"annotate", "constant",      "device", "global",
                                                  "host",     "launch_bounds", "shared"};
  constexpr std::size_t kWord = 3;  // after __attribute__ ( (
  if (index + kWord + 2 >= tokens.size() || tokens.text(index) != "__attribute__" ||
      words.count(tokens.text(index + kWord)) == 0)
    return 0;
  if (tokens.text(index + kWord) == "annotate" &&
      !tokens.text(index + kWord + 2).starts_with("\"larder."))
    return 0;
  return tokens.past_parentheses(index + 1) - index;
}

/// The text that replaces a range, in parts: after each except the last, line numbers are set
/// again.
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
    for (const Token& token : for_nvcc_ ? for_cuda(std::move(tokens_), {}) : tokens_) {
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
        clang::Lexer::MeasureTokenLength(range.getEnd(), sources_, tokens_.language());
    return {file, begin, range.isTokenRange() ? last + size : last};
  }

  // All tokens of a macro expansion are printed if one of them changes.
  void collect_edits() {
    std::map<FileRange, std::size_t> ranges;
    for (const auto& [index, edit] : edits_) ranges.try_emplace(range_of(index), index);
    for (const auto& [range, touched] : ranges) {
      std::size_t index = touched;
      while (index > 0 && same_range(index - 1, range)) --index;
      add_edits(range, replacement_of(range, index).take());
    }
    for (const Pragma& end : preprocessor_.gpu_bodies) {
      const auto [file, offset] = sources_.getDecomposedLoc(end.where);
      edits_by_file_[file].push_back(
          {offset, gpu_body_length(end.text), gpu_body_lines(end.text), -1, true});
    }
  }

  /// The text that replaces the range that begins with token `index`.
  Replacement replacement_of(const FileRange& range, std::size_t index) const {
    Replacement out(reader_.is_nvcc);
    // A _Pragma is not a token of the expansion.
    const std::vector<Pragma> pragmas =
        reader_.is_nvcc ? std::vector<Pragma>() : operators_in(range);
    auto pragma = pragmas.begin();
    for (const std::size_t first = index; same_range(index, range); ++index) {
      if (index > first) add_pragmas(out, index);
      for (; pragma != pragmas.end() &&
             sources_.isBeforeInTranslationUnit(pragma->where, tokens_[index].location());
           ++pragma)
        out.add({pragma->text, {}});
      const bool plain = !reader_.is_nvcc && edits_.count(index) == 0;
      if (const std::size_t count = plain ? scan_attribute(tokens_, index) : 0)
        index += count - 1;
      else
        add_token(out, index);
    }
    for (; pragma != pragmas.end(); ++pragma) out.add({pragma->text, {}});
    return out;
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
    replacement.add(
        {edit.before + (stays ? tokens_.text(index).str() : edit.replacement) + edit.after, {}});
    replacement.add_lines(edit.lines_behind);
  }

  // Line breaks of the replaced text are kept, so that the following lines keep their numbers.
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

  /// They are not tokens of the expansion.
  std::vector<Pragma> operators_in(const FileRange& range) const {
    std::vector<Pragma> out;
    for (const Pragma& pragma : preprocessor_.operators) {
      const auto place = sources_.getDecomposedLoc(sources_.getExpansionLoc(pragma.where));
      if (place == std::pair(range.file, range.begin)) out.push_back(pragma);
    }
    return out;
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
    // A file that includes an inlined file again must be inlined too: `#pragma once` does not know
    // that the text is already there.
    for (bool grown = true; grown;) {
      grown = false;
      for (const Inclusion& inclusion : preprocessor_.inclusions) {
        const clang::FileID includer = sources_.getFileID(inclusion.hash);
        if (chosen_.count(includer) == 0) {
          if (is_chosen_entry(inclusion.file)) grown = choose_with_includers(includer) || grown;
        } else if (!can_be_included(inclusion, includer)) {
          grown = choose_with_includers(inclusion.entered) || grown;
        }
      }
    }
    for (const clang::FileID file : chosen_)
      if (file != main) order_.push_back(file);
    order_.insert(order_.begin(), main);
  }

  /// Whether an #include in the host source can name the file: one beside its includer gets a
  /// longer name there, and a folder's name may have characters that no #include can contain.
  bool can_be_included(const Inclusion& inclusion, clang::FileID includer) const {
    const auto name = name_beside(inclusion, path_of(sources_, includer));
    return !name || name->find_first_of("\"\r\n") == std::string::npos;
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
    // Compilers accept it only at the very beginning of a file.
    constexpr llvm::StringRef mark = "\xEF\xBB\xBF";
    if (sources_.getBufferData(file).starts_with(mark))
      files_.back().edits.push_back({0, mark.size(), "", -1});
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
    edit_name(inclusion, file);
  }

  /// The name, as seen from the host source, of a file found beside its includer; nullopt: it was
  /// found in another way, which works again.
  std::optional<std::string> name_beside(const Inclusion& inclusion,
                                         const std::string& includer) const {
    if (inclusion.angled || fs::path(inclusion.name).is_absolute()) return std::nullopt;
    const fs::path beside = (fs::path(includer).parent_path() / inclusion.name).lexically_normal();
    if (relative_path(inclusion.path) != beside.generic_string()) return std::nullopt;
    return seen_from(reader_.folder, beside.string());
  }

  void edit_name(const Inclusion& inclusion, HostFile& file) const {
    const auto name = name_beside(inclusion, file.path);
    if (!name) return;
    const unsigned offset =
        sources_.getDecomposedLoc(sources_.getExpansionLoc(inclusion.name_range.getBegin())).second;
    if (file.text.compare(offset, 1, "\"") != 0) return;
    file.edits.push_back({offset + 1, inclusion.name.size(), *name, -1});
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
