// SPDX-License-Identifier: GPL-3.0-or-later
// A training is gone on with by another recipe than it was begun with: what does that mean?
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

struct RecipeChange {
    /// "model", "tokenizer", "start_from" or "lora": what was trained so far cannot be gone on with. Else
    /// empty.
    std::string otherModel;
    /// "training.rate" …: it can, but not as it would have without the change.
    std::vector<std::string> fields;
};

/// Of the texts of two recipes. Threads and the time between checkpoints are no change. Throws
/// std::runtime_error that begins with `fileBefore` or `file` where one is not JSON.
RecipeChange loadRecipeChange(std::string_view before, const std::string& fileBefore, std::string_view now,
                              const std::string& file);

} // namespace tokenarium
