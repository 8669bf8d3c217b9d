// SPDX-License-Identifier: GPL-3.0-or-later
// Codebooks in files: there and back, and damage.
#include "engine/audio/codebook_file.h"
#include "engine/audio/half_number.h"
#include "tests/engine/audio/test_signal.h"
#include "tests/support/damaged_bytes.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

extern "C" int fuzz_codebook(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using ::testing::HasSubstr;

ResidualCodebook residualBook() {
    ResidualCodebook book;
    book.name = "Test 测试";
    book.source = "made by hand";
    book.mel.bands = 3;
    book.levels = 2;
    book.entries = 2;
    book.values = {1, -0.5f, 2, 0.25f, 7, 65504, 0, 0, 0, 0x1p-24f, 3, -4};
    return book;
}

SemanticCodebook semanticBook() {
    SemanticCodebook book;
    book.name = "Units";
    book.mel.scale = MelScale::Htk;
    book.features = {2, 1, 3, 4, 2};
    book.entries = 3;
    book.projection.assign(2 * 6, 0.5f);
    book.centres = {1, 2, 3, 4, 5, 6};
    return book;
}

std::string refusal(const std::string& bytes) {
    try {
        loadCodebook(std::as_bytes(std::span(bytes)), "my.codebook");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

TEST(CodebookFile, ThereAndBack) {
    const testing::TemporaryFolder folder;
    for (const Codebook& book : {Codebook(residualBook()), Codebook(semanticBook())}) {
        writeCodebook(folder / "one.codebook", book);
        const Codebook back = loadCodebook(folder / "one.codebook");
        EXPECT_EQ(codebookBytes(back), codebookBytes(book));
        EXPECT_EQ(back.index(), book.index());
    }
    writeCodebook(folder / "one.codebook", residualBook());
    const auto book = std::get<ResidualCodebook>(loadCodebook(folder / "one.codebook"));
    EXPECT_EQ(book.name, "Test 测试");
    EXPECT_EQ(book.source, "made by hand");
    EXPECT_EQ(book.mel, residualBook().mel);
    EXPECT_EQ(book.values, residualBook().values);
    writeCodebook(folder / "two.codebook", semanticBook());
    const auto units = std::get<SemanticCodebook>(loadCodebook(folder / "two.codebook"));
    EXPECT_EQ(units.features, semanticBook().features);
    EXPECT_EQ(units.centres, semanticBook().centres);
    EXPECT_EQ(units.mel.scale, MelScale::Htk);
}

TEST(CodebookFile, SaysWhatIsWrong) {
    const std::string good = codebookBytes(residualBook());
    EXPECT_THAT(refusal(""), HasSubstr("my.codebook"));
    EXPECT_THAT(refusal("RIFF...."), HasSubstr("does not begin with"));
    EXPECT_THAT(refusal(good + "x"), HasSubstr("1 bytes are too much"));
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_NE(refusal(good.substr(0, size)), "") << size;
    std::string bad = good;
    bad.replace(bad.size() - 2, 2, std::string("\x00\x7c", 2)); // infinity
    EXPECT_THAT(refusal(bad), HasSubstr("no number"));
    ResidualCodebook book = residualBook();
    book.values[6] = 1;
    EXPECT_THAT(refusal(codebookBytes(book)), HasSubstr("not zero"));
    book = residualBook();
    book.entries = 1u << 30;
    EXPECT_THAT(refusal(codebookBytes(book)), HasSubstr("entries is 1073741824"));
    book = residualBook();
    book.mel.highestHertz = 1e9;
    EXPECT_THAT(refusal(codebookBytes(book)), HasSubstr("contradict"));
    book = residualBook();
    book.entries = 4096; // within bounds but not there: no memory is taken for it
    EXPECT_THAT(refusal(codebookBytes(book)), HasSubstr("ends too early"));
    EXPECT_THROW(loadCodebook(std::filesystem::path("absent.codebook")), std::runtime_error);
}

TEST(CodebookFile, AnyDamageIsReadWithoutHarm) {
    std::mt19937 random(11);
    for (const Codebook& book : {Codebook(residualBook()), Codebook(semanticBook())}) {
        const std::string seed = codebookBytes(book);
        for (int i = 0; i < 10000; ++i) {
            const std::string bytes = testing::damaged(seed, random);
            fuzz_codebook(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        }
    }
}

TEST(HalfNumber, EveryNumberComesBack) {
    for (std::uint32_t half = 0; half < 0x10000; ++half) {
        const float value = floatOf(static_cast<std::uint16_t>(half));
        if (std::isfinite(value)) {
            EXPECT_EQ(halfOf(value), half);
        }
    }
    EXPECT_EQ(floatOf(0x3c00), 1.0f);
    EXPECT_EQ(floatOf(0x0001), 0x1p-24f);
    EXPECT_EQ(floatOf(0x7bff), 65504.0f);
    EXPECT_EQ(halfOf(1e9f), 0x7bff);
    EXPECT_EQ(halfOf(1.0f + 0x1p-11f), 0x3c00);     // half way: to even
    EXPECT_EQ(halfOf(1.0f + 3 * 0x1p-11f), 0x3c02); // likewise
    EXPECT_EQ(halfOf(1.0f + 0x1p-11f + 0x1p-20f), 0x3c01);
}

} // namespace
} // namespace tokenarium
