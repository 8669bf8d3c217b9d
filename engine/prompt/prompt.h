// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt of several parts in order: text, sounds, pictures, films, genes, series.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tokenarium {

enum class Modality { Text, Sound, Picture, Video, Gene, Series };
inline constexpr std::size_t modalities = 6;

/// The word that files and scripts use: "text", "sound", "picture", "video", "gene", "series".
const char* modalityName(Modality modality);

/// One part. Plain value; the content is shared, never changed.
struct PromptPart {
    Modality modality = Modality::Text;
    std::string title; ///< what people see: the file's name, or what was given to it
    std::string rule;  ///< how its tokens are counted: the name of a tokenizer or of a counting rule
    /// Text: the text. Anything else: a whole file of its kind (WAV, PNG, GIF, FASTA, CSV). Null: only
    /// linked.
    std::shared_ptr<const std::string> content;
    std::string path;   ///< of a linked part: relative to the prompt's file, or absolute; otherwise empty
    std::string sha256; ///< of a linked part: 64 hexadecimal digits
    /// The file it was read from on this machine, absolute; empty: none. Nothing to show to others.
    std::string origin = {};
    bool isLinked() const { return !path.empty(); }
    bool operator==(const PromptPart&) const = default; ///< the same content, not an equal one
};

struct Prompt {
    std::vector<PromptPart> parts;
    std::size_t contextWindow = 128'000; ///< tokens
    std::size_t active = 0;              ///< the part that was being edited
};

/// What fills a context window how far: for the gauge. `tokens` as published or by the arithmetic of `note`.
struct ContextLandmark {
    const char* id; ///< "page", "picture-4k", "podcast-text", "podcast-sound", "novel", "million"
    std::size_t tokens;
    const char* note; ///< English: where the number comes from
};
/// In rising order.
const std::vector<ContextLandmark>& contextLandmarks();

/// The rule of thumb for English: 0.75 words a token.
inline constexpr double tokensPerEnglishWord = 4.0 / 3.0;
inline double tokensOfWords(double words, double tokensPerWord = tokensPerEnglishWord) {
    return words * tokensPerWord;
}

} // namespace tokenarium
