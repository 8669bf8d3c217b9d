// SPDX-License-Identifier: GPL-3.0-or-later
// Most text is in NFC already: there the plain tokenizer's pieces are taken as they are, once it is certain
// that nothing behind them reaches into them. Elsewhere a stretch is normalised, as far as the splitter wants
// to look, and a piece ends where one of the plain pieces ends, but not inside a cluster that normalising may
// change.
#include "engine/text/normalizing_tokenizer.h"

#include "engine/text/nfc.h"
#include "engine/text/unicode_class.h"

#include <algorithm>
#include <optional>

namespace tokenarium {

namespace {

DecodedCharacter characterAt(std::string_view text, std::size_t at) {
    return decodeCharacter(reinterpret_cast<const unsigned char*>(text.data()), at, text.size());
}

/// How far normalising changes nothing from some place on, found out as far as anybody asks.
class StableStretch {
public:
    StableStretch(std::string_view view, std::size_t begin) : text(view), end(begin) {}

    bool reaches(std::size_t at) { return endFor(at) >= at; }

    /// How far, if at least to `at` or to where it ends.
    std::size_t endFor(std::size_t at) {
        while (end < at && !ended) {
            const std::size_t wanted = std::min(text.size(), at + 1024);
            end = findUnstable(text, end, wanted);
            ended = end < wanted || end == text.size();
        }
        return end;
    }

private:
    std::string_view text;
    std::size_t end;    // stable up to here, where a cluster begins
    bool ended = false; // what stands there is not stable, or it is the end of the text
};

/// The NFC of a text from some place on, made as far as it is needed.
class GrowingNfc {
public:
    GrowingNfc(std::string_view view, std::size_t begin) : text(view), begins{begin}, madeBegins{0} {}

    const std::string& made() const { return nfc.text; }
    /// All of the text from there on.
    bool isWhole() const { return begins.back() == text.size(); }

    void grow() {
        for (std::size_t more = std::max<std::size_t>(4, begins.size()); more > 0 && !isWhole(); --more) {
            const std::size_t end = nfcClusterEnd(text, begins.back());
            stable.push_back(isStable(text.substr(begins.back(), end - begins.back())));
            nfc.append(text, begins.back(), end);
            std::size_t look = looks.back();
            for (std::size_t at = begins.back();;) {
                const DecodedCharacter character = characterAt(text, at);
                look = std::max(look, at + character.examined);
                if (at >= end) break;
                at += character.length;
            }
            looks.push_back(look);
            begins.push_back(end);
            madeBegins.push_back(nfc.text.size());
        }
    }

    /// How far one must look in the original to know what made() is up to `at`.
    std::size_t lookFor(std::size_t at) const { return looks[indexFor(at)]; }
    /// The place in the original where `at` is in made(), if what follows there does not depend on what
    /// stands before.
    std::optional<std::size_t> boundary(std::size_t at) const {
        const std::size_t index = indexFor(at);
        if (madeBegins[index] == at) return begins[index];
        if (!stable[index - 1]) return std::nullopt;
        return begins[index - 1] + (at - madeBegins[index - 1]);
    }

private:
    std::size_t indexFor(std::size_t at) const {
        return static_cast<std::size_t>(std::lower_bound(madeBegins.begin(), madeBegins.end(), at) -
                                        madeBegins.begin());
    }

    std::string_view text;
    NfcText nfc;
    std::vector<std::size_t> begins, madeBegins; // of clusters, in the original and in made(), and the ends
    std::vector<bool> stable;
    std::vector<std::size_t> looks{0}; // to know that a cluster ends, and all before it
};

class Normalizing final : public TextTokenizer {
public:
    explicit Normalizing(std::shared_ptr<const TextTokenizer> plainTokenizer)
        : plain(std::move(plainTokenizer)) {}

    const Vocabulary& vocabulary() const override { return plain->vocabulary(); }

