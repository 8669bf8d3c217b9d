// SPDX-License-Identifier: GPL-3.0-or-later
// Telling a story: first every decision is drawn, then a language writes it down. No decision depends on the
// language, so that a seed gives the same story in both.
#include "engine/train/story_grammar.h"

#include "engine/train/story_plots.h"
#include "engine/train/story_random.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <stdexcept>

namespace tokenarium {
namespace {

/// Everything a story decides.
struct Decisions {
    const StoryPlot* plot = nullptr;
    StoryCast cast = StoryCast::Children;
    std::vector<std::size_t> words;       ///< by variable
    std::vector<std::size_t> paraphrases; ///< by step
};

const std::vector<StoryWord>& wordsOf(const StoryPlot& plot, StoryCast cast, std::size_t variable) {
    if (variable >= storyVariableCount) return plot.lists[variable - storyVariableCount].second;
    return storyWords(static_cast<StoryVariable>(variable), cast);
}

/// The friend is another one than the hero, and another kind of animal.
bool differsFromHero(std::size_t variable, StoryCast cast) {
    const auto standard = static_cast<StoryVariable>(variable);
    return standard == StoryVariable::Friend ||
           (standard == StoryVariable::FriendKind && cast == StoryCast::Animals);
}

bool followsName(std::size_t variable, StoryCast cast) {
    const auto standard = static_cast<StoryVariable>(variable);
    return cast == StoryCast::Children &&
           (standard == StoryVariable::HeroKind || standard == StoryVariable::FriendKind);
}

/// In how many ways a variable can turn out.
std::size_t waysOf(const StoryPlot& plot, StoryCast cast, std::size_t variable) {
    if (followsName(variable, cast)) return 1;
    return wordsOf(plot, cast, variable).size() - (differsFromHero(variable, cast) ? 1 : 0);
}

Decisions decide(const std::vector<StoryPlot>& plots, std::uint64_t seed) {
    StoryRandom random(seed);
    Decisions made;
    made.plot = &plots[random.below(plots.size())];
    made.cast = made.plot->casts[random.below(made.plot->casts.size())];
    for (std::size_t variable = 0; variable < storyVariableCount + made.plot->lists.size(); ++variable) {
        std::size_t index = random.below(waysOf(*made.plot, made.cast, variable));
        if (followsName(variable, made.cast)) {
            const StoryWord& name = wordsOf(*made.plot, made.cast, variable - 1)[made.words[variable - 1]];
            index = name.gender == StoryGender::Male ? 1 : 0;
        } else if (differsFromHero(variable, made.cast) && index >= made.words[variable - 2]) {
            ++index;
        }
        made.words.push_back(index);
    }
    for (const StoryStep& step : made.plot->steps)
        made.paraphrases.push_back(random.below(step.paraphrases.size()));
    return made;
}

const char* pronoun(StoryForm form, StoryGender gender, StoryLanguage language) {
    const bool female = gender == StoryGender::Female;
    if (language == StoryLanguage::Chinese) {
        if (form == StoryForm::Together) return female ? "她们" : "他们";
        return female ? "她" : "他";
    }
    switch (form) {
    case StoryForm::Subject: return female ? "she" : "he";
    case StoryForm::Object: return female ? "her" : "him";
    case StoryForm::Possessive: return female ? "her" : "his";
    case StoryForm::Reflexive: return female ? "herself" : "himself";
    default: return female ? "she" : "he";
    }
}

bool startsWithVowel(const std::string& word) {
    return !word.empty() && std::string_view("aeiouAEIOU").find(word.front()) != std::string_view::npos;
}

/// Writes decisions down in one language.
class StoryWriter {
public:
    StoryWriter(const Decisions& decisions, StoryLanguage told) : made(decisions), language(told) {}

    Story write() {
        story.plot = made.plot->name;
        story.cast = made.cast;
        for (std::size_t step = 0; step < made.plot->steps.size(); ++step) writeStep(step);
        return std::move(story);
    }

private:
    void writeStep(std::size_t index) {
        const StoryStep& step = made.plot->steps[index];
        const std::size_t paraphrase = made.paraphrases[index];
        const std::size_t entry = story.derivation.size();
        story.derivation.push_back(
            {made.plot->name + " / " + step.name, paraphrase, story.text.size(), 0, 0, {}});
        const StoryParaphrase& lines = step.paraphrases[paraphrase];
        for (const StoryPiece& piece : language == StoryLanguage::English ? lines.english : lines.chinese)
            writePiece(piece);
        if (index + 1 < made.plot->steps.size()) story.text += separatorAfter(index);
        story.derivation[entry].end = story.text.size();
    }

