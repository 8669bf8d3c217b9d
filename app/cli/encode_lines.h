// SPDX-License-Identifier: GPL-3.0-or-later
// JSON Lines with texts in, JSON Lines with ids out, on all processor cores and in order.
#pragma once

#include "app/cli/input.h"
#include "app/cli/output.h"
#include "engine/text/text_tokenizer.h"

namespace tokenarium::cli {

/// Throws CommandError (BadInput) that names file and line where a line is wrong; the answers to the lines
/// before are in `output` then.
void encodeLines(Input& input, const TextTokenizer& tokenizer, SpecialMode mode, Output& output);

} // namespace tokenarium::cli
