// SPDX-License-Identifier: GPL-3.0-or-later
// Headers of formats with frames or pages one behind the other: GIF, WebP, TIFF; and EXIF, which is a TIFF.
#include "engine/image/header_bytes.h"

#include <algorithm>

namespace tokenarium {
namespace {

/// Past blocks that each say their length in a byte, up to the empty one.
std::uint64_t skipSubBlocks(const HeaderBytes& bytes, std::uint64_t at) {
    for (;;) {
        const std::uint8_t length = bytes.u8(at);
        at += 1 + std::uint64_t(length);
        if (length == 0) return at;
    }
}

std::uint64_t colorTableBytes(std::uint8_t flags) {
    return flags & 0x80 ? std::uint64_t(3) << ((flags & 7) + 1) : 0;
}

/// The blocks after a GIF's head; throws HeaderEnd where the file ends before its end mark.
void readGifBlocks(const HeaderBytes& bytes, std::uint64_t at, PictureHeader& header) {
    double delay = 0;
    for (;;) {
        const std::uint8_t kind = bytes.u8(at);
        if (kind == 0x3B) return;
        if (kind == 0x21) {
            if (bytes.u8(at + 1) == 0xF9 && bytes.u8(at + 2) >= 4)
                delay = static_cast<double>(bytes.little(at + 4, 2)) / 100;
            at = skipSubBlocks(bytes, at + 2);
        } else if (kind == 0x2C) {
            const std::uint64_t pixels = at + 10 + colorTableBytes(bytes.u8(at + 9)) + 1;
            const std::uint64_t next = skipSubBlocks(bytes, pixels);
            ++header.frames;
            header.seconds += shownSeconds(delay);
            delay = 0;
            at = next;
        } else {
            throw HeaderProblem("is damaged after frame " + std::to_string(header.frames) +
                                ": what follows is no part of a GIF.");
        }
    }
}

/// Two bits of a lossless WebP's size lie in one byte.
PictureSize losslessSize(const HeaderBytes& chunk) {
    if (chunk.u8(0) != 0x2F)
        throw HeaderProblem("has a picture that is no lossless WebP although it says so.");
    const auto bits = static_cast<std::uint32_t>(chunk.little(1, 4));
    return {(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1};
}

PictureSize lossySize(const HeaderBytes& chunk) {
    if (chunk.big(3, 3) != 0x9D012A)
        throw HeaderProblem("has a picture that does not begin as WebP pictures do.");
    return {static_cast<std::uint32_t>(chunk.little(6, 2) & 0x3FFF),
            static_cast<std::uint32_t>(chunk.little(8, 2) & 0x3FFF)};
}

/// TIFF in its four ways: two byte orders, two sizes of offsets.
struct TiffReader {
    const HeaderBytes& bytes;
    bool bigEndian = false, big = false;

    explicit TiffReader(const HeaderBytes& of) : bytes(of), bigEndian(of.u8(0) == 'M') {
        big = number(2, 2) == 43;
    }
    std::uint64_t number(std::uint64_t at, unsigned length) const {
        return bigEndian ? bytes.big(at, length) : bytes.little(at, length);
    }
    unsigned offsetBytes() const { return big ? 8 : 4; }
    unsigned countBytes() const { return big ? 8 : 2; }
    unsigned entryBytes() const { return big ? 20 : 12; }
    std::uint64_t firstDirectory() const { return big ? number(8, 8) : number(4, 4); }

    /// The value of a tag that is one whole number: BYTE, SHORT, LONG or LONG8.
    std::optional<std::uint64_t> value(std::uint64_t entry) const {
        const std::uint64_t type = number(entry + 2, 2), at = entry + 4 + offsetBytes();
        if (type == 1) return bytes.u8(at);
        if (type == 3) return number(at, 2);
        if (type == 4) return number(at, 4);
        if (type == 16 && big) return number(at, 8);
        return std::nullopt;
    }
    /// Where the directory's entries end: there stands the offset of the next one.
    std::uint64_t endOfEntries(std::uint64_t directory) const {
        const std::uint64_t entries = number(directory, countBytes());
        if (entries > bytes.size() / entryBytes()) throw HeaderEnd();
        return directory + countBytes() + entries * entryBytes();
    }
    std::optional<std::uint64_t> find(std::uint64_t directory, std::uint64_t tag) const {
        const std::uint64_t end = endOfEntries(directory);
        for (std::uint64_t entry = directory + countBytes(); entry < end; entry += entryBytes())
            if (number(entry, 2) == tag) return value(entry);
        return std::nullopt;
    }
};

constexpr std::uint64_t widthTag = 256, heightTag = 257, orientationTag = 274;

unsigned orientationOf(const TiffReader& tiff, std::uint64_t directory) {
    const std::uint64_t said = tiff.find(directory, orientationTag).value_or(1);
    return said >= 1 && said <= 8 ? static_cast<unsigned>(said) : 1;
}

} // namespace

PictureHeader readGifHeader(const HeaderBytes& bytes) {
    PictureHeader header;
    header.format = PictureFormat::Gif;
    header.frames = 0;
    header.size = {static_cast<std::uint32_t>(bytes.little(6, 2)),
                   static_cast<std::uint32_t>(bytes.little(8, 2))};
    try {
        readGifBlocks(bytes, 13 + colorTableBytes(bytes.u8(10)), header);
    } catch (const HeaderEnd&) {
        if (header.frames == 0) throw;
        header.cutShort = true;
    }
    if (header.frames == 0) throw HeaderProblem("has no frame: there is nothing to see.");
    if (header.frames == 1) header.seconds = 0;
    return header;
}

PictureHeader readWebPHeader(const HeaderBytes& bytes) {
    PictureHeader header;
    header.format = PictureFormat::WebP;
    bool sized = false, extended = false;
    std::uint64_t frames = 0;
    std::uint64_t at = 12;
    for (; at + 8 <= bytes.size();) {
        const std::uint64_t length = bytes.little(at + 4, 4), room = bytes.size() - at - 8;
        header.cutShort = length > room;
        const HeaderBytes chunk = bytes.part(at + 8, std::min(length, room));
        if (bytes.startsWith("VP8X", at)) {
            header.size = {static_cast<std::uint32_t>(chunk.little(4, 3) + 1),
                           static_cast<std::uint32_t>(chunk.little(7, 3) + 1)};
            sized = extended = true;
        } else if (!sized && (bytes.startsWith("VP8 ", at) || bytes.startsWith("VP8L", at))) {
            header.size = bytes.startsWith("VP8L", at) ? losslessSize(chunk) : lossySize(chunk);
            sized = true;
        } else if (bytes.startsWith("ANMF", at) && chunk.size() >= 16) {
            ++frames;
            header.seconds += shownSeconds(static_cast<double>(chunk.little(12, 3)) / 1000);
        }
        if (header.cutShort) break;
        at += 8 + length + length % 2;
    }
    if (!sized) throw HeaderEnd();
    const bool animated = extended && frames > 0;
    header.frames = animated ? frames : 1;
    if (header.frames == 1) header.seconds = 0;
    return header;
}

unsigned exifOrientation(const HeaderBytes& bytes) {
    try {
        const TiffReader tiff(bytes);
        return orientationOf(tiff, tiff.firstDirectory());
    } catch (const HeaderProblem&) {
        return 1; // a picture can be shown without its EXIF
    }
}

PictureHeader readTiffHeader(const HeaderBytes& bytes) {
    const TiffReader tiff(bytes);
    PictureHeader header;
    header.format = PictureFormat::Tiff;
    const std::uint64_t first = tiff.firstDirectory();
    const auto width = tiff.find(first, widthTag), height = tiff.find(first, heightTag);
    if (!width || !height) throw HeaderProblem("does not say its width and height.");
    if (*width > 0xFFFFFFFF || *height > 0xFFFFFFFF) throw HeaderProblem("says a size that no picture has.");
    header.size = {static_cast<std::uint32_t>(*width), static_cast<std::uint32_t>(*height)};
    header.orientation = orientationOf(tiff, first);
    header.frames = 1;
    // A page takes at least its directory's bytes: a chain with more of them goes in a circle.
    const std::uint64_t mostPages = bytes.size() / (tiff.countBytes() + tiff.offsetBytes()) + 1;
    try {
        for (std::uint64_t at = tiff.number(tiff.endOfEntries(first), tiff.offsetBytes()); at != 0;
             at = tiff.number(tiff.endOfEntries(at), tiff.offsetBytes())) {
            if (++header.frames > mostPages)
                throw HeaderProblem("has a list of pages that goes in a circle.");
        }
    } catch (const HeaderEnd&) {
        header.cutShort = true;
    }
    return header;
}

} // namespace tokenarium
