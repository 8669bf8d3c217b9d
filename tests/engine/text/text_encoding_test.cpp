// SPDX-License-Identifier: GPL-3.0-or-later
// Detection and conversion of encodings: real sentences made with ICU's converters, and broken files.
#include "engine/text/text_encoding.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using namespace std::string_view_literals;

/// The sentence in another encoding, by a converter that is not ours.
std::string inEncoding(std::string_view utf8, const char* encoding) {
    std::string out(utf8.size() * 4 + 16, '\0');
    UErrorCode status = U_ZERO_ERROR;
    const int32_t size = ucnv_convert(encoding, "UTF-8", out.data(), static_cast<int32_t>(out.size()),
                                      utf8.data(), static_cast<int32_t>(utf8.size()), &status);
    EXPECT_TRUE(U_SUCCESS(status)) << encoding;
    out.resize(static_cast<std::size_t>(size));
    return out;
}

struct Sample {
    const char* encoding;
    std::string text;
};

const std::vector<Sample>& samples() {
    static const std::vector<Sample> all = {
        {"GB18030", "今天下午三点钟，我和朋友一起去图书馆看书，然后在外面的小店里喝了一杯茶。"},
        {"GB18030", "人工智能模型读文字的时候，先把句子切成小块，每一块都有自己的编号。"},
        {"GB18030", "第一章\n  话说天下大势，分久必合，合久必分。周末七国分争，并入于秦。"},
        {"GB18030", "床前明月光，疑是地上霜。举头望明月，低头思故乡。白日依山尽，黄河入海流。"},
        {"GB18030", "int main() { return 0; } // 程序从这里开始运行，返回零表示一切正常，没有出错。\n"},
        {"Big5", "今天下午三點鐘，我和朋友一起去圖書館看書，然後在外面的小店裡喝了一杯茶。"},
        {"Big5", "人工智慧模型讀文字的時候，先把句子切成小塊，每一塊都有自己的編號。"},
        {"Big5", "話說天下大勢，分久必合，合久必分。周末七國分爭，并入於秦。及秦滅之後，楚漢分爭。"},
        {"Big5", "床前明月光，疑是地上霜。舉頭望明月，低頭思故鄉。白日依山盡，黃河入海流。"},
        {"Shift_JIS", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"},
        {"Shift_JIS", "コンピュータは文章をトークンという小さな単位に分けてから読みます。"},
        {"Shift_JIS", "東京都交通局は来月から新しい時刻表を使うと発表した。利用者は確認が必要だ。"},
        {"EUC-JP", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"},
        {"EUC-JP", "コンピュータは文章をトークンという小さな単位に分けてから読みます。"},
        {"EUC-JP", "東京都交通局は来月から新しい時刻表を使うと発表した。利用者は確認が必要だ。"},
        {"EUC-KR", "오늘은 날씨가 아주 좋아서 친구와 함께 공원에 가서 산책을 했습니다."},
        {"EUC-KR", "모든 국민은 법 앞에 평등하다. 누구든지 성별이나 종교에 의하여 차별을 받지 아니한다."},
        {"windows-1251", "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива."},
        {"windows-1251", "Съешь же ещё этих мягких французских булок, да выпей чаю."},
        {"windows-1252", "Où est le café ? À côté de l’école, près du théâtre où l’on a joué l’été passé."},
        {"windows-1252", "Über den Wölken muß die Freiheit wohl grenzenlos sein; größer als schön."},
        {"windows-1252", "El niño comió una manzana y después durmió la siesta mañana. ¿Qué pasó?"},
        {"UTF-16LE", "Plain English text in sixteen bits, without any mark in front."},
        {"UTF-16BE", "Plain English text in sixteen bits, without any mark in front."},
        {"UTF-16LE", "今天下午三点钟，我和朋友一起去图书馆看书，\n然后在外面的小店里喝了一杯茶。\n"},
        {"UTF-16BE", "今天下午三点钟，我和朋友一起去图书馆看书，\n然后在外面的小店里喝了一杯茶。\n"},
        {"UTF-16LE", "今天下午三点钟，我和朋友一起去图书馆看书，然后在外面的小店里喝了一杯茶。"},
        {"UTF-16BE", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"},
        {"UTF-32LE", "Plain text and 中文 in thirty-two bits."},
        {"UTF-32BE", "Plain text and 中文 in thirty-two bits."},
        {"UTF-8", "Ça va? 中文 😀 and more"},
        {"UTF-8", "nothing but ASCII"},
    };
    return all;
}

} // namespace

TEST(DetectEncoding, SentencesInEveryEncoding) {
    for (const Sample& sample : samples()) {
        const std::string bytes = inEncoding(sample.text, sample.encoding);
        EXPECT_EQ(detectEncoding(bytes), sample.encoding) << sample.text;
        const DecodedText decoded = decodeText(bytes);
        EXPECT_EQ(decoded.text, sample.text);
        EXPECT_EQ(decoded.invalidCount, 0u);
        EXPECT_FALSE(decoded.looksBinary) << sample.text;
    }
}

TEST(DetectEncoding, LongFilesAndACharacterCutAtTheEnd) {
    for (const Sample& sample : samples()) {
        std::string text;
        for (int i = 0; i < 3000; ++i) text += sample.text + "\n";
        std::string bytes = inEncoding(text, sample.encoding);
        EXPECT_EQ(detectEncoding(bytes), sample.encoding) << sample.text;
        const bool wide = std::string_view(sample.encoding).starts_with("UTF-");
        if (wide) continue;
        bytes = inEncoding(sample.text, sample.encoding);
        bytes.pop_back();
        EXPECT_EQ(detectEncoding(bytes), sample.encoding) << sample.text << " without its last byte";
    }
}

TEST(DetectEncoding, MarksComeFirst) {
    EXPECT_EQ(detectEncoding("\xEF\xBB\xBFx"), "UTF-8");
    EXPECT_EQ(detectEncoding("\xFF\xFEx\0"sv), "UTF-16LE");
    EXPECT_EQ(detectEncoding("\xFE\xFF\0x"sv), "UTF-16BE");
    EXPECT_EQ(detectEncoding("\xFF\xFE\0\0x\0\0\0"sv), "UTF-32LE");
    EXPECT_EQ(detectEncoding("\0\0\xFE\xFF\0\0\0x"sv), "UTF-32BE");
    EXPECT_EQ(detectEncoding("\x84\x31\x95\x33x"sv), "GB18030");
    EXPECT_EQ(detectEncoding(""), "UTF-8");
}

TEST(DetectEncoding, Utf8CutInsideACharacter) {
    EXPECT_EQ(detectEncoding("中文 text \xe4\xbd"), "UTF-8");
    EXPECT_EQ(detectEncoding("中文 text \xf0\x9f\x98"), "UTF-8");
}

TEST(DecodeText, DropsTheMarkAndSaysSo) {
    const DecodedText decoded = decodeText("\xEF\xBB\xBFhello");
    EXPECT_EQ(decoded.text, "hello");
    EXPECT_TRUE(decoded.hadByteOrderMark);
    EXPECT_EQ(decodeText("\xFE\xFF\0h\0i"sv).text, "hi");
    EXPECT_EQ(decodeText("\xFF\xFE\0\0h\0\0\0"sv).text, "h");
    EXPECT_FALSE(decodeText("hello").hadByteOrderMark);
}

TEST(DecodeText, InvalidUtf8StaysAsItIs) {
    const std::string bytes = "ab\xff\xfe\xe4\xbd z";
    const DecodedText decoded = decodeText(bytes, "UTF-8");
    EXPECT_EQ(decoded.text, bytes);
    EXPECT_EQ(decoded.invalidCount, 4u);
    EXPECT_EQ(decoded.firstInvalid, 2u);
    EXPECT_EQ(decodeText("\xEF\xBB\xBF"
                         "a\xff",
                         "UTF-8")
                  .firstInvalid,
              4u);
}

TEST(DecodeText, LoneSurrogatesAndOddLengthAreCounted) {
    const DecodedText lone = decodeText("\xFF\xFE"
                                        "a\0\x00\xD8"
                                        "b\0\x01\xDC"sv);
    EXPECT_EQ(lone.text, "a\uFFFDb\uFFFD");
    EXPECT_EQ(lone.invalidCount, 2u);
    EXPECT_EQ(lone.firstInvalid, 4u);
    const DecodedText odd = decodeText("a\0b\0c"sv, "UTF-16LE");
    EXPECT_EQ(odd.text, "ab\uFFFD");
    EXPECT_EQ(odd.invalidCount, 1u);
    EXPECT_EQ(odd.firstInvalid, 4u);
    const DecodedText high = decodeText("a\0\x3D\xD8"sv, "UTF-16LE");
    EXPECT_EQ(high.text, "a\uFFFD");
    EXPECT_EQ(high.invalidCount, 1u);
}

TEST(DecodeText, InvalidBytesOfOtherEncodings) {
    const DecodedText gb = decodeText("a\xff"
                                      "b\x81",
                                      "GB18030");
    EXPECT_EQ(gb.text, "a\uFFFDb\uFFFD");
    EXPECT_EQ(gb.invalidCount, 2u);
    EXPECT_EQ(gb.firstInvalid, 1u);
    EXPECT_EQ(decodeText("\0\x11\0\0"sv, "UTF-32BE").invalidCount, 1u);
}

TEST(DecodeText, AsciiIsAsciiInAllOfThem) {
    std::string ascii;
    for (char c = 1; c < 127; ++c) ascii += c;
    for (const std::string& encoding : offeredEncodings()) {
        if (encoding.starts_with("UTF-16") || encoding.starts_with("UTF-32")) continue;
        EXPECT_EQ(decodeText(ascii, encoding).text, ascii) << encoding;
        std::size_t lost = 9;
        EXPECT_EQ(encodeText(ascii, encoding, false, lost), ascii) << encoding;
        EXPECT_EQ(lost, 0u);
    }
}

TEST(DecodeText, BinaryFilesAreNoticed) {
    EXPECT_TRUE(decodeText("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0"sv).looksBinary);
    EXPECT_TRUE(decodeText("\x7f"
                           "ELF\2\1\1\0\0\0\0\0"sv)
                    .looksBinary);
    EXPECT_TRUE(decodeText("\1\2\3\4\5\6\7").looksBinary);
    EXPECT_FALSE(decodeText("a\tb\r\nc\f\n").looksBinary);
    EXPECT_FALSE(decodeText("").looksBinary);
}

TEST(DecodeText, UnknownNamesAreReadAsUtf8) { EXPECT_EQ(decodeText("a", "no such").encoding, "UTF-8"); }

TEST(DecodeText, SurrogatePairsAcrossTheBuffersEdge) {
    for (std::size_t filler : {16381, 16382, 16383, 16384, 16385}) {
        std::string text(filler, 'x');
        for (int i = 0; i < 9; ++i) text += "😀";
        EXPECT_EQ(decodeText(inEncoding(text, "UTF-16LE"), "UTF-16LE").text, text);
        EXPECT_EQ(decodeText(inEncoding(text, "GB18030"), "GB18030").text, text);
        std::size_t lost = 0;
        EXPECT_EQ(encodeText(text, "UTF-16BE", false, lost), inEncoding(text, "UTF-16BE"));
    }
}

TEST(DecodeText, AHundredMegabytes) {
    const std::string line = inEncoding(samples()[0].text + "\n", "GB18030");
    std::string bytes;
    while (bytes.size() < 100'000'000) bytes += line;
    const std::size_t lines = bytes.size() / line.size();
    const DecodedText decoded = decodeText(bytes);
    EXPECT_EQ(decoded.encoding, "GB18030");
    EXPECT_EQ(decoded.text.size(), lines * (samples()[0].text.size() + 1));
    EXPECT_EQ(decoded.invalidCount, 0u);
}

TEST(EncodeText, RoundTripsInEveryEncoding) {
    for (const Sample& sample : samples())
        for (const bool mark : {false, true}) {
            std::size_t lost = 9;
            const std::string bytes = encodeText(sample.text, sample.encoding, mark, lost);
            EXPECT_EQ(lost, 0u);
            const DecodedText back = decodeText(bytes, sample.encoding);
            EXPECT_EQ(back.text, sample.text) << sample.encoding;
            EXPECT_EQ(encodeText(back.text, sample.encoding, back.hadByteOrderMark, lost), bytes);
        }
}

TEST(EncodeText, CountsWhatIsLost) {
    std::size_t lost = 0;
    EXPECT_EQ(encodeText("a中b😀", "windows-1252", false, lost), "a\x1a"
                                                                "b\x1a");
    EXPECT_EQ(lost, 2u);
    encodeText("a\u200db", "ISO-8859-1", false, lost);
    EXPECT_EQ(lost, 1u);
    EXPECT_EQ(encodeText("a\xff", "UTF-16BE", false, lost), "\0a\xff\xfd"sv);
    EXPECT_EQ(lost, 1u);
    EXPECT_EQ(encodeText("a\xff", "UTF-8", false, lost), "a\xff");
    EXPECT_EQ(lost, 0u);
}

TEST(EncodeText, RandomUnicodeSurvivesGb18030AndUtf) {
    std::mt19937 random(4);
    for (const char* encoding : {"GB18030", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
        std::u32string points;
        for (int i = 0; i < 20000; ++i) {
            const char32_t c = random() % 2 ? random() % 0x10000 : random() % 0x110000;
            if (c < 0xD800 || c > 0xDFFF) points += c;
        }
        std::string text;
        UErrorCode status = U_ZERO_ERROR;
        text.resize(points.size() * 4);
        text.resize(static_cast<std::size_t>(ucnv_convert(
            "UTF-8", "UTF-32LE", text.data(), static_cast<int32_t>(text.size()),
            reinterpret_cast<const char*>(points.data()), static_cast<int32_t>(points.size() * 4), &status)));
        std::size_t lost = 0;
        EXPECT_EQ(decodeText(encodeText(text, encoding, false, lost), encoding).text, text) << encoding;
        EXPECT_EQ(lost, 0u) << encoding;
    }
}

TEST(TextEncodingFuzz, RandomFiles) {
    std::mt19937 random(7);
    for (int round = 0; round < 6000; ++round) {
        const Sample& sample = samples()[random() % samples().size()];
        std::string bytes = "?" + inEncoding(sample.text, sample.encoding);
        bytes.resize(1 + random() % bytes.size());
        for (std::size_t changes = random() % 8; changes > 0; --changes)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        bytes[0] = static_cast<char>(random());
        EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()),
                  0);
    }
}

} // namespace tokenarium
