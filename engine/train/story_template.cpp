// SPDX-License-Identifier: GPL-3.0-or-later
// Reading plots: lines to steps, braces to slots, and refusing what could become a wrong sentence.
#include "engine/train/story_template.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <stdexcept>

namespace tokenarium {
namespace {

constexpr std::array<std::string_view, storyVariableCount> variableNames = {
    "h", "h.kind", "f", "f.kind", "e", "toy", "colour", "food", "dish", "place", "day"};

constexpr std::array<std::pair<std::string_view, StoryForm>, 8> formNames = {{{"m", StoryForm::Measure},
                                                                              {"to", StoryForm::Towards},
                                                                              {"he", StoryForm::Subject},
                                                                              {"him", StoryForm::Object},
                                                                              {"his", StoryForm::Possessive},
                                                                              {"self", StoryForm::Reflexive},
                                                                              {"他", StoryForm::Subject},
                                                                              {"他们", StoryForm::Together}}};

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char byte) { return static_cast<unsigned char>(byte) < 128; });
}

bool hasAscii(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char byte) { return static_cast<unsigned char>(byte) < 128; });
}

bool saysGender(std::string_view text) {
    if (text.find("他") != std::string_view::npos || text.find("她") != std::string_view::npos) return true;
    constexpr std::array<std::string_view, 8> gendered = {"he",  "she",  "him",     "her",
                                                          "his", "hers", "himself", "herself"};
    std::string word;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const int letter = at < text.size() ? static_cast<unsigned char>(text[at]) : ' ';
        if (letter < 128 && std::isalpha(letter)) {
            word += static_cast<char>(std::tolower(letter));
            continue;
        }
        if (std::find(gendered.begin(), gendered.end(), word) != gendered.end()) return true;
        word.clear();
    }
    return false;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> splitAt(std::string_view text, char mark) {
    std::vector<std::string_view> parts;
    for (std::size_t end = text.find(mark); end != std::string_view::npos; end = text.find(mark)) {
        parts.push_back(trimmed(text.substr(0, end)));
        text.remove_prefix(end + 1);
    }
    parts.push_back(trimmed(text));
    return parts;
}

class PlotReader {
public:
    explicit PlotReader(std::string_view text) : lines(splitAt(text, '\n')) {}

    StoryPlot read() {
        for (lineIndex = 0; lineIndex < lines.size(); ++lineIndex) readLine(lines[lineIndex]);
        if (!pendingEnglish.empty()) fail("an English line has no Chinese line after it");
        if (plot.name.empty() || plot.casts.empty()) fail("a plot needs a line 'plot:' and a line 'cast:'");
        for (const StoryStep& step : plot.steps)
            if (step.paraphrases.empty()) fail("step '" + step.name + "' has no paraphrase");
        return std::move(plot);
    }

private:
    [[noreturn]] void fail(const std::string& reason) const {
        throw std::runtime_error("Story plot '" + plot.name + "', line " + std::to_string(lineIndex + 1) +
                                 ": " + reason + ".");
    }

    void readLine(std::string_view line) {
        if (line.empty()) return;
        if (line.starts_with("plot: "))
            plot.name = line.substr(6);
        else if (line.starts_with("cast: "))
            readCast(line.substr(6));
        else if (line.starts_with("list "))
            readList(line.substr(5));
        else if (line.starts_with("step: "))
            startStep(line.substr(6));
        else if (plot.steps.empty())
            fail("text before the first 'step:'");
        else if (pendingEnglish.empty())
            pendingEnglish = readPieces(line, true);
        else {
            plot.steps.back().paraphrases.push_back({std::move(pendingEnglish), readPieces(line, false)});
            pendingEnglish.clear();
        }
    }

    void readCast(std::string_view cast) {
        if (cast != "any" && cast != "children" && cast != "animals")
            fail("cast is any, children or animals");
        if (cast != "animals") plot.casts.push_back(StoryCast::Children);
        if (cast != "children") plot.casts.push_back(StoryCast::Animals);
    }

