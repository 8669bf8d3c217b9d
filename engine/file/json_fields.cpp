// SPDX-License-Identifier: GPL-3.0-or-later
// Reads fields with bounds; every complaint has the file, the field, its value and what was expected.
#include "engine/file/json_fields.h"

#include <cmath>
#include <stdexcept>

namespace tokenarium {
namespace {

using nlohmann::json;

std::string shortText(const json& value) {
    constexpr std::size_t longest = 40;
    const std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
    return text.size() <= longest ? text : text.substr(0, longest) + "…";
}

std::string quotedAll(const FieldNames& names) {
    std::string text;
    for (const char* name : names.all()) text += (text.empty() ? "\"" : " or \"") + std::string(name) + "\"";
    return text;
}

} // namespace

void JsonFields::refuse(const std::string& message) const {
    throw std::runtime_error(source + ": " + message);
}

void JsonFields::refuseValue(const std::string& key, const json& value, const std::string& expected) const {
    refuse("\"" + key + "\" is " + shortText(value) + "; " + expected + " is expected.");
}

const json* JsonFields::find(const FieldNames& names, const char** which) const {
    for (const char* name : names.all()) {
        const auto place = object.find(name);
        if (place == object.end() || place->is_null()) continue;
        if (which) *which = name;
        return &*place;
    }
    return nullptr;
}

std::size_t JsonFields::whole(const json& value, const std::string& key, std::size_t least,
                              std::size_t most) const {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() < least ||
        value.get<std::uint64_t>() > most)
        refuseValue(key, value,
                    "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return static_cast<std::size_t>(value.get<std::uint64_t>());
}

std::size_t JsonFields::count(const FieldNames& names, std::size_t most) const {
    const char* which = "";
    const json* value = find(names, &which);
    if (!value) refuse("the field " + quotedAll(names) + " is missing; a whole number is expected.");
    return whole(*value, which, 1, most);
}

std::size_t JsonFields::count(const FieldNames& names, std::size_t most, std::size_t otherwise) const {
    return has(names) ? count(names, most) : otherwise;
}

std::size_t JsonFields::countOrNone(const FieldNames& names, std::size_t most) const {
    const char* which = "";
    const json* value = find(names, &which);
    return value ? whole(*value, which, 0, most) : 0;
}

double JsonFields::positive(const FieldNames& names, double otherwise) const {
    const char* which = "";
    const json* value = find(names, &which);
    if (!value) return otherwise;
    if (!value->is_number() || !(value->get<double>() > 0) || !std::isfinite(value->get<double>()))
        refuseValue(which, *value, "a number above 0");
    return value->get<double>();
}

bool JsonFields::flag(const FieldNames& names, bool otherwise) const {
    const char* which = "";
    const json* value = find(names, &which);
    if (!value) return otherwise;
    if (!value->is_boolean()) refuseValue(which, *value, "true or false");
    return value->get<bool>();
}

std::string JsonFields::text(const FieldNames& names, const std::string& otherwise) const {
    const char* which = "";
    const json* value = find(names, &which);
    if (!value) return otherwise;
    if (!value->is_string()) refuseValue(which, *value, "a text");
    return value->get<std::string>();
}

const json& JsonFields::list(const char* key) const {
    static const json none = json::array();
    const json* value = find(key);
    if (!value) return none;
    if (!value->is_array()) refuseValue(key, *value, "a list in brackets");
    return *value;
}

std::vector<std::size_t> JsonFields::counts(const char* key, std::size_t most) const {
    std::vector<std::size_t> result;
    for (const json& value : list(key)) result.push_back(whole(value, key, 0, most));
    return result;
}

std::vector<std::string> JsonFields::texts(const char* key) const {
    std::vector<std::string> result;
    for (const json& value : list(key)) {
        if (!value.is_string()) refuseValue(key, value, "a list of texts");
        result.push_back(value.get<std::string>());
    }
    return result;
}

std::size_t JsonFields::entries(const char* key) const {
    const json* value = find(key);
    if (!value) return 0;
    if (!value->is_object()) refuseValue(key, *value, "an object in braces");
    return value->size();
}

JsonFields JsonFields::inside(const char* key) const {
    const json* value = find(key);
    if (!value) refuse("the field \"" + std::string(key) + "\" is missing; an object in braces is expected.");
    if (!value->is_object()) refuseValue(key, *value, "an object in braces");
    return {*value, source + ", " + key};
}

} // namespace tokenarium
