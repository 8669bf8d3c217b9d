// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of an MP4, MOV or WebM film, read by what the system has for it.
#pragma once

#include "engine/image/image.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace tokenarium {

struct FilmFrames {
    std::vector<QImage> frames; ///< small; of a long film not all: one of every `stride`
    std::vector<double> times;  ///< seconds at which each begins
    std::uint64_t stride = 1;
    PictureSize size;            ///< of the film; 0 × 0 where no frame was read
    std::uint64_t read = 0;      ///< frames, kept or not
    double seconds = 0;          ///< to the end of the last frame
    double announcedSeconds = 0; ///< 0: the film does not say
    bool sound = false;
    QString problem; ///< why nothing, or not all, could be read, as part of a sentence; mostly empty
};

/// Any thread but that of the window: it waits until the film is over or `stop` is requested. Keeps at most
/// `most` frames of at most `side` pixels whatever the length. `bytes` is the whole file. `progress` gets the
/// share of the film, 0 … 1, on a thread of the player, where the film says how long it is. Never throws.
FilmFrames readFilmFrames(const QByteArray& bytes, int side, std::size_t most, const std::stop_token& stop,
                          const std::function<void(double share)>& progress = {});

/// Before anything of sound or film is used, after QCoreApplication: takes FFmpeg where Qt has it, for the
/// older GStreamer way ends the program where a part of GStreamer is missing.
void chooseFilmBackend();

} // namespace tokenarium
