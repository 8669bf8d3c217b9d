// SPDX-License-Identifier: GPL-3.0-or-later
// Words that several views of the training room share.
#pragma once

#include "app/training/training_setup.h"
#include "engine/text/text_tokenizer.h"

#include <QString>

namespace tokenarium {

/// "0.4 s", "45 s", "4 min 10 s", "2 h 5 min" in the language of the window.
QString timeText(double seconds);
/// "≈ 0.76 Wh at 45 W · ≈ 0.00023 at 0.30 per kWh": what a person assumes, times the seconds.
QString costText(double seconds, const TrainingSetup& setup);
/// "English stories (built in)", for boxes.
QString textChoiceName(TextChoice choice);
/// A training by when it began ("2026-11-22 07-24-12") and what it read.
QString trainingTitle(const QString& name, const TrainingSetup& setup);
/// A model for a box: of a copy out of a training step, validation loss and date; else the name of the file.
QString modelTitle(const QString& nameOrPath);
/// For a label: "␠the", "春", "⟨E6⟩", "<|end|>".
QString tokenLabel(const TextTokenizer& tokenizer, TokenId id);

} // namespace tokenarium
