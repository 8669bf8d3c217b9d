// SPDX-License-Identifier: GPL-3.0-or-later
// One object of a recipe, read field by field; a field that nobody asked for is a typing error.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace tokenarium {

/// Remembers what was asked for; `finish` refuses the rest. Refers to the JSON value, which must live longer.
/// All functions throw std::runtime_error that begins with `place`, names the field and what is expected.
class RecipeSection {
public:
    RecipeSection(const nlohmann::json& values, std::string place);

    [[noreturn]] void refuse(const std::string& message) const;
    [[noreturn]] void refuse(const char* key, const std::string& expected) const;

    bool has(const char* key);
    void need(const char* key, const std::string& expected);

    std::uint64_t whole(const char* key, std::uint64_t least, std::uint64_t most, std::uint64_t otherwise);
    std::size_t size(const char* key, std::size_t least, std::size_t most, std::size_t otherwise);
    std::size_t neededSize(const char* key, std::size_t most); ///< from 1
    double number(const char* key, double least, double most, double otherwise);
    bool flag(const char* key, bool otherwise);
    std::string text(const char* key, const std::string& otherwise = {});
    std::string neededText(const char* key, const std::string& expected);
    /// Index of one of the words.
    std::size_t choice(const char* key, const std::vector<std::string>& words, std::size_t otherwise);
    std::vector<std::string> words(const char* key, bool mayBeEmpty = false);
    RecipeSection inside(const char* key);
    std::vector<RecipeSection> list(const char* key);

    void finish() const;

private:
    const nlohmann::json& object;
    std::string where;
    std::set<std::string> known;
};

} // namespace tokenarium
