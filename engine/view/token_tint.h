// SPDX-License-Identifier: GPL-3.0-or-later
// Which colour a token gets under each way of colouring: pure functions from a token to a tint.
#pragma once

#include "engine/token/vocabulary.h"
#include "engine/view/text_view.h"

#include <cstdint>
#include <string_view>

namespace tokenarium {

/// What the colour of a chip says.
enum class Coloring {
    Alternating, ///< nothing but "another token": position modulo six
    Id,          ///< the same id has the same tint everywhere
    Length,      ///< scale: bytes of text the token covers, 1 … 16 and more
    Script,      ///< the script of its first letter, see ScriptGroup
    Rarity,      ///< scale: logarithm of its rank; dark = learned early, common
};

/// The groups of Coloring::Script; the value is the tint.
enum class ScriptGroup : std::uint8_t { Latin, Han, KanaHangul, CyrillicGreek, ArabicHebrew, Other };

TintKind tintKind(Coloring coloring);

/// Script of the first letter in `bytes`; of its first complete code point where there is none; Other for
/// bytes that are no complete character.
ScriptGroup scriptGroup(std::string_view bytes);

/// `bytes` is the text that the token covers, `index` its number in the text.
std::uint8_t tokenTint(Coloring coloring, TokenId id, std::size_t index, std::string_view bytes,
                       const Vocabulary& vocabulary);

} // namespace tokenarium
