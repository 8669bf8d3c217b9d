// SPDX-License-Identifier: GPL-3.0-or-later
// Looking for folders of models.
#include "engine/model/model_catalog.h"

#include "engine/file/program_folder.h"

#include <cstdlib>

namespace tokenarium {

std::filesystem::path embeddedModelsFolder() {
    if (const char* chosen = std::getenv("TOKENARIUM_MODELS"); chosen && *chosen) return chosen;
    return (programFolder() / ".." / "share" / "tokenarium" / "models").lexically_normal();
}

const std::vector<std::string>& embeddedModelNames() {
    static const std::vector<std::string> names{"poems", "stories", "tiny"};
    return names;
}

std::vector<EmbeddedModel> embeddedModels(const std::filesystem::path& folder) {
    std::vector<EmbeddedModel> present;
    for (const std::string& name : embeddedModelNames()) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(folder / name / "model.safetensors", ignored))
            present.push_back({name, folder / name});
    }
    return present;
}

std::optional<std::filesystem::path> findModel(std::string_view nameOrPath,
                                               const std::filesystem::path& folder) {
    for (const EmbeddedModel& model : embeddedModels(folder))
        if (model.name == nameOrPath) return model.folder;
    std::filesystem::path path{std::string(nameOrPath)};
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) return path;
    return std::nullopt;
}

} // namespace tokenarium
