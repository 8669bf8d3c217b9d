// SPDX-License-Identifier: GPL-3.0-or-later
// What a model is like beyond its list of tensors: memory, work and how it can be split follow from it.
#pragma once

#include "engine/cost/attention_shape.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tokenarium {

struct ModelShape {
    enum class Kind {
        Decoder,        ///< writes token after token: GPT, Llama, DeepSeek; also with an image encoder beside
        Encoder,        ///< reads a text at once: BERT
        EncoderDecoder, ///< reads, then writes: T5, BART, Whisper
        Picture,        ///< ViT
        PictureAndText  ///< two encoders that meet in one space: CLIP
    };

    Kind kind = Kind::Decoder;
    std::size_t layers = 0;        ///< of what writes; else of the encoder (of text where there are two)
    std::size_t encoderLayers = 0; ///< beside a decoder, or of pictures beside text; else 0
    std::size_t width = 0, heads = 0, keyHeads = 0, headWidth = 0; ///< C, H, K, D of these layers
    std::size_t inner = 0;            ///< width of a dense layer's feed-forward part
    std::size_t vocabulary = 0;       ///< 0: reads no text
    std::size_t positions = 0;        ///< the longest text the configuration names; 0: it names none
    std::size_t encoderPositions = 0; ///< what a decoder can look at; 0: not named
    std::size_t experts = 0, expertsPerToken = 0, expertInner = 0; ///< 0 in a dense model
    /// Of a decoder alone, windows and latent vectors included: the key-value cache. Nothing for what writes
    /// no tokens, and for decoders beside an encoder (`encoderDecoderCache`: layers, width,
    /// encoderPositions).
    std::optional<AttentionShape> attention;

    bool operator==(const ModelShape&) const = default;
};

/// From the text of a config.json that loadArchitecture understands. Throws std::runtime_error that names
/// `source`, the field and what is expected.
ModelShape loadModelShape(std::string_view jsonText, const std::string& source);

} // namespace tokenarium
