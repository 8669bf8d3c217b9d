// SPDX-License-Identifier: GPL-3.0-or-later
// A picture or animation from a file: decoded within the memory there is, or a sentence why not.
#pragma once

#include "engine/image/image.h"
#include "engine/image/video_tokens.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace tokenarium {

/// A picture to look at. The pixels are shared and never changed.
struct PictureContent {
    QString title;
    std::shared_ptr<const Image> image; ///< at least 1 × 1
    QImage shown;                       ///< the same for painting, at most shownSide pixels a side
    QByteArray file; ///< as it was, where the counting rules can read it; empty: never a file, or SVG
    static constexpr int shownSide = 2048;

    bool operator==(const PictureContent& other) const {
        return image == other.image && title == other.title;
    }
};

/// Something that moves.
struct FilmContent {
    QString title;
    VideoFacts facts;
    QByteArray file;            ///< as it was; empty of WebM, which the counting of prompts does not read
    std::vector<QImage> frames; ///< small; empty for films that are not decoded
    std::vector<double> times;  ///< seconds at which each frame begins
    static constexpr int frameSide = 320;
    static constexpr std::size_t mostFrames = 600;
};

struct LoadedPicture {
    PictureContent picture;                  ///< without an image where a film is not decoded
    std::shared_ptr<const FilmContent> film; ///< null where it stands still
    QString remark;                          ///< what a person should know of the file; mostly empty
};

using FilmProgress = std::function<void(double share)>;

/// Any thread; films, which take their time, on a worker. `progress` is of films. Throw std::runtime_error
/// with a sentence that begins with the name of the file.
LoadedPicture loadPicture(const QString& path, std::stop_token stop = {}, const FilmProgress& progress = {});
LoadedPicture decodePicture(QByteArray bytes, const QString& name, std::stop_token stop = {},
                            const FilmProgress& progress = {});
/// From the clipboard.
LoadedPicture takePicture(const QImage& picture, const QString& title);

/// By the first bytes, and SVG by its ending.
bool isPictureFile(const QString& path);
/// For a file dialog: "*.png *.jpg …".
QString pictureFilePatterns();

} // namespace tokenarium
