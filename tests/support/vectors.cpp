// SPDX-License-Identifier: GPL-3.0-or-later
// Reading conformance cases with nlohmann-json.
#include "tests/support/vectors.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace tokenarium::testing {

namespace {

std::filesystem::path fromEnvironment(const char* name, const char* otherwise) {
    const char* value = std::getenv(name);
    return value && *value ? value : otherwise;
}

SpecialMode modeOf(const std::string& name) {
    if (name == "plain") return SpecialMode::Plain;
    if (name == "special") return SpecialMode::Special;
    if (name == "template") return SpecialMode::Template;
    throw std::runtime_error("unknown mode \"" + name + "\"");
}

VectorCase caseOf(const nlohmann::json& line) {
    VectorCase result;
    result.mode = modeOf(line.at("mode"));
    result.text = line.at("text");
    result.source = line.value("source", "");
    result.category = line.value("cat", "");
    result.ids = line.at("ids").get<std::vector<TokenId>>();
    if (line.contains("decoded")) result.decoded = line.at("decoded").get<std::string>();
    if (line.contains("alt"))
        for (const auto& [engine, ids] : line.at("alt").items())
            result.alternatives.emplace_back(engine, ids.is_array() ? ids.get<std::vector<TokenId>>()
                                                                    : std::vector<TokenId>{});
    return result;
}

} // namespace

std::filesystem::path vectorsFolder() {
    return fromEnvironment("TOKENARIUM_VECTORS", TOKENARIUM_SOURCE_DIR "/../shared/vectors");
}

std::filesystem::path goldenFolder() { return TOKENARIUM_SOURCE_DIR "/tests/golden"; }

std::filesystem::path vocabulariesFolder() {
    return fromEnvironment("TOKENARIUM_VOCABULARIES", TOKENARIUM_BINARY_DIR "/share/tokenarium/vocabularies");
}

std::vector<VectorCase> readVectors(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error(file.string() + ": cannot be read");
    std::vector<VectorCase> cases;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (line.empty()) continue;
        try {
            cases.push_back(caseOf(nlohmann::json::parse(line)));
            cases.back().line = number;
        } catch (const std::exception& error) {
            throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": " + error.what());
        }
    }
    return cases;
}

std::string visible(std::string_view text) {
    static const char digits[] = "0123456789abcdef";
    std::string out;
    for (const char c : text.substr(0, 200)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f)
            out += c;
        else
            out.append({'\\', 'x', digits[byte >> 4], digits[byte & 15]});
    }
    return text.size() > 200 ? out + "…" : out;
}

std::vector<TokenId> idsOf(const TokenStream& stream) {
    std::vector<TokenId> ids;
    for (const Token& token : stream.tokens) ids.push_back(token.id);
    return ids;
}

} // namespace tokenarium::testing
