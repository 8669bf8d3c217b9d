// SPDX-License-Identifier: GPL-3.0-or-later
// Columns: number, byte, id, bytes in hex, text. The text stands last because its width on a screen is not
// known.
#include "app/cli/token_rows.h"

#include "engine/view/token_details.h"

namespace tokenarium::cli {

namespace {

constexpr std::size_t numberWidth = 8, hexWidth = 26;
constexpr std::size_t longestHex = 64; // bytes shown of a very long token

void writeRight(std::string_view text, Output& output) {
    for (std::size_t width = text.size(); width < numberWidth; ++width) output.write(' ');
    output.write(text);
}

} // namespace

void TokenRows::printHeading() {
    for (const std::string_view title : {"token", "byte", "id"}) writeRight(title, output);
    output.write("  bytes                       text\n");
}

/// The text of the token; behind it the vocabulary's entry where that is something else.
std::string TokenRows::described(TokenId id, std::string_view bytes) const {
    std::string text = visibleText(bytes);
    const auto entry = tokenizer.vocabulary().entry(id);
    const TokenKind kind = tokenizer.vocabulary().kind(id);
    if (!entry || *entry == bytes || (kind == TokenKind::Normal && visibleText(*entry) == text)) return text;
    if (!text.empty()) text += "  → ";
    return text + visibleText(*entry);
}

void TokenRows::print(TokenId id, std::size_t position, std::string_view bytes) {
    writeRight(std::to_string(count++), output);
    writeRight(std::to_string(position), output);
    writeRight(std::to_string(id), output);
    std::string hex = hexBytes(bytes.substr(0, longestHex));
    if (bytes.size() > longestHex) hex += " …";
    output.write("  ");
    output.write(hex);
    for (std::size_t width = hex.size(); width < hexWidth; ++width) output.write(' ');
    output.write("  ");
    output.write(described(id, bytes));
    output.write('\n');
}

void TokenRows::printSum(std::size_t bytes) {
    output.write(std::to_string(count) + (count == 1 ? " token, " : " tokens, ") + std::to_string(bytes) +
                 (bytes == 1 ? " byte\n" : " bytes\n"));
}

} // namespace tokenarium::cli
