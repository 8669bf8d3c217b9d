// SPDX-License-Identifier: GPL-3.0-or-later
// Real forward passes with a clock beside them.
#include "engine/model/measurement.h"

#include "engine/model/forward.h"
#include "engine/model/kv_cache.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <numeric>
#include <stdexcept>

namespace tokenarium {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// [texts, V] of the last tokens.
std::vector<float> readTexts(const ReadyModel& model, Backend& backend,
                             std::span<const SequenceInput> texts) {
    ForwardOptions options;
    options.lastTokenOnly = true;
    const ForwardResult result = forward(model.opened.config, model.opened.weights, backend, texts, options);
    if (!result.problem.empty()) throw std::runtime_error(result.problem);
    if (!result.complete) throw std::runtime_error(backend.problem());
    return loadValues(backend, result.logits);
}

std::vector<float> readText(const ReadyModel& model, const SequenceInput& text) {
    return readTexts(model, *model.backend, {&text, 1});
}

std::size_t knownTokens(const ReadyModel& model) { return model.opened.tokenizer->vocabulary().size(); }

/// Throws where the device gave none.
TokenId likeliest(const ReadyModel& model, std::span<const float> logits) {
    if (logits.empty()) throw std::runtime_error(model.backend->problem());
    const auto known = logits.first(std::min(logits.size(), knownTokens(model)));
    return static_cast<TokenId>(std::max_element(known.begin(), known.end()) - known.begin());
}

/// The `count` likeliest, over and over where the vocabulary is smaller.
std::vector<TokenId> likeliest(const ReadyModel& model, std::span<const float> logits, std::size_t count) {
    std::vector<TokenId> ids(std::min(logits.size(), knownTokens(model)));
    std::iota(ids.begin(), ids.end(), TokenId{0});
    const std::size_t sorted = std::min(count, ids.size());
    std::partial_sort(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(sorted), ids.end(),
                      [&](TokenId a, TokenId b) { return logits[a] > logits[b]; });
    ids.resize(sorted);
    for (std::size_t i = 0; ids.size() < count; ++i) ids.push_back(ids[i]);
    return ids;
}

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Wants no values; the clock runs from the question before an operation to what is said after it. A device
/// is waited for on both sides: it is given its operations long before it has done them.
class Stopwatch final : public StepSink {
public:
    explicit Stopwatch(const ReadyModel& timed) : model(timed) {
        if (model.isOnCpu()) return;
        flag = model.backend->allocate("measured.flag", {1, 1});
        model.backend->fill(0, flag);
    }
    bool wantsValues(const Step&) override {
        wait();
        start = Clock::now();
        return false;
    }
    Next take(Step&) override {
        wait();
        seconds.push_back(secondsSince(start));
        return Next::GoOn;
    }
    std::vector<double> seconds;

private:
    void wait() {
        if (present(flag)) model.backend->read(flag);
    }
    const ReadyModel& model;
    Tensor flag;
    Clock::time_point start;
};

std::vector<TimedOperation> countedOperations(const OpenedModel& model, std::span<const TokenId> ids,
                                              std::size_t position) {
    CountingBackend counting;
    KvCache cache = createKvCache(model.config, counting, position + ids.size());
    cache.length = position;
    const SequenceInput text{ids, &cache};
    ForwardOptions options;
    options.lastTokenOnly = true;
    forward(model.config, model.weights, counting, {&text, 1}, options);
    std::vector<TimedOperation> operations;
    for (const CountedStep& step : counting.steps())
        operations.push_back({step.op, step.output, step.shape, step.work, 0});
    return operations;
}

/// Reads `ids` behind `position` tokens of the cache again and again. False where it was stopped.
bool timeOperations(const ReadyModel& model, std::span<const TokenId> ids, KvCache& cache,
                    std::size_t position, std::vector<TimedOperation>& operations,
                    const std::stop_token& stop) {
    constexpr std::size_t rounds = 5;
    constexpr double enoughSeconds = 1; // a large model is measured once
    const auto begin = Clock::now();
    std::vector<std::vector<double>> seconds(operations.size());
    for (std::size_t round = 0; round < rounds; ++round) {
        if (stop.stop_requested()) return false;
        if (round > 0 && secondsSince(begin) > enoughSeconds) break;
        Stopwatch watch(model);
        RecordingBackend recording(*model.backend, watch);
        cache.length = position;
        const SequenceInput text{ids, &cache};
        readTexts(model, recording, {&text, 1});
        assert(watch.seconds.size() == operations.size());
        for (std::size_t i = 0; i < operations.size(); ++i) seconds[i].push_back(watch.seconds[i]);
    }
    for (std::size_t i = 0; i < operations.size(); ++i)
        operations[i].seconds = medianOf(std::move(seconds[i]));
    return true;
}

/// Until there are `most`, or it was stopped.
DecodeTimes timeDecoding(const ReadyModel& model, std::span<const TokenId> prompt, std::size_t most,
                         const std::function<void(const DecodeTimes&)>& chosen, const std::stop_token& stop) {
    KvCache cache = createKvCache(model.opened.config, *model.backend, prompt.size() + most - 1);
    DecodeTimes times;
    times.promptTokens = prompt.size();
    std::span<const TokenId> more = prompt;
    TokenReading faster; ///< the device's own way, for all tokens after the prompt
    while (times.ids.size() < most && !stop.stop_requested()) {
        const auto start = Clock::now();
        times.ids.push_back(faster ? likeliest(model, faster(more.front()))
                                   : likeliest(model, readText(model, {more, &cache})));
        const double seconds = secondsSince(start);
        if (times.ids.size() == 1)
            times.firstTokenSeconds = seconds;
        else
            times.gapSeconds.push_back(seconds);
        more = std::span(times.ids).last(1);
        if (times.ids.size() == 1 && model.device.reading) faster = model.device.reading(model.opened, cache);
        if (chosen) chosen(times);
    }
    return times;
}

/// `most` steps; nothing where it was stopped.
std::optional<BatchTime> timeBatch(const ReadyModel& model, std::span<const TokenId> prompt,
                                   std::size_t texts, std::size_t most, const std::stop_token& stop) {
    if (stop.stop_requested()) return std::nullopt;
    std::vector<KvCache> caches;
    std::vector<SequenceInput> inputs;
    caches.reserve(texts);
    for (std::size_t i = 0; i < texts; ++i) {
        caches.push_back(createKvCache(model.opened.config, *model.backend, prompt.size() + most));
        inputs.push_back({prompt, &caches.back()});
    }
    std::vector<float> logits = readTexts(model, *model.backend, inputs);
    const std::size_t width = logits.size() / texts;
    std::vector<TokenId> next = likeliest(model, std::span(logits).first(width), texts);
    BatchTime time;
    time.texts = texts;
    for (std::size_t step = 0; step < most; ++step) {
        if (stop.stop_requested()) return std::nullopt;
        const auto start = Clock::now();
        for (std::size_t i = 0; i < texts; ++i) inputs[i].ids = std::span(next).subspan(i, 1);
        logits = readTexts(model, *model.backend, inputs);
        for (std::size_t i = 0; i < texts; ++i)
            next[i] = likeliest(model, std::span(logits).subspan(i * width, width));
        time.stepSeconds.push_back(secondsSince(start));
    }
    return time;
}

std::size_t roomAfter(const ReadyModel& model, std::span<const TokenId> prompt) {
    const std::size_t positions = model.opened.config.positions;
    return positions - std::min(prompt.size(), positions);
}

} // namespace

