// SPDX-License-Identifier: GPL-3.0-or-later
// Words that several views of the training room share.
#pragma once

#include "app/training/training_setup.h"
#include "engine/text/text_tokenizer.h"

#include <QString>

namespace tokenarium {

/// "45 s", "4 min 10 s", "2 h 5 min" in the language of the window.
QString timeText(double seconds);
/// "the poems that came with the program", for boxes and sentences.
QString textChoiceName(TextChoice choice);
/// For a label: "␠the", "春", "⟨E6⟩", "<|end|>".
QString tokenLabel(const TextTokenizer& tokenizer, TokenId id);

} // namespace tokenarium
