// SPDX-License-Identifier: GPL-3.0-or-later
// Compares the two texts field by field, as they are written.
#include "engine/train/recipe_change.h"

#include "engine/file/strict_json.h"

#include <set>

namespace tokenarium {

namespace {

using nlohmann::json;

bool same(const json& a, const json& b, const char* key) {
    return a.value(key, json()) == b.value(key, json());
}

} // namespace

RecipeChange loadRecipeChange(std::string_view before, const std::string& fileBefore, std::string_view now,
                              const std::string& file) {
    const json old = loadStrictJson(before, fileBefore), recipe = loadStrictJson(now, file);
    RecipeChange change;
    for (const char* key : {"model", "tokenizer", "start_from", "lora"})
        if (change.otherModel.empty() && !same(old, recipe, key)) change.otherModel = key;
    const json training[] = {old.value("training", json::object()), recipe.value("training", json::object())};
    std::set<std::string> keys;
    for (const json& one : training)
        for (const auto& [key, value] : one.items()) keys.insert(key);
    for (const std::string& key : keys)
        if (key != "threads" && key != "checkpoint_every_seconds" &&
            !same(training[0], training[1], key.c_str()))
            change.fields.push_back("training." + key);
    return change;
}

} // namespace tokenarium
