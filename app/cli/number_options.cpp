// SPDX-License-Identifier: GPL-3.0-or-later
// Reading numbers strictly: nothing may stand behind them.
#include "app/cli/number_options.h"

#include "app/cli/command_error.h"

#include <charconv>
#include <sstream>

namespace tokenarium::cli {

namespace {

template<typename Number>
std::optional<Number> readWhole(const std::string& text) {
    Number number{};
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::string written(double number) {
    std::ostringstream out;
    out << number;
    return out.str();
}

} // namespace

std::optional<std::uint64_t> countOption(const Arguments& arguments, const std::string& option,
                                         std::uint64_t most) {
    const auto text = arguments.value(option);
    if (!text) return std::nullopt;
    const auto number = readWhole<std::uint64_t>(*text);
    if (number && *number <= most) return number;
    throw CommandError(ExitCode::WrongUse, option + " " + *text + ": a whole number from 0 to " +
                                               std::to_string(most) + " was expected.");
}

std::optional<std::size_t> threadsOption(const Arguments& arguments) {
    const auto text = arguments.value("--threads");
    if (!text) return std::nullopt;
    const auto number = readWhole<std::size_t>(*text);
    if (number && *number >= 1 && *number <= 1024) return number;
    throw CommandError(ExitCode::WrongUse,
                       "--threads " + *text + ": a whole number from 1 to 1024 was expected.");
}

std::optional<double> realOption(const Arguments& arguments, const std::string& option, double least,
                                 double most) {
    const auto text = arguments.value(option);
    if (!text) return std::nullopt;
    const auto number = readWhole<double>(*text);
    if (number && *number >= least && *number <= most) return number;
    throw CommandError(ExitCode::WrongUse, option + " " + *text + ": a number from " + written(least) +
                                               " to " + written(most) + " was expected.");
}

} // namespace tokenarium::cli
