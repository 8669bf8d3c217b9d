// SPDX-License-Identifier: GPL-3.0-or-later
// MP4 and QuickTime: boxes in boxes, of which a few say size, duration and number of frames.
#include "engine/image/header_bytes.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

/// A box: where its content begins, and the first byte behind it.
struct Box {
    std::uint64_t kindAt = 0, begin = 0, end = 0;
};

/// Calls use(box) for the boxes between two places. A box whose length cannot be ends the walk: what comes
/// after it is not to be found.
template<typename Use>
void forEachBox(const HeaderBytes& bytes, std::uint64_t at, std::uint64_t end, const Use& use) {
    while (end - at >= 8) {
        std::uint64_t length = bytes.big(at, 4), head = 8;
        if (length == 1 && end - at >= 16) {
            length = bytes.big(at + 8, 8);
            head = 16;
        }
        if (length == 0) length = end - at; // up to the end
        if (length < head) throw HeaderProblem("is damaged: a part is shorter than its own head.");
        const std::uint64_t stop = length > end - at ? end : at + length;
        use(Box{at + 4, at + head, stop});
        at = stop;
    }
}

struct Track {
    bool picture = false, sound = false, turned = false;
    double width = 0, height = 0; ///< as it is to be shown, before turning
    std::uint64_t scale = 0, duration = 0, frames = 0;
    double seconds() const {
        return scale > 0 ? static_cast<double>(duration) / static_cast<double>(scale) : 0;
    }
};

struct Film {
    std::uint64_t scale = 0, duration = 0, fragmentDuration = 0;
    bool described = false; ///< a moov box was there
    std::vector<Track> tracks;
};

/// Time scale and duration of mvhd and mdhd, which have the same beginning.
void readTimes(const HeaderBytes& bytes, const Box& box, std::uint64_t& scale, std::uint64_t& duration) {
    const bool wide = bytes.u8(box.begin) == 1;
    scale = bytes.big(box.begin + (wide ? 20 : 12), 4);
    duration = bytes.big(box.begin + (wide ? 24 : 16), wide ? 8 : 4);
    const std::uint64_t unknown = wide ? ~std::uint64_t(0) : 0xFFFFFFFF;
    if (duration == unknown) duration = 0;
}

void readTrackHead(const HeaderBytes& bytes, const Box& box, Track& track) {
    const std::uint64_t matrix = box.begin + (bytes.u8(box.begin) == 1 ? 52 : 40);
    track.turned = bytes.big(matrix, 4) == 0 && bytes.big(matrix + 16, 4) == 0;
    track.width = static_cast<double>(bytes.big(matrix + 36, 4)) / 65536;
    track.height = static_cast<double>(bytes.big(matrix + 40, 4)) / 65536;
}

/// The number of samples: of a picture track, frames. Runs of equal durations, each said once.
std::uint64_t countSamples(const HeaderBytes& bytes, const Box& box) {
    const std::uint64_t runs = bytes.big(box.begin + 4, 4);
    std::uint64_t samples = 0;
    for (std::uint64_t i = 0; i < runs && box.begin + 8 + i * 8 + 8 <= box.end; ++i)
        samples += bytes.big(box.begin + 8 + i * 8, 4);
    return samples;
}

/// The size in the description of the pictures, where the track's head says none.
void readSampleSize(const HeaderBytes& bytes, const Box& box, Track& track) {
    if (!track.picture || track.width >= 1 || box.end - box.begin < 8 + 36) return;
    track.width = static_cast<double>(bytes.big(box.begin + 8 + 32, 2));
    track.height = static_cast<double>(bytes.big(box.begin + 8 + 34, 2));
}

bool isOneOf(const HeaderBytes& bytes, const Box& box, std::initializer_list<const char*> kinds) {
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](const char* kind) { return bytes.startsWith(kind, box.kindAt); });
}

void readTrackBoxes(const HeaderBytes& bytes, const Box& parent, Track& track, int depth) {
    constexpr int deepest = 4; // trak, mdia, minf, stbl
    forEachBox(bytes, parent.begin, parent.end, [&](const Box& box) {
        if (depth < deepest && isOneOf(bytes, box, {"mdia", "minf", "stbl"}))
            readTrackBoxes(bytes, box, track, depth + 1);
        else if (isOneOf(bytes, box, {"tkhd"}))
            readTrackHead(bytes, box, track);
        else if (isOneOf(bytes, box, {"mdhd"}))
            readTimes(bytes, box, track.scale, track.duration);
        else if (isOneOf(bytes, box, {"hdlr"})) {
            track.picture = track.picture || bytes.startsWith("vide", box.begin + 8);
            track.sound = track.sound || bytes.startsWith("soun", box.begin + 8);
        } else if (isOneOf(bytes, box, {"stts"}))
            track.frames = countSamples(bytes, box);
        else if (isOneOf(bytes, box, {"stsd"}))
            readSampleSize(bytes, box, track);
    });
}

void readMovie(const HeaderBytes& bytes, const Box& parent, Film& film) {
    constexpr std::size_t mostTracks = 1000;
    film.described = true;
    forEachBox(bytes, parent.begin, parent.end, [&](const Box& box) {
        if (isOneOf(bytes, box, {"mvhd"})) readTimes(bytes, box, film.scale, film.duration);
        if (isOneOf(bytes, box, {"trak"}) && film.tracks.size() < mostTracks)
            readTrackBoxes(bytes, box, film.tracks.emplace_back(), 1);
        if (isOneOf(bytes, box, {"mvex"}))
            forEachBox(bytes, box.begin, box.end, [&](const Box& inner) {
                if (!isOneOf(bytes, inner, {"mehd"})) return;
                film.fragmentDuration = bytes.big(inner.begin + 4, bytes.u8(inner.begin) == 1 ? 8 : 4);
            });
    });
}

void fill(PictureHeader& header, const Film& film, const Track& track) {
    const auto side = [](double said) {
        return static_cast<std::uint32_t>(std::clamp(std::round(said), 0.0, 65535.0));
    };
    header.size = {side(track.width), side(track.height)};
    if (track.turned) header.orientation = 6; // a quarter turn: the size is swapped
    header.frames = track.frames;
    if (film.scale > 0)
        header.seconds = static_cast<double>(film.duration > 0 ? film.duration : film.fragmentDuration) /
                         static_cast<double>(film.scale);
    if (track.seconds() > 0) {
        if (!(header.seconds > 0)) header.seconds = track.seconds();
        header.framesPerSecond = static_cast<double>(track.frames) / track.seconds();
    }
    if (!std::isfinite(header.framesPerSecond)) header.framesPerSecond = 0;
}

} // namespace

PictureHeader readFilmHeader(const HeaderBytes& bytes, PictureFormat format) {
    Film film;
    forEachBox(bytes, 0, bytes.size(), [&](const Box& box) {
        if (isOneOf(bytes, box, {"moov"})) readMovie(bytes, box, film);
    });
    if (!film.described)
        throw HeaderProblem(
            "does not say what is in it: its description (moov) is absent. The file is cut short.");
    PictureHeader header;
    header.format = format;
    header.film = true;
    const Track* shown = nullptr;
    for (const Track& track : film.tracks) {
        header.sound = header.sound || track.sound;
        if (!shown && track.picture) shown = &track;
    }
    if (!shown) throw HeaderProblem("has no picture track: there is nothing to see.");
    fill(header, film, *shown);
    return header;
}

} // namespace tokenarium
