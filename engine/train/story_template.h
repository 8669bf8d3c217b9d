// SPDX-License-Identifier: GPL-3.0-or-later
// A plot as people write it: steps with paraphrases, each an English and a Chinese line with slots.
#pragma once

#include "engine/train/story_words.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokenarium {

/// How a slot shows its word. From Subject on it follows the gender of the word: he, him, his,
/// himself, and Together is 他们 or 她们.
enum class StoryForm { Plain, Measure, Towards, Subject, Object, Possessive, Reflexive, Together };

/// A piece of a line: plain text, or a slot. `variables` has one entry except in {hf.他们}.
struct StoryPiece {
    std::string text; ///< the plain text, or the slot as written, without braces
    bool isSlot = false;
    std::vector<std::size_t> variables;
    StoryForm form = StoryForm::Plain;
    bool article = false; ///< "a" or "an" goes before it
    bool capital = false; ///< the first letter becomes a capital
};

using StoryLine = std::vector<StoryPiece>;

struct StoryParaphrase {
    StoryLine english, chinese;
};

struct StoryStep {
    std::string name;
    std::vector<StoryParaphrase> paraphrases;
};

struct StoryPlot {
    std::string name;
    std::vector<StoryCast> casts; ///< who may play it: children, animals, or both
    std::vector<std::pair<std::string, std::vector<StoryWord>>> lists; ///< the plot's own word lists
    std::vector<StoryStep> steps;
};

/// Reads one plot:
///
///     plot: A hole in the roof
///     cast: children            (or animals, or any)
///     list thing: key/钥匙/把, coin/硬币/枚
///     step: problem
///     {h} lost {a thing}. Where could {h.his} {thing} be?
///     {h}丢了一{thing.m}{thing}。{h.他}的{thing}会在哪儿呢？
///
/// Slots: h hero, f friend, e elder, toy, colour, food, dish, place, day and the plot's lists; h.kind and
/// f.kind; .m measure word; .to where one goes; .he .him .his .self and .他 pronouns; {hf.他们} several; "a "
/// before it the article; a capital first letter a capital. A gendered pronoun outside a slot is refused: it
/// could disagree. Throws std::runtime_error (plot, line, what is wrong).
StoryPlot loadStoryPlot(std::string_view text);

} // namespace tokenarium
