// SPDX-License-Identifier: GPL-3.0-or-later
// Conversion between files and UTF-8 with ICU's converters, in chunks, with every invalid place counted.
#include "engine/text/text_encoding.h"

#include "engine/text/utf8.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <memory>

namespace tokenarium {
namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter openConverter(std::string_view encoding) {
    // Korean files that say EUC-KR are in its superset, code page 949, more often than not.
    const std::string name(encoding == "EUC-KR" ? "windows-949" : encoding);
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(name.c_str(), &status));
    return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

std::string_view byteOrderMarkOf(std::string_view encoding) {
    using namespace std::string_view_literals;
    if (encoding == "UTF-8") return "\xEF\xBB\xBF"sv;
    if (encoding == "UTF-16LE") return "\xFF\xFE"sv;
    if (encoding == "UTF-16BE") return "\xFE\xFF"sv;
    if (encoding == "UTF-32LE") return "\xFF\xFE\0\0"sv;
    if (encoding == "UTF-32BE") return "\0\0\xFE\xFF"sv;
    if (encoding == "GB18030") return "\x84\x31\x95\x33"sv;
    return {};
}

/// ICU's table for Shift_JIS exchanges three control characters in a ring, as IBM's hosts did: bytes 1A, 1C,
/// 7F read as U+001C, U+007F, U+001A. Files of other makers mean what they say, so the ring is turned back.
void turnControlsBack(UChar* units, std::size_t count) {
    for (UChar* unit = units; unit != units + count; ++unit)
        *unit = *unit == 0x1C ? 0x1A : *unit == 0x7F ? 0x1C : *unit == 0x1A ? 0x7F : *unit;
}

void turnControls(UChar* units, std::size_t count) {
    for (UChar* unit = units; unit != units + count; ++unit)
        *unit = *unit == 0x1A ? 0x1C : *unit == 0x1C ? 0x7F : *unit == 0x7F ? 0x1A : *unit;
}

/// Appends UTF-16 as UTF-8; `units` has no lone surrogates.
void appendUtf16(const UChar* units, std::size_t count, std::string& out) {
    for (std::size_t i = 0; i < count;) {
        UChar32 codePoint;
        U16_NEXT(units, i, count, codePoint);
        appendUtf8(static_cast<char32_t>(codePoint), out);
    }
}

void countInvalid(DecodedText& result, std::size_t at) {
    if (result.invalidCount++ == 0) result.firstInvalid = at;
}

/// Counts what is not UTF-8; the bytes stay as they are.
void inspectUtf8(std::string_view bytes, std::size_t offset, DecodedText& result) {
    for (std::size_t at = 0; at < bytes.size();) {
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            ++at;
            continue;
        }
        const Utf8Character character = decodeUtf8(bytes, at);
        if (!character.valid()) countInvalid(result, at + offset);
        at += character.size;
    }
}

/// Notes the place that made the converter stop and puts U+FFFD there. False: it stopped for another reason.
bool noteInvalid(UConverter* converter, UErrorCode problem, std::size_t at, DecodedText& result) {
    if (problem != U_INVALID_CHAR_FOUND && problem != U_ILLEGAL_CHAR_FOUND &&
        problem != U_TRUNCATED_CHAR_FOUND && problem != U_ILLEGAL_ESCAPE_SEQUENCE &&
        problem != U_UNSUPPORTED_ESCAPE_SEQUENCE)
        return false;
    char invalid[32];
    int8_t size = sizeof invalid;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter, invalid, &size, &status);
    countInvalid(result, at - (U_SUCCESS(status) ? static_cast<std::size_t>(size) : 0));
    appendUtf8(0xFFFD, result.text);
    return true;
}

/// Runs ICU's converter over `bytes`, a megabyte at a time, stopping at each invalid place.
void convertToUtf8(UConverter* converter, std::string_view bytes, std::size_t offset, DecodedText& result) {
    constexpr std::ptrdiff_t portion = 1 << 20;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::array<UChar, 16384> units;
    std::size_t held = 0; // a leading surrogate whose other half did not fit
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    const char* limit = source;
    while (!bytes.empty()) {
        if (source == limit) limit += std::min(portion, end - limit);
        status = U_ZERO_ERROR;
        UChar* target = units.data() + held;
        ucnv_toUnicode(converter, &target, units.data() + units.size(), &source, limit, nullptr, limit == end,
                       &status);
        const auto count = static_cast<std::size_t>(target - units.data());
        held = status == U_BUFFER_OVERFLOW_ERROR && U16_IS_LEAD(units[count - 1]) ? 1 : 0;
        if (result.encoding == "Shift_JIS") turnControlsBack(units.data(), count);
        appendUtf16(units.data(), count - held, result.text);
        if (held) units[0] = units[count - 1];
        if (status == U_BUFFER_OVERFLOW_ERROR || (U_SUCCESS(status) && limit != end)) continue;
        if (U_SUCCESS(status)) break;
        const std::size_t at = static_cast<std::size_t>(source - bytes.data()) + offset;
        if (!noteInvalid(converter, status, at, result) || status == U_TRUNCATED_CHAR_FOUND) break;
    }
}

