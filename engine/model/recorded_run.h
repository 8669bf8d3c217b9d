// SPDX-License-Identifier: GPL-3.0-or-later
// A model that is ready to be looked into, and a text as it has read it: every step kept.
#pragma once

#include "engine/backend/trace.h"
#include "engine/model/kv_cache.h"
#include "engine/model/open_model.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

namespace tokenarium {

/// Reads one more token of a text: the logits of the next one, until the next call; empty where the device
/// has failed.
using TokenReading = std::function<std::span<const float>(TokenId)>;

/// A device other than the CPU, and what it can do beside the operations; all but the backend may be absent.
struct ModelDevice {
    std::string name; ///< of the card; empty: the CPU
    std::unique_ptr<Backend> backend;
    /// Measures how many bytes a second its memory gives, with a block of about so many; 0: not known.
    std::function<double(std::uint64_t bytes)> bandwidth;
    /// A faster way than forward() to go on with a text; nothing where it does not suit the model. The cache
    /// may not move while it is used.
    std::function<TokenReading(const OpenedModel&, KvCache&)> reading;
    /// Called, on the thread that computes, when the device has failed, before the CPU takes over.
    std::function<void(Backend&)> failed;
};

/// An opened model and where it computes. Who computes does it in computeAlone(). Backend, device and weights
/// may change from one such call to the next (to another device, or to the CPU where one has failed), so
/// nobody looks at them elsewhere, or keeps them.
struct ReadyModel {
    mutable OpenedModel opened;
    mutable std::unique_ptr<Backend> backend;
    mutable ModelDevice device; ///< without its backend
    std::size_t threads = 1;    ///< of the CPU
    std::uint64_t parameters = 0;
    mutable std::mutex busy; ///< held while computing: one at a time

    bool isOnCpu() const { return device.name.empty(); }
};

/// After the device has failed: says so, and from now on the CPU computes. The caller holds `busy`.
void leaveFailedDevice(const ReadyModel& model);

/// What compute() returns, which works with model.backend and model.opened.weights, alone. Where a device
/// fails meanwhile the CPU does it again from the start. compute() may throw where it gets no numbers.
template<typename Compute>
auto computeAlone(const ReadyModel& model, const Compute& compute) {
    const std::scoped_lock alone(model.busy);
    try {
        auto result = compute();
        if (!model.backend->stopped()) return result;
    } catch (const std::runtime_error&) {
        if (!model.backend->stopped()) throw;
    }
    leaveFailedDevice(model);
    return compute();
}

/// On the CPU, weights as the file has them. `threads` 0: one for a model below a million parameters, which
/// loses more by handing work over than it gains, else all cores up to 8. Throws as openModel does; a model
/// without a tokenizer is refused too.
std::shared_ptr<const ReadyModel> openReadyModel(const std::filesystem::path& path, std::size_t threads = 0);
std::size_t usualThreads(std::uint64_t parameters);

/// From now on the model computes there (without a backend: on the CPU); its weights are read from their file
/// once more. Waits for model.busy. False where the device has failed (device.failed was called): then the
/// model stays where it was. Throws std::runtime_error where the file cannot be read any more.
bool loadOnto(const ReadyModel& model, ModelDevice device);

/// Bytes a second that can be read of a block of about so many where the model computes; 0: not known. Waits
/// for model.busy; takes some 50 ms.
double measuredBandwidth(const ReadyModel& model, std::uint64_t bytes);

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
    Trace trace;                   ///< the values of "logits" are left out where they are more than 64 MB
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
