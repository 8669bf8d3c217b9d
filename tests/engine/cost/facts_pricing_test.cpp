// SPDX-License-Identifier: GPL-3.0-or-later
// Money, limits, chat overhead and the statements of the two articles against facts/pricing.json.
#include "engine/cost/architecture.h"
#include "engine/cost/plans.h"
#include "engine/cost/prompt_cost.h"
#include "engine/text/count_tokens.h"
#include "engine/text/tokenizer_catalog.h"
#include "tests/engine/cost/fact_cases.h"
#include "tests/engine/cost/price_fixture.h"
#include "tests/engine/model/model_fixture.h"
#include "tests/support/vectors.h"

#include <gtest/gtest.h>

#include <cstdio>

namespace tokenarium {
namespace {

using nlohmann::json;

std::uint64_t count(const json& input, const char* key) { return input.value(key, std::uint64_t{0}); }

Decimal number(const json& value) {
    return Decimal::parse(value.is_string() ? value.get<std::string>() : value.dump()).value();
}

/// The price of a case for a million tokens, whatever it is for there.
Decimal perMillion(const json& input, const json& price) {
    return input["unit"] == "1k" ? number(price).times(Decimal(1000)).value() : number(price);
}

UnitPrice priced(const char* key, const Decimal& price, std::vector<UnitPrice::Step> steps = {}) {
    return {priceUnitOfPrice(key).value(), price, std::move(steps)};
}

PriceList listOf(const json& input) {
    PriceList list;
    if (input.contains("price_in"))
        list = list.with(priced("input_mtok", perMillion(input, input["price_in"])));
    if (input.contains("price_out"))
        list = list.with(priced("output_mtok", perMillion(input, input["price_out"])));
    return list;
}

PromptCost costOf(const PriceList& list, std::uint64_t input, std::uint64_t output, const CallPlan& with = {},
                  const Decimal& batchShare = Decimal(1)) {
    CallPlan plan = with;
    plan.outputTokens = output;
    const PromptCost cost = promptCost(list, {.text = input}, plan, batchShare);
    EXPECT_TRUE(cost) << cost.problem;
    return cost;
}

json linearCase(const json& input) {
    const PromptCost cost = costOf(listOf(input), input["input"], input["output"]);
    return {
        {"usd_in", cost.call.input.text()}, {"usd_out", cost.call.output.text()}, {"usd", cost.usd.text()}};
}

json cachedCase(const json& input) {
    const PriceList without = listOf(input),
                    list = without.with(priced("cache_read_mtok", perMillion(input, input["price_cached"])));
    PriceUsage usage;
    usage.setCount("input_tokens", input["input_total"]);
    usage.setCount("cache_read_tokens", input["cached"]);
    usage.setCount("output_tokens", input["output"]);
    const Decimal usd = list.priceOf(usage).total, plain = without.priceOf(usage).total;
    return {{"usd", usd.text()}, {"usd_without_cache", plain.text()}, {"saved", plain.minus(usd)->text()}};
}

/// The multiples are Anthropic's.
json writeReadCase(const json& input) {
    const Decimal base = perMillion(input, input["price_in"]);
    const auto multiple = [&](const char* key, const char* factor) {
        return priced(key, base.times(testing::money(factor)).value());
    };
    const PriceList list = listOf(input)
                               .with(multiple("cache_write_mtok", "1.25"))
                               .with(multiple("cache_write_1h_mtok", "2"))
                               .with(multiple("cache_read_mtok", "0.1"));
    const std::uint64_t minutes = input["write_5m"], hour = input["write_1h"], read = input["read"];
    PriceUsage usage;
    usage.setCount("input_tokens", count(input, "fresh") + minutes + hour + read);
    usage.setCount("cache_write_tokens", minutes + hour);
    usage.setCount("cache_write_1h_tokens", hour);
    usage.setCount("cache_read_tokens", read);
    usage.setCount("output_tokens", input["output"]);
    return {{"usd", list.priceOf(usage).total.times(number(input["batch_multiplier"]))->text()}};
}

json breakEvenCase(const json& input) {
    const Decimal write = number(input["write_multiplier"]), read = number(input["read_multiplier"]);
    json cached, uncached;
    for (const json& uses : input["uses"]) {
        const auto use = cacheUse(write, read, uses).value();
        cached.push_back(use.cached.text());
        uncached.push_back(use.uncached.text());
    }
    return {{"cached_units", cached},
            {"uncached_units", uncached},
            {"first_use_count_that_saves", cacheBreakEven(write, read).value()}};
}

json batchCase(const json& input) {
    CallPlan plan;
    plan.batch = true;
    return {{"usd", costOf(listOf(input), input["input"], input["output"], plan, number(input["multiplier"]))
                        .usd.text()}};
}

json tierCase(const json& input) {
    const std::uint64_t threshold = input["threshold"], tokens = input["input"], output = input["output"];
    const auto lower = [&](const char* key) { return perMillion(input, input["lower"][key]); };
    const auto upper = [&](const char* key) { return perMillion(input, input["upper"][key]); };
    const PriceList list({priced("input_mtok", lower("in"), {{threshold, upper("in")}}),
                          priced("output_mtok", lower("out"), {{threshold, upper("out")}})});
    const PromptCost cost = costOf(list, tokens, output);
    const Decimal marginal =
        marginalInputCost(tokens, threshold, lower("in"), upper("in"), 1'000'000).value();
    return {{"usd", cost.usd.text()},
            {"tier", cost.call.lines.at(0).above ? "upper" : "lower"},
            {"usd_if_marginal_input", marginal.plus(cost.call.output)->text()}};
}

json reasoningCase(const json& input) {
    CallPlan plan;
    plan.reasoningTokens = input["reasoning"];
    const PromptCost cost = costOf(listOf(input), input["input"], input["visible_output"], plan);
    const PromptCost without = costOf(listOf(input), input["input"], input["visible_output"]);
    return {{"billed_output", cost.billedOutputTokens},
            {"usd", cost.usd.text()},
            {"usd_without_reasoning", without.usd.text()},
            {"ratio", cost.usd.toDouble() / without.usd.toDouble()}};
}

json conversationCase(const json& input) {
    std::vector<ConversationTurn> turns;
    for (const json& turn : input["turns"]) turns.push_back({turn[0], turn[1]});
    const ConversationCost talk = conversationTokens(input["system"], turns);
    return {{"input_per_turn", talk.inputPerTurn},
            {"total_input", talk.input},
            {"total_output", talk.output},
            {"usd", costOf(listOf(input), talk.input, talk.output).usd.text()}};
}

json realtimeCase(const json& input) {
    const VoiceTurns turns =
        voiceTurns(input["instructions_text"], input["user_audio"][0], input["user_audio"][1],
                   input["assistant_audio"], input["assistant_text"]);
    return {{"turn1_input", turns.firstInput},
            {"turn2_text_input", turns.secondText},
            {"turn2_audio_input", turns.secondAudio},
            {"turn2_input", turns.secondInput()}};
}

json minutesCase(const json& input) {
    const auto cost = minutesCost(number(input["seconds"]), number(input["usd_per_minute"])).value();
    return {{"billed_seconds", cost.billedSeconds}, {"usd", cost.usd.text()}};
}

json audioCase(const json& input) {
    const std::uint64_t in = count(input, "input_seconds") * 1000 / count(input, "ms_per_token_in"),
                        out = count(input, "output_seconds") * 1000 / count(input, "ms_per_token_out");
    PriceList list({priced("input_mtok", Decimal(0)), priced("output_mtok", Decimal(0)),
                    priced("input_audio_mtok", perMillion(input, input["price_in"])),
                    priced("output_audio_mtok", perMillion(input, input["price_out"]))});
    CallPlan plan;
    plan.outputTokens = plan.soundOutputTokens = out;
    const PromptCost cost = promptCost(list, {.sound = in}, plan);
    return {{"tokens_in", in}, {"tokens_out", out}, {"usd", cost.usd.text()}};
}

json imagesCase(const json& input) {
    CallPlan plan;
    plan.calls = input["images"];
    return {{"usd", promptCost(listOf(input), {.picture = input["tokens_per_image"]}, plan).usd.text()}};
}

json minimumCase(const json& input) {
    return {{"charged",
             chargedAmount(number(input["usd"]), number(input["round_to"]), number(input["minimum_usd"]))
                 ->text()}};
}

json monthlyCase(const json& input) {
    CallPlan plan;
    plan.calls = count(input, "requests_per_day") * count(input, "days");
    const PromptCost cost = costOf(listOf(input), input["input"], input["output"], plan);
    return {{"tokens", (cost.inputTokens + cost.billedOutputTokens) * plan.calls}, {"usd", cost.usd.text()}};
}

json blendedCase(const json& input) {
    return {{"usd_per_unit", blendedPrice(input["ratio_in_to_out"], number(input["price_in"]).toDouble(),
                                          number(input["price_out"]).toDouble())}};
}

json requestsCase(const json& input) {
    const RequestLimit limit = requestLimit(input["rpm"], input["tpm"], input["input"], input["max_output"]);
    const char* names[] = {"RPM", "TPM", "both"};
    return {{"by_tokens", limit.byTokens},
            {"requests_per_minute", limit.requestsPerMinute},
            {"binding", names[static_cast<int>(limit.binding)]},
            {"minutes_for_1000", limit.minutesFor(1000).value()}};
}

json bucketCase(const json& input) {
    std::vector<PlanRequest> requests;
    for (const json& one : input["requests"]) requests.push_back({one["arrival_s"], one["tokens"]});
    json starts;
    for (const auto& start : waitingStarts({input["capacity"], input["refill_per_minute"]}, requests))
        starts.push_back(start.value());
    return {{"start_s", starts}};
}

json quotaCase(const json& input) {
    const SharedQuota quota = sharedQuota(input["quota"], input["input"], input["output"]);
    return {{"requests", quota.requests},
            {"left", quota.left},
            {"max_output_for_one", quota.mostOutputForOne.value()}};
}

json contextCase(const json& input) {
    const ContextRoom room = contextRoom(input["context"], input["input"], input["requested_output"]);
    return {{"available_output", room.availableOutput}, {"truncated", room.truncated}};
}

json overheadCase(const json& input) {
    std::vector<ChatMessageTokens> messages;
    for (const json& one : input["messages"])
        messages.push_back({one["role_tokens"], one["name_tokens"], one["content_tokens"]});
    const ChatTokens tokens = chatTokens(messages);
    return {{"tokens", tokens.tokens}, {"overhead", tokens.overhead}};
}

// With tokenizers -------------------------------------------------------------------------------------------

const TokenizerCatalog& catalog() {
    static const TokenizerCatalog all({testing::vocabulariesFolder()});
    return all;
}

std::vector<TokenId> idsBy(const char* tokenizer, std::string_view text) {
    return testing::idsOf(encode(*catalog().load(tokenizer), text));
}

std::vector<std::string> piecesBy(const char* tokenizer, std::string_view text) {
    std::vector<std::string> pieces;
    for (const Token& token : encode(*catalog().load(tokenizer), text).tokens)
        pieces.emplace_back(text.substr(token.span.begin, token.span.size()));
    return pieces;
}

json chatCase(const json& input) {
    const auto tokenizer = catalog().load(input["encoding"].get<std::string>());
    const auto tokens = [&](const json& message, const char* key) -> std::uint64_t {
        return countTokens(*tokenizer, message.value(key, "")).value();
    };
    std::vector<ChatMessageTokens> messages;
    json content, names, roles;
    for (const json& one : input["messages"]) {
        messages.push_back({tokens(one, "role"), tokens(one, "name"), tokens(one, "content")});
        roles.push_back(messages.back().role);
        names.push_back(messages.back().name);
        content.push_back(messages.back().content);
    }
    return {{"tokens", chatTokens(messages).tokens},
            {"content_tokens", content},
            {"name_tokens", names},
            {"role_tokens", roles}};
}

/// "109.5百万" as the article prints it.
std::string inMillions(std::size_t total) {
    char text[40];
    std::snprintf(text, sizeof text, "%.1f百万", static_cast<double>(total) / 1e6);
    return text;
}

constexpr const char* bert = "bert_base_uncased";
const char* const gptNames[][2] = {{"r50k", "r50k_base"}, {"cl100k", "cl100k_base"}, {"o200k", "o200k_base"}};

json idsOfWord(const char* word) {
    json result = {{"bert_base_uncased", idsBy(bert, word)}};
    for (const auto& [key, name] : gptNames) result[key] = idsBy(name, word);
    return result;
}

json oneEntry(const char* word) {
    const auto ids = idsBy(bert, word);
    return {{"bert_base_uncased", piecesBy(bert, word)},
            {"id", ids.at(0)},
            {"tokens", ids.size()},
            {"seed_correct", ids.size() > 1}};
}

json hello(const std::string& statement) {
    const char* text = "Hello, world!";
    if (statement.find("BERT") != std::string::npos)
        return {{"tokens", idsBy(bert, text).size()},
                {"with_cls_sep", idsBy(bert, text).size() + 2},
                {"pieces", piecesBy(bert, "hello, world!")},
                {"ids", idsBy(bert, text)},
                {"seed_correct", idsBy(bert, text).size() == 3}};
    return {
        {"tokens", idsBy("r50k_base", text).size()}, {"pieces", piecesBy("r50k_base", text)},
        {"ids_r50k", idsBy("r50k_base", text)},      {"ids_cl100k", idsBy("cl100k_base", text)},
        {"ids_o200k", idsBy("o200k_base", text)},    {"seed_correct", idsBy("r50k_base", text).size() == 2}};
}

json bertSize() {
    const Architecture model =
        loadArchitecture(R"({"model_type": "bert", "vocab_size": 30522, "hidden_size": 768,
        "num_hidden_layers": 12, "intermediate_size": 3072})",
                         "bert-base-uncased");
    const std::size_t total = countParameters(model.tensors).total;
    return {{"true_total", total},
            {"prints", inMillions(total)},
            {"seed_correct", inMillions(total) == "110.7百万"}};
}

