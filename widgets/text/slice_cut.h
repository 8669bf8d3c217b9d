// SPDX-License-Identifier: GPL-3.0-or-later
// Where a very long paragraph is cut into slices that are laid out separately.
#pragma once

#include <cstddef>
#include <string_view>

namespace tokenarium {

/// No slice has more bytes than this, except for the newline that ends it. Laying out and painting one takes
/// well under a millisecond, and hardly any paragraph of prose is longer.
constexpr std::size_t longestSlice = 1024;

/// Length of the first slice of a text that begins at a slice and goes on beyond `text` or is longer than
/// longestSlice. `text` holds at least 2 * longestSlice bytes, or all that is left of the paragraph. The cut
/// is between graphemes, best after the end of a sentence, else after a space or CJK punctuation. A grapheme
/// longer than a slice is cut between code points. Never 0 unless text is empty.
std::size_t firstSliceLength(std::string_view text);

} // namespace tokenarium
