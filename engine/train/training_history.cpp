// SPDX-License-Identifier: GPL-3.0-or-later
// A line tells by its keys what it is.
#include "engine/train/training_history.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

namespace tokenarium {

namespace {

using nlohmann::json;

double numberOf(const json& line, const char* key) {
    const auto found = line.find(key);
    return found != line.end() && found->is_number() ? found->get<double>() : 0;
}

std::uint64_t countOf(const json& line, const char* key) {
    const auto found = line.find(key);
    return found != line.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

std::string textOf(const json& line, const char* key) {
    const auto found = line.find(key);
    return found != line.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flagOf(const json& line, const char* key) {
    const auto found = line.find(key);
    return found != line.end() && found->is_boolean() && found->get<bool>();
}

void addLine(const json& line, TrainingHistory& history) {
    const std::uint64_t step = countOf(line, "step"), tokens = countOf(line, "tokens");
    if (line.contains("sample")) {
        history.samples.push_back(
            {step, tokens, textOf(line, "prompt"), textOf(line, "sample"), flagOf(line, "final")});
    } else if (line.contains("evaluation")) {
        history.evaluations.push_back({step, tokens, numberOf(line, "nats_per_token"),
                                       numberOf(line, "bits_per_char"), flagOf(line, "best"),
                                       textOf(line, "evaluation") == "whole", flagOf(line, "final")});
    } else if (line.contains("loss")) {
        StepReport report;
        report.step = step;
        report.tokens = tokens;
        report.epoch = numberOf(line, "epoch");
        report.loss = numberOf(line, "loss");
        report.gradientNorm = numberOf(line, "gradient_norm");
        report.rate = numberOf(line, "rate");
        report.seconds = numberOf(line, "seconds");
        report.tokensPerSecond = numberOf(line, "tokens_per_s");
        report.skipped = flagOf(line, "skipped");
        history.steps.push_back(report);
    }
}

} // namespace

void TrainingHistory::add(const Evaluation& evaluation, const TrainerProgress& where, bool best) {
    evaluations.push_back({where.step, where.tokens, evaluation.natsPerToken(), evaluation.bitsPerCharacter(),
                           best, evaluation.whole, evaluation.final});
}

void TrainingHistory::cutAfter(std::uint64_t step) {
    if (step == 0) return void(*this = {}); // it begins anew, with a sample of its own
    std::erase_if(steps, [&](const StepReport& one) { return one.step > step; });
    std::erase_if(evaluations, [&](const auto& one) { return one.step > step || one.final; });
    std::erase_if(samples, [&](const auto& one) { return one.step > step || one.final; });
}

TrainingHistory readTrainingHistory(std::string_view lines) {
    TrainingHistory history;
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = std::min(lines.find('\n', at), lines.size());
        const json line = json::parse(lines.substr(at, end - at), nullptr, false);
        if (line.is_object()) addLine(line, history);
        at = end + 1;
    }
    return history;
}

TrainingHistory loadTrainingHistory(const std::filesystem::path& curve) {
    std::ifstream file(curve, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return readTrainingHistory(text);
}

} // namespace tokenarium
