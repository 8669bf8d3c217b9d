// SPDX-License-Identifier: GPL-3.0-or-later
// Every reader looks at the value's type and bounds before it takes it.
#include "engine/train/recipe_section.h"

#include "engine/file/quoted_name.h"

#include <algorithm>
#include <locale>
#include <sstream>
#include <stdexcept>

namespace tokenarium {

namespace {

using nlohmann::json;

/// With a point whatever the country, and 1e-12 as such.
std::string shortNumber(double value) {
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << value;
    return text.str();
}

template<typename Texts>
std::string joined(const Texts& texts) {
    std::string list;
    for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + text;
    return list;
}

} // namespace

RecipeSection::RecipeSection(const json& values, std::string place)
    : object(values)
    , where(std::move(place)) {
    if (!object.is_object()) refuse("an object in braces is expected here");
}

void RecipeSection::refuse(const std::string& message) const {
    throw std::runtime_error(where + ": " + message + ".");
}

void RecipeSection::refuse(const char* key, const std::string& expected) const {
    constexpr std::size_t longest = 40;
    const std::string text = object.at(key).dump(-1, ' ', true, json::error_handler_t::replace);
    refuse("\"" + std::string(key) + "\" is " +
           (text.size() <= longest ? text : text.substr(0, longest) + "…") + "; expected: " + expected);
}

bool RecipeSection::has(const char* key) {
    known.insert(key);
    return object.contains(key);
}

void RecipeSection::need(const char* key, const std::string& expected) {
    if (!has(key)) refuse("the field \"" + std::string(key) + "\" is missing; expected: " + expected);
}

std::uint64_t RecipeSection::whole(const char* key, std::uint64_t least, std::uint64_t most,
                                   std::uint64_t otherwise) {
    if (!has(key)) return otherwise;
    const json& value = object.at(key);
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() < least ||
        value.get<std::uint64_t>() > most)
        refuse(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return value.get<std::uint64_t>();
}

std::size_t RecipeSection::size(const char* key, std::size_t least, std::size_t most, std::size_t otherwise) {
    return static_cast<std::size_t>(whole(key, least, most, otherwise));
}

std::size_t RecipeSection::neededSize(const char* key, std::size_t most) {
    need(key, "a whole number");
    return size(key, 1, most, 1);
}

double RecipeSection::number(const char* key, double least, double most, double otherwise) {
    if (!has(key)) return otherwise;
    const json& value = object.at(key);
    if (!value.is_number() || !(value.get<double>() >= least && value.get<double>() <= most))
        refuse(key, "a number from " + shortNumber(least) + " to " + shortNumber(most));
    return value.get<double>();
}

bool RecipeSection::flag(const char* key, bool otherwise) {
    if (!has(key)) return otherwise;
    if (!object.at(key).is_boolean()) refuse(key, "true or false");
    return object.at(key).get<bool>();
}

std::string RecipeSection::text(const char* key, const std::string& otherwise) {
    if (!has(key)) return otherwise;
    if (!object.at(key).is_string()) refuse(key, "a text");
    return object.at(key).get<std::string>();
}

std::string RecipeSection::neededText(const char* key, const std::string& expected) {
    need(key, expected);
    const std::string value = text(key);
    if (value.empty()) refuse(key, expected);
    return value;
}

std::size_t RecipeSection::choice(const char* key, const std::vector<std::string>& words,
                                  std::size_t otherwise) {
    if (!has(key)) return otherwise;
    const auto found = std::find(words.begin(), words.end(), text(key));
    if (found == words.end()) refuse(key, "one of " + joined(words));
    return static_cast<std::size_t>(found - words.begin());
}

std::vector<std::string> RecipeSection::words(const char* key, bool mayBeEmpty) {
    std::vector<std::string> list;
    if (!has(key)) return list;
    if (!object.at(key).is_array()) refuse(key, "a list of texts in brackets");
    for (const json& value : object.at(key)) {
        if (!value.is_string() || (!mayBeEmpty && value.get<std::string>().empty()))
            refuse(key, "a list of texts");
        list.push_back(value.get<std::string>());
    }
    return list;
}

RecipeSection RecipeSection::inside(const char* key) { return {object.at(key), where + ", " + key}; }

std::vector<RecipeSection> RecipeSection::list(const char* key) {
    std::vector<RecipeSection> sections;
    if (!has(key)) return sections;
    if (!object.at(key).is_array()) refuse(key, "a list in brackets");
    for (const json& value : object.at(key))
        sections.emplace_back(value, where + ", " + key + " " + std::to_string(sections.size() + 1));
    return sections;
}

void RecipeSection::finish() const {
    for (const auto& [key, value] : object.items())
        if (known.count(key) == 0)
            refuse("the field " + inQuotes(key) + " is not known here; there are " + joined(known));
}

} // namespace tokenarium
