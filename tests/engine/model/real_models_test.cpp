// SPDX-License-Identifier: GPL-3.0-or-later
// Two small real models: one writes stories, one sorts letters and has reference activations for every stage.
#include "engine/backend/cpu_backend.h"
#include "engine/backend/trace.h"
#include "engine/model/load_weights.h"
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iostream>
#include <map>

namespace tokenarium {
namespace {

using nlohmann::json;
using testing::modelsFolder;
using testing::readJson;

std::size_t number(const Checkpoint& checkpoint, const char* key) {
    return static_cast<std::size_t>(std::get<std::int64_t>(checkpoint.metadata().at(key)));
}

/// The sizes are in the file; what else a llama2.c model is, its program says.
struct StoryModel {
    explicit StoryModel(Backend& backend) {
        const std::filesystem::path file = modelsFolder() / "stories260K.bin";
        const auto checkpoint = Checkpoint::open(file);
        config.norm = ModelConfig::Norm::Rms;
        config.positionKind = ModelConfig::Positions::Rotary;
        config.feedForward = ModelConfig::FeedForward::Swiglu;
        config.ropePairs = RopePairs::Interleaved;
        config.layers = number(*checkpoint, "n_layers");
        config.width = number(*checkpoint, "dim");
        config.heads = number(*checkpoint, "n_heads");
        config.keyHeads = number(*checkpoint, "n_kv_heads");
        config.headWidth = config.width / config.heads;
        config.feedForwardWidth = number(*checkpoint, "hidden_dim");
        config.vocabularySize = number(*checkpoint, "vocab_size");
        config.positions = number(*checkpoint, "max_seq_len");
        config.tiedHead = std::get<bool>(checkpoint->metadata().at("shared_classifier"));
        weights = loadWeights(*checkpoint, config, backend, file.string());
    }

    ModelConfig config;
    Weights weights;
};

TokenId likeliest(std::span<const float> logits) {
    return static_cast<TokenId>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

TEST(RealModels, StoriesHaveTheReferenceLogitsAndGreedyTokens) {
    if (!exists(modelsFolder() / "stories260K.bin"))
        GTEST_SKIP() << "skipped: no stories260K.bin in " << modelsFolder();
    CpuBackend backend;
    const StoryModel model(backend);
    double largest = 0;
    std::size_t tokens = 0;
    const json expected = readJson(modelsFolder() / "stories260K.expected.json");
    for (const json& one : expected["cases"]) {
        std::vector<TokenId> ids = one["prompt_ids"];
        const std::vector<float> reference = one["logits_after_prompt"];
        const std::vector<TokenId> greedy = one["greedy_ids"];
        KvCache cache = createKvCache(model.config, backend, model.config.positions);
        std::vector<float> logits;
        const auto read = [&](std::span<const TokenId> more) {
            const SequenceInput text{more, &cache};
            const ForwardResult result =
                forward(model.config, model.weights, backend, {&text, 1}, {true, false});
            ASSERT_TRUE(result.complete) << result.problem;
            logits = backend.read(result.logits);
        };
        read(ids);
        largest = std::max(largest, testing::largestDifference(logits, reference));
        while (ids.size() < greedy.size()) {
            ids.push_back(likeliest(logits));
            ++tokens;
            read(std::span(ids).last(1));
        }
        EXPECT_EQ(ids, greedy) << one["prompt"];
    }
    EXPECT_LE(largest, 1e-4);
    EXPECT_GT(tokens, 50U);
    std::cout << "stories260K: largest difference of logits " << largest << ", " << tokens
              << " greedy tokens\n";
}

std::vector<float> fromBase64(const std::string& text) {
    static const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        if (c == '=') break;
        bits = bits << 6 | static_cast<std::uint32_t>(letters.find(c));
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<char>(bits >> count & 0xFFU));
    }
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

class SortModel {
public:
    explicit SortModel(Backend& backend) {
        const json file = readJson(modelsFolder() / "gpt-nano-sort-model.json");
        config = testing::smallGpt2();
        config.layers = file["config"]["n_layer"];
        config.heads = config.keyHeads = file["config"]["n_head"];
        config.width = file["config"]["n_embd"];
        config.headWidth = config.width / config.heads;
        config.feedForwardWidth = 4 * config.width;
        config.vocabularySize = file["config"]["vocab_size"];
        config.positions = file["config"]["block_size"];
        config.tiedHead = false;
        weights = makeWeights(config, [&](const std::string& name, const Shape& shape) {
            Tensor tensor = backend.allocate(name, shape);
            backend.write(values(file, name, shape.elements()), tensor);
            return tensor;
        });
    }

