// SPDX-License-Identifier: GPL-3.0-or-later
// The models that come with the program, by name.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

struct EmbeddedModel {
    std::string name;             ///< "poems"
    std::filesystem::path folder; ///< for openModel
};

/// Where the program looks: $TOKENARIUM_MODELS (if set, only there), else
/// <folder of the program>/../share/tokenarium/models.
std::filesystem::path embeddedModelsFolder();

/// The names the program offers, present or not: poems, stories, tiny.
const std::vector<std::string>& embeddedModelNames();

/// Those of them that lie in `folder`, in that order.
std::vector<EmbeddedModel> embeddedModels(const std::filesystem::path& folder);

/// What a person means by a model: a name above, where it is present, else a path. Nothing where neither is
/// there.
std::optional<std::filesystem::path> findModel(std::string_view nameOrPath,
                                               const std::filesystem::path& folder);

} // namespace tokenarium
