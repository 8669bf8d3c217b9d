// SPDX-License-Identifier: GPL-3.0-or-later
// llama2.c's .bin: files put together by hand, the real stories260K, damage.
#include "engine/tensor/llama2c.h"

#include "tests/support/damaged_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

extern "C" int fuzz_llama2c(const std::uint8_t* data, std::size_t size);

namespace tokenarium {

namespace {

using testing::bytesOf;
using ::testing::HasSubstr;

struct HandMade {
    std::int32_t width = 4, hidden = 6, layers = 2, heads = 2, keyHeads = 1, vocabulary = 5, positions = 3;
    bool tables = true;

    std::size_t layerNumbers() const {
        const int keyWidth = width / heads * keyHeads;
        return static_cast<std::size_t>(
            layers * (2 * width + 2 * width * width + 2 * keyWidth * width + 3 * hidden * width));
    }
    /// Weight i is the number i; the tables are −1.
    std::string bytes() const {
        std::string out(reinterpret_cast<const char*>(this), 28);
        const auto embedding = static_cast<std::size_t>(std::abs(vocabulary) * width);
        const std::size_t before = embedding + layerNumbers() + static_cast<std::size_t>(width);
        float number = 0;
        for (std::size_t i = 0; i < before; ++i) append(out, number++);
        if (tables)
            for (int i = 0; i < positions * (width / heads); ++i) append(out, -1);
        if (vocabulary < 0)
            for (std::size_t i = 0; i < embedding; ++i) append(out, number++);
        return out;
    }

private:
    static void append(std::string& out, float number) {
        out.append(reinterpret_cast<const char*>(&number), 4);
    }
};

std::vector<float> numbersOf(const CheckpointContents& contents, const std::string& name) {
    for (const StoredTensor& tensor : contents.tensors)
        if (tensor.name == name) {
            std::vector<float> numbers(tensor.shape.elements());
            dequantize(tensor, numbers);
            return numbers;
        }
    return {};
}

std::string messageOf(const std::string& bytes) {
    try {
        loadLlama2c(bytesOf(bytes), "m.bin");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "was accepted";
}

TEST(Llama2c, TensorsFollowTheOrderOfTheFile) {
    const std::string bytes = HandMade{}.bytes();
    const auto contents = loadLlama2c(bytesOf(bytes), "f");
    EXPECT_EQ(contents.tensors.size(), 2u + 2 * 9);
    // By hand: 20 numbers of embedding, then 2 × 4 norms, then 2 × 16 queries, 2 × 8 keys.
    EXPECT_EQ(numbersOf(contents, "model.embed_tokens.weight").front(), 0);
    EXPECT_EQ(numbersOf(contents, "model.layers.1.input_layernorm.weight").front(), 24);
    EXPECT_EQ(numbersOf(contents, "model.layers.0.self_attn.q_proj.weight").front(), 28);
    EXPECT_EQ(numbersOf(contents, "model.layers.0.self_attn.k_proj.weight").front(), 60);
    EXPECT_EQ(numbersOf(contents, "model.layers.0.self_attn.k_proj.weight").size(), 8u);
    EXPECT_EQ(numbersOf(contents, "model.layers.0.self_attn.v_proj.weight").front(), 76);
    EXPECT_EQ(numbersOf(contents, "model.layers.1.self_attn.o_proj.weight").front(), 108);
    EXPECT_EQ(numbersOf(contents, "model.layers.0.post_attention_layernorm.weight").front(), 124);
    EXPECT_EQ(numbersOf(contents, "model.layers.0.mlp.gate_proj.weight").front(), 132);
    EXPECT_EQ(numbersOf(contents, "model.layers.0.mlp.down_proj.weight").front(), 180);
    EXPECT_EQ(numbersOf(contents, "model.layers.0.mlp.up_proj.weight").front(), 228);
    EXPECT_EQ(numbersOf(contents, "model.norm.weight"), (std::vector<float>{276, 277, 278, 279}));
    EXPECT_EQ(contents.metadata.at("vocab_size"), MetadataValue(std::int64_t{5}));
    EXPECT_EQ(contents.metadata.at("shared_classifier"), MetadataValue(true));
}

TEST(Llama2c, AHeadOfItsOwnComesAfterTheTables) {
    for (const bool tables : {true, false}) {
        HandMade file;
        file.vocabulary = -5;
        file.tables = tables;
        const std::string bytes = file.bytes();
        const auto contents = loadLlama2c(bytesOf(bytes), "f");
        EXPECT_EQ(numbersOf(contents, "lm_head.weight").front(), 280);
        EXPECT_EQ(contents.metadata.at("shared_classifier"), MetadataValue(false));
    }
}

TEST(Llama2c, RefusesWhatDoesNotFit) {
    const auto changed = [](auto change) {
        HandMade file;
        const std::string weights = file.bytes().substr(28);
        change(file);
        return messageOf(std::string(reinterpret_cast<const char*>(&file), 28) + weights);
    };
    EXPECT_EQ(changed([](auto&) {}), "was accepted");
    EXPECT_THAT(changed([](auto& f) { f.heads = 3; }), HasSubstr("cannot be divided among 3 heads"));
    EXPECT_THAT(changed([](auto& f) { f.heads = 4, f.keyHeads = 3; }), HasSubstr("share 3 key heads"));
    EXPECT_THAT(changed([](auto& f) { f.layers = 3; }), HasSubstr("this file has"));
    EXPECT_THAT(changed([](auto& f) { f.width = 1 << 24, f.hidden = 1 << 24; }), HasSubstr("m.bin: "));
    for (std::int32_t HandMade::*const field :
         {&HandMade::width, &HandMade::layers, &HandMade::heads, &HandMade::keyHeads, &HandMade::vocabulary,
          &HandMade::positions})
        for (const std::int32_t bad :
             {0, std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()})
            EXPECT_THAT(changed([&](auto& f) { f.*field = bad; }), HasSubstr("is no model of llama2.c"));
    EXPECT_THAT(messageOf(HandMade{}.bytes() + "more"), HasSubstr("this file has"));
}

TEST(Llama2c, OpensStories260K) {
    const auto file = testing::vectorsFolder().parent_path() / "models" / "stories260K.bin";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not there";
    const auto opened = Checkpoint::open(file);
    EXPECT_EQ(opened->format(), Checkpoint::Format::Llama2c);
    std::size_t parameters = 0;
    for (const StoredTensor& tensor : opened->tensors()) {
        parameters += tensor.shape.elements();
        EXPECT_FALSE(hasNonFinite(tensor)) << tensor.name;
    }
    EXPECT_EQ(parameters, 260'032u);
    EXPECT_EQ(opened->find("model.layers.4.self_attn.k_proj.weight")->shape, (Shape{32, 64}));
    EXPECT_EQ(opened->metadata().at("n_kv_heads"), MetadataValue(std::int64_t{4}));
}

TEST(Llama2c, AnyDamageIsReadWithoutHarm) {
    std::mt19937 random(6);
    HandMade ownHead;
    ownHead.vocabulary = -5;
    const std::string seeds[] = {HandMade{}.bytes(), ownHead.bytes()};
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        // Mostly the header is hit, else hardly any damage would be seen.
        const std::string& seed = seeds[i % 2];
        const std::string bytes = i % 4 ? testing::damaged(seed.substr(0, 28), random) + seed.substr(28)
                                        : testing::damaged(seed, random);
        fuzz_llama2c(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        accepted += messageOf(bytes) == "was accepted";
    }
    EXPECT_GT(accepted, 500);
    EXPECT_LT(accepted, 15'000);
}

} // namespace

} // namespace tokenarium
