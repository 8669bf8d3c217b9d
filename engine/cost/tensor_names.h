// SPDX-License-Identifier: GPL-3.0-or-later
// What a weight is for, told from its name: as Hugging Face's classes and llama.cpp call them.
#pragma once

#include "engine/cost/tensor_list.h"

#include <optional>
#include <string>
#include <string_view>

namespace tokenarium {

/// Whether the name is one of what files hold besides weights: masks, frequencies, position ids, scales of
/// quantized blocks.
bool isBufferName(std::string_view name);

/// One line of a list; `part` is Other where the name says nothing.
ListedTensor listedByName(const std::string& name, const Shape& shape);

/// Where the name is one expert's ("….experts.17.w1.weight"): the same for all ("….experts.*.w1.weight").
std::optional<std::string> nameOfAllExperts(std::string_view name);

} // namespace tokenarium
