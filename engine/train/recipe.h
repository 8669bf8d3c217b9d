// SPDX-License-Identifier: GPL-3.0-or-later
// A recipe: everything that makes a model out of texts, as a file that people read and write.
#pragma once

#include "engine/model/config.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// One file of texts and how it is taken apart.
struct RecipeText {
    enum class Documents {
        Line,  ///< every line that is not empty is a document
        Marker ///< lines that are <|endoftext|> stand between documents
    };
    std::string name, file;
    std::size_t column = 0; ///< of lines with tabs, from 1; 0: the whole line
    Documents documents = Documents::Line;
    /// How often a document occurs in an epoch. Of 2.25 a quarter of them, chosen by hash, occurs 3 times.
    double repeat = 1;
    std::string mark;       ///< a special token at the start of every document; may be empty
    bool trainOnly = false; ///< no document of it is kept for validation
    std::string source, licence;
    std::string sha256; ///< of the file; empty: not checked
};

/// What of a text the tokenizer learns from.
struct TokenizerSource {
    std::string name;
    double share = 1;                    ///< of the documents, chosen by hash
    std::size_t limit = std::size_t(-1); ///< bytes
};

struct TokenizerRecipe {
    enum class Kind { Characters, BytePair, File } kind = Kind::Characters;
    std::size_t size = 4096;              ///< ids in all; fewer where the texts do not have so many
    std::string file;                     ///< Kind::File: a tokenizer.json
    std::vector<std::string> marks;       ///< special tokens besides those of begin and end
    std::vector<TokenizerSource> sources; ///< empty: all texts
};

enum class OptimizerKind { AdamW, Muon };
enum class ScheduleKind { Linear, Cosine };
enum class TrainingPrecision { F32, BF16 };

struct TrainingSettings {
    std::uint64_t tokens = 1000000;      ///< to be read in all, repeats included
    std::size_t batchTokens = 4096;      ///< of one step, about
    std::size_t microBatchTokens = 2048; ///< at once: less memory, the same result
    OptimizerKind optimizer = OptimizerKind::Muon;
    double muonRate = 0.02, muonMomentum = 0.95;
    double rate = 0.003, beta1 = 0.9, beta2 = 0.95; ///< AdamW's
    double weightDecay = 0.1;
    double clip = 1; ///< longest gradient; 0: any
    ScheduleKind schedule = ScheduleKind::Linear;
    double warmup = 0.03;   ///< share of the tokens during which the rates rise
    double decayFrom = 0.5; ///< Linear: share of the tokens after which they fall
    double finalRate = 0;   ///< where they end, as a share of the highest
    double dropout = 0;
    double dropoutFrom = 0; ///< share of the tokens that is read without dropout first
    std::uint64_t seed = 1;
    std::uint64_t evaluateEveryTokens = 0; ///< 0: twenty times in all
    std::size_t evaluationTokens = 50000;  ///< of the validation split, about; the last time all of it
    double checkpointEverySeconds = 300;
    std::size_t patience = 0; ///< evaluations without a better one before it stops; 0: any number
    TrainingPrecision precision = TrainingPrecision::F32;
    std::size_t threads = 0; ///< 0: as many as the machine has cores
};

struct LoraRecipe {
    std::size_t rank = 8;
    double alpha = 16;
    std::vector<std::string> matrices; ///< "query", "value" …
};

/// Texts that the model goes on with from time to time, to be looked at; training does not notice.
struct RecipeSamples {
    std::vector<std::string> prompts;
    std::uint64_t everyTokens = 0; ///< and at the end
    std::size_t maxTokens = 64;
    double temperature = 0.8;
};

struct Recipe {
    std::string name;
    ModelConfig model; ///< without the size of the vocabulary; not used where startFrom is set
    TokenizerRecipe tokenizer;
    std::vector<RecipeText> texts;
    unsigned validationPerMille = 10;
    TrainingSettings training;
    std::string startFrom; ///< a folder with a model to go on with; empty: from nothing
    std::optional<LoraRecipe> lora;
    std::optional<RecipeSamples> samples;
};

/// Throws std::runtime_error that begins with `file`, names the field and says what is expected there.
Recipe loadRecipe(std::string_view json, const std::string& file);

} // namespace tokenarium
