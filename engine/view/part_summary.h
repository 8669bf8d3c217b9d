// SPDX-License-Identifier: GPL-3.0-or-later
// What a file is as a part of a prompt, and how many tokens it has by a rule: the same for the window and the
// command line.
#pragma once

#include "engine/gene/fasta.h"
#include "engine/image/image.h"
#include "engine/prompt/prompt.h"
#include "engine/series/csv_table.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// A way to count parts of one kind. Texts have none here: theirs are the tokenizers.
struct PartRule {
    std::string id;      ///< what prompts and commands name: "openai-tile/gpt-4o/high", "dnabert-6"
    std::string name;    ///< English
    std::string version; ///< year of the rule
    std::string source, note;
    bool billed = false; ///< a vendor's price list counts so; otherwise what a model sees inside
};
/// Those of a kind, in the order of a list; the same object every time.
const std::vector<PartRule>& partRules(Modality modality);
/// The one that is taken unless somebody chooses; "" for texts.
std::string defaultPartRule(Modality modality);

/// By the first bytes and, where they do not tell, the ending of `name`: an animated GIF or WebP is a video,
/// ".fa" and ".fasta" are genes, ".csv" and ".tsv" series, all else is text. Damaged files count as what they
/// begin like.
Modality modalityOf(std::span<const std::byte> bytes, std::string_view name);

/// What the rules need to know of a part. Only the fields of its kind mean something.
struct PartSummary {
    Modality modality = Modality::Text;
    std::string format;     ///< "PNG", "WAV (Microsoft), Signed 16 bit PCM", "FASTA"; "" for texts
    double seconds = 0;     ///< Sound, Video
    PictureSize size;       ///< Picture, Video
    std::size_t frames = 0; ///< Video; 0: it does not say
    double framesPerSecond = 0;
    bool hasSound = false; ///< Video
    std::shared_ptr<const GeneFile> genes;
    std::shared_ptr<const CsvTable> series;
    std::vector<std::string> remarks; ///< English sentences: cut off, holes, letters that are no base
};

/// Reads as little as the kind allows: headers of pictures and films, all of a sound. nullopt where stopped.
/// `name`: for messages. Throws std::runtime_error with file, place and what was expected. Not for texts.
std::optional<PartSummary> summarizePart(Modality modality, std::span<const std::byte> bytes,
                                         const std::string& name, std::stop_token stop = {});

/// nullopt for a rule that this kind has not. Throws std::runtime_error where the rule refuses the part
/// (Qwen: too narrow).
std::optional<std::size_t> countPartTokens(const PartSummary& summary, std::string_view rule);

/// Both at once, of a part with content that is no text, by its own rule or the usual one of its kind; 0 where
/// stopped. Throws as they do, and where there is no such rule.
std::size_t countTokensOfPart(const PromptPart& part, std::stop_token stop = {});

} // namespace tokenarium
