// SPDX-License-Identifier: GPL-3.0-or-later
// Four cases, each with the speed below which it fails.
#include "app/serving/use_cases.h"

#include "engine/cost/serving.h"

#include <array>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double chatGap = 0.1; // seconds: twice reading speed
constexpr double wordsPerMinute = 238, wordsPerToken = 0.75;
constexpr double framesPerSecond = 24, tokensPerFrame = 256, filmSeconds = 5;
constexpr double thinkingTokens = 30'000, thinkingSeconds = 1800;

/// Sliders have steps: what is within this of another value is the same.
bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::abs(b); }

} // namespace

std::span<const UseCase> UseCases::all() {
    static const std::array<UseCase, 4> table{{
        {1000, 250, 0.5, 1 / chatGap},
        {1000, 500, 1, readingSpeed(wordsPerMinute, wordsPerToken).tokensPerSecond},
        {300, framesPerSecond * tokensPerFrame * filmSeconds, 2,
         videoSpeed(framesPerSecond, tokensPerFrame).tokensPerSecond},
        {20'000, thinkingTokens, 60, thinkingTokens / thinkingSeconds},
    }};
    return table;
}

QString UseCases::name(Kind kind) {
    switch (kind) {
    case Chatbot: return tr("Chatbot");
    case Reading: return tr("Reading speed");
    case Video: return tr("Video frame rate");
    case Research: return tr("Deep research");
    }
    return {};
}

QString UseCases::reason(Kind kind) {
    switch (kind) {
    case Chatbot:
        return tr("a gap of at most 100 ms (rule of thumb: about twice as fast as people read), and a first "
                  "token within 500 ms, which feels immediate");
    case Reading:
        return tr("238 words a minute (Brysbaert 2019, English non-fiction) ÷ 60 ÷ 0.75 words per token");
    case Video:
        return tr("24 frames a second × 256 tokens a frame, a film of 5 seconds: the stream must keep the "
                  "frame rate");
    case Research:
        return tr("30,000 thinking tokens within half an hour: nobody waits at the screen, so quality counts "
                  "more than latency");
    }
    return {};
}

void UseCases::apply(Kind kind, ServingChoices& choices) {
    const UseCase& wanted = all()[std::size_t(kind)];
    choices.promptTokens = wanted.promptTokens;
    choices.outputTokens = wanted.outputTokens;
    choices.ttftTarget = wanted.ttftTarget;
    choices.gapTarget = 1 / wanted.tokensPerSecond;
}

std::optional<UseCases::Kind> UseCases::of(const ServingChoices& choices) {
    for (const Kind kind : {Chatbot, Reading, Video, Research}) {
        const UseCase& one = all()[std::size_t(kind)];
        if (near(choices.promptTokens, one.promptTokens) && near(choices.outputTokens, one.outputTokens) &&
            near(choices.ttftTarget, one.ttftTarget) && near(choices.gapTarget, 1 / one.tokensPerSecond))
            return kind;
    }
    return std::nullopt;
}

} // namespace tokenarium
