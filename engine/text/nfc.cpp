// SPDX-License-Identifier: GPL-3.0-or-later
// The three steps of the standard for one cluster: take apart, sort marks by their class, put together.
#include "engine/text/nfc.h"

#include "engine/text/unicode_class.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace tokenarium {

namespace {

// Hangul syllables are put together by counting (Unicode, section 3.12).
constexpr std::uint32_t firstSyllable = 0xac00, firstLead = 0x1100, firstVowel = 0x1161, beforeTrail = 0x11a7;
constexpr std::uint32_t leads = 19, vowels = 21, trails = 28, syllables = leads * vowels * trails;

template<typename Entry, typename Key>
const Entry* findEntry(const Entry* entries, std::size_t count, Key key, std::uint64_t wanted) {
    const Entry* found =
        std::lower_bound(entries, entries + count, wanted,
                         [&](const Entry& entry, std::uint64_t w) { return key(entry) < w; });
    return found != entries + count && key(*found) == wanted ? found : nullptr;
}

std::uint8_t classOf(std::uint32_t c) {
    const auto* found = findEntry(
        nfc::combiningClasses, nfc::combiningClassCount,
        [](const nfc::CombiningClass& entry) { return std::uint64_t(entry.codePoint); }, c);
    return found ? found->value : std::uint8_t(0);
}

/// What the pair composes to; 0 where it does not.
std::uint32_t composed(std::uint32_t first, std::uint32_t second) {
    if (first - firstLead < leads && second - firstVowel < vowels)
        return firstSyllable + ((first - firstLead) * vowels + second - firstVowel) * trails;
    const std::uint32_t syllable = first - firstSyllable, trail = second - beforeTrail;
    if (syllable < syllables && syllable % trails == 0 && trail > 0 && trail < trails) return first + trail;
    const auto key = [](const nfc::Composition& pair) {
        return std::uint64_t(pair.first) << 32 | pair.second;
    };
    const auto* found =
        findEntry(nfc::compositions, nfc::compositionCount, key, std::uint64_t(first) << 32 | second);
    return found ? found->composite : 0;
}

struct Part {
    std::uint32_t codePoint = 0;
    std::uint8_t combiningClass = 0;
};

void takeApart(std::uint32_t c, std::vector<Part>& out) {
    if (const std::uint32_t syllable = c - firstSyllable; syllable < syllables) {
        out.push_back({firstLead + syllable / trails / vowels, 0});
        out.push_back({firstVowel + syllable / trails % vowels, 0});
        if (syllable % trails > 0) out.push_back({beforeTrail + syllable % trails, 0});
        return;
    }
    const auto key = [](const nfc::Decomposition& entry) { return std::uint64_t(entry.codePoint); };
    const auto* found = findEntry(nfc::decompositions, nfc::decompositionCount, key, c);
    if (!found) {
        out.push_back({c, classOf(c)});
        return;
    }
    takeApart(found->first, out);
    if (found->second) takeApart(found->second, out);
}

void sortMarks(std::vector<Part>& parts) {
    const auto isMark = [](const Part& part) { return part.combiningClass != 0; };
    const auto before = [](const Part& a, const Part& b) { return a.combiningClass < b.combiningClass; };
    for (auto at = parts.begin(); at != parts.end();) {
        const auto begin = std::find_if(at, parts.end(), isMark);
        at = std::find_if_not(begin, parts.end(), isMark);
        if (!std::is_sorted(begin, at, before)) std::stable_sort(begin, at, before);
    }
}

/// A part joins the last starter if the pair composes and nothing between them has its class or a higher one.
void putTogether(std::vector<Part>& parts) {
    std::size_t size = 0, starter = parts.size();
    for (const Part part : parts) {
        const bool reaches =
            starter < size && (size == starter + 1 || parts[size - 1].combiningClass < part.combiningClass);
        const std::uint32_t both = reaches ? composed(parts[starter].codePoint, part.codePoint) : 0;
        if (both) {
            parts[starter].codePoint = both;
            continue;
        }
        if (part.combiningClass == 0) starter = size;
        parts[size++] = part;
    }
    parts.resize(size);
}

DecodedCharacter characterAt(std::string_view text, std::size_t at) {
    return decodeCharacter(reinterpret_cast<const unsigned char*>(text.data()), at, text.size());
}

/// Where the characters of `text` begin, and its end.
std::vector<std::size_t> characterStarts(std::string_view text) {
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < text.size(); at += characterAt(text, at).length) starts.push_back(at);
    starts.push_back(text.size());
    return starts;
}

/// `from` positions dealt out among `count`: where share number `i` begins.
std::size_t share(std::size_t from, std::size_t count, std::size_t i) { return from * i / count; }

