// SPDX-License-Identifier: GPL-3.0-or-later
// Tells stories, pairs and questions out of the grammar; reads what lies on the disk.
#include "app/training/training_setup.h"

#include "engine/file/program_folder.h"
#include "engine/train/story_grammar.h"
#include "engine/train/training_folder.h"

#include <QFile>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <stdexcept>

namespace tokenarium {

namespace fs = std::filesystem;

namespace {

constexpr const char* separator = "<|endoftext|>\n";
constexpr const char* licencesFolder = "/usr/share/common-licenses";
constexpr std::uint64_t firstSeed = 1;
constexpr std::size_t licenceDocument = 1500; // bytes, about a page

void addDocument(std::string& text, const std::string& document) {
    if (!text.empty()) text += separator;
    text += document + "\n";
}

SourceText stories(StoryLanguage language, std::size_t count) {
    const bool english = language == StoryLanguage::English;
    SourceText text{english ? "English stories" : "Chinese stories",
                    english ? "<|en|>" : "<|zh|>",
                    {},
                    "the built-in story grammar",
                    "CC0-1.0"};
    for (std::size_t i = 0; i < count; ++i)
        addDocument(text.text, storyGrammar().tell(firstSeed + i, language).text);
    return text;
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

SourceText pairs(std::size_t count) {
    SourceText text{
        "translation pairs", "<|pair|>", {}, "the built-in story grammar in both languages", "CC0-1.0"};
    for (std::size_t i = 0; i < count; ++i) {
        const auto english = linesOf(storyGrammar().tell(firstSeed + i, StoryLanguage::English).text),
                   chinese = linesOf(storyGrammar().tell(firstSeed + i, StoryLanguage::Chinese).text);
        if (english.size() != chinese.size()) continue;
        for (std::size_t line = 0; line < english.size(); ++line)
            addDocument(text.text, english[line] + " = " + chinese[line]);
    }
    return text;
}

/// "Kite in a tree" → "a kite in a tree", unless it begins with an article of its own.
std::string topicOf(std::string plot) {
    plot[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(plot[0])));
    const bool article = plot.starts_with("a ") || plot.starts_with("an ") || plot.starts_with("the ");
    return article ? plot : "the " + plot;
}

std::string heroOf(const Story& story) {
    for (const StoryChoice& choice : story.derivation)
        if (choice.rule == "h") return story.text.substr(choice.begin, choice.end - choice.begin);
    return {};
}

std::string chatOf(std::uint64_t seed) {
    const Story story = storyGrammar().tell(seed, StoryLanguage::English);
    const std::string hero = heroOf(story);
    if (seed % 2 == 0 || hero.empty())
        return "Question: Can you tell me a story about " + topicOf(story.plot) +
               "?\nAnswer: " + linesOf(story.text).front();
    return linesOf(story.text).front() + "\nQuestion: Who is this story about?\nAnswer: It is about " + hero +
           ".";
}

SourceText chat(std::size_t count) {
    SourceText text{"questions and answers", "<|en|>", {}, "the built-in story grammar", "CC0-1.0"};
    for (std::size_t i = 0; i < count; ++i) addDocument(text.text, chatOf(firstSeed + i));
    return text;
}

/// Cut where a paragraph ends, at about a page.
void addPages(std::string& text, const std::string& whole) {
    std::string page;
    for (const std::string& line : linesOf(whole)) {
        page += line + "\n";
        if (page.size() < licenceDocument || !line.empty()) continue;
        addDocument(text, page);
        page.clear();
    }
    if (!page.empty()) addDocument(text, page);
}

SourceText licences() {
    SourceText text{"law", "<|en|>", {}, licencesFolder, "free licences; copying of their texts is allowed"};
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(licencesFolder))
        if (entry.is_regular_file() && !entry.is_symlink()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) addPages(text.text, loadWholeText(file));
    return text;
}

/// Files that have the separator are taken as they are; others give a document for every paragraph.
SourceText ownText(const fs::path& file) {
    SourceText text{file.filename().string(), {}, {}, "own file", {}};
    const std::string whole = loadWholeText(file);
    if (whole.find(std::string_view(separator, 13)) != whole.npos)
        text.text = whole;
    else
        for (const std::string& line : linesOf(whole))
            if (line.find_first_not_of(" \t\r") != line.npos) addDocument(text.text, line);
    return text;
}

/// A poem a line.
std::string poemLines() {
    if (hasManyPoems()) return loadWholeText(preparedTextsFolder() / "poems.txt");
    QFile file(QStringLiteral(":/samples/verses.txt"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

SourceText poems() {
    SourceText text{
        "poems", "<|zh|>", {}, "npm package chinese-poetry, by prepare-poems.py", "public domain"};
    for (const std::string& line : linesOf(poemLines()))
        if (!line.empty()) addDocument(text.text, line);
    return text;
}

} // namespace

fs::path preparedTextsFolder() {
    if (const char* set = std::getenv("TOKENARIUM_TEXTS"); set && *set) return set;
    return programFolder() / ".." / "share" / "tokenarium" / "texts";
}

bool hasManyPoems() {
    std::error_code error;
    return fs::exists(preparedTextsFolder() / "poems.txt", error);
}

std::string textProblem(const TrainingSetup& setup) {
    std::error_code error;
    if (setup.texts == TextChoice::Licences && !fs::is_directory(licencesFolder, error))
        return std::string(licencesFolder) +
               " is not on this machine: it belongs to Debian and its relatives.";
    if (setup.texts != TextChoice::OwnFiles) return {};
    if (setup.files.empty()) return "No file is chosen yet.";
    for (const fs::path& file : setup.files)
        if (!fs::is_regular_file(file, error)) return file.string() + ": there is no such file.";
    return {};
}

std::vector<SourceText> createSourceTexts(const TrainingSetup& setup) {
    if (const std::string problem = textProblem(setup); !problem.empty()) throw std::runtime_error(problem);
    const bool both = setup.texts == TextChoice::BothStories;
    std::vector<SourceText> texts;
    switch (setup.texts) {
    case TextChoice::EnglishStories:
    case TextChoice::ChineseStories:
    case TextChoice::BothStories:
        if (both || setup.texts == TextChoice::EnglishStories)
            texts.push_back(stories(StoryLanguage::English, setup.stories));
        if (both || setup.texts == TextChoice::ChineseStories)
            texts.push_back(stories(StoryLanguage::Chinese, setup.stories));
        break;
    case TextChoice::Poems: texts.push_back(poems()); break;
    case TextChoice::Pairs: texts.push_back(pairs(setup.stories)); break;
    case TextChoice::Chat: texts.push_back(chat(setup.stories)); break;
    case TextChoice::Licences: texts.push_back(licences()); break;
    case TextChoice::OwnFiles:
        for (const fs::path& file : setup.files) texts.push_back(ownText(file));
        break;
    }
    for (std::size_t i = 1; i < texts.size(); ++i) // names in a recipe are different
        for (std::size_t j = 0; j < i; ++j)
            if (texts[j].name == texts[i].name) texts[i].name += " (" + std::to_string(i + 1) + ")";
    return texts;
}

ModelConfig configOf(const TrainingSetup& setup, std::size_t vocabulary) {
    ModelConfig config;
    config.norm = ModelConfig::Norm::Rms;
    config.positionKind = ModelConfig::Positions::Rotary;
    config.feedForward = ModelConfig::FeedForward::Swiglu;
    config.layers = setup.layers;
    config.width = setup.width;
    config.heads = config.keyHeads = setup.heads;
    config.headWidth = setup.width / std::max<std::size_t>(setup.heads, 1);
    config.feedForwardWidth = (setup.width * 8 / 3 + 31) / 32 * 32; // as many numbers as a plain one of 4·C
    config.positions = setup.context;
    config.vocabularySize = vocabulary;
    config.tiedHead = true;
    return config;
}

Recipe recipeOf(const TrainingSetup& setup, const std::vector<SourceText>& texts, bool marks,
                const std::string& name) {
    Recipe recipe;
    recipe.name = name;
    recipe.model = configOf(setup, 1);
    recipe.startFrom = setup.base.string();
    recipe.tokenizer.kind =
        setup.bytePairs ? TokenizerRecipe::Kind::BytePair : TokenizerRecipe::Kind::Characters;
    recipe.tokenizer.size = setup.vocabularySize;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        RecipeText text;
        text.name = texts[i].name;
        text.file = "text-" + std::to_string(i) + ".txt";
        text.documents = RecipeText::Documents::Marker;
        text.source = texts[i].source;
        text.licence = texts[i].licence;
        if (marks) text.mark = texts[i].mark;
        auto& known = recipe.tokenizer.marks;
        if (!text.mark.empty() && std::find(known.begin(), known.end(), text.mark) == known.end())
            known.push_back(text.mark);
        recipe.texts.push_back(std::move(text));
    }
    recipe.validationPerMille = 20;
    TrainingSettings& training = recipe.training;
    training.tokens = setup.tokens;
    training.batchTokens = training.microBatchTokens = batchTokensOf(setup);
    training.rate = setup.rate;
    training.muonRate = setup.rate * 20 / 3; // 0.02 beside 0.003, as the embedded models were trained
    training.seed = setup.seed;
    training.patience = setup.patience;
    const std::uint64_t every = std::max<std::uint64_t>(setup.sampleEverySteps, 1) * training.batchTokens;
    training.evaluateEveryTokens = every;
    training.evaluationTokens = 8192;
    training.checkpointEverySeconds = 15; // what a power cut costs at the most
    if (setup.loraRank > 0 && !setup.base.empty())
        recipe.lora = LoraRecipe{setup.loraRank, 2.0 * static_cast<double>(setup.loraRank), {"all"}};
    recipe.samples = RecipeSamples{{setup.prompt}, every, 64, 0.8};
    return recipe;
}

} // namespace tokenarium
