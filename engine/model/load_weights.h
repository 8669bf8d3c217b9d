// SPDX-License-Identifier: GPL-3.0-or-later
// Fills a model's weights from a file of tensors.
#pragma once

#include "engine/model/weights.h"
#include "engine/tensor/checkpoint.h"

#include <string>

namespace tokenarium {

/// How the matrices of a model are kept; norms, biases and learned positions are always F32.
enum class WeightStorage {
    Writable, ///< F32 in rows, as training needs it
    AsInFile, ///< F32, F16, BF16 or Q8_0 as they are, without rounding; other formats become F32
    F32,      ///< from here on for reading only, laid out for speed (Backend::storeMatrix)
    F16,
    BF16,
    Q8_0, ///< F32 for matrices whose rows are no whole blocks of 32
    /// AsInFile, but F32 matrices that lie in the file as they are wanted stay there, where no time is lost
    /// with copying and every product is slower: for a CPU that is to say its first token soon. The
    /// checkpoint outlives the weights. See layOut.
    InFile
};

/// Tensors under our names, or under those of Hugging Face's GPT-2 (whose matrices lie the other way round
/// there) and Llama, Mistral and Qwen, with or without the prefix "transformer." or "model.", or in GGUF
/// under those of llama.cpp; any number format, and I8 with scales beside it, becomes F32. Everything but the
/// numbers is checked before memory is taken. Takes as much memory as the weights in F32 and for a moment the
/// largest tensor once more. Throws std::runtime_error that names `file` and the tensor that is missing, has
/// another shape, or holds a number that is not finite.
Weights loadWeights(const Checkpoint& checkpoint, const ModelConfig& config, Backend& backend,
                    const std::string& file, WeightStorage storage = WeightStorage::Writable);

/// Matrices that stay in the file (WeightStorage::InFile) are laid out for speed; the products stay the same,
/// bit for bit.
void layOut(Weights& weights, Backend& backend);

/// The checks of loadWeights on names, shapes and formats alone: throws as it does.
void checkWeights(const Checkpoint& checkpoint, const ModelConfig& config, const std::string& file);

} // namespace tokenarium