/// The end of the run of ASCII and of U+4000 to U+9FFF, all settled, from `at` on; runs past `end` by a
/// character at most.
std::size_t plainEnd(std::string_view text, std::size_t at, std::size_t end) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    end = std::min(end, text.size());
    while (at < end) {
        std::uint64_t word = 0;
        for (; at + 8 <= end; at += 8) {
            std::memcpy(&word, bytes + at, 8);
            if (word & 0x8080808080808080u) break;
        }
        while (at < end && bytes[at] < 0x80) ++at;
        const std::size_t before = at;
        while (at < end && at + 3 <= text.size() && bytes[at] >= 0xe4 && bytes[at] <= 0xe9 &&
               (bytes[at + 1] & 0xc0) == 0x80 && (bytes[at + 2] & 0xc0) == 0x80)
            at += 3;
        if (at == before) break;
    }
    return at;
}

/// The NFC of one cluster, appended.
void appendCluster(std::string_view cluster, std::vector<Part>& parts, std::string& out) {
    parts.clear();
    for (std::size_t at = 0; at < cluster.size();) {
        const DecodedCharacter character = characterAt(cluster, at);
        takeApart(character.codePoint, parts);
        at += character.length;
    }
    sortMarks(parts);
    putTogether(parts);
    for (const Part& part : parts)
        if (part.codePoint >= invalidByteBase)
            out += static_cast<char>(part.codePoint - invalidByteBase);
        else
            appendUtf8(part.codePoint, out);
}

/// Origins of the bytes of `made`, which `cluster` (at `begin`) has become: those behind the first.
void dealOut(std::string_view cluster, std::string_view made, std::size_t begin,
             std::vector<std::size_t>& origins) {
    const std::vector<std::size_t> from = characterStarts(cluster), to = characterStarts(made);
    const std::size_t had = from.size() - 1, has = to.size() - 1;
    const auto startOf = [&](std::size_t i) {
        return has <= had ? from[share(had, has, i)] : share(cluster.size(), has, i);
    };
    for (std::size_t i = 0; i < has; ++i)
        for (std::size_t byte = 1; byte <= to[i + 1] - to[i]; ++byte)
            origins.push_back(begin + startOf(i) +
                              share(startOf(i + 1) - startOf(i), to[i + 1] - to[i], byte));
}

} // namespace

std::size_t findUnstable(std::string_view text, std::size_t begin, std::size_t end) {
    std::size_t cluster = begin;
    std::uint8_t lastClass = 0;
    for (std::size_t at = begin; at < text.size();) {
        if (const std::size_t plain = plainEnd(text, at, std::max(end, at + 1)); plain > at) {
            if (at >= end) return at;
            at = plain;
            cluster = at - 1;
            while ((text[cluster] & 0xc0) == 0x80) --cluster;
            lastClass = 0;
            continue;
        }
        const DecodedCharacter character = characterAt(text, at);
        switch (nfcKind(character.codePoint)) {
        case NfcKind::Settled:
            if (at >= end) return at;
            cluster = at;
            lastClass = 0;
            break;
        case NfcKind::Changes: return at;
        case NfcKind::Joins: return cluster;
        case NfcKind::Mark:
            const std::uint8_t ownClass = classOf(character.codePoint);
            if (ownClass < lastClass) return cluster;
            lastClass = ownClass;
        }
        at += character.length;
    }
    return text.size();
}

std::size_t nfcClusterEnd(std::string_view text, std::size_t begin) {
    std::size_t at = begin + characterAt(text, begin).length;
    while (at < text.size()) {
        const DecodedCharacter next = characterAt(text, at);
        if (nfcKind(next.codePoint) < NfcKind::Joins) break;
        at += next.length;
    }
    return at;
}

void NfcText::append(std::string_view original, std::size_t begin, std::size_t end) {
    std::vector<Part> parts;
    origins.back() = begin;
    while (begin < end) {
        const std::size_t clusterEnd = std::min(nfcClusterEnd(original, begin), end);
        const std::string_view cluster = original.substr(begin, clusterEnd - begin);
        const std::size_t made = text.size();
        if (isStable(cluster))
            text += cluster;
        else
            appendCluster(cluster, parts, text);
        if (std::string_view(text).substr(made) == cluster)
            for (std::size_t i = 1; i <= cluster.size(); ++i) origins.push_back(begin + i);
        else
            dealOut(cluster, std::string_view(text).substr(made), begin, origins);
        begin = clusterEnd;
    }
}

std::string toNfc(std::string_view text) {
    std::string out;
    std::vector<Part> parts;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t unstable = findUnstable(text, begin, text.size());
        out += text.substr(begin, unstable - begin);
        begin = unstable;
        if (begin == text.size()) break;
        const std::size_t end = nfcClusterEnd(text, begin);
        appendCluster(text.substr(begin, end - begin), parts, out);
        begin = end;
    }
    return out;
}

} // namespace tokenarium
