// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that knows how films are decoded: Qt's player runs as fast as it can into a sink of ours.
#include "app/picture/film_frames.h"

#include "app/picture/picture_pixels.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMediaPlayer>
#include <QTimer>
#include <QTransform>
#include <QUrl>
#include <QVideoFrame>
#include <QVideoSink>

#include <algorithm>
#include <mutex>

namespace tokenarium {
namespace {

constexpr double fasterThanLife = 1000; ///< decoding is the limit then
constexpr int lookEvery = 30;           ///< milliseconds
constexpr qint64 patience = 20'000;     ///< milliseconds without a frame

struct FilmReading {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::FilmReading)
};

/// How bytes of brightness and colour become red, green and blue, in 256ths.
struct ColorRule {
    int scale, offset, redOfV, greenOfU, greenOfV, blueOfU;
};

ColorRule ruleOf(const QVideoFrameFormat& format) {
    const auto space = format.colorSpace();
    const bool high = space == QVideoFrameFormat::ColorSpace_BT709 ||
                      (space == QVideoFrameFormat::ColorSpace_Undefined && format.frameHeight() > 576);
    if (format.colorRange() == QVideoFrameFormat::ColorRange_Full)
        return high ? ColorRule{256, 0, 403, 48, 120, 475} : ColorRule{256, 0, 359, 88, 183, 454};
    return high ? ColorRule{298, 16, 459, 55, 136, 541} : ColorRule{298, 16, 409, 100, 208, 516};
}

QRgb colorOf(const ColorRule& rule, int y, int u, int v) {
    const int light = rule.scale * (y - rule.offset) + 128, blue = u - 128, red = v - 128;
    const auto byte = [](int value) { return std::clamp(value / 256, 0, 255); };
    return qRgb(byte(light + rule.redOfV * red), byte(light - rule.greenOfU * blue - rule.greenOfV * red),
                byte(light + rule.blueOfU * blue));
}

/// What nearly all films are decoded to. toImage() would ask for the graphics card, which belongs to the
/// thread of the window.
QImage pictureOfPlanes(QVideoFrame frame) {
    const auto format = frame.pixelFormat();
    const bool together = format == QVideoFrameFormat::Format_NV12; // U and V take turns
    if (!together && format != QVideoFrameFormat::Format_YUV420P) return {};
    if (!frame.map(QVideoFrame::ReadOnly)) return {};
    const ColorRule rule = ruleOf(frame.surfaceFormat());
    QImage picture(frame.width(), frame.height(), QImage::Format_RGB32);
    for (int row = 0; row < picture.height() && frame.planeCount() >= (together ? 2 : 3); ++row) {
        const uchar* light = frame.bits(0) + std::ptrdiff_t(row) * frame.bytesPerLine(0);
        const uchar* u = frame.bits(1) + std::ptrdiff_t(row / 2) * frame.bytesPerLine(1);
        const uchar* v = together ? u + 1 : frame.bits(2) + std::ptrdiff_t(row / 2) * frame.bytesPerLine(2);
        auto* out = reinterpret_cast<QRgb*>(picture.scanLine(row));
        for (int x = 0; x < picture.width(); ++x) {
            const int at = together ? x / 2 * 2 : x / 2;
            out[x] = colorOf(rule, light[x], u[at], v[at]);
        }
    }
    frame.unmap();
    return picture;
}

int turnOf(const QVideoFrame& frame) {
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    return int(frame.rotation());
#else
    return int(frame.rotationAngle());
#endif
}

QImage pictureOf(const QVideoFrame& frame, int side) {
    QImage picture = pictureOfPlanes(frame);
    if (picture.isNull()) return shrunk(frame.toImage(), side); // turned already
    picture = shrunk(picture, side);
    return turnOf(frame) == 0 ? picture : picture.transformed(QTransform().rotate(turnOf(frame)));
}

/// Empty where films can be tried.
QString missingBackend() {
#ifdef Q_OS_LINUX
    if (qEnvironmentVariableIsEmpty("QT_MEDIA_BACKEND"))
        return FilmReading::tr("Qt's FFmpeg plugin is not installed");
#endif
    return {};
}

class FilmReader {
public:
    FilmReader(int wantedSide, std::size_t mostFrames, std::stop_token stopToken,
               const std::function<void(double)>& tell)
        : side(wantedSide)
        , most(mostFrames)
        , stop(std::move(stopToken))
        , progress(tell) {}

