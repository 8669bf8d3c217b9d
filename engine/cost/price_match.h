// SPDX-License-Identifier: GPL-3.0-or-later
// The rules by which a price list knows a model under the many names that people and programs write.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// A tree of conditions on a name. Immutable; matching is thread safe.
class PriceMatch {
public:
    enum class Kind { Never, Equals, StartsWith, EndsWith, Contains, Expression, All, Any };
    static constexpr std::size_t longestExpression = 500, longestName = 300;

    PriceMatch() = default;                                 ///< matches nothing
    static PriceMatch of(Kind kind, std::string_view text); ///< not for Expression, All, Any
    static PriceMatch of(Kind kind, std::vector<PriceMatch> conditions);
    /// A regular expression. Throws std::runtime_error with what is wrong where it is none.
    static PriceMatch expression(const std::string& text);

    /// `name` as normalName gives it. An expression that takes too long on a name does not match it.
    bool matches(std::string_view name) const;

private:
    struct Compiled;
    Kind kind = Kind::Never;
    std::string text; ///< in small letters, except an expression's
    std::vector<PriceMatch> conditions;
    std::shared_ptr<const Compiled> compiled;
};

/// In small letters, without space around it; "" for a name longer than longestName.
std::string normalModelName(std::string_view name);
/// The name with "-20250514" written as "-2025-05-14" wherever that is a date; otherwise the same.
std::string withWrittenDates(const std::string& normalName);

} // namespace tokenarium
