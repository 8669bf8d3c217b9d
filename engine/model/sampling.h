// SPDX-License-Identifier: GPL-3.0-or-later
// From logits to the next token, in stages that can be looked at; a draw can be repeated.
#pragma once

#include "engine/token/token.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tokenarium {

/// A stage with its neutral value is left out. The stages run in the order of the fields.
struct SamplingSettings {
    double repetitionPenalty = 1; ///< logits of tokens seen lately: divided by it if above 0, else multiplied
    std::size_t repetitionWindow = 64; ///< how many of the last tokens "lately" means
    double temperature = 1;            ///< logits are divided by it; 0 means: always the likeliest token
    std::size_t topK = 0;              ///< keep the k likeliest; 0: all
    double topP = 1; ///< keep the fewest likeliest that together reach this share of the mass
    double minP = 0; ///< keep those with at least this share of the likeliest one's probability
    bool operator==(const SamplingSettings&) const = default;
};

enum class SamplingStageKind : std::uint8_t { RepetitionPenalty, Temperature, TopK, TopP, MinP };

/// What one stage did. The penalty and the temperature remove nothing: they move mass.
struct SamplingStage {
    SamplingStageKind kind = SamplingStageKind::Temperature;
    std::size_t removed = 0; ///< tokens
    std::size_t left = 0;    ///< tokens
    double massKept = 1;     ///< share of the mass before this stage that the tokens left had
    double highest = 0;      ///< probability of the likeliest token after this stage, renormalised
};

struct Candidate {
    TokenId id = 0;
    double probability = 0; ///< after all stages; all candidates together have 1
    bool operator==(const Candidate&) const = default;
};

/// One choice with all that led to it.
struct Draw {
    TokenId token = 0;
    double probability = 0; ///< of this token among the candidates
    double fullProbability =
        0;              ///< of this token by the model itself, over the whole vocabulary before any stage
    double uniform = 0; ///< the number in [0, 1) that decided
    std::vector<SamplingStage> stages;
    std::vector<Candidate> candidates; ///< likeliest first if a stage had to sort them, else by id
};

/// Exact, over all logits, in double precision. −∞ gives 0. Empty for no logits.
std::vector<double> softmaxOf(std::span<const float> logits);

/// Splitmix64 of a seed and a counter: number `index` can be had without those before it.
double uniformNumber(std::uint64_t seed, std::uint64_t index); ///< in [0, 1)

/// A pure function: the same arguments give the same draw. `history` is the text so far. At least one logit;
/// NaN counts as −∞. Settings out of range are taken to the nearest value that makes sense.
Draw chooseToken(std::span<const float> logits, std::span<const TokenId> history,
                 const SamplingSettings& settings, double uniform);

/// What is needed to make a draw once more.
struct DrawRecord {
    SamplingSettings settings;
    std::uint64_t seed = 0;
    std::uint64_t index = 0; ///< how many draws this sampler had made before
    TokenId token = 0;
    bool operator==(const DrawRecord&) const = default;
};

/// A seed and a count of draws. One thread.
class Sampler {
public:
    Sampler(const SamplingSettings& wanted, std::uint64_t startSeed) : settings(wanted), seed(startSeed) {}
    Draw draw(std::span<const float> logits, std::span<const TokenId> history);
    const std::vector<DrawRecord>& records() const { return recordList; }

private:
    SamplingSettings settings;
    std::uint64_t seed;
    std::vector<DrawRecord> recordList;
};

/// The recorded draw again; its token equals the record's where logits and history are the same.
Draw replay(const DrawRecord& record, std::span<const float> logits, std::span<const TokenId> history);

} // namespace tokenarium
