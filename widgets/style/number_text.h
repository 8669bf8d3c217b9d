// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people read them: grouped, with the digits that mean something.
#pragma once

#include <QString>

#include <cstddef>

namespace tokenarium {

/// "1,284" in the language of the window.
QString grouped(std::size_t number);
/// Two decimals below 10, one below 100, none above: "1.31", "12.4", "213".
QString ratio(double value);
/// "0.9 %", "12 %", "99.6 %", "140 %"; "< 0.1 %" for small shares that are not zero, "> 99.9 %" for large
/// ones that are not all.
QString percent(double share);
/// Sizes of context windows as people call them: "8 k", "128 k", "1 M".
QString windowSize(std::size_t tokens);

} // namespace tokenarium
