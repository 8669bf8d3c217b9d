// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the way is said with the folder's name.
#include "engine/train/training_folder.h"

#include "engine/file/mapped_file.h"
#include "engine/train/recipe_change.h"

#include <stdexcept>
#include <system_error>

namespace tokenarium {

void createTrainingFolder(const std::filesystem::path& folder, bool mayBeUsed) {
    const std::string name = folder.string();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error && !std::filesystem::is_directory(folder, error) && !error)
        error = std::make_error_code(std::errc::not_a_directory);
    if (error)
        throw std::runtime_error(name + ": cannot be made a folder for the model: " + error.message() + ".");
    const bool empty = std::filesystem::is_empty(folder, error);
    if (error) throw std::runtime_error(name + ": cannot be read: " + error.message() + ".");
    if (!empty && !mayBeUsed)
        throw std::runtime_error(name +
                                 ": there is something in this folder already. --resume goes on with a "
                                 "training in it; for a new one name another folder.");
}

std::string loadRecipeWarning(const std::filesystem::path& folder, std::string_view recipe,
                              const std::string& file) {
    const std::filesystem::path before = folder / "recipe.json";
    if (!std::filesystem::exists(before)) return {};
    const RecipeChange change = loadRecipeChange(loadWholeText(before), before.string(), recipe, file);
    if (!change.otherModel.empty())
        throw std::runtime_error(file + ": \"" + change.otherModel + "\" is not what the training in " +
                                 folder.string() + " was begun with. Go on with " + before.string() +
                                 ", or begin anew in another folder.");
    std::string list;
    for (const std::string& field : change.fields) list += (list.empty() ? "" : ", ") + field;
    if (list.empty()) return {};
    return "warning: the recipe has changed (" + list +
           "); the training goes on by the new one, not as it would have by the old";
}

std::string loadWholeText(const std::filesystem::path& file) {
    const MappedFile mapped(file);
    const auto bytes = mapped.bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace tokenarium
