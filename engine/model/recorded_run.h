// SPDX-License-Identifier: GPL-3.0-or-later
// A model that is ready to be looked into, and a text as it has read it: every step kept.
#pragma once

#include "engine/backend/trace.h"
#include "engine/model/open_model.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace tokenarium {

/// An opened model with the backend that holds its weights. Whoever computes holds `busy`: one at a time.
struct ReadyModel {
    OpenedModel opened;
    std::unique_ptr<Backend> backend;
    std::size_t threads = 1;
    std::uint64_t parameters = 0;
    mutable std::mutex busy;
};

/// On the CPU, weights as the file has them. `threads` 0: one for a model below a million parameters, which
/// loses more by handing work over than it gains, else all cores up to 8. Throws as openModel does; a model
/// without a tokenizer is refused too.
std::shared_ptr<const ReadyModel> openReadyModel(const std::filesystem::path& path, std::size_t threads = 0);
std::size_t usualThreads(std::uint64_t parameters);

/// A change made while the model reads: "what if".
struct Intervention {
    enum class Kind : std::uint8_t {
        HeadOff,        ///< what head `head` of block `layer` has gathered becomes 0
        AttentionOff,   ///< what the attention of block `layer` adds becomes 0
        FeedForwardOff, ///< what the feed-forward part of block `layer` adds becomes 0
        SetVector       ///< row `token` of the tensor `tensor` becomes `vector`
    };
    Kind kind = Kind::HeadOff;
    std::size_t layer = 0, head = 0;
    std::size_t token = 0;
    std::string tensor; ///< "embed.output", "block.3.output" … as forward.h names them
    std::vector<float> vector;
    bool operator==(const Intervention&) const = default;
};

/// A finished run over a whole text. Immutable.
struct RecordedRun {
    std::shared_ptr<const ReadyModel> model;
    std::vector<TokenId> ids; // [T], of which the context holds all
    std::vector<Intervention> interventions;
    /// Layers: of models too large to keep everything, only the residual stream is kept: the embedding,
    /// "block.N.middle", "block.N.output", "final.norm".
    enum class Detail : std::uint8_t { Everything, Layers };
    Detail detail = Detail::Everything;
    Trace trace; ///< the values of "logits" are left out where they are more than 64 MB
    std::vector<float> lastLogits; // [V]: what follows the text; rows beyond the tokenizer's are cut off
    std::vector<float> surprise;   // [T]: −ln p of each token given those before it; 0 for the first
    double seconds = 0;

    std::size_t tokens() const { return ids.size(); }
    /// The values of a tensor of the run, [rows, …]; empty where they are not kept.
    std::span<const float> values(std::string_view tensor) const;
    /// Row `row` of it.
    std::span<const float> row(std::string_view tensor, std::size_t row) const;
};

/// Bytes of values that recording everything of `tokens` tokens keeps.
std::uint64_t recordedBytes(const ModelConfig& config, std::size_t tokens);

/// Reads `ids` (at least one, at most the context) from the beginning. Waits for model.busy; on a worker.
/// Everything is kept where it takes no more than `budget` bytes. Null when it was stopped. Throws
/// std::runtime_error with the reason where the ids cannot be read.
std::shared_ptr<const RecordedRun> recordRun(std::shared_ptr<const ReadyModel> model,
                                             std::vector<TokenId> ids,
                                             std::vector<Intervention> interventions = {},
                                             std::uint64_t budget = std::uint64_t(1) << 30,
                                             std::stop_token stop = {});

/// What the final norm and the head make of vectors of the residual stream: the logit lens. [n, C] in row
/// order to [n, V], cut to the tokenizer's rows. Waits for model.busy.
std::vector<float> logitsOfResiduals(const ReadyModel& model, std::span<const float> residuals);

/// The logits after token `token` of the run.
std::vector<float> logitsAt(const RecordedRun& run, std::size_t token);

} // namespace tokenarium
