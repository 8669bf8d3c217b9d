// SPDX-License-Identifier: GPL-3.0-or-later
// Reading the file entry by entry; nothing in it is trusted.
#include "engine/text/llama2c_tokenizer.h"

#include "engine/text/scored_tokenizer.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace tokenarium {
namespace {

constexpr TokenId beginningId = 1, endId = 2, firstByteId = 3;
constexpr std::size_t fewestEntries = firstByteId + 256, mostEntries = std::size_t{1} << 21;
constexpr std::size_t longestEntry = 4096, largestFile = std::size_t{64} << 20;

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
    throw std::runtime_error(name + ": " + why +
                             "; the tokenizer.bin of llama2.c was expected: a number, then a score, a length "
                             "and bytes for each token.");
}

class Reader {
public:
    Reader(std::string_view all, const std::string& fileName) : content(all), name(fileName) {}
    bool atEnd() const { return place == content.size(); }
    std::size_t position() const { return place; }
    template<typename Number>
    Number number() {
        Number value;
        const std::string_view bytes = take(sizeof value);
        std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    std::string_view take(std::size_t bytes) {
        if (bytes > content.size() - place)
            refuse(name,
                   "the file ends at byte " + std::to_string(content.size()) + " in the middle of a token");
        place += bytes;
        return content.substr(place - bytes, bytes);
    }

private:
    std::string_view content;
    const std::string& name;
    std::size_t place = 0;
};

void readEntry(Reader& in, ScoredEntries& vocabulary, const std::string& name) {
    const std::string where =
        "token " + std::to_string(vocabulary.texts.size()) + " at byte " + std::to_string(in.position());
    const auto score = in.number<float>();
    const auto length = in.number<std::int32_t>();
    if (!std::isfinite(score)) refuse(name, where + " has a score that is no number");
    if (length < 0 || length > static_cast<std::int32_t>(longestEntry))
        refuse(name, where + " is said to have " + std::to_string(length) + " bytes");
    if (vocabulary.texts.size() == mostEntries)
        refuse(name, "there are more than " + std::to_string(mostEntries) + " tokens");
    vocabulary.scores.push_back(score);
    vocabulary.texts.emplace_back(in.take(static_cast<std::size_t>(length)));
}

void checkBytes(const ScoredEntries& vocabulary, const std::string& name) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    if (vocabulary.texts.size() < fewestEntries)
        refuse(name,
               "there are " + std::to_string(vocabulary.texts.size()) + " tokens, too few for the bytes");
    for (unsigned byte = 0; byte < 256; ++byte) {
        const std::string spelled = std::string("<0x") + digits[byte >> 4] + digits[byte & 15] + ">";
        if (vocabulary.texts[firstByteId + byte] != spelled)
            refuse(name, "token " + std::to_string(firstByteId + byte) + " is not " + spelled);
    }
}

} // namespace

std::shared_ptr<const TextTokenizer> loadLlama2cTokenizer(std::string_view content, const std::string& name) {
    ScoredEntries vocabulary;
    Reader in(content, name);
    in.number<std::int32_t>(); // the longest entry, which only the program in C needs
    while (!in.atEnd()) readEntry(in, vocabulary, name);
    checkBytes(vocabulary, name);
    // That program looks up every entry, also those of bytes and marks, and has no sign for a space.
    vocabulary.uses.assign(vocabulary.texts.size(), ScoredEntries::Use::Merging);
    for (TokenId byte = 0; byte < 256; ++byte) vocabulary.bytes[byte] = firstByteId + byte;
    vocabulary.unknown = 0;
    vocabulary.beginning = beginningId;
    vocabulary.marks = {beginningId, endId};
    vocabulary.signIsSpace = false;
    return createScoredTokenizer(std::move(vocabulary));
}

std::shared_ptr<const TextTokenizer> loadLlama2cTokenizer(const std::filesystem::path& file) {
    const std::string name = file.string();
    std::error_code problem;
    const auto size = std::filesystem::file_size(file, problem);
    if (problem) throw std::runtime_error(name + ": cannot be read: " + problem.message() + ".");
    if (size > largestFile) throw std::runtime_error(name + ": the file is larger than 64 MB.");
    std::ifstream in(file, std::ios::binary);
    std::string content(static_cast<std::size_t>(size), '\0');
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (!in) throw std::runtime_error(name + ": cannot be read; check that you may read this file.");
    return loadLlama2cTokenizer(content, name);
}

} // namespace tokenarium
