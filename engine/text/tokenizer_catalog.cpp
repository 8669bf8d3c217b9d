// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog: known names, the folders their packed vocabularies lie in, and loading of either.
#include "engine/text/tokenizer_catalog.h"

#include "engine/text/byte_pair.h"
#include "engine/text/bytes_and_characters.h"
#include "engine/file/program_folder.h"
#include "engine/text/tokenizer_json.h"
#include "engine/text/vocabulary_source.h"
#include "engine/text/word_piece.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace tokenarium {

namespace {

namespace fs = std::filesystem;

TokenizerInfo describe(const KnownVocabulary& known, const std::vector<fs::path>& folders) {
    TokenizerInfo info;
    info.name = known.name;
    info.title = known.title;
    info.algorithm = known.kind == VocabularyKind::BytePair ? "byte-level BPE" : "WordPiece";
    info.size = known.size;
    info.source = known.source;
    info.licence = known.licence;
    for (const fs::path& folder : folders) {
        std::error_code problem;
        const fs::path file = folder / (info.name + ".vocab");
        if (info.missing.empty()) info.missing = file.string();
        if (!fs::is_regular_file(file, problem)) continue;
        info.file = file;
        info.present = true;
        info.missing.clear();
        break;
    }
    if (!info.present && info.missing.empty()) info.missing = info.name + ".vocab";
    return info;
}

TokenizerInfo describeBuiltIn(const char* name, const char* title, std::size_t size) {
    TokenizerInfo info;
    info.name = info.algorithm = name;
    info.title = title;
    info.size = size;
    info.source = "built in";
    info.licence = "GPL-3.0-or-later";
    info.present = true;
    return info;
}

bool isPacked(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::array<char, 8> start{};
    in.read(start.data(), start.size());
    return in && std::string_view(start.data(), start.size()) == "TKNVOCAB";
}

/// A vocabulary whose words begin with A to Z as well as a to z was made for text that keeps capitals and
/// accents. A stray capital is no sign of that: bert-base-chinese has two and is used with small letters.
WordPieceOptions optionsFor(const Vocabulary& vocabulary) {
    std::size_t small = 0, capital = 0;
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        const std::string_view entry = vocabulary.entry(id).value_or("");
        if (vocabulary.kind(id) != TokenKind::Normal || entry.empty()) continue;
        small += entry.front() >= 'a' && entry.front() <= 'z';
        capital += entry.front() >= 'A' && entry.front() <= 'Z';
    }
    const bool keepsCapitals = capital > 0 && capital >= small / 20;
    return {!keepsCapitals, !keepsCapitals, true};
}

std::shared_ptr<const TextTokenizer> create(std::shared_ptr<const PackedVocabulary> vocabulary) {
    if (vocabulary->vocabularyKind() == VocabularyKind::BytePair)
        return createBytePair(std::move(vocabulary));
    const WordPieceOptions options = optionsFor(*vocabulary);
    return createWordPiece(std::move(vocabulary), options);
}

} // namespace

TokenizerCatalog::TokenizerCatalog(std::vector<fs::path> vocabularyFolders)
    : folders(std::move(vocabularyFolders)) {
    for (const KnownVocabulary& known : knownVocabularies()) infos.push_back(describe(known, folders));
    infos.push_back(describeBuiltIn("bytes", "Bytes", 256));
    infos.push_back(describeBuiltIn("characters", "Unicode code points", 0x110000 + 256));
}

const TokenizerInfo* TokenizerCatalog::find(std::string_view name) const {
    for (const TokenizerInfo& info : infos)
        if (info.name == name) return &info;
    return nullptr;
}

std::shared_ptr<const TextTokenizer> TokenizerCatalog::load(std::string_view nameOrFile) const {
    if (nameOrFile == "bytes") return createBytes();
    if (nameOrFile == "characters") return createCharacters();
    if (const TokenizerInfo* info = find(nameOrFile)) {
        if (!info->present)
            throw std::runtime_error("tokenizer " + info->name + ": its vocabulary " + info->missing +
                                     " is not there. Run ./run once with a network connection: it fetches " +
                                     info->source + " and converts it.");
        return create(PackedVocabulary::open(info->file));
    }
    const fs::path file{std::string(nameOrFile)};
    std::error_code problem;
    if (!fs::exists(file, problem)) {
        std::string names;
        for (const TokenizerInfo& info : infos) names += (names.empty() ? "" : ", ") + info.name;
        throw std::runtime_error(
            "\"" + std::string(nameOrFile) + "\" is neither a tokenizer (" + names +
            ") nor a file. Give one of these names, or the path of a BERT vocab.txt or a tokenizer.json.");
    }
    if (isPacked(file)) return create(PackedVocabulary::open(file));
    if (looksLikeTokenizerJson(file)) return loadTokenizerJson(file);
    return create(PackedVocabulary::create(wordPieceSource(file.string(), readVocabTxt(file))));
}

std::vector<fs::path> TokenizerCatalog::defaultFolders() {
    const char* chosen = std::getenv("TOKENARIUM_VOCABULARIES");
    if (chosen && *chosen) return {fs::path(chosen)};
    const fs::path folder = programFolder();
    if (folder.empty()) return {};
    return {(folder / ".." / "share" / "tokenarium" / "vocabularies").lexically_normal()};
}

} // namespace tokenarium
