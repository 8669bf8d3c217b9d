// SPDX-License-Identifier: GPL-3.0-or-later
// The first case that fits decides the sentence: the surprising ones come first.
#include "widgets/token_explanation.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>

namespace tokenarium {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::TokenExplanation)
public:
    static QString unknown() {
        return tr("[UNK] stands for “unknown”: the vocabulary cannot spell this text, so the model never "
                  "learns what "
                  "was written here.");
    }
    static QString special() {
        return tr("A special token: it stands for no text of its own but tells the model something, such as "
                  "where a "
                  "text begins or ends.");
    }
    static QString cut(const CodePointPart& part) {
        const int pieces = int(part.sharedBy.size());
        return tr("“%1” has %2 bytes, and the vocabulary has no single token for them: this token holds %3 "
                  "of them. "
                  "The model puts the character together from %4 tokens.")
            .arg(QString::fromStdString(part.written))
            .arg(part.bytes.size())
            .arg(part.covered.size())
            .arg(pieces);
    }
    static QString invalid() {
        return tr(
            "These bytes are not valid UTF-8, so they are no character. They are kept exactly as they are.");
    }
    static QString whiteSpace(std::size_t count) {
        if (count == 1)
            return tr("White space is text, too: this single character costs a token of its own.");
        return tr("A run of %1 white space characters that the vocabulary knows as one token. Indented code "
                  "is full "
                  "of these.")
            .arg(count);
    }
    static QString continuation() {
        return tr(
            "The mark ## in the vocabulary says that this token continues a word that began before it.");
    }
    static QString leadingSpace() {
        return tr(
            "The space in front belongs to the token. The same letters without it are another token with "
            "another id.");
    }
    static QString joined() {
        return tr("Invisible characters join or change the picture here. They are bytes like all others and "
                  "take part "
                  "in tokens.");
    }
    static QString digits(std::size_t count) {
        if (count == 1) return tr("One digit as a token of its own.");
        return tr("%1 digits as one token: the model sees this group as a whole, not its digits one by one.")
            .arg(count);
    }
    static QString severalIdeographs(std::size_t count) {
        return tr("%1 characters that stand together so often that the vocabulary has one token for them.")
            .arg(count);
    }
    static QString normalised() {
        return tr("Before looking it up the tokenizer simplified the text (lower case, no accents); the "
                  "vocabulary's "
                  "entry is what the model sees.");
    }
    static QString single() { return tr("One character that the vocabulary knows as a token of its own."); }
    static QString several() {
        return tr("Characters that stand together so often that the vocabulary has one token for them. The "
                  "model sees "
                  "one number, not the letters.");
    }
    static QString byte() { return tr("One byte as a token of its own."); }
};

bool isInvalid(const CodePointPart& part) { return part.codePoint == 0xFFFFFFFF; }
bool isCut(const CodePointPart& part) { return part.sharedBy.size() > 1; }
bool isSpace(const CodePointPart& part) {
    return part.codePoint <= 0x10FFFF && QChar::isSpace(char32_t(part.codePoint));
}
bool isDigit(const CodePointPart& part) {
    return part.codePoint <= 0x10FFFF && QChar::isNumber(char32_t(part.codePoint));
}
bool isIdeograph(const CodePointPart& part) {
    return part.codePoint <= 0x10FFFF && QChar::script(char32_t(part.codePoint)) == QChar::Script_Han;
}
bool isJoiner(const CodePointPart& part) { return part.codePoint == 0x200D || part.codePoint == 0xFE0F; }

bool startsWithContinuation(const TokenDetails& details) {
    return details.entry.rfind("##", 0) == 0 && details.bytes.rfind("##", 0) != 0;
}

} // namespace

std::vector<MergeRung> mergeLadder(const TokenDetails& details) {
    std::vector<MergeRung> rungs;
    if (details.merges.empty()) return rungs;
    const std::size_t start = details.merges.back().at; // the last merge made the token, so it starts there
    std::map<std::size_t, std::size_t> lengths; // of what stands at each byte by now; 1 where nothing merged
    const auto lengthAt = [&](std::size_t at) { return lengths.count(at) ? lengths[at] : 1; };
    for (const Merge& merge : details.merges) {
        const std::size_t left = lengthAt(merge.at);
        const std::size_t right = lengthAt(merge.at + left);
        lengths[merge.at] = left + right;
        if (merge.at < start || merge.at - start + left + right > details.bytes.size()) continue;
        const std::size_t at = merge.at - start;
        rungs.push_back(
            {details.bytes.substr(at, left), details.bytes.substr(at + left, right), merge.result});
    }
    return rungs;
}

QString explainToken(const TokenDetails& details) {
    const std::vector<CodePointPart>& parts = details.parts;
    const auto all = [&](auto property) { return std::all_of(parts.begin(), parts.end(), property); };
    if (details.kind == TokenKind::Unknown) return Words::unknown();
    if (details.kind != TokenKind::Normal) return Words::special();
    if (parts.empty()) return Words::byte();
    const auto cut = std::find_if(parts.begin(), parts.end(), isCut);
    if (cut != parts.end()) return Words::cut(*cut);
    if (std::any_of(parts.begin(), parts.end(), isInvalid)) return Words::invalid();
    if (all(isSpace)) return Words::whiteSpace(parts.size());
    if (startsWithContinuation(details)) return Words::continuation();
    if (details.entry != details.bytes) return Words::normalised();
    if (parts.front().codePoint == ' ') return Words::leadingSpace();
    if (std::any_of(parts.begin(), parts.end(), isJoiner)) return Words::joined();
    if (all(isDigit)) return Words::digits(parts.size());
    if (parts.size() > 1 && all(isIdeograph)) return Words::severalIdeographs(parts.size());
    if (parts.size() > 1) return Words::several();
    return Words::single();
}

} // namespace tokenarium
