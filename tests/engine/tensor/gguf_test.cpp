// SPDX-License-Identifier: GPL-3.0-or-later
// GGUF: files put together by hand from the format's description, our writer read back, real vocabularies,
// damage.
#include "engine/tensor/gguf.h"

#include "tests/support/damaged_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

extern "C" int fuzz_gguf(const std::uint8_t* data, std::size_t size);

namespace tokenarium {

namespace {

using testing::bytesOf;
using ::testing::HasSubstr;

template<class Number>
std::string raw(Number number) {
    return {reinterpret_cast<const char*>(&number), sizeof number};
}
std::string u32(std::uint32_t number) { return raw(number); }
std::string u64(std::uint64_t number) { return raw(number); }
std::string text(const std::string& value) { return u64(value.size()) + value; }

struct HandMadeTensor {
    std::string name;
    std::vector<std::uint64_t> sizes; ///< fastest first, as in the file
    std::uint32_t type;
    std::uint64_t offset;
};

struct HandMade {
    std::uint32_t version = 3;
    std::vector<std::string> keys;
    std::vector<HandMadeTensor> tensors;
    std::size_t alignment = 32, dataBytes = 0;

    std::string bytes() const {
        std::string out = "GGUF" + u32(version) + u64(tensors.size()) + u64(keys.size());
        for (const auto& key : keys) out += key;
        for (const auto& tensor : tensors) {
            out += text(tensor.name) + u32(static_cast<std::uint32_t>(tensor.sizes.size()));
            for (const auto size : tensor.sizes) out += u64(size);
            out += u32(tensor.type) + u64(tensor.offset);
        }
        if (!tensors.empty()) out.resize((out.size() + alignment - 1) / alignment * alignment);
        for (std::size_t i = 0; i < dataBytes; ++i) out += static_cast<char>(i);
        return out;
    }
};

/// Two tensors; the second is made of 8-bit blocks.
HandMade smallFile() {
    HandMade file;
    file.keys = {text("general.architecture") + u32(8) + text("gpt2"), text("n") + u32(4) + u32(7)};
    file.tensors = {{"a.weight", {3, 2}, 0, 0}, {"b.weight", {32, 2}, 8, 32}};
    file.dataBytes = 32 + 68;
    return file;
}

std::string everyKind() {
    HandMade file;
    file.keys = {
        text("u8") + u32(0) + raw<std::uint8_t>(200),
        text("i8") + u32(1) + raw<std::int8_t>(-100),
        text("u16") + u32(2) + raw<std::uint16_t>(60000),
        text("i16") + u32(3) + raw<std::int16_t>(-30000),
        text("u32") + u32(4) + u32(4'000'000'000),
        text("i32") + u32(5) + raw<std::int32_t>(-2'000'000'000),
        text("f32") + u32(6) + raw(0.5f),
        text("bool") + u32(7) + raw<std::uint8_t>(1),
        text("string") + u32(8) + text("héllo"),
        text("u64") + u32(10) + u64(1ull << 62),
        text("i64") + u32(11) + raw<std::int64_t>(-(1ll << 62)),
        text("f64") + u32(12) + raw(0.1),
        text("strings") + u32(9) + u32(8) + u64(2) + text("a") + text(""),
        text("ints") + u32(9) + u32(5) + u64(2) + raw<std::int32_t>(-1) + raw<std::int32_t>(5),
        text("bools") + u32(9) + u32(7) + u64(3) + std::string("\1\0\1", 3),
        text("floats") + u32(9) + u32(6) + u64(1) + raw(1.5f),
        text("none") + u32(9) + u32(8) + u64(0),
    };
    return file.bytes();
}

std::string messageOf(const std::string& bytes) {
    try {
        loadGguf(bytesOf(bytes), "model.gguf");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "was accepted";
}

std::string messageOf(const HandMade& file) { return messageOf(file.bytes()); }

TEST(Gguf, ReadsEveryKindOfMetadata) {
    auto metadata = loadGguf(bytesOf(everyKind()), "f").metadata;
    EXPECT_EQ(metadata.size(), 17u);
    const std::map<std::string, std::int64_t> integers{
        {"u8", 200},         {"i8", -100},         {"u16", 60000},     {"i16", -30000},
        {"u32", 4000000000}, {"i32", -2000000000}, {"u64", 1ll << 62}, {"i64", -(1ll << 62)}};
    for (const auto& [key, value] : integers) EXPECT_EQ(metadata.at(key), MetadataValue(value)) << key;
    EXPECT_EQ(metadata["f32"], MetadataValue(0.5));
    EXPECT_EQ(metadata["f64"], MetadataValue(0.1));
    EXPECT_EQ(metadata["bool"], MetadataValue(true));
    EXPECT_EQ(metadata["string"], MetadataValue(std::string("héllo")));
    EXPECT_EQ(metadata["strings"], MetadataValue(std::vector<std::string>{"a", ""}));
    EXPECT_EQ(metadata["ints"], MetadataValue(std::vector<std::int64_t>{-1, 5}));
    EXPECT_EQ(metadata["bools"], MetadataValue(std::vector<std::int64_t>{1, 0, 1}));
    EXPECT_EQ(metadata["floats"], MetadataValue(std::vector<double>{1.5}));
    EXPECT_EQ(metadata["none"], MetadataValue(std::vector<std::string>{}));
}

TEST(Gguf, TurnsShapesRoundAndFindsTheData) {
    for (const std::uint32_t version : {2u, 3u}) {
        auto file = smallFile();
        file.version = version;
        const std::string bytes = file.bytes();
        const auto contents = loadGguf(bytesOf(bytes), "f");
        ASSERT_EQ(contents.tensors.size(), 2u);
        EXPECT_EQ(contents.tensors[0].shape, (Shape{2, 3}));
        EXPECT_EQ(contents.tensors[1].shape, (Shape{2, 32}));
        EXPECT_EQ(contents.tensors[1].dtype, DType::Q8_0);
        EXPECT_EQ(contents.tensors[1].bytes.size(), 68u);
        EXPECT_EQ(contents.tensors[1].bytes[0], std::byte{32});
        EXPECT_EQ(contents.tensors[1].bytes.data() + 68, bytesOf(bytes).data() + bytes.size());
    }
}

TEST(Gguf, HonoursTheAlignment) {
    auto file = smallFile();
    file.keys.push_back(text("general.alignment") + u32(4) + u32(64));
    file.alignment = 64;
    file.tensors[1].offset = 64;
    file.dataBytes = 64 + 68;
    const std::string bytes = file.bytes();
    EXPECT_EQ(loadGguf(bytesOf(bytes), "f").tensors[1].bytes[0], std::byte{64});
    file.tensors[1].offset = 32;
    EXPECT_THAT(messageOf(file), HasSubstr("no multiple of 64"));
    for (const std::uint32_t bad : {0u, 1u, 48u, 1u << 20}) {
        file.keys.back() = text("general.alignment") + u32(4) + u32(bad);
        EXPECT_THAT(messageOf(file), HasSubstr("general.alignment is no power of two"));
    }
}

TEST(Gguf, RefusesWhatDoesNotFit) {
    const auto changed = [](auto change) {
        auto file = smallFile();
        change(file);
        return messageOf(file);
    };
    EXPECT_THAT(changed([](auto& f) { f.version = 1; }), HasSubstr("version 1"));
    EXPECT_THAT(changed([](auto& f) { f.version = 0x03000000; }), HasSubstr("big-endian"));
    EXPECT_THAT(changed([](auto& f) { f.tensors[1].name = "a.weight"; }),
                HasSubstr("\"a.weight\" is there twice"));
    EXPECT_THAT(changed([](auto& f) { f.tensors[1].offset = 0; }), HasSubstr("overlap"));
    EXPECT_THAT(changed([](auto& f) { f.tensors[1].offset = 64; }), HasSubstr("cut off or damaged"));
    EXPECT_THAT(changed([](auto& f) { f.tensors[1].offset = ~0ull - 31; }), HasSubstr("cut off or damaged"));
    EXPECT_THAT(changed([](auto& f) { f.tensors[1].sizes = {31, 2}; }), HasSubstr("multiple of 32"));
    EXPECT_THAT(changed([](auto& f) { f.tensors[1].sizes = {}; }), HasSubstr("multiple of 32"));
    EXPECT_THAT(changed([](auto& f) {
                    f.tensors[0].sizes = {1ull << 60, 1ull << 60};
                }),
                HasSubstr("\"a.weight\" has the shape [1152921504606846976, 1152921504606846976]"));
    EXPECT_THAT(changed([](auto& f) {
                    f.tensors[0].sizes = {0, 1ull << 60};
                }),
                HasSubstr("no file is so large"));
    EXPECT_THAT(changed([](auto& f) { f.tensors[0].sizes.assign(5, 1); }), HasSubstr("5 dimensions"));
    EXPECT_THAT(changed([](auto& f) { f.tensors[0].type = 10; }), HasSubstr("number format Q2_K"));
    EXPECT_THAT(changed([](auto& f) { f.tensors[0].type = 99; }), HasSubstr("number format type 99"));
    EXPECT_THAT(changed([](auto& f) { f.keys[1] = f.keys[0]; }), HasSubstr("\"general.architecture\" twice"));
}

TEST(Gguf, RefusesValuesThatLie) {
    const auto withKey = [](const std::string& value) {
        HandMade file;
        file.keys = {text("k") + value};
        return messageOf(file);
    };
    EXPECT_THAT(withKey(u32(7) + raw<std::uint8_t>(2)), HasSubstr("neither 0 nor 1"));
    EXPECT_THAT(withKey(u32(13) + u64(0)), HasSubstr("unknown type 13"));
    EXPECT_THAT(withKey(u32(10) + u64(~0ull)), HasSubstr("beyond 2^63"));
    EXPECT_THAT(withKey(u32(9) + u32(0) + u64(1ull << 60)),
                HasSubstr("a list of 1152921504606846976 values"));
    EXPECT_THAT(withKey(u32(9) + u32(8) + u64(1000) + text("a")), HasSubstr("a list of 1000 values"));
    EXPECT_THAT(withKey(u32(9) + u32(9) + u64(1) + u32(0) + u64(0)), HasSubstr("a list of lists"));
    EXPECT_THAT(withKey(u32(8) + u64(1ull << 50)), HasSubstr("a text of"));
    EXPECT_THAT(messageOf("GGUF" + u32(3) + u64(1ull << 40) + u64(0)), HasSubstr("1099511627776 tensors"));
}

TEST(Gguf, RefusesEveryTruncation) {
    const std::string whole = smallFile().bytes();
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_THAT(messageOf(whole.substr(0, length)), HasSubstr("model.gguf: ")) << length;
    EXPECT_EQ(messageOf(whole), "was accepted");
}

TEST(Gguf, WhatIsWrittenIsRead) {
    const testing::TemporaryFolder folder;
    const std::string data(1000, '\x2a');
    std::vector<StoredTensor> tensors;
    for (const auto& [number, type] : ggufTensorTypes) {
        const Shape shape{1, blockElements(type) > 1 ? blockElements(type) : 5};
        tensors.push_back({dtypeName(type), type, shape, bytesOf(data).first(storageBytes(shape, type))});
    }
    const std::map<std::string, MetadataValue> metadata{
        {"bool", true},
        {"count", std::int64_t{12}},
        {"negative", std::int64_t{-3}},
        {"large", std::int64_t{1} << 40},
        {"real", 0.25},
        {"text", std::string("t")},
        {"texts", std::vector<std::string>{"x", "yy"}},
        {"reals", std::vector<double>{0.5, -1}},
        {"integers", std::vector<std::int64_t>{1, -2}},
        {"wide", std::vector<std::int64_t>{1, std::int64_t{1} << 40}},
    };
    writeGguf(folder / "m.gguf", tensors, metadata);
    const auto opened = Checkpoint::open(folder / "m.gguf");
    EXPECT_EQ(opened->format(), Checkpoint::Format::Gguf);
    EXPECT_EQ(opened->metadata(), metadata);
    ASSERT_EQ(opened->tensors().size(), tensors.size());
    for (const StoredTensor& tensor : tensors) {
        const StoredTensor* found = opened->find(tensor.name);
        ASSERT_TRUE(found) << tensor.name;
        EXPECT_EQ(found->shape, tensor.shape);
        EXPECT_EQ(found->dtype, tensor.dtype);
        EXPECT_TRUE(std::ranges::equal(found->bytes, tensor.bytes));
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(found->bytes.data()) % 32, 0u);
    }
    EXPECT_EQ(opened->find("elsewhere"), nullptr);
}

TEST(Gguf, WriterRefusesWhatItCannotWrite) {
    const testing::TemporaryFolder folder;
    const std::string data(8, '\0');
    const auto bytes = bytesOf(data);
    EXPECT_THROW(writeGguf(folder / "m", {{"w", DType::I8, Shape{8}, bytes}}, {}), std::runtime_error);
    EXPECT_THROW(writeGguf(folder / "m", {{"w", DType::F32, Shape{3}, bytes}}, {}), std::runtime_error);
    EXPECT_THROW(
        writeGguf(folder / "m", {{"w", DType::F32, Shape{2}, bytes}, {"w", DType::F32, Shape{2}, bytes}}, {}),
        std::runtime_error);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Gguf, OpensRealVocabularies) {
    const auto shared = testing::vectorsFolder().parent_path() / "vocabs";
    if (!std::filesystem::exists(shared)) GTEST_SKIP() << shared << " is not there";
    const std::map<std::string, std::size_t> tokens{
        {"gpt-2", 50257}, {"llama-spm", 32000}, {"bert-bge", 30522}, {"deepseek-coder", 32256}};
    for (const auto& [name, count] : tokens) {
        const auto opened = Checkpoint::open(shared / ("ggml-vocab-" + name + ".gguf"));
        const auto& list = opened->metadata().at("tokenizer.ggml.tokens");
        EXPECT_EQ(std::get<std::vector<std::string>>(list).size(), count) << name;
        EXPECT_TRUE(opened->tensors().empty());
    }
}

TEST(Gguf, AnyDamageIsReadWithoutHarm) {
    std::mt19937 random(5);
    const std::string seeds[] = {smallFile().bytes(), everyKind()};
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string bytes = testing::damaged(seeds[i % 2], random);
        fuzz_gguf(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        accepted += messageOf(bytes) == "was accepted";
    }
    EXPECT_GT(accepted, 500);
    EXPECT_LT(accepted, 15'000);
}

} // namespace

} // namespace tokenarium
