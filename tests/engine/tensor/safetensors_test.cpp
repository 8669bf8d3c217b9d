// SPDX-License-Identifier: GPL-3.0-or-later
// safetensors: files put together by hand, several with an index, our writer read back, 8-bit pairs, damage.
#include "engine/tensor/safetensors.h"

#include "tests/support/damaged_bytes.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

extern "C" int fuzz_safetensors(const std::uint8_t* data, std::size_t size);

namespace tokenarium {

namespace {

using testing::bytesOf;
using ::testing::HasSubstr;
using testing::TemporaryFolder;
using testing::writeFile;

std::string fileOf(const std::string& header, std::size_t dataBytes) {
    const std::uint64_t length = header.size();
    std::string out(reinterpret_cast<const char*>(&length), 8);
    out += header;
    for (std::size_t i = 0; i < dataBytes; ++i) out += static_cast<char>(i);
    return out;
}

std::string tensorText(const std::string& name, const std::string& type, const std::string& shape,
                       const std::string& offsets) {
    return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape +
           ",\"data_offsets\":" + offsets + "}";
}

std::string smallFile() {
    return fileOf("{\"__metadata__\":{\"format\":\"pt\"}," + tensorText("b", "F16", "[2,3]", "[4,16]") + "," +
                      tensorText("a", "F32", "[]", "[0,4]") + "," +
                      tensorText("none", "I8", "[0,7]", "[16,16]") + "}  ",
                  16);
}

std::string messageOf(const std::string& bytes) {
    try {
        loadSafetensors(bytesOf(bytes), "m.safetensors");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "was accepted";
}

std::string messageOfOpening(const std::filesystem::path& file) {
    try {
        Checkpoint::open(file);
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "was accepted";
}

TEST(Safetensors, ReadsTensorsAndMetadata) {
    const std::string bytes = smallFile();
    const auto contents = loadSafetensors(bytesOf(bytes), "f");
    ASSERT_EQ(contents.tensors.size(), 3u);
    EXPECT_EQ(contents.tensors[0].name, "a");
    EXPECT_EQ(contents.tensors[0].shape, Shape{});
    EXPECT_EQ(contents.tensors[1].shape, (Shape{2, 3}));
    EXPECT_EQ(contents.tensors[1].dtype, DType::F16);
    EXPECT_EQ(contents.tensors[1].bytes[0], std::byte{4});
    EXPECT_EQ(contents.tensors[2].shape.elements(), 0u);
    EXPECT_EQ(contents.metadata.at("format"), MetadataValue(std::string("pt")));
}

TEST(Safetensors, RefusesWhatDoesNotFit) {
    const auto one = [](const std::string& type, const std::string& shape, const std::string& offsets) {
        return messageOf(fileOf("{" + tensorText("w", type, shape, offsets) + "}", 16));
    };
    EXPECT_EQ(one("F32", "[4]", "[0,16]"), "was accepted");
    EXPECT_THAT(one("U8", "[16]", "[0,16]"), HasSubstr("tensor \"w\" is U8: bytes whose meaning"));
    EXPECT_THAT(one("F64", "[2]", "[0,16]"), HasSubstr("number format \"F64\""));
    EXPECT_THAT(one("F32", "[4]", "[0,15]"), HasSubstr("needs 16 bytes and has 15"));
    EXPECT_THAT(one("F32", "[5]", "[0,20]"), HasSubstr("cut off or damaged"));
    EXPECT_THAT(one("F32", "[3]", "[0,12]"), HasSubstr("4 bytes at the end belong to no tensor"));
    EXPECT_THAT(one("F32", "[3]", "[4,16]"), HasSubstr("4 bytes before tensor \"w\""));
    EXPECT_THAT(one("F32", "[4]", "[16,0]"), HasSubstr("no range"));
    EXPECT_THAT(one("F32", "[4]", "[0,16,32]"), HasSubstr("no range"));
    EXPECT_THAT(one("F32", "[-4]", "[0,16]"), HasSubstr("no whole number"));
    EXPECT_THAT(one("F32", "[4.0]", "[0,16]"), HasSubstr("no whole number"));
    EXPECT_THAT(one("F32", "4", "[0,16]"), HasSubstr("the shape is no list"));
    EXPECT_THAT(one("F32", "[1,1,1,1,4]", "[0,16]"), HasSubstr("5 dimensions"));
    EXPECT_THAT(one("F32", "[1152921504606846976,1152921504606846976]", "[0,16]"),
                HasSubstr("no file is so large"));
    EXPECT_THAT(one("F32", "[4611686018427387905]", "[0,4]"), HasSubstr("no file is so large"));
    EXPECT_THAT(messageOf(fileOf("{" + tensorText("a", "F32", "[2]", "[0,8]") + "," +
                                     tensorText("b", "F32", "[3]", "[4,16]") + "}",
                                 16)),
                HasSubstr("\"a\" and \"b\" overlap"));
}

TEST(Safetensors, RefusesHeadersThatAreNotAsTheyShouldBe) {
    const auto header = [](const std::string& text) { return messageOf(fileOf(text, 0)); };
    EXPECT_EQ(header("{}"), "was accepted");
    EXPECT_THAT(header("{\"w\":{\"dtype\":\"F32\"}}"), HasSubstr("\"w\" has no \"shape\""));
    EXPECT_THAT(header("{\"w\":1}"), HasSubstr("not described"));
    EXPECT_THAT(header("{\"w\":{},\"w\":{}}"), HasSubstr("the key \"w\" twice"));
    EXPECT_THAT(header("{\"w\":{\"dtype\":\"F32\",\"dtype\":\"F16\"}}"),
                HasSubstr("the key \"dtype\" twice"));
    EXPECT_THAT(header("{\"__metadata__\":{\"a\":1}}"), HasSubstr("__metadata__ \"a\" is no text"));
    EXPECT_THAT(header("[]"), HasSubstr("not a JSON object"));
    EXPECT_THAT(header("{"), HasSubstr("not JSON: wrong at line"));
    EXPECT_THAT(header("{} {}"), HasSubstr("not JSON: wrong at line"));
    EXPECT_THAT(header("{\"\xff\":{}}"), HasSubstr("not JSON: wrong at line"));
    EXPECT_THAT(header("{\"a\":1e999}"), HasSubstr("number is too large"));
    EXPECT_THAT(header("{\"a\":" + std::string(100'000, '[')), HasSubstr("nested too deeply"));
    std::string many = "{\"a\":[0";
    for (int i = 0; i < 1'100'000; ++i) many += ",0";
    EXPECT_THAT(header(many + "]}"), HasSubstr("too many values"));
    EXPECT_THAT(header("{}" + std::string(std::size_t{17} << 20, ' ')), HasSubstr("at most 16777216"));
    std::string huge = fileOf("{}", 0);
    huge[7] = '\x10';
    EXPECT_THAT(messageOf(huge), HasSubstr("says that its header has 1152921504606846978 bytes"));
}

TEST(Safetensors, RefusesEveryTruncation) {
    const std::string whole = smallFile();
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_THAT(messageOf(whole.substr(0, length)), HasSubstr("m.safetensors: ")) << length;
}

TEST(Safetensors, WhatIsWrittenIsRead) {
    const TemporaryFolder folder;
    const std::string data = fileOf("", 64);
    std::vector<StoredTensor> tensors;
    for (const DType type : {DType::I8, DType::F16, DType::F32, DType::BF16, DType::I32})
        tensors.push_back({std::string("层.") + dtypeName(type), type, Shape{3, 1},
                           bytesOf(data).first(3 * blockBytes(type))});
    writeSafetensors(folder / "m.safetensors", tensors, {{"language", "zh \"中文\""}});
    const auto opened = Checkpoint::open(folder / "m.safetensors");
    EXPECT_EQ(opened->format(), Checkpoint::Format::Safetensors);
    EXPECT_EQ(opened->metadata().at("language"), MetadataValue(std::string("zh \"中文\"")));
    ASSERT_EQ(opened->tensors().size(), tensors.size());
    for (const StoredTensor& tensor : tensors) {
        const StoredTensor* found = opened->find(tensor.name);
        ASSERT_TRUE(found) << tensor.name;
        EXPECT_EQ(found->shape, tensor.shape);
        EXPECT_EQ(found->dtype, tensor.dtype);
        EXPECT_TRUE(std::ranges::equal(found->bytes, tensor.bytes));
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(found->bytes.data()) % blockBytes(tensor.dtype), 0u);
    }
}

TEST(Safetensors, WriterRefusesWhatItCannotWrite) {
    const TemporaryFolder folder;
    const std::string data(34, '\0');
    const auto bytes = bytesOf(data);
    EXPECT_THROW(writeSafetensors(folder / "m", {{"w", DType::Q8_0, Shape{32}, bytes}}, {}),
                 std::runtime_error);
    EXPECT_THROW(writeSafetensors(folder / "m", {{"w", DType::F32, Shape{3}, bytes}}, {}),
                 std::runtime_error);
    EXPECT_THROW(writeSafetensors(folder / "m", {{"\xff", DType::I8, Shape{34}, bytes}}, {}),
                 std::runtime_error);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Safetensors, SeveralFilesAreOneModel) {
    const TemporaryFolder folder;
    writeFile(folder / "1.safetensors", fileOf("{" + tensorText("a", "I8", "[3]", "[0,3]") + "}", 3));
    writeFile(folder / "2.safetensors", fileOf("{" + tensorText("b", "I8", "[2]", "[0,2]") + "}", 2));
    const auto index = folder / "model.safetensors.index.json";
    const auto indexText = [&index](const std::string& map) {
        writeFile(index, "{\"metadata\":{\"total_size\":5},\"weight_map\":{" + map + "}}");
        return messageOfOpening(index);
    };
    ASSERT_EQ(indexText("\"a\":\"1.safetensors\",\"b\":\"2.safetensors\""), "was accepted");
    const auto opened = Checkpoint::open(index);
    EXPECT_EQ(opened->find("b")->bytes.size(), 2u);
    EXPECT_EQ(opened->find("a")->bytes[2], std::byte{2});
    EXPECT_EQ(opened->metadata().at("total_size"), MetadataValue(std::int64_t{5}));
    EXPECT_THAT(indexText("\"a\":\"2.safetensors\",\"b\":\"2.safetensors\""),
                HasSubstr("is not in 2.safetensors"));
    EXPECT_THAT(indexText("\"b\":\"2.safetensors\",\"a\":\"2.safetensors\",\"c\":\"1.safetensors\""),
                HasSubstr("says nothing of tensor \"a\", which is in 1.safetensors"));
    EXPECT_THAT(indexText("\"a\":\"3.safetensors\""), HasSubstr("3.safetensors"));
    for (const std::string bad : {"../1.safetensors", "/etc/passwd", "..", "a\\\\b", "C:x", ""})
        EXPECT_THAT(indexText("\"a\":\"" + bad + "\""), HasSubstr("no plain file name")) << bad;
}

TEST(Safetensors, SaysWhatOtherFilesAre) {
    const TemporaryFolder folder;
    const auto message = [&folder](const std::string& contents) {
        writeFile(folder / "f", contents);
        return messageOfOpening(folder / "f");
    };
    EXPECT_THAT(message(std::string("PK\3\4") + std::string(100, 'x')), HasSubstr("PyTorch"));
    EXPECT_THAT(message("version https://git-lfs.github.com/spec/v1\n"), HasSubstr("git lfs pull"));
    EXPECT_THAT(message("24ka" + std::string(300, '\1')), HasSubstr("--version 0"));
    EXPECT_THAT(message(""), HasSubstr("none of the files of weights"));
    EXPECT_THAT(message("hello"), HasSubstr("none of the files of weights"));
    EXPECT_THAT(message("{\"a\":1}"), HasSubstr("weight_map"));
    EXPECT_THAT(messageOfOpening(folder / "nowhere"), HasSubstr("cannot be opened"));
}

TEST(ScaledPair, SplitsAndJoins) {
    const TemporaryFolder folder;
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    std::vector<float> values(3 * 64);
    for (float& value : values) value = normal(random);
    const Shape shape{3, 64};
    const auto blocks = quantize(values, shape, DType::Q8_0);
    const auto pair = splitScaledPair({"w", DType::Q8_0, shape, blocks});
    EXPECT_EQ(pair[0].shape, shape);
    EXPECT_EQ(pair[1].shape, (Shape{3, 2}));
    writeSafetensors(folder / "m", {pair[0].stored(), pair[1].stored()}, {});
    const auto opened = Checkpoint::open(folder / "m");
    const auto joined = loadScaledPair(*opened, "w", "m");
    ASSERT_TRUE(joined);
    EXPECT_EQ(joined->dtype, DType::Q8_0);
    EXPECT_EQ(joined->bytes, blocks);
    // By the definition: the integer times the scale of its 32 numbers.
    std::vector<float> numbers(values.size()), scales(6), back(values.size());
    dequantize(*opened->find("w"), numbers);
    dequantize(*opened->find("w.scale"), scales);
    dequantize(joined->stored(), back);
    for (std::size_t i = 0; i < back.size(); ++i) EXPECT_EQ(back[i], numbers[i] * scales[i / 32]);
    EXPECT_FALSE(loadScaledPair(*opened, "w.scale", "m"));
    EXPECT_FALSE(loadScaledPair(*opened, "x", "m"));
}

TEST(ScaledPair, RefusesScalesThatDoNotFit) {
    const TemporaryFolder folder;
    const std::string data(128, '\1');
    const auto opened = [&](Shape numbers, DType scaleType, Shape scales) {
        const StoredTensor w{"w", DType::I8, numbers, bytesOf(data).first(numbers.elements())};
        const StoredTensor s{"w.scale", scaleType, scales,
                             bytesOf(data).first(storageBytes(scales, scaleType))};
        writeSafetensors(folder / "m", {w, s}, {});
        return Checkpoint::open(folder / "m");
    };
    EXPECT_TRUE(loadScaledPair(*opened(Shape{2, 64}, DType::F16, Shape{2, 2}), "w", "m"));
    EXPECT_THROW(loadScaledPair(*opened(Shape{2, 64}, DType::F16, Shape{4}), "w", "m"), std::runtime_error);
    EXPECT_THROW(loadScaledPair(*opened(Shape{2, 64}, DType::F32, Shape{2, 2}), "w", "m"),
                 std::runtime_error);
    EXPECT_THROW(loadScaledPair(*opened(Shape{2, 33}, DType::F16, Shape{2, 1}), "w", "m"),
                 std::runtime_error);
    EXPECT_THROW(loadScaledPair(*opened(Shape{}, DType::F16, Shape{}), "w", "m"), std::runtime_error);
}

TEST(Safetensors, AnyDamageIsReadWithoutHarm) {
    std::mt19937 random(8);
    const std::string seeds[] = {smallFile(),
                                 "{\"weight_map\":{\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"}}"};
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string bytes = testing::damaged(seeds[i % 4 == 0], random);
        fuzz_safetensors(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        accepted += messageOf(bytes) == "was accepted";
    }
    EXPECT_GT(accepted, 500);
    EXPECT_LT(accepted, 15'000);
}

} // namespace

} // namespace tokenarium
