// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the session for tokens and gives them their tints.
#include "app/pages/text_presenter.h"

namespace tokenarium {

std::uint8_t TextPresenter::tint(const LiveToken& token) const {
    const Coloring coloring = session.coloring();
    std::string bytes; // only these two look at the text
    if (coloring == Coloring::Script) session.text().copy(token.token.span, bytes);
    if (coloring == Coloring::Length) bytes.resize(token.token.span.size());
    return tokenTint(coloring, token.token.id, token.index, bytes, session.tokenizer().vocabulary());
}

void TextPresenter::marks(Span span, std::vector<TokenMark>& out) const {
    if (!session.tokens()) return;
    std::vector<LiveToken> tokens;
    session.tokens()->tokens(span, tokens);
    const Vocabulary& vocabulary = session.tokenizer().vocabulary();
    for (const LiveToken& token : tokens)
        out.push_back({token.token.span, token.token.id, token.index, tint(token),
                       vocabulary.kind(token.token.id) == TokenKind::Unknown});
}

Span TextPresenter::tokenNumbers(Span span) const {
    if (!session.tokens() || span.empty()) return {};
    std::vector<LiveToken> ends;
    // Only the outermost tokens are needed; a long selection must not list all of them.
    const std::size_t probe = std::min<std::size_t>(span.size(), 4096);
    session.tokens()->tokens({span.begin, span.begin + probe}, ends);
    if (ends.empty()) return {};
    const std::size_t first = ends.front().index;
    ends.clear();
    session.tokens()->tokens({span.end - probe, span.end}, ends);
    return ends.empty() ? Span{first, first} : Span{first, ends.back().index + 1};
}

std::optional<std::size_t> TextPresenter::tokenAt(std::size_t byte) const {
    if (!session.tokens() || byte >= size()) return std::nullopt;
    const auto token = session.tokens()->tokenAt(byte);
    return token ? std::optional(token->index) : std::nullopt;
}

std::optional<TokenDetails> TextPresenter::details(std::size_t token) const {
    if (!session.tokens() || token >= session.tokens()->tokenCount()) return std::nullopt;
    return describeToken(session.tokenizer(), session.text(), *session.tokens(), token);
}

std::uint8_t TextPresenter::tintOf(const TokenDetails& details) const {
    return tint({{details.id, details.span}, details.index});
}

QString TextPresenter::summary(const TokenDetails& details) {
    const QString bytes = QString::fromStdString(hexBytes(std::string_view(details.bytes).substr(0, 24)));
    QStringList lines{tr("Token id %1").arg(details.id),
                      tr("Text: %1").arg(QString::fromStdString(visibleText(details.bytes.substr(0, 96)))),
                      tr("Bytes: %1").arg(details.bytes.size() > 24 ? bytes + QStringLiteral(" …") : bytes)};
    if (details.kind == TokenKind::Unknown) lines << tr("Unknown: not in the vocabulary");
    for (const CodePointPart& part : details.parts) {
        if (part.sharedBy.empty()) continue;
        QStringList ids;
        for (const TokenId id : part.sharedBy) ids << QString::number(id);
        lines << tr("Bytes %1 to %2 of the %3 of %4 (%5); its ids: %6")
                     .arg(QString::number(part.covered.begin - part.bytes.begin + 1),
                          QString::number(part.covered.end - part.bytes.begin),
                          QString::number(part.bytes.size()), QString::fromStdString(part.written),
                          QString::fromStdString(part.name), ids.join(QStringLiteral(", ")));
    }
    return lines.join(QLatin1Char('\n'));
}

PromptStrip TextPresenter::strip(Span selection, std::optional<std::size_t> lit) const {
    PromptStrip strip;
    strip.contextWindow = session.contextWindow();
    strip.tintKind = tintKind();
    strip.lit = lit;
    if (!session.tokens()) return strip;
    strip.tokenCount = session.tokens()->tokenCount();
    strip.tint = [this](std::size_t index) { // the text may have become shorter since
        const TokenIndex* tokens = session.tokens();
        return tokens && index < tokens->tokenCount() ? tint(tokens->token(index)) : std::uint8_t(0);
    };
    const Span numbers = tokenNumbers(selection);
    strip.selectedBegin = numbers.begin;
    strip.selectedEnd = numbers.end;
    return strip;
}

} // namespace tokenarium