    ModelConfig config;
    Weights weights;

private:
    static std::vector<float> values(const json& file, const std::string& name, std::size_t count) {
        static const std::vector<std::pair<std::string, std::string>> renamed = {
            {"embed.tokens", "transformer.wte"}, {"embed.positions", "transformer.wpe"},
            {"final.norm", "transformer.ln_f"},  {"head.", "lm_head."},
            {"block.", "transformer.h."},        {"attention.norm", "ln_1"},
            {"attention.query", "attn.c_attn"},  {"attention.key", "attn.c_attn"},
            {"attention.value", "attn.c_attn"},  {"attention.output", "attn.c_proj"},
            {"feedforward.norm", "ln_2"},        {"feedforward.up", "mlp.c_fc"},
            {"feedforward.down", "mlp.c_proj"},
        };
        std::string theirs = name;
        for (const auto& [ours, other] : renamed)
            if (const std::size_t place = theirs.find(ours); place != theirs.npos)
                theirs.replace(place, ours.size(), other);
        const std::vector<float> all = fromBase64(file.at(theirs)["data"]);
        // Queries, keys and values lie one under the other in one matrix.
        const std::size_t third = name.find(".key") != name.npos     ? 1
                                  : name.find(".value") != name.npos ? 2
                                                                     : 0;
        const std::size_t first = theirs.find("c_attn") != theirs.npos ? third * count : 0;
        return {all.begin() + static_cast<std::ptrdiff_t>(first),
                all.begin() + static_cast<std::ptrdiff_t>(first + count)};
    }
};

/// [H, T, D] of the reference from our [T, H·D].
std::vector<float> byHead(const std::vector<float>& values, std::size_t tokens, std::size_t heads) {
    const std::size_t width = values.size() / tokens / heads;
    std::vector<float> turned;
    for (std::size_t h = 0; h < heads; ++h)
        for (std::size_t t = 0; t < tokens; ++t)
            for (std::size_t i = 0; i < width; ++i) turned.push_back(values[(t * heads + h) * width + i]);
    return turned;
}

/// Two infinities of one sign agree.
double difference(const std::vector<float>& a, const float* b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i]) largest = std::max(largest, std::fabs(static_cast<double>(a[i]) - b[i]));
    return largest;
}

