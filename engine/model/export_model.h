// SPDX-License-Identifier: GPL-3.0-or-later
// Writing a model so that this program and others open it.
#pragma once

#include "engine/model/open_model.h"

#include <filesystem>

namespace tokenarium {

/// Weights under the names of Hugging Face, config.json and, where the model has a tokenizer, tokenizer.json
/// beside it. `type` is F32, BF16, or I8: matrices in blocks of 8 bits (see loadScaledPair) and all else in
/// F32, the form in which this program keeps its own models. `backend` is the one that holds the weights, in
/// whatever storage. Of the fields of `model` it uses config, weights, marks and tokenizer. Throws
/// std::runtime_error with file and reason; every single file is whole, the old one or the new one.
void exportSafetensors(const OpenedModel& model, Backend& backend, const std::filesystem::path& file,
                       DType type);

/// One GGUF file with the tokenizer in it. `type` is that of the matrices: F32, F16, BF16 or Q8_0 (F16 where
/// rows are no multiple of 32); all else is F32. Uses the name of `model` too.
void exportGguf(const OpenedModel& model, Backend& backend, const std::filesystem::path& file, DType type);

} // namespace tokenarium
