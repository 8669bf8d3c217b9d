// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people read them.
#include "app/cli/training_lines.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tokenarium::cli {

namespace {

constexpr std::chrono::seconds betweenLines{3};

std::string formatted(const char* format, double value) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

/// A model that has just begun writes any bytes: none of them may steer the terminal.
std::string harmless(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n')
            out += "\n          ";
        else
            out += static_cast<unsigned char>(c) < ' ' || c == 0x7F ? '?' : c;
    }
    return out;
}

} // namespace

std::string durationText(double seconds) {
    const auto whole = static_cast<std::uint64_t>(std::clamp(std::round(seconds), 0.0, 1e9));
    const auto two = [](std::uint64_t large, const char* unit, std::uint64_t small, const char* smallUnit) {
        return std::to_string(large) + unit + std::to_string(small) + smallUnit;
    };
    if (whole < 60) return std::to_string(whole) + " s";
    if (whole < 3600) return two(whole / 60, " min ", whole % 60, " s");
    return two(whole / 3600, " h ", whole % 3600 / 60, " min");
}

std::string TrainingLines::after(const StepReport& report, Time now) {
    ++steps;
    losses += report.loss;
    const bool firstStep = !first;
    if (firstStep) first = {now, report.share};
    if (!firstStep && !report.skipped && report.share < 1 && now - lastLine < betweenLines) return {};
    const double seconds = std::chrono::duration<double>(now - first->time).count();
    const double done = report.share - first->share;
    std::string line = "step " + std::to_string(report.step) + "  " + std::to_string(report.tokens) +
                       " tokens  " + formatted("%.1f", 100 * report.share) + " %  epoch " +
                       formatted("%.2f", report.epoch) + "  loss " +
                       formatted("%.4f", losses / static_cast<double>(steps)) + "  gradient " +
                       formatted("%.3f", report.gradientNorm) + "  rate " + formatted("%.2e", report.rate) +
                       "  " + formatted("%.0f", report.tokensPerSecond) + " tokens/s";
    if (report.skipped) line += "  skipped: the gradients are not finite";
    if (done > 0 && report.share < 1)
        line += "  " + durationText(seconds * (1 - report.share) / done) + " left";
    lastLine = now;
    losses = 0;
    steps = 0;
    return line + "\n";
}

std::string lineFor(const Evaluation& evaluation, bool best) {
    return std::string(evaluation.whole ? "validation, whole: " : "validation, sample: ") +
           formatted("%.4f", evaluation.natsPerToken()) + " nats per token, " +
           formatted("%.4f", evaluation.natsPerCharacter()) + " nats or " +
           formatted("%.4f", evaluation.bitsPerCharacter()) + " bits per character in " +
           std::to_string(evaluation.documents) + " documents" +
           (evaluation.final ? ", the model that is kept"
            : best           ? ", the best so far"
                             : "") +
           "\n";
}

std::string lineFor(const SampleReport& report) {
    return "  sample  [" + harmless(report.prompt) + "]" + harmless(report.text) + "\n";
}

} // namespace tokenarium::cli
