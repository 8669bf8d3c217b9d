// SPDX-License-Identifier: GPL-3.0-or-later
// Watches nlohmann-json while it parses, so that a hostile text is refused before it has become large.
#include "engine/file/strict_json.h"

#include "engine/file/quoted_name.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

namespace tokenarium {

namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
    throw std::runtime_error(file + ": " + why);
}

using Event = nlohmann::json::parse_event_t;

/// Called by the parser after each part.
class Watcher {
public:
    Watcher(const std::string& fileName, const JsonLimits& most) : file(fileName), limits(most) {}

    void see(Event event, const nlohmann::json& value) {
        if (event == Event::object_start || event == Event::array_start) {
            keys.emplace_back();
            if (keys.size() > limits.depth) refuse(file, "the JSON text is nested too deeply");
        }
        if (event == Event::object_end || event == Event::array_end) keys.pop_back();
        if (event == Event::key && !keys.back().insert(value.get_ref<const std::string&>()).second)
            refuse(file,
                   "the JSON text has the key " + inQuotes(value.get_ref<const std::string&>()) + " twice");
        if (++events > limits.values) refuse(file, "the JSON text has too many values");
    }

private:
    const std::string& file;
    const JsonLimits& limits;
    std::vector<std::unordered_set<std::string>> keys; ///< of every object that is open
    std::size_t events = 0;
};

} // namespace

nlohmann::json loadStrictJson(std::string_view text, const std::string& file, const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        refuse(file, "the JSON text has " + std::to_string(text.size()) + " bytes; at most " +
                         std::to_string(limits.bytes) + " are read");
    Watcher watcher(file, limits);
    nlohmann::json result;
    try {
        result = nlohmann::json::parse(text, [&watcher](int, Event event, nlohmann::json& value) {
            watcher.see(event, value);
            return true;
        });
    } catch (const nlohmann::json::parse_error& error) {
        const std::size_t at = std::min(error.byte, text.size());
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        refuse(file, "this is not JSON: wrong at line " + std::to_string(line) + ", byte " +
                         std::to_string(error.byte) + " of the text");
    } catch (const nlohmann::json::exception&) {
        refuse(file, "this is not JSON: a number is too large");
    }
    if (!result.is_object()) refuse(file, "this is not a JSON object");
    return result;
}

} // namespace tokenarium
