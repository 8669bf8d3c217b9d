// SPDX-License-Identifier: GPL-3.0-or-later
// The header is read first, by our own reader: what it says decides whether there is memory enough for
// decoding.
#include "app/picture/picture_file.h"

#include "app/picture/film_frames.h"
#include "app/picture/free_memory.h"
#include "app/picture/picture_pixels.h"
#include "engine/image/image_header.h"
#include "widgets/style/number_text.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace tokenarium {
namespace {

constexpr std::uint64_t mebibyte = 1 << 20;
constexpr std::uint64_t unknownMemory = 2048 * mebibyte; ///< taken where the system does not say
constexpr std::uint64_t bytesPerPixel = 4 + 3;           ///< as Qt decodes it, and as the engine has it
constexpr qint64 largestFile = qint64(1) << 30;

struct PictureFile {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::PictureFile)
};

[[noreturn]] void refuse(const QString& name, const QString& why) {
    throw std::runtime_error(QStringLiteral("%1: %2").arg(name, why).toStdString());
}

/// Half of what is free may be taken; the rest is for the steps of the rules.
std::uint64_t memoryForPictures() { return freeMemory().value_or(unknownMemory) / 2; }

void checkSize(PictureSize size, const QString& name) {
    const std::uint64_t wanted = size.area() * bytesPerPixel, there = memoryForPictures();
    if (wanted <= there && size.longSide() <= std::uint32_t(std::numeric_limits<qint16>::max()) * 4) return;
    refuse(name,
           PictureFile::tr(
               "%1 × %2 pixels need %3 of memory, and at most %4 may be taken now. Make the picture smaller "
               "first.")
               .arg(grouped(size.width), grouped(size.height), QLocale().formattedDataSize(qint64(wanted)),
                    QLocale().formattedDataSize(qint64(there))));
}

VideoFacts factsOf(const PictureHeader& header) {
    return {header.size, header.seconds, header.framesPerSecond, header.frames, header.sound};
}

/// Small pictures of the frames, white behind them.
void takeFrame(FilmContent& film, const QImage& frame, double time) {
    QImage small = shrunk(frame, FilmContent::frameSide);
    QImage solid(small.size(), QImage::Format_RGB32);
    solid.fill(Qt::white);
    QPainter(&solid).drawImage(0, 0, small);
    film.frames.push_back(solid);
    film.times.push_back(time);
}

std::shared_ptr<const FilmContent> readFrames(QImageReader& reader, const QImage& first,
                                              const PictureHeader& header, const QByteArray& bytes,
                                              const QString& name, const std::stop_token& stop) {
    auto film = std::make_shared<FilmContent>();
    film->title = name;
    film->facts = factsOf(header);
    film->file = bytes;
    double time = 0;
    for (QImage frame = first; !frame.isNull() && film->frames.size() < FilmContent::mostFrames;
         frame = reader.read()) {
        if (stop.stop_requested()) break;
        takeFrame(*film, frame, time);
        const int delay = reader.nextImageDelay();
        time += (delay <= 10 ? 100 : delay) / 1000.0; // as browsers show them
    }
    return film;
}

/// Matroska's mark: of the films with it the player has to say everything.
bool isWebm(const QByteArray& bytes) { return bytes.startsWith(QByteArray::fromHex("1a45dfa3")); }

QString remarkOf(const FilmFrames& read, const QString& name) {
    if (read.frames.empty())
        return PictureFile::tr(
                   "%1: this system cannot read this film: %2; it is counted by what its header says. "
                   "GIF and WebP animations work everywhere.")
            .arg(name, read.problem);
    if (!read.problem.isEmpty())
        return PictureFile::tr("%1: after %2 s nothing more could be read: %3.")
            .arg(name, QLocale().toString(read.seconds, 'f', 1), read.problem);
    if (read.stride == 1) return {};
    return PictureFile::tr(
               "%1 is long: one of every %2 frames is kept to be looked at, about one every %3 s.")
        .arg(name, grouped(read.stride),
             QLocale().toString(read.seconds / double(read.frames.size()), 'f', 2));
}

