// SPDX-License-Identifier: GPL-3.0-or-later
// A recipe as the JSON that people read and loadRecipe takes.
#pragma once

#include "engine/train/recipe.h"

#include <string>

namespace tokenarium {

/// The model's family is llama (RMSNorm, rotary positions, SwiGLU), as the recipes of the embedded models;
/// of `recipe.model` layers, width, heads, positions and feedForwardWidth are written. loadRecipe of the text
/// gives the same training.
std::string createRecipeJson(const Recipe& recipe);

} // namespace tokenarium