    /// The opening and the trait share a paragraph.
    const char* separatorAfter(std::size_t step) const {
        if (step > 0) return "\n";
        return language == StoryLanguage::English ? " " : "";
    }

    void writePiece(const StoryPiece& piece) {
        if (!piece.isSlot) {
            story.text += piece.text;
            return;
        }
        const std::size_t begin = story.text.size();
        std::string shown = show(piece);
        if (piece.article) shown.insert(0, startsWithVowel(shown) ? "an " : "a ");
        if (piece.capital) shown[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(shown[0])));
        story.text += shown;
        story.derivation.push_back(
            {piece.text, made.words[piece.variables.front()], begin, story.text.size(), 1, genderOf(piece)});
    }

    const StoryWord& wordOf(std::size_t variable) const {
        return wordsOf(*made.plot, made.cast, variable)[made.words[variable]];
    }

    StoryGender genderOf(const StoryPiece& piece) const {
        const bool anyMale =
            std::any_of(piece.variables.begin(), piece.variables.end(),
                        [&](std::size_t variable) { return wordOf(variable).gender == StoryGender::Male; });
        return anyMale ? StoryGender::Male : wordOf(piece.variables.front()).gender;
    }

    std::string show(const StoryPiece& piece) const {
        const StoryWord& word = wordOf(piece.variables.front());
        const bool english = language == StoryLanguage::English;
        switch (piece.form) {
        case StoryForm::Plain: return english ? word.english : word.chinese;
        case StoryForm::Measure: return word.measure;
        case StoryForm::Towards: return english ? word.englishTo : word.chineseTo;
        default: return pronoun(piece.form, genderOf(piece), language);
        }
    }

    const Decisions& made;
    StoryLanguage language;
    Story story;
};

std::uint32_t shownVariables(const StoryParaphrase& paraphrase) {
    std::uint32_t shown = 0;
    for (const StoryLine* line : {&paraphrase.english, &paraphrase.chinese})
        for (const StoryPiece& piece : *line)
            for (std::size_t variable : piece.variables) shown |= std::uint32_t{1} << variable;
    return shown;
}

/// Combinations of paraphrases are grouped by the set of variables they show: only those make a difference.
std::uint64_t countPlot(const StoryPlot& plot, StoryCast cast) {
    std::map<std::uint32_t, std::uint64_t> combinations = {{0, 1}};
    for (const StoryStep& step : plot.steps) {
        std::map<std::uint32_t, std::uint64_t> longer;
        for (const auto& [shown, count] : combinations)
            for (const StoryParaphrase& paraphrase : step.paraphrases)
                longer[shown | shownVariables(paraphrase)] += count;
        combinations = std::move(longer);
    }
    std::uint64_t total = 0;
    for (auto [shown, count] : combinations) {
        for (std::size_t variable = 0; variable < storyVariableCount + plot.lists.size(); ++variable)
            if (shown >> variable & 1) count *= waysOf(plot, cast, variable);
        total += count;
    }
    return total;
}

std::vector<std::string_view> allPlotTexts() {
    std::vector<std::string_view> texts;
    for (const auto& group :
         {storyPlotsOfHelping(), storyPlotsOfCharacter(), storyPlotsOfNature(), storyPlotsOfHome()})
        texts.insert(texts.end(), group.begin(), group.end());
    return texts;
}

} // namespace

StoryGrammar StoryGrammar::load(std::string_view frame, const std::vector<std::string_view>& plotTexts) {
    const StoryPlot around = loadStoryPlot(frame);
    if (around.steps.size() != 3)
        throw std::runtime_error("The frame of a story has three steps: opening, trait, closing.");
    if (plotTexts.empty()) throw std::runtime_error("A story grammar needs at least one plot.");
    StoryGrammar grammar;
    for (std::string_view text : plotTexts) {
        StoryPlot plot = loadStoryPlot(text);
        plot.steps.insert(plot.steps.begin(), around.steps.begin(), around.steps.begin() + 2);
        plot.steps.push_back(around.steps.back());
        grammar.plotList.push_back(std::move(plot));
    }
    return grammar;
}

Story StoryGrammar::tell(std::uint64_t seed, StoryLanguage language) const {
    const Decisions decisions = decide(plotList, seed);
    return StoryWriter(decisions, language).write();
}

std::uint64_t StoryGrammar::countStories() const {
    std::uint64_t total = 0;
    for (const StoryPlot& plot : plotList)
        for (StoryCast cast : plot.casts) total += countPlot(plot, cast);
    return total;
}

const StoryGrammar& storyGrammar() {
    static const StoryGrammar grammar = StoryGrammar::load(storyFrame, allPlotTexts());
    return grammar;
}

} // namespace tokenarium
