// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a recipe field by field. A field that nobody knows is a typing error and is refused.
#include "engine/train/recipe.h"

#include "engine/file/quoted_name.h"
#include "engine/file/strict_json.h"
#include "engine/train/recipe_section.h"

#include <algorithm>
#include <limits>
#include <set>

namespace tokenarium {

namespace {

constexpr std::uint64_t mostTokens = std::uint64_t{1} << 50;
constexpr std::size_t mostAtOnce = std::size_t{1} << 24;
constexpr std::size_t mostPrompts = 100;

ModelConfig readModel(RecipeSection section) {
    ModelConfig config;
    const std::vector<std::string> architectures{"gpt2", "llama", "qwen2", "qwen3"};
    const std::string kind = architectures[section.choice("architecture", architectures, 1)];
    config.layers = section.neededSize("layers", 1024);
    config.width = section.neededSize("width", std::size_t{1} << 17);
    config.heads = section.neededSize("heads", 4096);
    config.positions = section.neededSize("context", std::size_t{1} << 20);
    if (!section.has("head_width") && config.width % config.heads != 0)
        section.refuse("a width of " + std::to_string(config.width) + " cannot be shared among " +
                       std::to_string(config.heads) + " heads; change one of them, or say \"head_width\"");
    config.headWidth = section.size("head_width", 1, 4096, config.width / config.heads);
    config.feedForwardWidth = section.size("feed_forward_width", 1, std::size_t{1} << 20, 4 * config.width);
    config.tiedHead = section.flag("tied_head", true);
    config.normEpsilon = static_cast<float>(section.number("norm_epsilon", 1e-12, 0.1, 1e-5));
    config.keyHeads = config.heads;
    if (kind == "gpt2") {
        if (config.headWidth * config.heads != config.width)
            section.refuse("heads of gpt2 are as wide together as the model");
        config.queryKeyValueBias = config.attentionOutputBias = true;
        config.feedForwardBias = config.normBias = true;
    } else {
        config.norm = ModelConfig::Norm::Rms;
        config.positionKind = ModelConfig::Positions::Rotary;
        config.feedForward = ModelConfig::FeedForward::Swiglu;
        config.keyHeads = section.size("key_heads", 1, config.heads, config.heads);
        config.ropeTheta = section.number("rope_theta", 2, 1e12, 10000);
        config.queryKeyValueBias = kind == "qwen2";
        config.queryKeyNorm = section.flag("query_key_norm", kind == "qwen3");
        if (config.queryKeyNorm != (kind == "qwen3"))
            section.refuse("query_key_norm",
                           "true with the architecture qwen3 only, as other programs read it");
    }
    section.finish();
    config.vocabularySize = 1; // the tokenizer says later how large it is
    if (const std::string problem = configProblem(config); !problem.empty())
        section.refuse(problem.substr(0, problem.size() - 1));
    return config;
}

TokenizerRecipe readTokenizer(RecipeSection section) {
    TokenizerRecipe tokenizer;
    tokenizer.kind =
        static_cast<TokenizerRecipe::Kind>(section.choice("kind", {"characters", "byte_pair", "file"}, 0));
    tokenizer.marks = section.words("marks");
    if (tokenizer.kind == TokenizerRecipe::Kind::File) {
        tokenizer.file = section.neededText("file", "the name of a tokenizer.json");
    } else {
        tokenizer.size = section.neededSize("size", std::size_t{1} << 22);
        for (RecipeSection& entry : section.list("sources")) {
            TokenizerSource source;
            source.name = entry.neededText("name", "the name of one of the texts");
            source.share = entry.number("share", 0, 1, 1);
            source.limit = entry.size("limit", 1, std::numeric_limits<std::size_t>::max(), source.limit);
            entry.finish();
            tokenizer.sources.push_back(std::move(source));
        }
    }
    section.finish();
    return tokenizer;
}

RecipeText readText(RecipeSection section) {
    RecipeText text;
    text.name = section.neededText("name", "a name for the text");
    text.file = section.neededText("file", "a file name");
    text.column = section.size("column", 1, 1000, 0);
    text.documents = static_cast<RecipeText::Documents>(section.choice("documents", {"line", "marker"}, 0));
    if (text.column > 0 && text.documents == RecipeText::Documents::Marker)
        section.refuse("\"column\" goes with \"documents\": \"line\" only");
    text.repeat = section.number("repeat", 0, 1000, 1);
    text.mark = section.text("mark");
    text.trainOnly = section.flag("train_only", false);
    text.source = section.text("source");
    text.licence = section.text("licence");
    text.sha256 = section.text("sha256");
    const bool hexadecimal =
        text.sha256.size() == 64 && text.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!text.sha256.empty() && !hexadecimal) section.refuse("sha256", "64 digits 0-9 a-f");
    section.finish();
    return text;
}

void readOptimizer(RecipeSection& section, TrainingSettings& training) {
    training.optimizer =
        section.choice("optimizer", {"adamw", "muon"}, 1) == 0 ? OptimizerKind::AdamW : OptimizerKind::Muon;
    training.muonRate = section.number("muon_rate", 0, 10, training.muonRate);
    training.muonMomentum = section.number("muon_momentum", 0, 0.9999, training.muonMomentum);
    training.rate = section.number("rate", 0, 10, training.rate);
    training.beta1 = section.number("beta1", 0, 0.9999, training.beta1);
    training.beta2 = section.number("beta2", 0, 0.999999, training.beta2);
    training.weightDecay = section.number("weight_decay", 0, 10, training.weightDecay);
    training.clip = section.number("clip", 0, 1e9, training.clip);
}

void readSchedule(RecipeSection& section, TrainingSettings& training) {
    training.schedule = section.choice("schedule", {"linear", "cosine"}, 0) == 0 ? ScheduleKind::Linear
                                                                                 : ScheduleKind::Cosine;
    training.warmup = section.number("warmup", 0, 1, training.warmup);
    training.decayFrom = section.number("decay_from", 0, 1, std::max(training.decayFrom, training.warmup));
    training.finalRate = section.number("final_rate", 0, 1, training.finalRate);
    if (training.schedule == ScheduleKind::Linear && training.decayFrom < training.warmup)
        section.refuse("decay_from", "not less than \"warmup\"");
}

TrainingSettings readTraining(RecipeSection section) {
    TrainingSettings training;
    training.tokens = section.whole("tokens", 1, mostTokens, training.tokens);
    training.batchTokens = section.size("batch_tokens", 1, mostAtOnce, training.batchTokens);
    training.microBatchTokens =
        section.size("micro_batch_tokens", 1, mostAtOnce, std::min<std::size_t>(training.batchTokens, 2048));
    readOptimizer(section, training);
    readSchedule(section, training);
    training.dropout = section.number("dropout", 0, 0.9, 0);
    training.dropoutFrom = section.number("dropout_from", 0, 1, 0);
    training.seed = section.whole("seed", 0, std::numeric_limits<std::int64_t>::max(), training.seed);
    training.evaluateEveryTokens = section.whole("evaluate_every_tokens", 0, mostTokens, 0);
    training.evaluationTokens =
        section.size("evaluation_tokens", 1, std::size_t{1} << 40, training.evaluationTokens);
    training.checkpointEverySeconds =
        section.number("checkpoint_every_seconds", 0, 1e6, training.checkpointEverySeconds);
    training.patience = section.size("patience", 0, 1000000, 0);
    training.precision = section.choice("precision", {"f32", "bf16"}, 0) == 0 ? TrainingPrecision::F32
                                                                              : TrainingPrecision::BF16;
    training.threads = section.size("threads", 0, 1024, 0);
    section.finish();
    if (training.evaluateEveryTokens == 0)
        training.evaluateEveryTokens = std::max<std::uint64_t>(training.tokens / 20, 1);
    return training;
}

LoraRecipe readLora(RecipeSection section) {
    LoraRecipe lora;
    lora.rank = section.size("rank", 1, 4096, lora.rank);
    lora.alpha = section.number("alpha", 0.001, 1e6, 2.0 * static_cast<double>(lora.rank));
    lora.matrices = section.words("matrices");
    section.finish();
    return lora;
}

RecipeSamples readSamples(RecipeSection section, const TrainingSettings& training) {
    RecipeSamples samples;
    section.need("prompts", "a list of texts in brackets; \"\" is one too");
    samples.prompts = section.words("prompts", true);
    if (samples.prompts.empty() || samples.prompts.size() > mostPrompts)
        section.refuse("prompts", "1 to " + std::to_string(mostPrompts) + " texts");
    samples.everyTokens = section.whole("every_tokens", 1, mostTokens, training.evaluateEveryTokens);
    samples.maxTokens = section.size("max_tokens", 1, std::size_t{1} << 20, samples.maxTokens);
    samples.temperature = section.number("temperature", 0, 100, samples.temperature);
    section.finish();
    return samples;
}

/// What one part of the recipe says about another.
void checkNames(const RecipeSection& section, const Recipe& recipe) {
    std::set<std::string> names;
    for (const RecipeText& text : recipe.texts) {
        if (!names.insert(text.name).second)
            section.refuse("two texts have the name " + inQuotes(text.name) + "; give each its own");
        const auto& marks = recipe.tokenizer.marks;
        if (!text.mark.empty() && recipe.tokenizer.kind != TokenizerRecipe::Kind::File &&
            recipe.startFrom.empty() && std::find(marks.begin(), marks.end(), text.mark) == marks.end())
            section.refuse("the text " + inQuotes(text.name) + " has the mark " + inQuotes(text.mark) +
                           ", which is missing in the tokenizer's \"marks\"");
    }
    for (const TokenizerSource& source : recipe.tokenizer.sources)
        if (names.count(source.name) == 0)
            section.refuse("the tokenizer learns from " + inQuotes(source.name) +
                           ", but no text has that name");
}

} // namespace

