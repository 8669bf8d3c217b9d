// SPDX-License-Identifier: GPL-3.0-or-later
// Names of counting rules in the language of the window.
#pragma once

#include <QString>

#include <string>

namespace tokenarium {

/// Of pictures, films, genes and series. What is nothing but the name of a model stays as it is.
QString ruleNameWords(const std::string& english);

} // namespace tokenarium
