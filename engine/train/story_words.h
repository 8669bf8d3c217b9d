// SPDX-License-Identifier: GPL-3.0-or-later
// The words a story draws from: names, animals, toys, colours, food, places, days, in English and Chinese.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tokenarium {

enum class StoryGender { None, Female, Male };
enum class StoryCast { Children, Animals };

/// One word in both languages. `measure` is its Chinese measure word; the last two say where one goes to.
struct StoryWord {
    std::string english, chinese, measure;
    StoryGender gender = StoryGender::None;
    std::string englishTo, chineseTo;
};

/// What every story decides once. A plot's own word lists come after these.
enum class StoryVariable : std::size_t {
    Hero,
    HeroKind,
    Friend,
    FriendKind,
    Elder,
    Toy,
    Colour,
    Food,
    Dish,
    Place,
    Day,
    Count
};
inline constexpr std::size_t storyVariableCount = static_cast<std::size_t>(StoryVariable::Count);

/// The list a variable is drawn from. Kinds of children are {girl, boy}: there the name decides.
const std::vector<StoryWord>& storyWords(StoryVariable variable, StoryCast cast);

} // namespace tokenarium