LoadedPicture readFilm(const QByteArray& bytes, const QString& name, const VideoFacts* known,
                       const std::stop_token& stop, const FilmProgress& progress) {
    FilmFrames read = readFilmFrames(bytes, FilmContent::frameSide, FilmContent::mostFrames, stop, progress);
    auto film = std::make_shared<FilmContent>();
    film->title = name;
    if (known) {
        film->facts = *known;
        film->file = bytes;
    } else if (read.read == 0) {
        refuse(name, PictureFile::tr("this system cannot read this film: %1; GIF and WebP animations work "
                                     "everywhere.")
                         .arg(read.problem));
    } else {
        const double rate = read.seconds > 0 ? double(read.read) / read.seconds : 0;
        film->facts = {read.size, read.seconds, rate, read.read, read.sound};
    }
    film->times = read.times;
    const QString remark = remarkOf(read, name);
    film->frames = std::move(read.frames);
    return {{}, film, remark};
}

} // namespace

LoadedPicture takePicture(const QImage& picture, const QString& title) {
    checkSize({std::uint32_t(picture.width()), std::uint32_t(picture.height())}, title);
    LoadedPicture loaded;
    auto image = std::make_shared<Image>(imageOf(picture));
    loaded.picture = {title, image, shrunk(viewOf(*image), PictureContent::shownSide).copy(), {}};
    return loaded;
}

LoadedPicture decodePicture(QByteArray bytes, const QString& name, std::stop_token stop,
                            const FilmProgress& progress) {
    if (bytes.isEmpty()) refuse(name, PictureFile::tr("the file is empty."));
    const std::span<const std::byte> view(reinterpret_cast<const std::byte*>(bytes.constData()),
                                          std::size_t(bytes.size()));
    std::optional<PictureHeader> header;
    if (recognisePicture(view)) header = loadPictureHeader(view, name.toStdString());
    if (header) checkSize(header->size, name);
    if (header && header->film) {
        const VideoFacts facts = factsOf(*header);
        return readFilm(bytes, name, &facts, stop, progress);
    }
    if (isWebm(bytes)) return readFilm(bytes, name, nullptr, stop, progress);
    // Qt's own limit is 256 MB whatever the machine has: raised on purpose to what is free here.
    QImageReader::setAllocationLimit(int(std::min<std::uint64_t>(memoryForPictures() / mebibyte, 1 << 20)));
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    if (!header && reader.size().isValid())
        checkSize({std::uint32_t(reader.size().width()), std::uint32_t(reader.size().height())}, name);
    QImage first = reader.read();
    if (first.isNull())
        refuse(name,
               header && header->cutShort
                   ? PictureFile::tr("the file is cut short: not even one whole picture is in it.")
                   : PictureFile::tr("this cannot be read as a picture (%1).").arg(reader.errorString()));
    LoadedPicture loaded = takePicture(first, name);
    if (header) loaded.picture.file = bytes;
    if (header && header->moves()) loaded.film = readFrames(reader, first, *header, bytes, name, stop);
    if (header && header->cutShort)
        loaded.remark = PictureFile::tr("%1 is cut short; what came before the end is shown.").arg(name);
    return loaded;
}

LoadedPicture loadPicture(const QString& path, std::stop_token stop, const FilmProgress& progress) {
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) refuse(name, file.errorString());
    if (file.size() > largestFile) refuse(name, PictureFile::tr("the file is larger than 1 GB."));
    return decodePicture(file.readAll(), name, std::move(stop), progress);
}

bool isPictureFile(const QString& path) {
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) return true;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QByteArray first = file.read(64);
    return isWebm(first) || recognisePicture({reinterpret_cast<const std::byte*>(first.constData()),
                                              std::size_t(first.size())})
                                .has_value();
}

QString pictureFilePatterns() {
    QStringList patterns;
    for (const QByteArray& format : QImageReader::supportedImageFormats())
        patterns += QStringLiteral("*.") + QString::fromLatin1(format);
    for (const char* film : {"*.mp4", "*.mov", "*.webm"}) patterns += QLatin1String(film);
    return patterns.join(QLatin1Char(' '));
}

} // namespace tokenarium