    void split(std::string_view text, std::size_t begin, std::size_t limit,
               std::vector<Piece>& out) const override {
        StableStretch stable(text, begin);
        std::vector<Piece> pieces;
        while (begin < text.size()) {
            // As many plain pieces as can be had at once, up to the first that normalising may change.
            pieces.clear();
            const std::size_t end =
                std::min({limit, begin + bytesAtOnce, stable.endFor(begin + bytesAtOnce)});
            if (end > begin) plain->split(text, begin, end, pieces);
            for (const Piece& piece : pieces) {
                const auto look = stableLook(text, piece, stable);
                if (!look) break;
                out.push_back({piece.span, *look});
                begin = piece.span.end;
                if (begin >= limit) return;
            }
            if (!pieces.empty() && begin == pieces.back().span.end) continue;
            out.push_back(unstablePiece(text, begin));
            begin = out.back().span.end;
            stable = StableStretch(text, begin);
            if (begin >= limit) return;
        }
    }

    void encodePiece(std::string_view piece, std::vector<Token>& out,
                     std::vector<Merge>* log) const override {
        if (isStable(piece)) return plain->encodePiece(piece, out, log);
        NfcText nfc;
        nfc.append(piece, 0, piece.size());
        std::vector<Piece> pieces;
        plain->split(nfc.text, 0, nfc.text.size(), pieces);
        const bool same = nfc.text == piece && pieces.size() == 1;
        for (const Piece& part : pieces) {
            const std::size_t first = out.size();
            plain->encodePiece(std::string_view(nfc.text).substr(part.span.begin, part.span.size()), out,
                               same ? log : nullptr);
            for (std::size_t i = first; i < out.size(); ++i)
                out[i].span = originOf(nfc, part.span.begin, out[i].span);
        }
    }

    void encodeIds(std::string_view text, std::vector<TokenId>& out) const override {
        if (isStable(text))
            plain->encodeIds(text, out);
        else
            plain->encodeIds(toNfc(text), out);
    }

    std::string decode(std::span<const TokenId> ids) const override { return plain->decode(ids); }
    std::vector<TokenId> templatePrefix() const override { return plain->templatePrefix(); }
    std::vector<TokenId> templateSuffix() const override { return plain->templateSuffix(); }

private:
    static constexpr std::size_t bytesAtOnce = 512;

    /// Never empty: where there are more tokens than bytes, neighbours share one.
    static Span originOf(const NfcText& nfc, std::size_t shift, Span span) {
        const std::size_t begin = nfc.origins[shift + span.begin], end = nfc.origins[shift + span.end];
        return {begin, std::max(end, begin + 1)};
    }

    /// How far one must look to be sure of `piece` of the text as it is; nothing where normalising may change
    /// it.
    static std::optional<std::size_t> stableLook(std::string_view text, const Piece& piece,
                                                 StableStretch& stable) {
        if (piece.look > text.size())
            return stable.reaches(text.size()) ? std::optional(piece.look) : std::nullopt;
        if (!stable.reaches(piece.look)) return std::nullopt;
        std::size_t look = piece.look;
        for (std::size_t next = piece.span.end;;) { // to the cluster behind all that was looked at
            const DecodedCharacter character = characterAt(text, next);
            look = std::max(look, next + character.examined);
            if (next >= piece.look && nfcKind(character.codePoint) < NfcKind::Joins) return look;
            next += character.length;
        }
    }

    Piece unstablePiece(std::string_view text, std::size_t begin) const {
        GrowingNfc nfc(text, begin);
        nfc.grow();
        std::vector<Piece> found;
        std::size_t look = 0;
        for (std::size_t at = 0;;) {
            found.clear();
            plain->split(nfc.made(), at, at + 1, found);
            const Piece& piece = found.front();
            if (piece.look > nfc.made().size() && !nfc.isWhole()) {
                nfc.grow();
                continue;
            }
            look = std::max(look, piece.look);
            at = piece.span.end;
            const auto end = nfc.boundary(at);
            if (!end) continue;
            const bool toTheEnd = look > nfc.made().size();
            return {{begin, *end}, toTheEnd ? text.size() + 1 : nfc.lookFor(look)};
        }
    }

    std::shared_ptr<const TextTokenizer> plain;
};

} // namespace

std::shared_ptr<const TextTokenizer> createNormalizing(std::shared_ptr<const TextTokenizer> plain) {
    return std::make_shared<Normalizing>(std::move(plain));
}

} // namespace tokenarium
