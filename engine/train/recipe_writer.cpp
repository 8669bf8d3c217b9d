// SPDX-License-Identifier: GPL-3.0-or-later
// Section by section, in the order in which recipes are written by hand.
#include "engine/train/recipe_writer.h"

#include <nlohmann/json.hpp>

namespace tokenarium {

namespace {

using Json = nlohmann::ordered_json;

Json modelOf(const ModelConfig& model) {
    return {{"architecture", "llama"},    {"layers", model.layers},
            {"width", model.width},       {"heads", model.heads},
            {"context", model.positions}, {"feed_forward_width", model.feedForwardWidth}};
}

Json tokenizerOf(const TokenizerRecipe& tokenizer) {
    Json json;
    if (tokenizer.kind == TokenizerRecipe::Kind::File) {
        json = {{"kind", "file"}, {"file", tokenizer.file}};
    } else {
        const bool pairs = tokenizer.kind == TokenizerRecipe::Kind::BytePair;
        json = {{"kind", pairs ? "byte_pair" : "characters"}, {"size", tokenizer.size}};
        for (const TokenizerSource& source : tokenizer.sources) {
            Json entry{{"name", source.name}, {"share", source.share}};
            if (source.limit != std::size_t(-1)) entry["limit"] = source.limit;
            json["sources"].push_back(entry);
        }
    }
    if (!tokenizer.marks.empty()) json["marks"] = tokenizer.marks;
    return json;
}

Json textOf(const RecipeText& text) {
    Json json{{"name", text.name}, {"file", text.file}};
    if (text.column > 0) json["column"] = text.column;
    json["documents"] = text.documents == RecipeText::Documents::Marker ? "marker" : "line";
    json["repeat"] = text.repeat;
    if (!text.mark.empty()) json["mark"] = text.mark;
    if (text.trainOnly) json["train_only"] = true;
    if (!text.source.empty()) json["source"] = text.source;
    if (!text.licence.empty()) json["licence"] = text.licence;
    if (!text.sha256.empty()) json["sha256"] = text.sha256;
    return json;
}

Json trainingOf(const TrainingSettings& training) {
    Json json{{"tokens", training.tokens},
              {"batch_tokens", training.batchTokens},
              {"micro_batch_tokens", training.microBatchTokens},
              {"optimizer", training.optimizer == OptimizerKind::Muon ? "muon" : "adamw"},
              {"muon_rate", training.muonRate},
              {"muon_momentum", training.muonMomentum},
              {"rate", training.rate},
              {"beta1", training.beta1},
              {"beta2", training.beta2},
              {"weight_decay", training.weightDecay},
              {"clip", training.clip},
              {"schedule", training.schedule == ScheduleKind::Linear ? "linear" : "cosine"},
              {"warmup", training.warmup},
              {"decay_from", training.decayFrom},
              {"final_rate", training.finalRate},
              {"dropout", training.dropout},
              {"dropout_from", training.dropoutFrom},
              {"seed", training.seed},
              {"evaluate_every_tokens", training.evaluateEveryTokens},
              {"evaluation_tokens", training.evaluationTokens},
              {"checkpoint_every_seconds", training.checkpointEverySeconds},
              {"patience", training.patience},
              {"precision", training.precision == TrainingPrecision::BF16 ? "bf16" : "f32"},
              {"threads", training.threads}};
    return json;
}

} // namespace

std::string createRecipeJson(const Recipe& recipe) {
    Json json{{"name", recipe.name}};
    if (recipe.startFrom.empty()) {
        json["model"] = modelOf(recipe.model);
        json["tokenizer"] = tokenizerOf(recipe.tokenizer);
    } else {
        json["start_from"] = recipe.startFrom;
    }
    for (const RecipeText& text : recipe.texts) json["texts"].push_back(textOf(text));
    json["validation"] = {{"per_mille", recipe.validationPerMille}};
    json["training"] = trainingOf(recipe.training);
    if (recipe.lora) {
        json["lora"] = {{"rank", recipe.lora->rank}, {"alpha", recipe.lora->alpha}};
        if (!recipe.lora->matrices.empty()) json["lora"]["matrices"] = recipe.lora->matrices;
    }
    if (recipe.samples)
        json["samples"] = {{"prompts", recipe.samples->prompts},
                           {"every_tokens", recipe.samples->everyTokens},
                           {"max_tokens", recipe.samples->maxTokens},
                           {"temperature", recipe.samples->temperature}};
    return json.dump(2) + "\n";
}

} // namespace tokenarium
