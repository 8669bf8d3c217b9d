// SPDX-License-Identifier: GPL-3.0-or-later
// Our own story grammar: unlimited small children's stories, the same story in English and Chinese from one
// seed.
#pragma once

#include "engine/train/story_template.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

enum class StoryLanguage { English, Chinese };

/// One decision of the grammar and the text it became. Depth 0: a step; these tile the text, the space or
/// line break after a step belonging to it. Depth 1: a slot inside the step before it.
struct StoryChoice {
    std::string rule;       ///< "Kite in a tree / problem", or the slot as written, such as "h.his"
    std::size_t choice = 0; ///< which paraphrase, or which word of its list (of the first, for {hf.他们})
    std::size_t begin = 0;  ///< byte offsets in the story's UTF-8 text, half-open
    std::size_t end = 0;
    int depth = 0;
    StoryGender gender = StoryGender::None; ///< of who is spoken of; Male for a mixed 他们
};

struct Story {
    std::string plot;
    StoryCast cast = StoryCast::Children;
    std::string text; ///< UTF-8, a paragraph a line, no line break at the end
    std::vector<StoryChoice> derivation;
};

/// Immutable after construction; any number of threads may tell stories.
class StoryGrammar {
public:
    /// `frame` has the steps opening, trait and closing. Throws std::runtime_error as loadStoryPlot does.
    static StoryGrammar load(std::string_view frame, const std::vector<std::string_view>& plotTexts);

    /// The same seed gives the same story in both languages, on every machine.
    Story tell(std::uint64_t seed, StoryLanguage language) const;

    /// How many different stories there are: choices of plot, cast, paraphrases and the words they show.
    std::uint64_t countStories() const;

    const std::vector<StoryPlot>& plots() const { return plotList; }

private:
    std::vector<StoryPlot> plotList; ///< each with the frame's steps around its own
};

/// The built-in grammar (CC0).
const StoryGrammar& storyGrammar();

} // namespace tokenarium
