// SPDX-License-Identifier: GPL-3.0-or-later
// Options whose value is a number.
#pragma once

#include "app/cli/arguments.h"

#include <cstdint>
#include <string>

namespace tokenarium::cli {

/// Nothing where the option was not given. Throws CommandError (WrongUse) where its value is no whole number
/// up to `most`.
std::optional<std::uint64_t> countOption(const Arguments& arguments, const std::string& option,
                                         std::uint64_t most = UINT64_MAX);
/// --threads, from 1 to 1024.
std::optional<std::size_t> threadsOption(const Arguments& arguments);
/// Likewise for any number from `least` to `most`.
std::optional<double> realOption(const Arguments& arguments, const std::string& option, double least,
                                 double most);

} // namespace tokenarium::cli
