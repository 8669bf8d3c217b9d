// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers out of a file's bytes, never beyond its end; and what the readers of headers share.
#pragma once

#include "engine/image/image_header.h"

#include <stdexcept>
#include <string_view>

namespace tokenarium {

/// A problem of a header, as the rest of a sentence that begins with the file's name.
struct HeaderProblem : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// Thrown where a read goes past the end.
struct HeaderEnd : HeaderProblem {
    HeaderEnd() : HeaderProblem("ends too early: the file is cut short.") {}
};

/// A view of bytes; reading past its end throws HeaderEnd.
class HeaderBytes {
public:
    explicit HeaderBytes(std::span<const std::byte> of) : bytes(of) {}

    std::uint64_t size() const { return bytes.size(); }
    HeaderBytes part(std::uint64_t at, std::uint64_t length) const {
        require(at, length);
        return HeaderBytes(bytes.subspan(at, length));
    }
    bool startsWith(std::string_view text, std::uint64_t at = 0) const {
        if (at > size() || text.size() > size() - at) return false;
        for (std::size_t i = 0; i < text.size(); ++i)
            if (bytes[at + i] != static_cast<std::byte>(text[i])) return false;
        return true;
    }
    std::uint8_t u8(std::uint64_t at) const {
        require(at, 1);
        return std::to_integer<std::uint8_t>(bytes[at]);
    }
    std::uint64_t big(std::uint64_t at, unsigned length) const {
        require(at, length);
        std::uint64_t value = 0;
        for (unsigned i = 0; i < length; ++i)
            value = value << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
        return value;
    }
    std::uint64_t little(std::uint64_t at, unsigned length) const {
        require(at, length);
        std::uint64_t value = 0;
        for (unsigned i = length; i-- > 0;)
            value = value << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
        return value;
    }

private:
    void require(std::uint64_t at, std::uint64_t length) const {
        if (at > size() || length > size() - at) throw HeaderEnd();
    }
    std::span<const std::byte> bytes;
};

/// Of the TIFF structure at the start of `bytes`: EXIF, or a TIFF file. 1 where it says nothing of use.
unsigned exifOrientation(const HeaderBytes& bytes);

PictureHeader readGifHeader(const HeaderBytes& bytes);
PictureHeader readWebPHeader(const HeaderBytes& bytes);
PictureHeader readTiffHeader(const HeaderBytes& bytes);
/// MP4 and QuickTime.
PictureHeader readFilmHeader(const HeaderBytes& bytes, PictureFormat format);

/// GIF, WebP and PNG animations: what a frame that says so many seconds is shown for.
inline double shownSeconds(double said) { return said < 0.011 ? 0.1 : said; }

} // namespace tokenarium
