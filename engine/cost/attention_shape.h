// SPDX-License-Identifier: GPL-3.0-or-later
// How a model attends: heads that ask, heads that answer, latent vectors, windows. Parameters and cache size
// both follow from it.
#pragma once

#include "engine/file/json_fields.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

struct AttentionShape {
    enum class Kind {
        MultiHead,    ///< MHA: every head has keys and values of its own
        GroupedQuery, ///< GQA: several query heads share them
        MultiQuery,   ///< MQA: all share one
        Latent        ///< MLA: one compressed vector and one rotary key for all heads
    };

    std::size_t layers = 0;                       ///< L
    std::size_t width = 0;                        ///< C
    std::size_t heads = 0;                        ///< H
    std::size_t keyHeads = 0;                     ///< K
    std::size_t headWidth = 0;                    ///< D; H·D need not be C
    std::size_t latentWidth = 0, rotaryWidth = 0; ///< MLA: kv_lora_rank and qk_rope_head_dim; else 0
    /// For each layer how many positions back it looks, 0: all. Empty: all layers look at all.
    std::vector<std::size_t> windows;

    std::size_t queryWidth() const { return heads * headWidth; }
    std::size_t keyWidth() const { return keyHeads * headWidth; }
    Kind kind() const;
    std::size_t globalLayers() const; ///< those that look at all positions
    bool operator==(const AttentionShape&) const = default;
};

const char* attentionKindName(AttentionShape::Kind kind); ///< "MHA", "GQA", "MQA", "MLA"

/// From the text of a config.json of a decoder; enough are the layers, the heads and their width. Where the
/// configuration holds a language model and an image encoder, of the language model. Throws
/// std::runtime_error that names `source`, the field and what is expected.
AttentionShape loadAttentionShape(std::string_view jsonText, const std::string& source);

/// The same from fields that are already read; windows stay empty.
AttentionShape readAttentionShape(const JsonFields& fields);

/// Every `globalEvery`-th layer looks at everything, the others `window` positions back (Gemma 3: 6); layer
/// i, counted from 0, is global when (i + 1) is a multiple. 0: no layer is global.
std::vector<std::size_t> windowsWithGlobalEvery(std::size_t layers, std::size_t window,
                                                std::size_t globalEvery);
/// Layers 0, 2, … (or 1, 3, …) look `window` positions back, the others at everything.
std::vector<std::size_t> alternatingWindows(std::size_t layers, std::size_t window, bool evenLayers);

} // namespace tokenarium
