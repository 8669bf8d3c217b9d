// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as JSON writes them: short, and back to the same value.
#include "engine/train/training_report.h"

#include <nlohmann/json.hpp>

namespace tokenarium {

using Json = nlohmann::ordered_json;

std::string jsonLine(const StepReport& report) {
    Json line{{"step", report.step},
              {"tokens", report.tokens},
              {"epoch", report.epoch},
              {"loss", report.loss},
              {"gradient_norm", report.gradientNorm},
              {"rate", report.rate},
              {"seconds", report.seconds},
              {"tokens_per_s", report.tokensPerSecond}};
    if (report.skipped) line["skipped"] = true;
    return line.dump();
}

std::string jsonLine(const Evaluation& evaluation, const TrainerProgress& where, bool best) {
    Json line{{"step", where.step},
              {"tokens", where.tokens},
              {"evaluation", evaluation.whole ? "whole" : "sample"},
              {"nats_per_token", evaluation.natsPerToken()},
              {"nats_per_char", evaluation.natsPerCharacter()},
              {"bits_per_char", evaluation.bitsPerCharacter()},
              {"documents", evaluation.documents},
              {"chars", evaluation.characters},
              {"evaluated_tokens", evaluation.targets},
              {"best", best}};
    if (evaluation.final) line["final"] = true;
    return line.dump();
}

std::string jsonLine(const SampleReport& sample) {
    Json line{
        {"step", sample.step}, {"tokens", sample.tokens}, {"prompt", sample.prompt}, {"sample", sample.text}};
    if (sample.final) line["final"] = true;
    return line.dump();
}

} // namespace tokenarium
