// SPDX-License-Identifier: GPL-3.0-or-later
// The .bin of llama2.c: seven integers, then all weights as float32 in an order fixed by them. Its queries
// and keys are for the interleaved form of RoPE.
#pragma once

#include "engine/tensor/checkpoint_contents.h"

namespace tokenarium {

/// Whether the seven integers could be a model's: the format has no mark of its own.
bool looksLikeLlama2c(std::span<const std::byte> bytes);
/// The tensors have the names Hugging Face gives a Llama's. Throws std::runtime_error unless the file is
/// exactly as long as its integers say, with or without the two tables of RoPE that old files carry.
CheckpointContents loadLlama2c(std::span<const std::byte> bytes, const std::string& file);

} // namespace tokenarium
