// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of a training as lines of JSON: what curve.jsonl holds and scripts read.
#pragma once

#include "engine/train/trainer.h"

#include <string>

namespace tokenarium {

/// {"step":…,"tokens":…,"epoch":…,"loss":…,"gradient_norm":…,"rate":…,"seconds":…,"tokens_per_s":…}, without
/// a line end; "skipped":true where the step was. Numbers that are not finite are null.
std::string jsonLine(const StepReport& report);

/// {"step":…,"tokens":…,"evaluation":"sample"|"whole","nats_per_token":…,"nats_per_char":…,"bits_per_char":…,
/// "documents":…,"chars":…,"evaluated_tokens":…,"best":true|false}, without a line end; at the end of the
/// training with "final":true behind it.
std::string jsonLine(const Evaluation& evaluation, const TrainerProgress& where, bool best);

/// What the model adds to one of the recipe's prompts.
struct SampleReport {
    std::uint64_t step = 0, tokens = 0;
    std::string prompt, text; ///< UTF-8
    bool final = false;       ///< of the model that is kept, at the end
};

/// {"step":…,"tokens":…,"prompt":…,"sample":…}, without a line end; "final":true as above.
std::string jsonLine(const SampleReport& sample);

} // namespace tokenarium