/// NULs, or more than one control character in thirty, in the first 256 KB.
bool looksBinary(std::string_view text) {
    text = text.substr(0, 256 * 1024);
    if (text.find('\0') != std::string_view::npos) return true;
    const auto controls = std::count_if(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0x7F || (byte < 0x20 && !(byte >= '\b' && byte <= '\r') && byte != 0x1B);
    });
    return static_cast<std::size_t>(controls) * 30 > text.size();
}

/// Counts what an encoding lacks, then lets ICU write the substitution character.
void substituteAndCount(const void* context, UConverterFromUnicodeArgs* args, const UChar* units,
                        int32_t length, UChar32 codePoint, UConverterCallbackReason reason,
                        UErrorCode* status) {
    if (reason <= UCNV_IRREGULAR) ++*static_cast<std::size_t*>(const_cast<void*>(context));
    UCNV_FROM_U_CALLBACK_SUBSTITUTE(nullptr, args, units, length, codePoint, reason, status);
}

/// Fills `units` with UTF-16 of `utf8` from `at` on; an invalid byte becomes U+FFFD and is counted.
std::size_t fillUtf16(std::string_view utf8, std::size_t& at, std::array<UChar, 8192>& units,
                      std::size_t& lost) {
    std::size_t count = 0;
    while (at < utf8.size() && count + 2 <= units.size()) {
        const Utf8Character character = decodeUtf8(utf8, at);
        if (!character.valid()) ++lost;
        U16_APPEND_UNSAFE(units.data(), count, character.valid() ? character.codePoint : 0xFFFD);
        at += character.size;
    }
    return count;
}

void convertFromUtf8(UConverter* converter, std::string_view utf8, bool shiftJis, std::string& out,
                     std::size_t& lost) {
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setFallback(converter, false);
    ucnv_setFromUCallBack(converter, substituteAndCount, &lost, nullptr, nullptr, &status);
    std::array<UChar, 8192> units;
    std::array<char, 32768> bytes;
    std::size_t at = 0;
    do {
        const UChar* source = units.data();
        const std::size_t count = fillUtf16(utf8, at, units, lost);
        if (shiftJis) turnControls(units.data(), count);
        const UChar* const end = source + count;
        do {
            status = U_ZERO_ERROR;
            char* target = bytes.data();
            ucnv_fromUnicode(converter, &target, bytes.data() + bytes.size(), &source, end, nullptr,
                             at == utf8.size(), &status);
            out.append(bytes.data(), static_cast<std::size_t>(target - bytes.data()));
        } while (status == U_BUFFER_OVERFLOW_ERROR);
    } while (at < utf8.size());
}

} // namespace

const std::vector<std::string>& offeredEncodings() {
    static const std::vector<std::string> names = {
        "UTF-8",     "UTF-16LE", "UTF-16BE", "UTF-32LE",     "UTF-32BE",     "GB18030",   "Big5",
        "Shift_JIS", "EUC-JP",   "EUC-KR",   "windows-1252", "windows-1251", "ISO-8859-1"};
    return names;
}

DecodedText decodeText(std::string_view bytes, std::string_view encoding) {
    DecodedText result;
    result.encoding = encoding.empty() ? detectEncoding(bytes) : std::string(encoding);
    const Converter converter = result.encoding == "UTF-8" ? nullptr : openConverter(result.encoding);
    if (!converter) result.encoding = "UTF-8";
    const std::string_view mark = byteOrderMarkOf(result.encoding);
    result.hadByteOrderMark = !mark.empty() && bytes.starts_with(mark);
    const std::size_t offset = result.hadByteOrderMark ? mark.size() : 0;
    bytes.remove_prefix(offset);
    if (converter) {
        convertToUtf8(converter.get(), bytes, offset, result);
    } else {
        result.text = bytes;
        inspectUtf8(bytes, offset, result);
    }
    result.looksBinary = looksBinary(result.text);
    return result;
}

std::string encodeText(std::string_view utf8, std::string_view encoding, bool byteOrderMark,
                       std::size_t& lost) {
    lost = 0;
    const Converter converter = encoding == "UTF-8" ? nullptr : openConverter(encoding);
    std::string out(byteOrderMark ? byteOrderMarkOf(converter ? encoding : "UTF-8") : std::string_view{});
    if (converter)
        convertFromUtf8(converter.get(), utf8, encoding == "Shift_JIS", out, lost);
    else
        out += utf8;
    return out;
}

} // namespace tokenarium