TEST(RealModels, SortingModelHasEveryReferenceActivation) {
    if (!exists(modelsFolder() / "gpt-nano-sort-model.json"))
        GTEST_SKIP() << "skipped: no gpt-nano-sort-model.json in " << modelsFolder();
    CpuBackend backend;
    const SortModel model(backend);
    const json stages = readJson(modelsFolder() / "gpt-nano-sort-t0-partials.json");
    const std::vector<float> idx = fromBase64(stages["idx"]["data"]);
    const std::map<std::string, std::string> names = {
        {"tok_emb", "embed.tokens"},
        {"pos_emb", "embed.positions"},
        {"x", "embed.output"},
        {"ln1", "block.0.attention.norm"},
        {"q", "block.0.attention.query"},
        {"k", "block.0.attention.key"},
        {"v", "block.0.attention.value"},
        {"att", "block.0.attention.masked"},
        {"attSm", "block.0.attention.probs"},
        {"y", "block.0.attention.heads"},
        {"yProj", "block.0.attention.output"},
        {"attnResid", "block.0.middle"},
        {"ln2", "block.0.feedforward.norm"},
        {"fc", "block.0.feedforward.up"},
        {"gelu", "block.0.feedforward.activation"},
        {"mlp", "block.0.feedforward.output"},
        {"mlpResid", "block.0.output"},
        {"block0", "block.0.output"},
        {"block1", "block.1.output"},
        {"block2", "block.2.output"},
        {"ln_f", "final.norm"},
        {"lm_head", "logits"},
        {"probs", "probs"},
    };
    std::size_t compared = 0;
    double largest = 0;
    for (std::size_t text = 0; text < 3; ++text) {
        TraceRecorder recorder;
        RecordingBackend recording(backend, recorder);
        const std::vector<TokenId> ids(idx.begin() + static_cast<std::ptrdiff_t>(text * 11),
                                       idx.begin() + static_cast<std::ptrdiff_t>(text * 11 + 11));
        const SequenceInput input{ids, nullptr};
        const ForwardResult result = forward(model.config, model.weights, recording, {&input, 1});
        Tensor probs = recording.allocate("probs", result.logits.shape);
        recording.softmax(result.logits, probs);
        for (const auto& [stage, entry] : stages.items()) {
            if (stage == "config" || stage == "idx") continue;
            const std::vector<float> reference = fromBase64(entry["data"]);
            std::vector<float> ours;
            if (stage == "qkv") { // side by side in one row there
                const auto part = [&](const char* name) { return recorder.trace.find(name)->values; };
                const auto q = part("block.0.attention.query"), k = part("block.0.attention.key"),
                           v = part("block.0.attention.value");
                for (std::size_t t = 0; t < 11; ++t)
                    for (const auto* one : {&q, &k, &v})
                        ours.insert(ours.end(), one->begin() + static_cast<std::ptrdiff_t>(t * 48),
                                    one->begin() + static_cast<std::ptrdiff_t>(t * 48 + 48));
            } else {
                ASSERT_TRUE(names.count(stage)) << "a stage that this test does not know: " << stage;
                const Step* step = recorder.trace.find(names.at(stage));
                ASSERT_NE(step, nullptr) << stage;
                ours =
                    stage == "q" || stage == "k" || stage == "v" ? byHead(step->values, 11, 3) : step->values;
            }
            const std::size_t first = entry["shape"][0] == 1 ? 0 : text * ours.size();
            ASSERT_LE(first + ours.size(), reference.size()) << stage;
            const double off = difference(ours, reference.data() + first);
            EXPECT_LE(off, 2e-5) << stage << " of text " << text;
            largest = std::max(largest, off);
            ++compared;
        }
    }
    EXPECT_EQ(compared, 3U * 24U);
    std::cout << "gpt-nano-sort: " << compared << " activations, largest difference " << largest << "\n";
}

TEST(RealModels, SortingModelSortsEveryInput) {
    if (!exists(modelsFolder() / "gpt-nano-sort-model.json"))
        GTEST_SKIP() << "skipped: no gpt-nano-sort-model.json in " << modelsFolder();
    CpuBackend backend;
    const SortModel model(backend);
    std::size_t right = 0;
    for (unsigned number = 0; number < 729; ++number) {
        std::vector<TokenId> ids;
        for (unsigned rest = number, i = 0; i < 6; ++i, rest /= 3) ids.push_back(rest % 3);
        std::vector<TokenId> sorted = ids;
        std::sort(sorted.begin(), sorted.end());
        KvCache cache = createKvCache(model.config, backend, 11);
        std::vector<TokenId> answer;
        while (answer.size() < 6) {
            const SequenceInput text{answer.empty() ? std::span<const TokenId>(ids)
                                                    : std::span<const TokenId>(answer).last(1),
                                     &cache};
            const ForwardResult result =
                forward(model.config, model.weights, backend, {&text, 1}, {true, false});
            ASSERT_TRUE(result.complete) << result.problem;
            answer.push_back(likeliest(backend.read(result.logits)));
        }
        right += answer == sorted;
    }
    EXPECT_EQ(right, 729U);
}

} // namespace
} // namespace tokenarium