    void readList(std::string_view text) {
        const std::size_t colon = text.find(':');
        if (colon == std::string_view::npos)
            fail("a list is written 'list name: english/chinese/measure, ...'");
        std::vector<StoryWord> words;
        for (std::string_view entry : splitAt(text.substr(colon + 1), ',')) {
            const std::vector<std::string_view> parts = splitAt(entry, '/');
            if (parts.size() < 2 || !isAscii(parts[0]) || hasAscii(parts[1]))
                fail("'" + std::string(entry) + "' is not english/chinese");
            words.push_back({std::string(parts[0]),
                             std::string(parts[1]),
                             std::string(parts.size() > 2 ? parts[2] : ""),
                             StoryGender::None,
                             {},
                             {}});
        }
        plot.lists.emplace_back(std::string(text.substr(0, colon)), std::move(words));
    }

    void startStep(std::string_view name) {
        if (!pendingEnglish.empty()) fail("an English line has no Chinese line after it");
        plot.steps.push_back({std::string(name), {}});
    }

    StoryLine readPieces(std::string_view line, bool english) const {
        StoryLine pieces;
        while (!line.empty()) {
            const std::size_t open = std::min(line.find('{'), line.size());
            if (open > 0) pieces.push_back(readPlainText(line.substr(0, open), english));
            line.remove_prefix(open);
            if (line.empty()) break;
            const std::size_t close = line.find('}');
            if (close == std::string_view::npos) fail("a slot is not closed with '}'");
            pieces.push_back(readSlot(line.substr(1, close - 1)));
            line.remove_prefix(close + 1);
        }
        return pieces;
    }

    StoryPiece readPlainText(std::string_view text, bool english) const {
        if (text.find('}') != std::string_view::npos) fail("'}' without '{'");
        if (english ? !isAscii(text) : hasAscii(text))
            fail("'" + std::string(text) + "' is not in the line's language");
        if (saysGender(text)) fail("'" + std::string(text) + "' has a pronoun outside a slot");
        StoryPiece piece;
        piece.text = text;
        return piece;
    }

    StoryPiece readSlot(std::string_view written) const {
        StoryPiece piece;
        piece.text = written;
        piece.isSlot = true;
        std::string name(written);
        if (name.starts_with("a ") || name.starts_with("A ")) {
            piece.article = true;
            piece.capital = name.front() == 'A';
            name.erase(0, 2);
        }
        for (char& letter : name) {
            if (letter < 'A' || letter > 'Z') continue;
            piece.capital = true;
            letter = static_cast<char>(letter - 'A' + 'a');
        }
        if (const std::optional<std::size_t> whole = findVariable(name)) {
            piece.variables = {*whole};
            return piece;
        }
        readForm(name, piece);
        return piece;
    }

    void readForm(std::string_view name, StoryPiece& piece) const {
        const std::size_t dot = name.rfind('.');
        if (dot == std::string_view::npos) fail("no slot is called '" + std::string(name) + "'");
        const auto form = std::find_if(formNames.begin(), formNames.end(), [&](const auto& entry) {
            return entry.first == name.substr(dot + 1);
        });
        if (form == formNames.end()) fail("no form is called '" + std::string(name) + "'");
        piece.form = form->second;
        const std::string_view owner = name.substr(0, dot);
        if (piece.form != StoryForm::Together) {
            piece.variables = {variableOf(owner, piece.form)};
            return;
        }
        for (std::size_t at = 0; at < owner.size(); ++at)
            piece.variables.push_back(variableOf(owner.substr(at, 1), piece.form));
    }

    /// The measure word of a person is that of the kind: 一个小女孩, 一只小兔子.
    std::size_t variableOf(std::string_view owner, StoryForm form) const {
        const bool isPerson = owner == "h" || owner == "f";
        const std::string name = std::string(owner) + (form == StoryForm::Measure && isPerson ? ".kind" : "");
        const std::optional<std::size_t> variable = findVariable(name);
        if (!variable) fail("no slot is called '" + name + "'");
        if (form >= StoryForm::Subject && !isPerson && owner != "e") fail("'" + name + "' has no gender");
        return *variable;
    }

    std::optional<std::size_t> findVariable(std::string_view name) const {
        for (std::size_t at = 0; at < variableNames.size(); ++at)
            if (variableNames[at] == name) return at;
        for (std::size_t at = 0; at < plot.lists.size(); ++at)
            if (plot.lists[at].first == name) return storyVariableCount + at;
        return std::nullopt;
    }

    std::vector<std::string_view> lines;
    std::size_t lineIndex = 0;
    StoryPlot plot;
    StoryLine pendingEnglish;
};

} // namespace

StoryPlot loadStoryPlot(std::string_view text) { return PlotReader(text).read(); }

} // namespace tokenarium
