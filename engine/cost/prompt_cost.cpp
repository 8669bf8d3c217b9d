// SPDX-License-Identifier: GPL-3.0-or-later
// From counted tokens to money.
#include "engine/cost/prompt_cost.h"

#include <cmath>
#include <limits>

namespace tokenarium {
namespace {

constexpr std::uint64_t mostTokens = std::uint64_t{1}
                                     << 53; ///< more than anybody sends; sums cannot overflow

std::optional<std::uint64_t> partOf(std::uint64_t tokens, const Decimal& share) {
    const auto exact = Decimal::ofCount(tokens).times(share);
    return exact ? exact->truncated(0).count() : std::nullopt;
}

bool isShare(const Decimal& share) { return !share.isNegative() && share <= Decimal(1); }

/// A kind of input tokens, with the names of the units for it.
struct Kind {
    std::uint64_t tokens;
    const char *all, *read, *write, *writeHour, *writeMinutes;
};

bool setKind(const Kind& kind, const CallPlan& plan, PriceUsage& usage, std::uint64_t& readSum,
             std::uint64_t& writeSum) {
    const auto read = partOf(kind.tokens, plan.cachedShare),
               write = partOf(kind.tokens, plan.cacheWriteShare);
    if (!read || !write) return false;
    readSum += *read;
    writeSum += *write;
    usage.setCount(kind.all, kind.tokens);
    usage.setCount(kind.read, *read);
    usage.setCount(kind.write, *write);
    usage.setCount(kind.writeHour, plan.cacheForAnHour ? *write : 0);
    usage.setCount(kind.writeMinutes, plan.cacheForAnHour ? 0 : *write);
    return true;
}

PromptCost failed(const char* problem) {
    PromptCost cost;
    cost.problem = problem;
    return cost;
}

} // namespace

std::optional<std::uint64_t> reasoningTokens(std::uint64_t outputTokens, const Decimal& multiple) {
    if (multiple.isNegative()) return std::nullopt;
    const auto exact = Decimal::ofCount(outputTokens).times(multiple);
    if (!exact) return std::nullopt;
    const Decimal whole = exact->truncated(0);
    const auto up = whole == *exact ? whole : whole.plus(Decimal(1));
    const auto count = up ? up->count() : std::nullopt;
    return count && *count <= mostTokens ? count : std::nullopt;
}

std::optional<PriceUsage> usageOf(const PromptTokens& prompt, const CallPlan& plan) {
    const auto together = plan.cachedShare.plus(plan.cacheWriteShare);
    if (!isShare(plan.cachedShare) || !isShare(plan.cacheWriteShare) || !together || !isShare(*together))
        return std::nullopt;
    for (const std::uint64_t tokens : {prompt.text, prompt.picture, prompt.sound, prompt.video,
                                       plan.outputTokens, plan.reasoningTokens, plan.soundOutputTokens})
        if (tokens > mostTokens) return std::nullopt;
    PriceUsage usage;
    std::uint64_t read = 0, write = 0;
    const Kind kinds[] = {
        {prompt.text, "input_text_tokens", "cache_text_read_tokens", "cache_text_write_tokens",
         "cache_text_write_1h_tokens", "cache_text_write_5m_tokens"},
        {prompt.picture, "input_image_tokens", "cache_image_read_tokens", "cache_image_write_tokens",
         "cache_image_write_1h_tokens", "cache_image_write_5m_tokens"},
        {prompt.sound, "input_audio_tokens", "cache_audio_read_tokens", "cache_audio_write_tokens",
         "cache_audio_write_1h_tokens", "cache_audio_write_5m_tokens"},
        {prompt.video, "input_video_tokens", "cache_video_read_tokens", "cache_video_write_tokens",
         "cache_video_write_1h_tokens", "cache_video_write_5m_tokens"}};
    for (const Kind& kind : kinds)
        if (!setKind(kind, plan, usage, read, write)) return std::nullopt;
    usage.setCount("input_tokens", prompt.all());
    usage.setCount("cache_read_tokens", read);
    usage.setCount("cache_write_tokens", write);
    usage.setCount("cache_write_1h_tokens", plan.cacheForAnHour ? write : 0);
    usage.setCount("cache_write_5m_tokens", plan.cacheForAnHour ? 0 : write);
    usage.setCount("output_tokens", plan.outputTokens + plan.reasoningTokens);
    usage.setCount("output_reasoning_tokens", plan.reasoningTokens);
    usage.setCount("output_audio_tokens", std::min(plan.soundOutputTokens, plan.outputTokens));
    usage.setCount("output_audio_reasoning_tokens", 0);
    if (std::isfinite(prompt.soundSeconds) && prompt.soundSeconds > 0 && prompt.soundSeconds < 1e9) {
        const auto seconds = Decimal(std::llround(prompt.soundSeconds * 1000)).dividedByPowerOfTen(3);
        if (seconds) {
            usage.set("audio_seconds", *seconds);
            usage.set("input_audio_seconds", *seconds);
        }
    }
    return usage;
}

namespace {

PromptCost summed(PriceResult call, const PromptTokens& prompt, const CallPlan& plan,
                  const Decimal& batchShare) {
    PromptCost cost;
    cost.problem = call.problem;
    if (!cost) return cost;
    cost.batchShare = plan.batch ? batchShare : Decimal(1);
    const auto perCall = call.total.times(cost.batchShare);
    const auto all = perCall ? perCall->times(Decimal::ofCount(plan.calls)) : std::nullopt;
    if (!all) return failed("The numbers are too large to be computed exactly.");
    cost.call = std::move(call);
    cost.usdPerCall = *perCall;
    cost.usd = *all;
    cost.inputTokens = prompt.all();
    cost.billedOutputTokens = plan.outputTokens + plan.reasoningTokens;
    return cost;
}

constexpr const char* badPlan = "Shares are from 0 to 1, together at most 1, and tokens at most 2^53.";

} // namespace

PromptCost promptCost(const PriceRow& row, const PromptTokens& prompt, const CallPlan& plan,
                      PriceMoment moment) {
    const auto usage = usageOf(prompt, plan);
    return usage ? promptCost(row, *usage, prompt, plan, moment) : failed(badPlan);
}

PromptCost promptCost(const PriceRow& row, const PriceUsage& usage, const PromptTokens& prompt,
                      const CallPlan& plan, PriceMoment moment) {
    const BatchRule* rule = PriceBook::batchRule(row.provider->id);
    PromptCost cost =
        summed(PriceBook::price(row, usage, moment), prompt, plan, rule ? rule->share : Decimal(1));
    cost.batchUnknown = plan.batch && !rule;
    return cost;
}

PromptCost promptCost(const PriceList& prices, const PromptTokens& prompt, const CallPlan& plan,
                      const Decimal& batchShare) {
    const auto usage = usageOf(prompt, plan);
    return usage ? summed(prices.priceOf(*usage), prompt, plan, batchShare) : failed(badPlan);
}

std::optional<std::uint64_t> callsForBudget(const Decimal& budget, const Decimal& usdPerCall) {
    if (usdPerCall.isZero() || usdPerCall.isNegative()) return std::nullopt;
    if (budget.isNegative()) return 0;
    const auto quotient = budget.dividedBy(usdPerCall, 0);
    auto calls = quotient ? quotient->count() : std::nullopt;
    if (!calls) return std::nullopt;
    const auto cost = usdPerCall.times(Decimal::ofCount(*calls)); // the quotient is rounded, perhaps up
    if (cost && *cost > budget) --*calls;
    return calls;
}

const std::vector<Currency>& startingCurrencies() {
    static const std::vector<Currency> all = {{"USD", Decimal(1), ""}, {"CNY", Decimal(7), ""}};
    return all;
}

ConversationCost conversationTokens(std::uint64_t system, std::span<const ConversationTurn> turns) {
    ConversationCost cost;
    std::uint64_t soFar = system;
    for (const ConversationTurn& turn : turns) {
        cost.inputPerTurn.push_back(soFar + turn.user);
        cost.input += soFar + turn.user;
        cost.output += turn.assistant;
        soFar += turn.user + turn.assistant;
    }
    return cost;
}

std::optional<CacheUse> cacheUse(const Decimal& write, const Decimal& read, std::uint64_t uses) {
    if (uses == 0) return CacheUse{};
    const auto reads = read.times(Decimal::ofCount(uses - 1));
    const auto cached = reads ? reads->plus(write) : std::nullopt;
    return cached ? std::optional(CacheUse{*cached, Decimal::ofCount(uses)}) : std::nullopt;
}

std::optional<std::uint64_t> cacheBreakEven(const Decimal& write, const Decimal& read) {
    if (read >= Decimal(1)) return write < Decimal(1) ? std::optional<std::uint64_t>(1) : std::nullopt;
    for (std::uint64_t uses = 1; uses <= 1'000'000; ++uses) {
        const auto use = cacheUse(write, read, uses);
        if (!use) return std::nullopt;
        if (use->cached < use->uncached) return uses;
    }
    return std::nullopt;
}

std::optional<Decimal> marginalInputCost(std::uint64_t inputTokens, std::uint64_t threshold,
                                         const Decimal& lowerPrice, const Decimal& upperPrice,
                                         std::uint32_t per) {
    const std::uint64_t below = std::min(inputTokens, threshold);
    const auto lower = Decimal::ofCount(below).times(lowerPrice),
               upper = Decimal::ofCount(inputTokens - below).times(upperPrice);
    const auto sum = lower && upper ? lower->plus(*upper) : std::nullopt;
    return sum ? sum->dividedBy(Decimal::ofCount(per), 30) : std::nullopt;
}

std::optional<MinutesCost> minutesCost(const Decimal& seconds, const Decimal& usdPerMinute) {
    const auto billed = seconds.rounded(0).count();
    if (!billed) return std::nullopt;
    const auto product = usdPerMinute.times(Decimal::ofCount(*billed));
    const auto usd = product ? product->dividedBy(Decimal(60), 18) : std::nullopt;
    return usd ? std::optional(MinutesCost{*billed, *usd}) : std::nullopt;
}

std::optional<Decimal> chargedAmount(const Decimal& usd, const Decimal& step, const Decimal& minimum) {
    const auto steps = usd.dividedBy(step, 0);
    const auto rounded = steps ? steps->times(step) : std::nullopt;
    return rounded ? std::optional(std::max(*rounded, minimum)) : std::nullopt;
}

double blendedPrice(double inputPerOutput, double inputPrice, double outputPrice) {
    return (inputPerOutput * inputPrice + outputPrice) / (inputPerOutput + 1);
}

ChatTokens chatTokens(std::span<const ChatMessageTokens> messages) {
    constexpr std::uint64_t perMessage = 3, perName = 1, answer = 3;
    ChatTokens result;
    std::uint64_t contents = 0;
    for (const ChatMessageTokens& message : messages) {
        result.tokens += perMessage + message.role + message.content;
        if (message.name > 0) result.tokens += perName + message.name;
        contents += message.content;
    }
    result.tokens += answer;
    result.overhead = result.tokens - contents;
    return result;
}

VoiceTurns voiceTurns(std::uint64_t instructions, std::uint64_t firstUserAudio, std::uint64_t secondUserAudio,
                      std::uint64_t assistantAudio, std::uint64_t assistantText) {
    return {instructions + firstUserAudio, instructions + assistantText,
            firstUserAudio + assistantAudio + secondUserAudio};
}

} // namespace tokenarium
