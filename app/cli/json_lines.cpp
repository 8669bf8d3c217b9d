// SPDX-License-Identifier: GPL-3.0-or-later
// Reads with nlohmann-json's event interface, so that only the members we know are kept.
#include "app/cli/json_lines.h"

#include "engine/file/base64.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>

namespace tokenarium::cli {

namespace {

/// Keeps "text", "base64" and "ids" of the outermost object. Every function returns whether to go on.
class LineHandler : public nlohmann::json_sax<nlohmann::json> {
public:
    JsonLine line;

    bool null() override { return other(); }
    bool boolean(bool) override { return other(); }
    bool number_integer(number_integer_t) override { return other(); }
    bool number_float(number_float_t, const string_t&) override { return other(); }
    bool binary(binary_t&) override { return other(); }
    bool number_unsigned(number_unsigned_t number) override {
        if (!inIds()) return other();
        if (number > std::numeric_limits<TokenId>::max()) refuseId();
        line.ids->push_back(TokenId(number));
        return true;
    }
    bool string(string_t& value) override {
        if (depth != 1 || (key1 != "text" && key1 != "base64")) return other();
        (key1 == "text" ? line.text : line.base64) = std::move(value);
        return true;
    }
    bool start_object(std::size_t) override {
        if (depth > 0) other();
        ++depth;
        return true;
    }
    bool start_array(std::size_t) override {
        if (depth == 1 && key1 == "ids")
            line.ids.emplace();
        else
            other();
        ++depth;
        return true;
    }
    bool end_object() override { return --depth, true; }
    bool end_array() override { return --depth, true; }
    bool key(string_t& name) override {
        if (depth == 1) key1 = std::move(name);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) override {
        throw std::runtime_error(sentence(error.what()));
    }

private:
    bool inIds() const { return depth == 2 && key1 == "ids"; }
    /// A value that is none of ours: wrong where one of ours was expected.
    bool other() const {
        if (depth == 0) throw std::runtime_error("not a JSON object such as {\"text\": \"…\"}.");
        if (inIds()) refuseId();
        if (depth == 1 && (key1 == "text" || key1 == "base64"))
            throw std::runtime_error("\"" + key1 + "\" must be a string.");
        if (depth == 1 && key1 == "ids") throw std::runtime_error("\"ids\" must be an array of numbers.");
        return true;
    }
    [[noreturn]] static void refuseId() {
        throw std::runtime_error("\"ids\" must hold whole numbers from 0 to 4294967295 only.");
    }
    /// The library's message without its own name, the line (always 1) and the quotation of what it read.
    static std::string sentence(std::string message) {
        message = message.substr(0, message.find("; last read"));
        const std::size_t column = message.find("column ");
        if (column != std::string::npos) message.erase(0, column);
        if (message.find("surrogate") != std::string::npos)
            return message.substr(0, message.find(':')) +
                   ": a lone surrogate (\\uD800 … \\uDFFF without its other half) is no character; "
                   "give such text as {\"base64\": …}.";
        if (message.find("UTF-8") != std::string::npos)
            message += "; give text that is not UTF-8 as {\"base64\": …}";
        return message + ".";
    }

    std::size_t depth = 0;
    std::string key1; // the latest key of the outermost object
};

} // namespace

JsonLine parseJsonLine(std::string_view line) {
    LineHandler handler;
    nlohmann::json::sax_parse(line.begin(), line.end(), &handler);
    if (handler.line.base64) {
        std::optional<std::string> bytes = decodeBase64(*handler.line.base64);
        if (!bytes) throw std::runtime_error("\"base64\" is not valid base64 (RFC 4648, with padding).");
        handler.line.base64 = std::move(bytes);
    }
    return std::move(handler.line);
}

const LineBatch* LineBatches::next() {
    batch.firstNumber += batch.lines.size();
    batch.lines.clear();
    input.consume(used);
    while (!input.complete() && input.available().size() < windowBytes) input.readMore();
    std::size_t end = input.available().rfind('\n');
    for (std::size_t searched = 0; end == std::string_view::npos && !input.complete();) {
        searched = input.available().size();
        input.readMore();
        end = input.available().find('\n', searched);
    }
    const std::string_view text = input.available();
    used = input.complete() ? text.size() : end + 1;
    for (std::size_t begin = 0; begin < used;) {
        const std::size_t feed = std::min(text.find('\n', begin), used);
        std::string_view line = text.substr(begin, feed - begin);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        batch.lines.push_back(line);
        begin = feed + 1;
    }
    return batch.lines.empty() ? nullptr : &batch;
}

CommandError lineError(const Input& input, std::size_t number, const std::string& what) {
    return CommandError(ExitCode::BadInput, input.name() + ", line " + std::to_string(number) +
                                                (what.starts_with("column") ? ", " : ": ") + what);
}

void eachLine(Input& input, const std::function<void(std::string_view line)>& take) {
    LineBatches batches(input, 0);
    while (const LineBatch* batch = batches.next()) {
        for (std::size_t i = 0; i < batch->lines.size(); ++i) {
            try {
                take(batch->lines[i]);
            } catch (const CommandError&) {
                throw;
            } catch (const std::runtime_error& error) {
                throw lineError(input, batch->firstNumber + i, error.what());
            }
        }
    }
}

void appendJsonString(std::string_view utf8, std::string& out) {
    out += '"';
    std::size_t plain = 0; // everything before is written
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out.append(utf8, plain, i - plain);
        plain = i + 1;
        const char* const hex = "0123456789abcdef";
        switch (utf8[i]) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default: ((out += "\\u00") += hex[byte >> 4]) += hex[byte & 15];
        }
    }
    out.append(utf8, plain);
    out += '"';
}

void appendJsonIds(std::span<const TokenId> ids, std::string& out) {
    constexpr std::size_t longest = 11; // ten digits and a comma
    const std::size_t begin = out.size();
    out.resize(begin + ids.size() * longest + 2);
    char* end = out.data() + begin;
    *end++ = '[';
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i > 0) *end++ = ',';
        end = std::to_chars(end, end + longest, ids[i]).ptr;
    }
    *end++ = ']';
    out.resize(std::size_t(end - out.data()));
}

} // namespace tokenarium::cli
