// SPDX-License-Identifier: GPL-3.0-or-later
// From a config.json of Hugging Face's, of any family we know, to the list of all its weights.
//
// The formulas are those of facts/params.json (gpt2-total, bert-model-total, llama-total, moe-layer,
// mla-layer, gpt-oss-layer, t5, vit, whisper, …), here tensor by tensor under the names that Hugging Face's
// classes use.
#pragma once

#include "engine/cost/tensor_list.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// What the configuration alone does not say. Where a choice is open, the configuration's own
/// "architectures" decides, else what is named here.
struct ArchitectureOptions {
    enum class Head {
        None,           ///< the bare encoder
        Pooler,         ///< BERT's default: one vector for the text
        MaskedLanguage, ///< guesses masked words; no pooler
        Pretraining     ///< both, and "is this the next sentence?"
    };
    std::optional<Head> head; ///< encoders of text only
    /// DeepSeek: modules that predict one token more; the usual class leaves them out (0, the default).
    std::size_t multiTokenModules = 0;
    /// Whisper's encoder positions are sinusoids; Hugging Face's class stores them as a table. Default:
    /// counted where "architectures" names that class.
    std::optional<bool> encoderPositions;
};

struct Architecture {
    std::string family; ///< "model_type" of the configuration; "clip" for OpenAI's own format
    TensorList tensors;
};

/// Throws std::runtime_error that names `source`, the field and what is expected; refuses sizes beyond any
/// model before anything large is made.
Architecture loadArchitecture(std::string_view jsonText, const std::string& source,
                              const ArchitectureOptions& options = {});

/// Values of "model_type" that are understood, in alphabetical order.
std::vector<std::string> knownArchitectures();

/// Weights and biases of a plain network, Σ in·out + out over its layers ("dense network"): {784, 128, 10}
/// has 101,770.
std::size_t denseNetworkParameters(std::span<const std::size_t> sizes);

/// Width of the feed-forward part as Meta's code finds it ("llama ffn (Meta args)"; with multiplier 1
/// "llama2.c hidden_dim"): two thirds of 4·width, times the multiplier, each cut to a whole number, then up
/// to the next multiple. 0 where `multipleOf` is 0 or the multiplier no positive number.
std::size_t llamaFeedForwardWidth(std::size_t width, std::size_t multipleOf, double multiplier);

} // namespace tokenarium
