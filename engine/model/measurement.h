// SPDX-License-Identifier: GPL-3.0-or-later
// How long a model takes on this machine: tokens one after another, several texts at once, operation by
// operation.
#pragma once

#include "engine/backend/counting_backend.h"
#include "engine/model/recorded_run.h"

#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace tokenarium {

/// Reading a prompt and going on with it, the likeliest token each time. An end mark is no end here: what the
/// tokens say does not change what they cost.
struct DecodeTimes {
    std::size_t promptTokens = 0;
    double firstTokenSeconds = 0;   ///< reading the prompt and choosing the first token
    std::vector<double> gapSeconds; ///< from each token to the next
    std::vector<TokenId> ids;       ///< those chosen: one more than there are gaps
};

/// At least one token is chosen; fewer than `tokens` where the context has no room for more. Waits for
/// model.busy and holds it; on a worker. `chosen` is called there after each token. Stopped, it gives what
/// was measured until then, perhaps no token at all. Throws std::runtime_error where the prompt cannot be
/// read.
DecodeTimes measureDecoding(const ReadyModel& model, std::span<const TokenId> prompt, std::size_t tokens,
                            const std::function<void(const DecodeTimes&)>& chosen = {},
                            std::stop_token stop = {});

/// What several texts that are read at the same time cost.
struct BatchTime {
    std::size_t texts = 0;
    std::vector<double> stepSeconds; ///< of each step, which gives every text one token
};

/// `texts` copies of the prompt, each with a cache of its own, that differ from the first token on; then
/// `steps` forward passes over all of them, as many as the context has room for. As measureDecoding; nothing
/// where it was stopped.
std::optional<BatchTime> measureBatch(const ReadyModel& model, std::span<const TokenId> prompt,
                                      std::size_t texts, std::size_t steps, std::stop_token stop = {});

/// An operation: how long it took, beside what it had to do.
struct TimedOperation {
    Op op = Op::Add;
    std::string output; ///< as forward.h names it
    Shape shape;
    Work work;          ///< by CountingBackend
    double seconds = 0; ///< the median of several runs
};

/// One pass over the whole prompt, and one over the token that follows it. In the order of the run.
struct OperationTimes {
    std::size_t promptTokens = 0;
    std::vector<TimedOperation> prefill, decode;
};

/// As measureDecoding; nothing where it was stopped. The prompt leaves room for a token in the context.
std::optional<OperationTimes> measureOperations(const ReadyModel& model, std::span<const TokenId> prompt,
                                                std::stop_token stop = {});

/// What reading one more token costs where `position` tokens stand before it: weights as they are stored,
/// keys and values, and the little that operations hand to each other. Waits for model.busy.
Work workOfToken(const ReadyModel& model, std::size_t position);

} // namespace tokenarium