    FilmFrames read(const QByteArray& bytes) {
        play(bytes);
        if (found.read == 0 && found.problem.isEmpty())
            found.problem = FilmReading::tr("it gave not one picture");
        return std::move(found);
    }

private:
    /// Its end waits for the threads of the player.
    void play(const QByteArray& bytes) {
        QBuffer source;
        source.setData(bytes);
        source.open(QIODevice::ReadOnly);
        QVideoSink sink;
        QMediaPlayer player;
        QEventLoop loop;
        QTimer look;
        sinceFrame.start();
        // On the thread that shows frames: it waits for us, so that no frames pile up.
        QObject::connect(
            &sink, &QVideoSink::videoFrameChanged, &sink,
            [this](const QVideoFrame& frame) {
                if (!stop.stop_requested()) take(frame);
            },
            Qt::DirectConnection);
        QObject::connect(&player, &QMediaPlayer::errorOccurred, &loop,
                         [this](QMediaPlayer::Error, const QString& words) { fail(words); });
        QObject::connect(&player, &QMediaPlayer::mediaStatusChanged, &loop,
                         [&](QMediaPlayer::MediaStatus status) { statusChanged(player, status); });
        QObject::connect(&look, &QTimer::timeout, &loop, [&] {
            if (isOver || hasFailed() || stop.stop_requested()) loop.quit();
        });
        look.start(lookEvery);
        player.setVideoSink(&sink);
        player.setSourceDevice(&source, QUrl(QStringLiteral("film")));
        loop.exec();
        player.stop();
    }

    void fail(const QString& why) {
        const std::lock_guard lock(mutex);
        found.problem = why;
    }
    bool hasFailed() {
        const std::lock_guard lock(mutex);
        if (sinceFrame.elapsed() > patience) found.problem = FilmReading::tr("no frame comes any more");
        return !found.problem.isEmpty();
    }
    void statusChanged(QMediaPlayer& player, QMediaPlayer::MediaStatus status) {
        if (status == QMediaPlayer::LoadedMedia && !isPlaying) {
            isPlaying = true;
            {
                const std::lock_guard lock(mutex);
                found.announcedSeconds = double(player.duration()) / 1000;
                found.sound = player.hasAudio();
            }
            if (!player.hasVideo()) fail(FilmReading::tr("it has no pictures that can be decoded"));
            player.setPlaybackRate(fasterThanLife);
            player.play();
        }
        isOver = isOver || status == QMediaPlayer::EndOfMedia || status == QMediaPlayer::InvalidMedia;
    }

    /// When there are too many, every second one goes, and from then on half as many are kept.
    void take(const QVideoFrame& frame) {
        if (!frame.isValid()) return; // the film is over
        const std::lock_guard lock(mutex);
        sinceFrame.restart();
        const std::uint64_t number = found.read++;
        const double begin = double(frame.startTime()) / 1e6;
        found.seconds = std::max(found.seconds, double(frame.endTime()) / 1e6);
        if (number == 0) {
            const bool lies = turnOf(frame) % 180 != 0;
            found.size = {std::uint32_t(lies ? frame.height() : frame.width()),
                          std::uint32_t(lies ? frame.width() : frame.height())};
        }
        if (progress && found.announcedSeconds > 0) progress(std::min(1.0, begin / found.announcedSeconds));
        if (number % found.stride != 0) return;
        if (found.frames.size() == most) thin();
        if (number % found.stride != 0) return;
        found.frames.push_back(pictureOf(frame, side));
        found.times.push_back(begin);
    }
    void thin() {
        for (std::size_t i = 0; 2 * i < found.frames.size(); ++i) {
            found.frames[i] = found.frames[2 * i];
            found.times[i] = found.times[2 * i];
        }
        found.frames.resize((found.frames.size() + 1) / 2);
        found.times.resize(found.frames.size());
        found.stride *= 2;
    }

    std::mutex mutex; ///< of `found` and `sinceFrame`
    FilmFrames found;
    const int side;
    const std::size_t most;
    std::stop_token stop;
    const std::function<void(double)>& progress;
    QElapsedTimer sinceFrame;
    bool isPlaying = false, isOver = false;
};

} // namespace

FilmFrames readFilmFrames(const QByteArray& bytes, int side, std::size_t most, const std::stop_token& stop,
                          const std::function<void(double)>& progress) {
    FilmFrames nothing;
    nothing.problem = missingBackend();
    if (!nothing.problem.isEmpty()) return nothing;
    return FilmReader(side, std::max<std::size_t>(most, 2), stop, progress).read(bytes);
}

void chooseFilmBackend() {
#ifdef Q_OS_LINUX
    if (!qEnvironmentVariableIsEmpty("QT_MEDIA_BACKEND")) return; // the person knows better
    for (const QString& folder : QCoreApplication::libraryPaths())
        if (!QDir(folder + QStringLiteral("/multimedia"))
                 .entryList({QStringLiteral("*ffmpegmediaplugin*")})
                 .isEmpty())
            qputenv("QT_MEDIA_BACKEND", "ffmpeg");
#endif
}

} // namespace tokenarium