DecodeTimes measureDecoding(const ReadyModel& model, std::span<const TokenId> prompt, std::size_t tokens,
                            const std::function<void(const DecodeTimes&)>& chosen, std::stop_token stop) {
    const std::size_t most = std::clamp<std::size_t>(tokens, 1, roomAfter(model, prompt) + 1);
    return computeAlone(model, [&] { return timeDecoding(model, prompt, most, chosen, stop); });
}

std::optional<BatchTime> measureBatch(const ReadyModel& model, std::span<const TokenId> prompt,
                                      std::size_t texts, std::size_t steps, std::stop_token stop) {
    const std::size_t most = std::min(steps, roomAfter(model, prompt));
    return computeAlone(model, [&] { return timeBatch(model, prompt, texts, most, stop); });
}

std::optional<OperationTimes> measureOperations(const ReadyModel& model, std::span<const TokenId> prompt,
                                                std::stop_token stop) {
    const OpenedModel& opened = model.opened;
    const TokenId next = prompt.back(); // any token costs the same
    return computeAlone(model, [&]() -> std::optional<OperationTimes> {
        OperationTimes times;
        times.promptTokens = prompt.size();
        times.prefill = countedOperations(opened, prompt, 0);
        times.decode = countedOperations(opened, {&next, 1}, prompt.size());
        KvCache cache = createKvCache(opened.config, *model.backend, prompt.size() + 1);
        if (!timeOperations(model, prompt, cache, 0, times.prefill, stop)) return std::nullopt;
        if (!timeOperations(model, {&next, 1}, cache, prompt.size(), times.decode, stop)) return std::nullopt;
        return times;
    });
}

Work workOfToken(const ReadyModel& model, std::size_t position) {
    return computeAlone(model, [&] {
        CountingBackend counting;
        KvCache cache = createKvCache(model.opened.config, counting, position + 1);
        cache.length = position;
        const TokenId id = 0;
        const SequenceInput text{{&id, 1}, &cache};
        forward(model.opened.config, model.opened.weights, counting, {&text, 1});
        return counting.total();
    });
}

} // namespace tokenarium
