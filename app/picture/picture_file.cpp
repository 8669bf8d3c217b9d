// SPDX-License-Identifier: GPL-3.0-or-later
// The header is read first, by our own reader: what it says decides whether there is memory enough for
// decoding.
#include "app/picture/picture_file.h"

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

} // namespace

LoadedPicture takePicture(const QImage& picture, const QString& title) {
    checkSize({std::uint32_t(picture.width()), std::uint32_t(picture.height())}, title);
    LoadedPicture loaded;
    auto image = std::make_shared<Image>(imageOf(picture));
    loaded.picture = {title, image, shrunk(viewOf(*image), PictureContent::shownSide).copy(), {}};
    return loaded;
}

LoadedPicture decodePicture(QByteArray bytes, const QString& name, std::stop_token stop) {
    if (bytes.isEmpty()) refuse(name, PictureFile::tr("the file is empty."));
    const std::span<const std::byte> view(reinterpret_cast<const std::byte*>(bytes.constData()),
                                          std::size_t(bytes.size()));
    std::optional<PictureHeader> header;
    if (recognisePicture(view)) header = loadPictureHeader(view, name.toStdString());
    if (header) checkSize(header->size, name);
    if (header && header->film) {
        auto film = std::make_shared<FilmContent>();
        film->title = name;
        film->facts = factsOf(*header);
        film->file = bytes;
        return {{},
                film,
                PictureFile::tr(
                    "%1: films are counted by what their header says; their pictures are not decoded here.")
                    .arg(name)};
    }
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

LoadedPicture loadPicture(const QString& path, std::stop_token stop) {
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) refuse(name, file.errorString());
    if (file.size() > largestFile) refuse(name, PictureFile::tr("the file is larger than 1 GB."));
    return decodePicture(file.readAll(), name, std::move(stop));
}

bool isPictureFile(const QString& path) {
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) return true;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QByteArray first = file.read(64);
    return recognisePicture(
               {reinterpret_cast<const std::byte*>(first.constData()), std::size_t(first.size())})
        .has_value();
}

QString pictureFilePatterns() {
    QStringList patterns;
    for (const QByteArray& format : QImageReader::supportedImageFormats())
        patterns += QStringLiteral("*.") + QString::fromLatin1(format);
    for (const char* film : {"*.mp4", "*.mov"}) patterns += QLatin1String(film);
    return patterns.join(QLatin1Char(' '));
}

} // namespace tokenarium
