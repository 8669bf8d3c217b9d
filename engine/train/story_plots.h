// SPDX-License-Identifier: GPL-3.0-or-later
// The plots of the story grammar as text (CC0), in the format story_template.h describes.
#pragma once

#include <string_view>
#include <vector>

namespace tokenarium {

/// Opening, trait and closing: the frame around every plot.
extern const std::string_view storyFrame;

std::vector<std::string_view> storyPlotsOfHelping();   ///< lost things, friends in need
std::vector<std::string_view> storyPlotsOfCharacter(); ///< truth, courage, patience, sharing
std::vector<std::string_view> storyPlotsOfNature();    ///< weather, plants, animals
std::vector<std::string_view> storyPlotsOfHome();      ///< family, school, making things

} // namespace tokenarium
