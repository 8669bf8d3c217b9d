// SPDX-License-Identifier: GPL-3.0-or-later
// Which format it is; PNG, JPEG and BMP are read here.
#include "engine/image/image_header.h"

#include "engine/image/header_bytes.h"

#include <cmath>

namespace tokenarium {
namespace {

const std::string_view pngMark("\x89PNG\r\n\x1a\n", 8);

/// Delay of a frame of an animated PNG: a fraction of a second, of hundredths where the divisor is 0.
double pngDelay(const HeaderBytes& bytes, std::uint64_t data) {
    const std::uint64_t numerator = bytes.big(data + 20, 2), divisor = bytes.big(data + 22, 2);
    return shownSeconds(static_cast<double>(numerator) / static_cast<double>(divisor == 0 ? 100 : divisor));
}

PictureHeader readPng(const HeaderBytes& bytes) {
    if (!bytes.startsWith("IHDR", 12)) throw HeaderProblem("is no PNG picture: its first part is not IHDR.");
    PictureHeader header;
    header.format = PictureFormat::Png;
    header.size = {static_cast<std::uint32_t>(bytes.big(16, 4)),
                   static_cast<std::uint32_t>(bytes.big(20, 4))};
    std::uint64_t at = 8, shown = 0;
    bool animated = false, pixels = false, end = false;
    while (!end && at + 12 <= bytes.size()) {
        const std::uint64_t length = bytes.big(at, 4), data = at + 8;
        if (length > bytes.size() - data) break;
        if (bytes.startsWith("acTL", at + 4)) animated = true;
        if (bytes.startsWith("IDAT", at + 4)) pixels = true;
        if (animated && length >= 26 && bytes.startsWith("fcTL", at + 4)) {
            ++shown;
            header.seconds += pngDelay(bytes, data);
        }
        end = bytes.startsWith("IEND", at + 4);
        at = data + length + 4;
    }
    header.cutShort = !end;
    if (!pixels && end) throw HeaderProblem("is a PNG without a picture in it.");
    if (shown > 1)
        header.frames = shown;
    else
        header.seconds = 0;
    return header;
}

bool startsFrame(std::uint8_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

PictureHeader readJpeg(const HeaderBytes& bytes) {
    PictureHeader header;
    header.format = PictureFormat::Jpeg;
    for (std::uint64_t at = 2;;) {
        if (bytes.u8(at) != 0xFF) throw HeaderProblem("is a damaged JPEG picture: a part has no mark.");
        const std::uint8_t marker = bytes.u8(at + 1);
        if (marker == 0xFF) { // any number of them may stand before a mark
            ++at;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) { // marks without content
            at += 2;
            continue;
        }
        if (marker == 0xD9 || marker == 0xDA)
            throw HeaderProblem("is a JPEG picture that does not say its size.");
        const std::uint64_t length = bytes.big(at + 2, 2);
        if (length < 2)
            throw HeaderProblem("is a damaged JPEG picture: a part is shorter than its own length.");
        if (startsFrame(marker)) {
            header.size = {static_cast<std::uint32_t>(bytes.big(at + 7, 2)),
                           static_cast<std::uint32_t>(bytes.big(at + 5, 2))};
            return header;
        }
        if (marker == 0xE1 && length >= 8 && bytes.startsWith(std::string_view("Exif\0\0", 6), at + 4))
            header.orientation = exifOrientation(bytes.part(at + 10, length - 8));
        at += 2 + length;
    }
}

std::uint32_t withoutSign(std::uint64_t value) {
    const auto whole = static_cast<std::uint32_t>(value);
    return whole > 0x80000000U ? 0U - whole : whole;
}

PictureHeader readBmp(const HeaderBytes& bytes) {
    PictureHeader header;
    header.format = PictureFormat::Bmp;
    const std::uint64_t headerLength = bytes.little(14, 4);
    if (headerLength == 12)
        header.size = {static_cast<std::uint32_t>(bytes.little(18, 2)),
                       static_cast<std::uint32_t>(bytes.little(20, 2))};
    else if (headerLength >= 40)
        header.size = {static_cast<std::uint32_t>(bytes.little(18, 4)), withoutSign(bytes.little(22, 4))};
    else
        throw HeaderProblem("is no BMP picture that we know: its header has " + std::to_string(headerLength) +
                            " bytes, 12 or at least 40 were expected.");
    return header;
}

PictureHeader readAs(PictureFormat format, const HeaderBytes& bytes) {
    switch (format) {
    case PictureFormat::Png: return readPng(bytes);
    case PictureFormat::Jpeg: return readJpeg(bytes);
    case PictureFormat::Gif: return readGifHeader(bytes);
    case PictureFormat::WebP: return readWebPHeader(bytes);
    case PictureFormat::Bmp: return readBmp(bytes);
    case PictureFormat::Tiff: return readTiffHeader(bytes);
    case PictureFormat::Mp4:
    case PictureFormat::QuickTime: break;
    }
    return readFilmHeader(bytes, format);
}

void checkSize(const PictureHeader& header) {
    constexpr std::uint32_t longest = 0x7FFFFFFF;
    const std::string said = std::to_string(header.size.width) + " × " + std::to_string(header.size.height);
    if (header.size.empty())
        throw HeaderProblem("says that it is " + said + " pixels: there is nothing to see.");
    if (header.size.longSide() > longest)
        throw HeaderProblem("says that it is " + said + " pixels: no picture is that large.");
}

} // namespace

const char* pictureFormatName(PictureFormat format) {
    switch (format) {
    case PictureFormat::Png: return "PNG";
    case PictureFormat::Jpeg: return "JPEG";
    case PictureFormat::Gif: return "GIF";
    case PictureFormat::WebP: return "WebP";
    case PictureFormat::Bmp: return "BMP";
    case PictureFormat::Tiff: return "TIFF";
    case PictureFormat::Mp4: return "MP4";
    case PictureFormat::QuickTime: return "QuickTime";
    }
    return "";
}

std::optional<PictureFormat> recognisePicture(std::span<const std::byte> start) {
    const HeaderBytes bytes(start);
    if (bytes.startsWith(pngMark)) return PictureFormat::Png;
    if (bytes.startsWith("\xFF\xD8\xFF")) return PictureFormat::Jpeg;
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a")) return PictureFormat::Gif;
    if (bytes.startsWith("RIFF") && bytes.startsWith("WEBP", 8)) return PictureFormat::WebP;
    if (bytes.startsWith("BM") && start.size() >= 26 && bytes.little(6, 4) == 0) return PictureFormat::Bmp;
    for (const char version : {'\x2A', '\x2B'}) {
        if (bytes.startsWith(std::string("II") + version + '\0')) return PictureFormat::Tiff;
        if (bytes.startsWith(std::string("MM") + '\0' + version)) return PictureFormat::Tiff;
    }
    if (bytes.startsWith("ftypqt  ", 4)) return PictureFormat::QuickTime;
    if (bytes.startsWith("ftypavif", 4) || bytes.startsWith("ftyphei", 4))
        return std::nullopt; // still pictures
    if (bytes.startsWith("ftyp", 4)) return PictureFormat::Mp4;
    for (const char* box : {"moov", "mdat", "wide"})
        if (bytes.startsWith(box, 4)) return PictureFormat::QuickTime;
    return std::nullopt;
}

PictureHeader loadPictureHeader(std::span<const std::byte> bytes, const std::string& file) {
    const std::optional<PictureFormat> format = recognisePicture(bytes);
    if (!format)
        throw std::runtime_error(
            file + (bytes.empty()
                        ? " is empty."
                        : " is no picture or film that we can read: PNG, JPEG, GIF, WebP, BMP, TIFF, MP4 "
                          "and QuickTime were looked for."));
    try {
        PictureHeader header = readAs(*format, HeaderBytes(bytes));
        checkSize(header);
        if (header.orientation >= 5) std::swap(header.size.width, header.size.height);
        if (!(header.framesPerSecond > 0) && header.seconds > 0 && header.frames > 1)
            header.framesPerSecond = static_cast<double>(header.frames) / header.seconds;
        return header;
    } catch (const HeaderProblem& problem) {
        throw std::runtime_error(file + " (" + pictureFormatName(*format) + ") " + problem.what());
    }
}

} // namespace tokenarium
