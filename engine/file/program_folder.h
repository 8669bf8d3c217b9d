// SPDX-License-Identifier: GPL-3.0-or-later
// Where the running program lies: the one question about it that every system answers differently.
#pragma once

#include <filesystem>

namespace tokenarium {

/// Folder of the running executable; empty if the system does not say.
std::filesystem::path programFolder();

} // namespace tokenarium