Recipe loadRecipe(std::string_view text, const std::string& file) {
    const nlohmann::json values = loadStrictJson(text, file);
    RecipeSection section(values, file);
    Recipe recipe;
    recipe.name = section.neededText("name", "a name for the model");
    recipe.startFrom = section.text("start_from");
    if (recipe.startFrom.empty()) {
        section.need("model", "an object with layers, width, heads and context");
        recipe.model = readModel(section.inside("model"));
        section.need("tokenizer", "an object with kind and size");
        recipe.tokenizer = readTokenizer(section.inside("tokenizer"));
    } else if (section.has("model") || section.has("tokenizer")) {
        section.refuse("with \"start_from\" the model and its tokenizer are those of that folder; take "
                       "\"model\" and \"tokenizer\" out");
    }
    for (RecipeSection& entry : section.list("texts")) recipe.texts.push_back(readText(std::move(entry)));
    if (recipe.texts.empty()) section.refuse("\"texts\" must name at least one text");
    if (section.has("validation")) {
        RecipeSection validation = section.inside("validation");
        recipe.validationPerMille = static_cast<unsigned>(validation.size("per_mille", 0, 500, 10));
        validation.finish();
    }
    section.need("training", "an object, with the number of tokens for example");
    recipe.training = readTraining(section.inside("training"));
    if (section.has("lora")) {
        if (recipe.startFrom.empty())
            section.refuse("\"lora\" adapts a model that is there: \"start_from\" is missing");
        recipe.lora = readLora(section.inside("lora"));
    }
    if (section.has("samples")) recipe.samples = readSamples(section.inside("samples"), recipe.training);
    section.finish();
    checkNames(section, recipe);
    return recipe;
}

} // namespace tokenarium
