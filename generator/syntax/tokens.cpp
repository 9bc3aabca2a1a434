#include "generator/syntax/tokens.h"

#include <algorithm>

#include "generator/model/number.h"
#include "generator/syntax/paths.h"

namespace larder::generate {
namespace {

int depth_change(clang::tok::TokenKind kind) {
  switch (kind) {
    case clang::tok::l_paren:
    case clang::tok::l_brace:
    case clang::tok::l_square:
      return 1;
    case clang::tok::r_paren:
    case clang::tok::r_brace:
    case clang::tok::r_square:
      return -1;
    default:
      return 0;
  }
}

bool ends_with_body(const clang::Decl& declaration) {
  const clang::FunctionDecl* function = declaration.getAsFunction();
  return function != nullptr && function->doesThisDeclarationHaveABody() &&
         !function->isDefaulted();
}

}  // namespace

TokenTable::TokenTable(const clang::syntax::TokenBuffer& buffer, const clang::ASTContext& context,
                       std::vector<Pragma> pragmas)
    : tokens_(buffer.expandedTokens()),
      sources_(context.getSourceManager()),
      language_(context.getLangOpts()),
      pragmas_(std::move(pragmas)) {}

llvm::StringRef TokenTable::text(std::size_t index) const { return tokens_[index].text(sources_); }

std::size_t TokenTable::index_at(clang::SourceLocation where) const {
  const auto* found =
      std::partition_point(tokens_.begin(), tokens_.end(), [&](const clang::syntax::Token& token) {
        return token.kind() != clang::tok::eof &&
               sources_.isBeforeInTranslationUnit(token.location(), where);
      });
  return static_cast<std::size_t>(found - tokens_.begin());
}

std::string TokenTable::text(TokenRange range) const {
  std::string out;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (!out.empty()) out += ' ';
    out += text(i);
  }
  return out;
}

std::size_t TokenTable::start_of(std::size_t index) const {
  while (index > 0) {
    const clang::tok::TokenKind kind = tokens_[index - 1].kind();
    if (kind == clang::tok::semi || kind == clang::tok::l_brace || kind == clang::tok::r_brace)
      break;
    --index;
  }
  return index;
}

std::size_t TokenTable::last_of(const clang::Stmt& statement) const {
  const std::size_t end = index_at(statement.getEndLoc());
  const bool more = text(end) != ";" && end + 1 < size() && text(end + 1) == ";";
  return more ? end + 1 : end;
}

std::size_t TokenTable::past_semicolon(std::size_t begin) const {
  int depth = 0;
  for (std::size_t i = begin; i < tokens_.size(); ++i) {
    depth += depth_change(tokens_[i].kind());
    if (depth == 0 && tokens_[i].kind() == clang::tok::semi) return i + 1;
  }
  return tokens_.size();
}

std::size_t TokenTable::past_parentheses(std::size_t begin) const {
  int depth = 0;
  std::size_t index = begin;
  do {
    if (tokens_[index].kind() == clang::tok::l_paren) ++depth;
    if (tokens_[index].kind() == clang::tok::r_paren) --depth;
    ++index;
  } while (depth > 0 && index < tokens_.size());
  return index;
}

TokenRange TokenTable::declaration_range(const clang::Decl& declaration) const {
  const std::size_t begin = start_of(index_at(declaration.getBeginLoc()));
  if (ends_with_body(declaration)) return {begin, index_at(declaration.getEndLoc()) + 1};
  return {begin, past_semicolon(begin)};
}

Location TokenTable::location(clang::SourceLocation where) const {
  return location_of(sources_, where);
}

void TokenTable::append_pragmas(std::vector<Token>& out, std::size_t previous,
                                std::size_t next) const {
  const auto before = [&](const Pragma& pragma, clang::SourceLocation where) {
    return sources_.isBeforeInTranslationUnit(pragma.where, where);
  };
  auto pragma =
      std::lower_bound(pragmas_.begin(), pragmas_.end(), tokens_[previous].location(), before);
  for (; pragma != pragmas_.end() && before(*pragma, tokens_[next].location()); ++pragma)
    out.push_back({"#pragma " + pragma->text, location(pragma->where), true});
}

std::vector<Token> TokenTable::copy(TokenRange range, const std::vector<TokenRange>& holes,
                                    const std::map<std::size_t, std::string>& more) const {
  std::vector<Token> out;
  out.reserve(range.end - range.begin);
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const auto hole =
        std::find_if(holes.begin(), holes.end(), [&](const TokenRange& h) { return h.begin == i; });
    if (hole != holes.end()) {
      out.push_back({";", location(tokens_[i].location()), false});
      i = hole->end - 1;
      continue;
    }
    if (i > range.begin && !pragmas_.empty()) append_pragmas(out, i - 1, i);
    if (const auto pragma = more.find(i); pragma != more.end())
      out.push_back({"#pragma " + pragma->second, location(tokens_[i].location()), true});
    const bool spaced = i == range.begin || tokens_[i - 1].endLocation() != tokens_[i].location();
    out.push_back({text(i).str(), location(tokens_[i].location()), false, spaced});
  }
  return out;
}

std::string joined(const std::vector<Token>& tokens) {
  std::string text;
  for (const Token& token : tokens) {
    if (!text.empty()) text += ' ';
    text += canonical_number(token.text);
  }
  return text;
}

}  // namespace larder::generate
