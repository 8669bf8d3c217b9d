// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a model wherever it lies: a folder of Hugging Face's, a GGUF file, a .bin of llama2.c, one of ours.
#pragma once

#include "engine/model/document_marks.h"
#include "engine/model/load_weights.h"
#include "engine/text/text_tokenizer.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace tokenarium {

/// What can be said of a model before its numbers are read.
struct ModelSource {
    std::string name;           ///< of the folder, or of the file without its ending
    std::filesystem::path file; ///< the weights, or the index of several files
    /// tokenizer.json beside them, or tokenizer.bin beside a file of llama2.c; empty where there is none
    std::filesystem::path tokenizerFile;
    std::shared_ptr<const Checkpoint> checkpoint;
    ModelConfig config;
    DocumentMarks marks; ///< without those of languages, which the tokenizer knows
};

/// `path` is a folder with model.safetensors (or its index, or one single .safetensors or .gguf file), or one
/// of these files, or a .bin of llama2.c. safetensors need a config.json in the same folder. Takes
/// milliseconds. Throws std::runtime_error with file and reason.
ModelSource openModelSource(const std::filesystem::path& path);

/// Ready to predict. Copies share their memory.
struct OpenedModel : ModelSource {
    Weights weights;
    std::shared_ptr<const TextTokenizer> tokenizer; ///< null where there is none that we can be true to …
    std::string tokenizerProblem;                   ///< … and then why, as a sentence
};

/// Reads the weights into `backend`, to be kept as `storage` says: whoever trains needs Writable. The
/// tokenizer is `tokenizerFile` where given (a tokenizer.json, or a tokenizer.bin of llama2.c), else the
/// tokenizer.json beside the weights (tokenizer.bin beside a file of llama2.c), else the vocabulary in the
/// GGUF file. Throws std::runtime_error with file, tensor and reason: everything openModelSource and
/// loadWeights refuse, a `tokenizerFile` that cannot be read, and a tokenizer that has another number of
/// tokens than the model.
///
/// The model may have rows that stand for no token, as those of Qwen do (151,936 rows, 151,669 tokens): fewer
/// than 512, and together with the others a multiple of 64. Their ids are in no text: who chooses a token
/// leaves them out. Evaluating leaves them in the soft-max, as published tools do.
OpenedModel openModel(const std::filesystem::path& path, Backend& backend,
                      const std::optional<std::filesystem::path>& tokenizerFile = std::nullopt,
                      WeightStorage storage = WeightStorage::Writable);
/// The same from a source that is open already.
OpenedModel openModel(ModelSource source, Backend& backend,
                      const std::optional<std::filesystem::path>& tokenizerFile = std::nullopt,
                      WeightStorage storage = WeightStorage::Writable);

/// The part of openModel about the tokenizer: sets tokenizer or tokenizerProblem, and the marks of languages.
void openTokenizer(OpenedModel& model, const std::optional<std::filesystem::path>& tokenizerFile);

} // namespace tokenarium
