// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a text twice: first only to look, so that a hostile one is refused before it has become large.
#include "engine/file/strict_json.h"

#include "engine/file/quoted_name.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>
#include <vector>

namespace tokenarium {

namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
    throw std::runtime_error(file + ": " + why);
}

using nlohmann::json;

/// Sees each part before anything is kept of it. (nlohmann-json's own filter takes time in proportion to the
/// square of an object's members.)
class Watcher final : public json::json_sax_t {
public:
    Watcher(std::string_view all, const std::string& fileName, const JsonLimits& most)
        : text(all)
        , file(fileName)
        , limits(most) {}

    bool null() override { return see(); }
    bool boolean(bool) override { return see(); }
    bool number_integer(json::number_integer_t) override { return see(); }
    bool number_unsigned(json::number_unsigned_t) override { return see(); }
    bool number_float(json::number_float_t, const json::string_t&) override { return see(); }
    bool string(json::string_t&) override { return see(); }
    bool binary(json::binary_t&) override { return see(); }
    bool start_object(std::size_t) override { return open(); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(); }
    bool end_array() override { return close(); }
    bool key(json::string_t& name) override {
        if (!keys.back().insert(name).second)
            refuse(file, "the JSON text has the key " + inQuotes(name) + " twice");
        return see();
    }
    bool parse_error(std::size_t byte, const std::string&,
                     const nlohmann::detail::exception& error) override {
        if (!dynamic_cast<const json::parse_error*>(&error))
            refuse(file, "this is not JSON: a number is too large");
        const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
        refuse(file, "this is not JSON: wrong at line " +
                         std::to_string(1 + std::count(text.begin(), end, '\n')) + ", byte " +
                         std::to_string(byte) + " of the text");
    }

private:
    bool see() {
        if (++events > limits.values) refuse(file, "the JSON text has too many values");
        return true;
    }
    bool open() {
        keys.emplace_back();
        if (keys.size() > limits.depth) refuse(file, "the JSON text is nested too deeply");
        return see();
    }
    bool close() {
        keys.pop_back();
        return see();
    }

    std::string_view text;
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
    Watcher watcher(text, file, limits);
    json::sax_parse(text, &watcher);
    json result = json::parse(text);
    if (!result.is_object()) refuse(file, "this is not a JSON object");
    return result;
}

} // namespace tokenarium
