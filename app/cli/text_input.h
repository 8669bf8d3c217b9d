// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a text for a command: as the bytes it has, or converted to UTF-8 where --encoding asks for it.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/input.h"

#include <string>

namespace tokenarium::cli {

/// With --encoding the whole text is read and converted; says on stderr what was found and lost.
Input openText(const std::string& name, const Arguments& arguments);

} // namespace tokenarium::cli
