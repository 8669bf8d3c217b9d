// SPDX-License-Identifier: GPL-3.0-or-later
// Canonical composition (NFC) as Hugging Face's tokenizers do it: by the tables of Unicode 9. Characters that
// were assigned later, and bytes that are not UTF-8, stay as they are.
//
// A text falls into clusters: a character, and those behind it that may join it or move in front of one
// another. The NFC of a text is that of its clusters, one behind the other.
#pragma once

#include "engine/text/nfc_tables.h"
#include "engine/text/utf8.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

enum class NfcKind : std::uint8_t {
    Settled = 0, ///< begins a cluster, and stays as it is where nothing joins it
    Changes = 1, ///< begins a cluster and becomes something else
    Joins = 2,   ///< belongs to the cluster before it, if there is one, and may change it
    Mark = 3,    ///< belongs to the cluster before it, if there is one; only its place among marks may change
};

/// Any number; what is no code point is settled.
inline NfcKind nfcKind(std::uint32_t codePoint) {
    if (codePoint >= nfc::kindEnd) return NfcKind::Settled;
    const std::uint64_t word = nfc::kindWords[nfc::kindBlock[codePoint >> 8]][codePoint >> 5 & 7];
    return static_cast<NfcKind>(word >> (codePoint & 31) * 2 & 3);
}

/// Of the clusters that begin from `begin` (where a cluster or a mark begins) to `end`, the first one that
/// NFC may change: where it begins. Where there is none, the first place at or behind `end` at which a
/// cluster begins.
std::size_t findUnstable(std::string_view text, std::size_t begin, std::size_t end);
inline bool isStable(std::string_view text) { return findUnstable(text, 0, text.size()) == text.size(); }

/// The end of the cluster that begins at `begin`.
std::size_t nfcClusterEnd(std::string_view text, std::size_t begin);

/// A text in NFC that knows which bytes it came from.
struct NfcText {
    std::string text;
    /// For every byte of `text`, and for its end, where it comes from in the original. Rises from the begin
    /// to the end of what was appended; a cluster that changes deals its bytes out among what it becomes, by
    /// characters where there are enough, else by bytes.
    std::vector<std::size_t> origins{0};

    /// Appends the NFC of `original[begin, end)`, whole clusters. `begin` is where the last call ended.
    void append(std::string_view original, std::size_t begin, std::size_t end);
};

/// Without the origins.
std::string toNfc(std::string_view text);

} // namespace tokenarium
