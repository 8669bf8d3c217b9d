// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions on names; expressions by ICU, with a limit to their time and memory.
#include "engine/cost/price_match.h"

#include <unicode/locid.h>
#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace tokenarium {

struct PriceMatch::Compiled {
    std::unique_ptr<icu::RegexPattern> pattern;
};

namespace {

constexpr std::int32_t mostSteps = 1000, mostStackBytes = 1 << 20; // of ICU's matching engine

icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string lowered(std::string_view text) {
    std::string out;
    wide(text).toLower(icu::Locale::getRoot()).toUTF8String(out);
    return out;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

} // namespace

PriceMatch PriceMatch::of(Kind kind, std::string_view text) {
    PriceMatch match;
    match.kind = kind;
    match.text = lowered(text);
    return match;
}

PriceMatch PriceMatch::of(Kind kind, std::vector<PriceMatch> conditions) {
    PriceMatch match;
    match.kind = kind;
    match.conditions = std::move(conditions);
    return match;
}

PriceMatch PriceMatch::expression(const std::string& text) {
    if (text.size() > longestExpression)
        throw std::runtime_error("an expression has more than " + std::to_string(longestExpression) +
                                 " characters");
    UErrorCode error = U_ZERO_ERROR;
    UParseError place{};
    auto compiled = std::make_shared<Compiled>();
    compiled->pattern.reset(icu::RegexPattern::compile(wide(text), place, error));
    if (U_FAILURE(error)) throw std::runtime_error("this is no regular expression");
    PriceMatch match;
    match.kind = Kind::Expression;
    match.text = text;
    match.compiled = std::move(compiled);
    return match;
}

bool PriceMatch::matches(std::string_view name) const {
    const auto matchesName = [name](const PriceMatch& condition) { return condition.matches(name); };
    switch (kind) {
    case Kind::Never: return false;
    case Kind::Equals: return name == text;
    case Kind::StartsWith: return name.starts_with(text);
    case Kind::EndsWith: return name.ends_with(text);
    case Kind::Contains: return name.find(text) != std::string_view::npos;
    case Kind::All: return std::all_of(conditions.begin(), conditions.end(), matchesName);
    case Kind::Any: return std::any_of(conditions.begin(), conditions.end(), matchesName);
    case Kind::Expression: break;
    }
    UErrorCode error = U_ZERO_ERROR;
    const icu::UnicodeString where = wide(name);
    const std::unique_ptr<icu::RegexMatcher> matcher(compiled->pattern->matcher(where, error));
    if (U_FAILURE(error)) return false;
    matcher->setTimeLimit(mostSteps, error);
    matcher->setStackLimit(mostStackBytes, error);
    return matcher->find(error) && U_SUCCESS(error);
}

std::string normalModelName(std::string_view name) {
    if (name.size() > PriceMatch::longestName) return "";
    icu::UnicodeString text = wide(name);
    std::string out;
    text.toLower(icu::Locale::getRoot()).trim().toUTF8String(out);
    return out;
}

std::string withWrittenDates(const std::string& name) {
    constexpr std::size_t length = 9; // "-20250514"
    std::string out;
    for (std::size_t i = 0; i < name.size();) {
        const std::string_view piece = std::string_view(name).substr(i, length);
        const bool ends = i + length == name.size() ||
                          (i + length < name.size() && (name[i + length] == '-' || name[i + length] == ':'));
        if (piece.size() == length && ends && piece.starts_with("-20") &&
            std::all_of(piece.begin() + 1, piece.end(), isDigit)) {
            const auto number = [&](std::size_t from, std::size_t digits) {
                return std::stoul(std::string(piece.substr(from, digits)));
            };
            const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(number(1, 4))),
                                                  std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                                  std::chrono::day(static_cast<unsigned>(number(7, 2)))};
            if (day.ok()) {
                ((out += piece.substr(0, 5)) += '-') += piece.substr(5, 2);
                (out += '-') += piece.substr(7, 2);
                i += length;
                continue;
            }
        }
        out += name[i++];
    }
    return out;
}

} // namespace tokenarium
