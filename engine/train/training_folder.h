// SPDX-License-Identifier: GPL-3.0-or-later
// The folder a training writes to, and whether what is in it can be gone on with.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tokenarium {

/// Makes the folder. Throws std::runtime_error where that cannot be, and where there is something in it
/// unless `mayBeUsed`.
void createTrainingFolder(const std::filesystem::path& folder, bool mayBeUsed);

/// Of a folder with a checkpoint: a sentence where the recipe has changed since; else empty. Throws
/// std::runtime_error where the checkpoint belongs to another model than that of `recipe` (its text; `file`
/// is its name).
std::string loadRecipeWarning(const std::filesystem::path& folder, std::string_view recipe,
                              const std::string& file);

/// Throws std::runtime_error with file and reason.
std::string loadWholeText(const std::filesystem::path& file);

} // namespace tokenarium
