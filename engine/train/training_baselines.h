// SPDX-License-Identifier: GPL-3.0-or-later
// What a model must beat to have learned anything: guessing blindly, and guessing by frequency alone.
#pragma once

#include "engine/train/dataset.h"

namespace tokenarium {

/// Nats per token of the validation split; of the training split where nothing is kept for validation.
struct TrainingBaselines {
    double uniform = 0; ///< ln V: every token as likely as any other
    double unigram = 0; ///< every token as likely as it is frequent in the training split (each counted once
                        ///< more than it occurs)
};

TrainingBaselines trainingBaselines(const Dataset& data, std::size_t vocabularySize);

} // namespace tokenarium
