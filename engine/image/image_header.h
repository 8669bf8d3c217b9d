// SPDX-License-Identifier: GPL-3.0-or-later
// What the first bytes of a picture or film say of it: size, frames, duration. Nothing is decoded.
#pragma once

#include "engine/image/image.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace tokenarium {

enum class PictureFormat : std::uint8_t { Png, Jpeg, Gif, WebP, Bmp, Tiff, Mp4, QuickTime };
const char* pictureFormatName(PictureFormat format); ///< "PNG", "MP4" …

struct PictureHeader {
    PictureFormat format = PictureFormat::Png;
    PictureSize size;           ///< as it is shown: turned as `orientation` says; both at least 1
    unsigned orientation = 1;   ///< EXIF's 1 … 8; 1: as stored
    std::uint64_t frames = 1;   ///< of an animation or film, or pages of a TIFF; 0 where a film does not say
    double seconds = 0;         ///< of an animation or film; 0: it does not say, or it stands still
    double framesPerSecond = 0; ///< 0: it does not say
    bool film = false;          ///< MP4, QuickTime
    bool sound = false;         ///< a film with a sound track
    bool cutShort = false;      ///< the file ends within a frame; what came before is counted

    bool moves() const { return film || (frames > 1 && format != PictureFormat::Tiff); }
};

/// By the first bytes; nothing where they belong to no format of the list.
std::optional<PictureFormat> recognisePicture(std::span<const std::byte> bytes);

/// `bytes` is the whole file (mapped: only what is needed is touched). Time and memory stay below a small
/// multiple of the file's length whatever it holds. GIF and WebP frames that say 0 or 10 ms count as 100 ms,
/// as browsers show them. Throws std::runtime_error that begins with `file` and says what is wrong.
PictureHeader loadPictureHeader(std::span<const std::byte> bytes, const std::string& file);

} // namespace tokenarium
