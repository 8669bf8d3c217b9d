// SPDX-License-Identifier: GPL-3.0-or-later
// Lines, columns and markers; which document is kept for validation.
#include "engine/train/text_documents.h"

#include "engine/file/quoted_name.h"
#include "engine/file/sha256.h"

#include <stdexcept>
#include <unordered_set>

namespace tokenarium {

namespace {

constexpr std::string_view marker = "<|endoftext|>";
constexpr std::uint64_t validationSalt = 1;

std::uint64_t mixed(std::uint64_t z) { // the mixing function of splitmix64
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

/// The next line of `text` from `at`, which moves behind it; without its end.
std::string_view nextLine(std::string_view text, std::size_t& at) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(space);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(space) + 1 - begin);
}

std::string_view columnOf(std::string_view line, const RecipeText& text, const std::string& file,
                          std::size_t number) {
    for (std::size_t column = 1; text.column > 0; ++column) {
        const std::size_t end = line.find('\t');
        if (column == text.column) return line.substr(0, std::min(end, line.size()));
        if (end == std::string_view::npos)
            throw std::runtime_error(file + ": line " + std::to_string(number) + " has " +
                                     std::to_string(column) + " columns, but the recipe takes column " +
                                     std::to_string(text.column) + " of the text " + inQuotes(text.name) +
                                     ". Columns are separated by tabs.");
        line.remove_prefix(end + 1);
    }
    return line;
}

using Take = std::function<void(std::string_view)>;

void eachLineOf(std::string_view contents, const RecipeText& text, const std::string& file,
                const Take& take) {
    std::size_t number = 0;
    for (std::size_t at = 0; at < contents.size();) {
        const std::string_view line = nextLine(contents, at);
        ++number;
        if (trimmed(line).empty()) continue;
        if (const auto document = trimmed(columnOf(line, text, file, number)); !document.empty())
            take(document);
    }
}

void eachMarked(std::string_view contents, const Take& take) {
    std::size_t begin = 0;
    const auto handOver = [&](std::size_t end) {
        if (const auto document = trimmed(contents.substr(begin, end - begin)); !document.empty())
            take(document);
    };
    for (std::size_t at = 0; at < contents.size();) {
        const std::size_t lineBegin = at;
        if (nextLine(contents, at) != marker) continue;
        handOver(lineBegin);
        begin = at;
    }
    handOver(contents.size());
}

void checkFile(const RecipeText& text, std::span<const std::byte> bytes, const std::string& file) {
    if (text.sha256.empty()) return;
    if (const std::string found = sha256(bytes); found != text.sha256)
        throw std::runtime_error(file + ": this is not the file the recipe means: its SHA-256 is " + found +
                                 ", the recipe says " + text.sha256 +
                                 ". Get the file from its source again, or take \"sha256\" out.");
}

void splitOff(std::vector<TextDocument>& documents, const Recipe& recipe) {
    std::unordered_set<std::uint64_t> trainOnly;
    for (const TextDocument& document : documents)
        if (recipe.texts[document.source].trainOnly) trainOnly.insert(document.hash);
    const double share = recipe.validationPerMille / 1000.0;
    for (TextDocument& document : documents)
        document.validation =
            hashShare(document.hash, validationSalt) < share && trainOnly.count(document.hash) == 0;
}

} // namespace

std::uint64_t textHash(std::string_view text) { // FNV-1a
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return mixed(hash);
}

double hashShare(std::uint64_t hash, std::uint64_t salt) {
    return static_cast<double>(mixed(hash + salt * 0x9E3779B97F4A7C15U) >> 11) * 0x1p-53;
}

TextDocuments loadDocuments(const Recipe& recipe, const std::filesystem::path& folder) {
    TextDocuments result;
    for (std::size_t source = 0; source < recipe.texts.size(); ++source) {
        const RecipeText& text = recipe.texts[source];
        const std::filesystem::path path = folder / text.file;
        result.files.emplace_back(path);
        const auto bytes = result.files.back().bytes();
        checkFile(text, bytes, path.string());
        std::string_view contents(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (contents.substr(0, 3) == "\xEF\xBB\xBF") contents.remove_prefix(3);
        const std::size_t before = result.documents.size();
        const auto take = [&](std::string_view document) {
            result.documents.push_back({document, source, textHash(document), false});
        };
        if (text.documents == RecipeText::Documents::Marker)
            eachMarked(contents, take);
        else
            eachLineOf(contents, text, path.string(), take);
        if (result.documents.size() == before)
            throw std::runtime_error(path.string() + ": there is no document in it, only white space.");
    }
    splitOff(result.documents, recipe);
    return result;
}

} // namespace tokenarium
