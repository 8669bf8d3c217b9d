// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of a recipe, taken apart into documents.
#pragma once

#include "engine/file/mapped_file.h"
#include "engine/train/recipe.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// Of the text alone, the same on every machine: decides about shares and splits.
std::uint64_t textHash(std::string_view text);
/// A number in [0, 1) from a hash; different for every `salt`.
double hashShare(std::uint64_t hash, std::uint64_t salt);

struct TextDocument {
    std::string_view text;  ///< in the mapped file
    std::size_t source = 0; ///< index of the recipe's text
    std::uint64_t hash = 0; ///< textHash(text)
    bool validation = false;
};

/// The files stay mapped as long as the object lives.
struct TextDocuments {
    std::vector<MappedFile> files;
    std::vector<TextDocument> documents; ///< in the order of the texts and of their lines
};

/// A file name of a recipe is relative to the folder that holds the recipe, or to another one that is asked
/// for. A document belongs to the validation split by its hash alone, so that equal ones are on one side;
/// what also stands in a text that is for training only is never in it. Throws std::runtime_error that names
/// file and line.
TextDocuments loadDocuments(const Recipe& recipe, const std::filesystem::path& folder);

} // namespace tokenarium
