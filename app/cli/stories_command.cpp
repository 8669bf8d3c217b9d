// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli stories: as many small stories as wanted from the built-in grammar.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/json_lines.h"
#include "app/cli/number_options.h"
#include "engine/train/story_grammar.h"

namespace tokenarium::cli {

namespace {

StoryLanguage languageOf(const Arguments& arguments) {
    const std::string name = arguments.required("--language", "en or zh.");
    if (name == "en") return StoryLanguage::English;
    if (name == "zh") return StoryLanguage::Chinese;
    throw CommandError(ExitCode::WrongUse, "--language " + name + ": not known; there are en, zh.");
}

void writeJson(const Story& story, std::uint64_t seed, Output& output) {
    std::string line = "{\"seed\":" + std::to_string(seed) + ",\"plot\":";
    appendJsonString(story.plot, line);
    line += ",\"text\":";
    appendJsonString(story.text, line);
    output.write(line + "}\n");
}

void runStories(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--json"}, {"--language", "--count", "--seed"}});
    if (arguments.files() != std::vector<std::string>{"-"})
        throw CommandError(ExitCode::WrongUse, arguments.files().front() + ": `stories` takes no file.");
    const StoryLanguage language = languageOf(arguments);
    const std::uint64_t count = countOption(arguments, "--count").value_or(1),
                        first = countOption(arguments, "--seed").value_or(1);
    const bool json = arguments.has("--json");
    for (std::uint64_t i = 0; i < count; ++i) {
        const Story story = storyGrammar().tell(first + i, language);
        if (json)
            writeJson(story, first + i, output);
        else
            output.write((i > 0 ? "<|endoftext|>\n" : "") + story.text + "\n");
    }
}

} // namespace

const Command storiesCommand{"stories", "small stories from the built-in grammar, as training text",
                             R"(tokenarium-cli stories --language en|zh [--count N] [--seed S] [--json]

Writes N stories (1 unless said), with the seeds S, S + 1, … (from 1 unless said). The same seed tells the same story
in both languages, on every machine. Between two stories stands a line <|endoftext|>. The stories are CC0.

  --json  {"seed","plot","text"} a line instead
)",
                             runStories};

} // namespace tokenarium::cli
