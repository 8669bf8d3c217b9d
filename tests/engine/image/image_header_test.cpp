// SPDX-License-Identifier: GPL-3.0-or-later
// Headers of pictures and films: files built byte by byte, the samples that we ship, and damaged ones.
#include "engine/image/image_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string_view>

extern "C" int fuzz_image_header(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using ::testing::HasSubstr;

/// Builds files.
struct Bytes {
    std::string text;
    Bytes& raw(std::string_view more) {
        text += more;
        return *this;
    }
    Bytes& big(std::uint64_t value, unsigned length) {
        for (unsigned i = length; i-- > 0;) text += static_cast<char>(value >> (8 * i) & 255);
        return *this;
    }
    Bytes& little(std::uint64_t value, unsigned length) {
        for (unsigned i = 0; i < length; ++i) text += static_cast<char>(value >> (8 * i) & 255);
        return *this;
    }
    Bytes& zeros(std::size_t count) {
        text.append(count, '\0');
        return *this;
    }
};

PictureHeader load(const std::string& text) {
    return loadPictureHeader(std::as_bytes(std::span(text.data(), text.size())), "file");
}

std::string problemOf(const std::string& text) {
    try {
        load(text);
    } catch (const std::runtime_error& problem) {
        return problem.what();
    }
    return "";
}

std::string chunk(std::string_view kind, const std::string& data) {
    return Bytes().big(data.size(), 4).raw(kind).raw(data).zeros(4).text;
}

std::string png(std::uint32_t width, std::uint32_t height, const std::string& between = "") {
    const std::string head = Bytes().big(width, 4).big(height, 4).raw(std::string("\x08\x02\0\0\0", 5)).text;
    return std::string("\x89PNG\r\n\x1a\n") + chunk("IHDR", head) + between + chunk("IDAT", "xx") +
           chunk("IEND", "");
}

std::string pngFrame(unsigned numerator, unsigned divisor) {
    return chunk("fcTL", Bytes().zeros(20).big(numerator, 2).big(divisor, 2).zeros(2).text);
}

TEST(ImageHeader, Png) {
    const PictureHeader header = load(png(640, 480));
    EXPECT_EQ(header.format, PictureFormat::Png);
    EXPECT_EQ(header.size, (PictureSize{640, 480}));
    EXPECT_EQ(header.frames, 1U);
    EXPECT_FALSE(header.moves());
    EXPECT_FALSE(header.cutShort);
    const std::string animation =
        chunk("acTL", std::string(8, '\0')) + pngFrame(1, 2) + pngFrame(25, 0) + pngFrame(0, 100);
    const PictureHeader moving = load(png(64, 48, animation));
    EXPECT_EQ(moving.frames, 3U);
    EXPECT_NEAR(moving.seconds, 0.5 + 0.25 + 0.1, 1e-9);
    EXPECT_NEAR(moving.framesPerSecond, 3 / 0.85, 1e-9);
    EXPECT_EQ(load(png(30000, 30000)).size.area(), 900000000U);
    EXPECT_TRUE(load(png(640, 480).substr(0, 40)).cutShort);
    EXPECT_THAT(problemOf(png(0, 480)), HasSubstr("nothing to see"));
    EXPECT_THAT(problemOf(png(0xFFFFFFFF, 480)), HasSubstr("no picture is that large"));
    EXPECT_THAT(problemOf(png(640, 480).substr(0, 18)), HasSubstr("cut short"));
}

/// SOI, EXIF with an orientation, SOF0.
std::string jpeg(unsigned orientation, bool bigEndian) {
    Bytes exif;
    const auto number = [&](std::uint64_t value, unsigned length) {
        bigEndian ? exif.big(value, length) : exif.little(value, length);
    };
    exif.raw(bigEndian ? "MM" : "II");
    number(42, 2);
    number(8, 4);
    number(1, 2);
    number(274, 2);
    number(3, 2);
    number(1, 4);
    number(orientation, 2);
    exif.zeros(6);
    const std::string data = std::string("Exif\0\0", 6) + exif.text;
    return Bytes()
        .raw("\xFF\xD8\xFF\xE1")
        .big(data.size() + 2, 2)
        .raw(data)
        .raw("\xFF\xFF\xC2")
        .big(17, 2)
        .raw("\x08")
        .big(300, 2)
        .big(400, 2)
        .zeros(10)
        .raw("\xFF\xD9")
        .text;
}

TEST(ImageHeader, JpegIsTurnedAsItsExifSays) {
    for (const bool bigEndian : {false, true})
        for (unsigned orientation = 0; orientation < 10; ++orientation) {
            const PictureHeader header = load(jpeg(orientation, bigEndian));
            const bool turned = orientation >= 5 && orientation <= 8;
            EXPECT_EQ(header.size, turned ? (PictureSize{300, 400}) : (PictureSize{400, 300})) << orientation;
            EXPECT_EQ(header.orientation, orientation >= 1 && orientation <= 8 ? orientation : 1);
        }
    EXPECT_THAT(problemOf("\xFF\xD8\xFF\xD9"), HasSubstr("does not say its size"));
    EXPECT_THAT(problemOf(std::string("\xFF\xD8\xFF\xE0\x00\x01", 6)), HasSubstr("damaged"));
    EXPECT_THAT(problemOf("\xFF\xD8\xFF"), HasSubstr("cut short"));
}

std::string gifFrame(unsigned hundredths) {
    return Bytes()
        .raw("!\xF9\x04")
        .zeros(1)
        .little(hundredths, 2)
        .zeros(2)
        .raw(",")
        .zeros(4)
        .little(8, 2)
        .little(8, 2)
        .raw("\x80")
        .zeros(6)
        .raw("\x02\x02xx")
        .zeros(1)
        .text;
}

std::string gif(const std::string& blocks) {
    return Bytes()
        .raw("GIF89a")
        .little(8, 2)
        .little(6, 2)
        .raw("\x81")
        .zeros(2)
        .zeros(12)
        .raw("!\xFF\x0BNETSCAPE2.0\x03\x01")
        .zeros(3)
        .raw(blocks)
        .text;
}

TEST(ImageHeader, Gif) {
    const PictureHeader header = load(gif(gifFrame(8) + gifFrame(0) + gifFrame(50) + ";"));
    EXPECT_EQ(header.size, (PictureSize{8, 6}));
    EXPECT_EQ(header.frames, 3U);
    EXPECT_NEAR(header.seconds, 0.08 + 0.1 + 0.5, 1e-9); // 0 is shown as browsers do
    EXPECT_TRUE(header.moves());
    EXPECT_EQ(load(gif(gifFrame(8) + ";")).seconds, 0); // one frame stands still
    EXPECT_THAT(problemOf(gif(";")), HasSubstr("has no frame"));
    const std::string two = gif(gifFrame(8) + gifFrame(8));
    EXPECT_TRUE(load(two.substr(0, two.size() - 4)).cutShort);
    EXPECT_EQ(load(two.substr(0, two.size() - 4)).frames, 1U);
    EXPECT_THAT(problemOf(gif(gifFrame(8) + "x")), HasSubstr("damaged after frame 1"));
    EXPECT_THAT(problemOf(gif("")), HasSubstr("cut short"));
}

std::string riff(const std::string& chunks) {
    return Bytes().raw("RIFF").little(chunks.size() + 4, 4).raw("WEBP").raw(chunks).text;
}

std::string riffChunk(std::string_view kind, const std::string& data) {
    return Bytes().raw(kind).little(data.size(), 4).raw(data).zeros(data.size() % 2).text;
}

TEST(ImageHeader, WebP) {
    const std::string lossy = riffChunk(
        "VP8 ", Bytes().zeros(3).raw("\x9D\x01\x2A").little(0x4000 | 320, 2).little(200, 2).zeros(5).text);
    EXPECT_EQ(load(riff(lossy)).size, (PictureSize{320, 200}));
    const std::string lossless =
        riffChunk("VP8L", Bytes().raw("\x2F").little((320 - 1) | (200 - 1) << 14, 4).text);
    EXPECT_EQ(load(riff(lossless)).size, (PictureSize{320, 200}));
    const auto frame = [](unsigned milliseconds) {
        return riffChunk("ANMF", Bytes().zeros(12).little(milliseconds, 3).zeros(10).text);
    };
    const std::string extended = riffChunk("VP8X", Bytes().zeros(4).little(999, 3).little(499, 3).text);
    const PictureHeader moving =
        load(riff(extended + riffChunk("ANIM", std::string(6, '\0')) + frame(40) + frame(260)));
    EXPECT_EQ(moving.size, (PictureSize{1000, 500}));
    EXPECT_EQ(moving.frames, 2U);
    EXPECT_NEAR(moving.seconds, 0.3, 1e-9);
    EXPECT_EQ(load(riff(extended)).frames, 1U);
    EXPECT_TRUE(load(riff(extended + frame(40)).substr(0, 50)).cutShort);
    EXPECT_THAT(problemOf(riff("")), HasSubstr("cut short"));
}

TEST(ImageHeader, Bmp) {
    const auto bmp = [](std::uint32_t width, std::uint32_t height) {
        return Bytes()
            .raw("BM")
            .little(100, 4)
            .zeros(4)
            .little(54, 4)
            .little(40, 4)
            .little(width, 4)
            .little(height, 4)
            .zeros(30)
            .text;
    };
    EXPECT_EQ(load(bmp(5, 7)).size, (PictureSize{5, 7}));
    EXPECT_EQ(load(bmp(5, 0U - 7)).size, (PictureSize{5, 7})); // from the top down
    const std::string old = Bytes()
                                .raw("BM")
                                .little(100, 4)
                                .zeros(4)
                                .little(26, 4)
                                .little(12, 4)
                                .little(9, 2)
                                .little(4, 2)
                                .zeros(4)
                                .text;
    EXPECT_EQ(load(old).size, (PictureSize{9, 4}));
    EXPECT_THAT(problemOf(bmp(0x80000000U, 7)), HasSubstr("no picture is that large"));
}

std::string tiff(bool bigEndian, bool large, std::uint64_t secondPage) {
    Bytes out;
    const auto number = [&](std::uint64_t value, unsigned length) {
        bigEndian ? out.big(value, length) : out.little(value, length);
    };
    const unsigned offset = large ? 8 : 4;
    out.raw(bigEndian ? "MM" : "II");
    number(large ? 43 : 42, 2);
    if (large) {
        number(8, 2);
        number(0, 2);
    }
    number(large ? 16 : 8, offset);
    number(3, large ? 8 : 2);
    for (const auto& [tag, type, value] : {std::tuple{256, 3, 70}, {257, 4, 30}, {274, 3, 8}}) {
        number(static_cast<std::uint64_t>(tag), 2);
        number(static_cast<std::uint64_t>(type), 2);
        number(1, offset);
        number(static_cast<std::uint64_t>(value), type == 3 ? 2 : 4);
        out.zeros(offset - (type == 3 ? 2 : 4));
    }
    number(secondPage, offset);
    return out.text;
}

TEST(ImageHeader, Tiff) {
    for (const bool bigEndian : {false, true})
        for (const bool large : {false, true}) {
            const PictureHeader header = load(tiff(bigEndian, large, 0));
            EXPECT_EQ(header.size, (PictureSize{30, 70})); // orientation 8 is a quarter turn
            EXPECT_EQ(header.frames, 1U);
            EXPECT_THAT(problemOf(tiff(bigEndian, large, large ? 16 : 8)), HasSubstr("in a circle"));
            EXPECT_TRUE(load(tiff(bigEndian, large, 100000)).cutShort);
        }
    EXPECT_FALSE(load(tiff(false, false, 0)).moves());
}

std::string box(std::string_view kind, const std::string& content) {
    return Bytes().big(content.size() + 8, 4).raw(kind).raw(content).text;
}

std::string track(const char* kind, std::uint32_t width, std::uint32_t height, bool turned,
                  std::uint32_t frames) {
    Bytes head;
    head.zeros(40);
    for (const std::uint32_t value :
         turned ? std::vector<std::uint32_t>{0, 0x10000, 0, 0xFFFF0000, 0, 0, 0, 0, 0x40000000}
                : std::vector<std::uint32_t>{0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000})
        head.big(value, 4);
    head.big(width << 16, 4).big(height << 16, 4);
    const std::string times = Bytes().zeros(12).big(1000, 4).big(4000, 4).zeros(4).text;
    const std::string samples =
        Bytes().zeros(4).big(2, 4).big(frames - 1, 4).big(40, 4).big(1, 4).big(40, 4).text;
    return box("trak",
               box("tkhd", head.text) +
                   box("mdia", box("mdhd", times) + box("hdlr", Bytes().zeros(8).raw(kind).zeros(13).text) +
                                   box("minf", box("stbl", box("stts", samples)))));
}

std::string film(const std::string& tracks, const char* brand = "isom") {
    const std::string head = Bytes().zeros(12).big(600, 4).big(2400, 4).zeros(80).text;
    return box("ftyp", brand + std::string(4, '\0')) + box("mdat", std::string(100, 'x')) +
           box("moov", box("mvhd", head) + tracks);
}

TEST(ImageHeader, Films) {
    const PictureHeader header =
        load(film(track("vide", 1280, 720, false, 100) + track("soun", 0, 0, false, 5)));
    EXPECT_EQ(header.format, PictureFormat::Mp4);
    EXPECT_EQ(header.size, (PictureSize{1280, 720}));
    EXPECT_EQ(header.frames, 100U);
    EXPECT_DOUBLE_EQ(header.seconds, 4);
    EXPECT_DOUBLE_EQ(header.framesPerSecond, 25);
    EXPECT_TRUE(header.sound);
    EXPECT_TRUE(header.moves());
    const PictureHeader upright = load(film(track("vide", 1280, 720, true, 100), "qt  "));
    EXPECT_EQ(upright.format, PictureFormat::QuickTime);
    EXPECT_EQ(upright.size, (PictureSize{720, 1280}));
    EXPECT_FALSE(upright.sound);
    EXPECT_THAT(problemOf(film("")), HasSubstr("no picture track"));
    EXPECT_THAT(problemOf(film("").substr(0, 60)), HasSubstr("moov"));
    EXPECT_THAT(problemOf(film(track("vide", 0, 0, false, 100))), HasSubstr("nothing to see"));
}

/// Times of 64 bits, a box with a length of 64 bits, one that reaches to the end, a track without a size.
TEST(ImageHeader, FilmsOfTheLongKind) {
    const std::string head = Bytes().big(1, 1).zeros(19).big(1000, 4).big(90000, 8).zeros(80).text;
    const std::string sample =
        Bytes().zeros(8).big(86, 4).raw("avc1").zeros(24).big(320, 2).big(240, 2).zeros(50).text;
    std::string movie = track("vide", 0, 0, false, 100);
    const std::string described =
        box("trak", movie.substr(8) + box("mdia", box("hdlr", Bytes().zeros(8).raw("vide").zeros(13).text) +
                                                      box("minf", box("stbl", box("stsd", sample)))));
    const std::string content = box("mvhd", head) + described;
    const std::string data = Bytes().big(1, 4).raw("mdat").big(116, 8).zeros(100).text;
    const std::string file = box("ftyp", std::string("isom") + std::string(4, '\0')) + data +
                             Bytes().big(0, 4).raw("moov").raw(content).text;
    const PictureHeader header = load(file);
    EXPECT_DOUBLE_EQ(header.seconds, 90);
    EXPECT_EQ(header.size, (PictureSize{320, 240}));
    EXPECT_EQ(header.frames, 100U);
}

TEST(ImageHeader, OtherFilesAreNamed) {
    EXPECT_THAT(problemOf(""), HasSubstr("file is empty"));
    EXPECT_THAT(problemOf("hello"), HasSubstr("PNG, JPEG, GIF"));
    EXPECT_EQ(recognisePicture({}), std::nullopt);
    EXPECT_STREQ(pictureFormatName(PictureFormat::WebP), "WebP");
}

std::string sample(const std::string& name) {
    std::ifstream in(std::filesystem::path(TOKENARIUM_SOURCE_DIR) / "resources/samples/images" / name,
                     std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(ImageHeader, Samples) {
    EXPECT_EQ(load(sample("landscape.png")).size, (PictureSize{640, 427}));
    EXPECT_EQ(load(sample("page.png")).size, (PictureSize{480, 640}));
    const PictureHeader ball = load(sample("ball.gif"));
    EXPECT_EQ(ball.frames, 16U);
    EXPECT_NEAR(ball.seconds, 1.28, 1e-9);
    EXPECT_NEAR(ball.framesPerSecond, 12.5, 1e-9);
}

/// 20,000 damaged files: cut, with bytes changed, with parts doubled.
TEST(ImageHeader, DamagedFilesAreRefusedOrRead) {
    const std::string extended = riffChunk("VP8X", Bytes().zeros(4).little(999, 3).little(499, 3).text);
    const std::vector<std::string> files = {
        png(64, 48, chunk("acTL", std::string(8, '\0')) + pngFrame(1, 2) + pngFrame(25, 0)),
        jpeg(6, false),
        gif(gifFrame(8) + gifFrame(0) + ";"),
        riff(extended + riffChunk("ANMF", std::string(16, '\0'))),
        tiff(true, false, 0),
        tiff(false, true, 0),
        film(track("vide", 1280, 720, false, 100) + track("soun", 0, 0, false, 5))};
    std::mt19937 random(11);
    for (int i = 0; i < 20000; ++i) {
        std::string file = files[random() % files.size()];
        for (unsigned change = random() % 6; change > 0; --change) {
            const std::size_t at = random() % file.size();
            if (random() % 4 == 0)
                file.insert(at, file.substr(random() % file.size(), random() % 20));
            else
                file[at] = static_cast<char>(random() % 3 == 0 ? 0xFF : random());
        }
        if (random() % 4 == 0) file.resize(random() % file.size());
        fuzz_image_header(reinterpret_cast<const std::uint8_t*>(file.data()), file.size());
    }
}

} // namespace
} // namespace tokenarium