json greeting() {
    const auto all = piecesBy("characters", "你好，世界！");
    std::size_t marks = 0;
    for (const std::string& one : all) marks += one == "，" || one == "！";
    return {{"characters", all.size()},
            {"han_characters", all.size() - marks},
            {"punctuation", marks},
            {"with_cls_sep", all.size() + 2},
            {"seed_correct", all.size() == 5}};
}

/// Published numbers, which nothing can compute.
json trainingText() {
    return {{"raw_common_crawl_compressed_tb", 45},
            {"after_filtering_gb", 570},
            {"training_tokens", 300'000'000'000},
            {"seed_correct", nullptr}};
}

json seedCase(const json& input) {
    const std::string statement = input["statement"];
    const auto says = [&](const char* word) { return statement.find(word) != std::string::npos; };
    if (says("110.7")) return bertSize();
    if (says("Hello")) return hello(statement);
    if (says("你好")) return greeting();
    if (says("45TB")) return trainingText();
    if (says("running")) return oneEntry("running");
    if (says("unpleasant") || says("##pleasant")) return oneEntry("unpleasant");
    json result;
    if (says("I love you")) {
        result = {{"bert", idsBy(bert, "I love you").size()}};
        for (const auto& [key, name] : gptNames) result[key] = idsBy(name, "I love you").size();
        result["seed_correct"] = result["bert"] == 3;
        return result;
    }
    for (const char* word : {"darkness", "brightness", "lie"})
        if (says(word)) result = idsOfWord(word);
    result["seed_correct"] =
        says("lie") ? json(false) : json(nullptr); // ids made up; the split is right for some
    return result;
}

TEST(facts_pricing, EveryCase) {
    for (const char* name : {"r50k_base", "cl100k_base", "o200k_base", bert})
        if (!catalog().find(name)->present)
            GTEST_SKIP() << "skipped: " << name << " is not built (./run fetches it)";
    testing::checkFacts("pricing.json",
                        {{"price.linear", linearCase},
                         {"price.cached", cachedCase},
                         {"price.cache_write_read", writeReadCase},
                         {"price.cache_break_even", breakEvenCase},
                         {"price.batch", batchCase},
                         {"price.tier", tierCase},
                         {"price.reasoning", reasoningCase},
                         {"price.conversation", conversationCase},
                         {"price.realtime_example", realtimeCase},
                         {"price.minutes", minutesCase},
                         {"price.audio_tokens", audioCase},
                         {"price.images", imagesCase},
                         {"price.minimum", minimumCase},
                         {"price.monthly", monthlyCase},
                         {"price.blended", blendedCase},
                         {"limit.requests", requestsCase},
                         {"limit.token_bucket", bucketCase},
                         {"limit.shared_quota", quotaCase},
                         {"limit.context", contextCase},
                         {"chat.count", chatCase},
                         {"chat.overhead", overheadCase},
                         {"seed.check", seedCase}},
                        74);
}

} // namespace
} // namespace tokenarium
