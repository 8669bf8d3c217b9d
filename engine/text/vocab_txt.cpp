// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a BERT vocab.txt that a person brings along, with a message for everything that can be wrong with
// it.
#include "engine/text/utf8.h"
#include "engine/text/word_piece.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <unordered_map>

namespace tokenarium {
namespace {

constexpr std::size_t largestFile = 64 * 1024 * 1024;
constexpr const char* advice = " A BERT vocab.txt is UTF-8 text with one piece a line, [UNK] among them.";

[[noreturn]] void refuse(const std::string& name, const std::string& reason) {
    throw std::runtime_error(name + ": " + reason + advice);
}

[[noreturn]] void refuseLine(const std::string& name, std::size_t line, const std::string& reason) {
    refuse(name, "line " + std::to_string(line) + " " + reason);
}

void checkUtf8(std::string_view piece, const std::string& name, std::size_t line) {
    for (std::size_t at = 0; at < piece.size();) {
        const Utf8Character character = decodeUtf8(piece, at);
        if (!character.valid())
            refuseLine(name, line, "is not UTF-8 (byte " + std::to_string(at + 1) + " of the line).");
        if (character.codePoint == 0) refuseLine(name, line, "holds a NUL byte: this is not a text file.");
        at += character.size;
    }
}

} // namespace

std::vector<std::string> parseVocabTxt(std::string_view content, const std::string& name) {
    if (content.size() > largestFile) refuse(name, "is larger than 64 MB.");
    if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
    while (content.ends_with('\n') || content.ends_with('\r')) content.remove_suffix(1);
    if (content.empty()) refuse(name, "the file is empty.");
    std::vector<std::string> pieces;
    std::unordered_map<std::string_view, std::size_t> lineOf;
    for (std::size_t begin = 0, line = 1; begin <= content.size(); ++line) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        std::string_view piece = content.substr(begin, end - begin);
        if (piece.ends_with('\r')) piece.remove_suffix(1);
        if (piece.empty()) refuseLine(name, line, "is empty; a piece was expected.");
        checkUtf8(piece, name, line);
        const auto [known, isNew] = lineOf.emplace(piece, line);
        if (!isNew)
            refuseLine(name, line,
                       "repeats the piece of line " + std::to_string(known->second) +
                           "; every piece must be there once.");
        pieces.emplace_back(piece);
        begin = end + 1;
    }
    if (!lineOf.contains("[UNK]"))
        refuse(name, "none of the " + std::to_string(pieces.size()) + " lines is [UNK].");
    return pieces;
}

std::vector<std::string> readVocabTxt(const std::filesystem::path& file) {
    const std::string name = file.string();
    std::error_code problem;
    const bool regular = std::filesystem::is_regular_file(file, problem);
    if (problem) throw std::runtime_error(name + ": cannot be opened (" + problem.message() + ").");
    if (!regular) throw std::runtime_error(name + ": is not a file. Choose the vocab.txt of a BERT model.");
    const auto size = std::filesystem::file_size(file, problem);
    if (!problem && size > largestFile) refuse(name, "is larger than 64 MB.");
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error(name + ": cannot be read; check that you may read this file.");
    std::string content(problem ? 0 : static_cast<std::size_t>(size), '\0');
    stream.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (static_cast<std::size_t>(stream.gcount()) != content.size() || stream.bad())
        throw std::runtime_error(name + ": reading stopped after " + std::to_string(stream.gcount()) +
                                 " of " + std::to_string(content.size()) + " bytes.");
    return parseVocabTxt(content, name);
}

} // namespace tokenarium
