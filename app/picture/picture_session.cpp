// SPDX-License-Identifier: GPL-3.0-or-later
// Opening is a step of undo like every other choice; what is computed of the picture follows the state.
#include "app/picture/picture_session.h"

#include "app/change_value.h"
#include "app/picture/picture_pixels.h"
#include "engine/image/resample.h"

#include <QBuffer>
#include <QFile>

#include <algorithm>
#include <stdexcept>

namespace tokenarium {
namespace {

constexpr double opensInSteps = 100; ///< percent

QByteArray sampleBytes(const QString& id) {
    const QString ending = id == QLatin1String("ball") ? QStringLiteral("gif") : QStringLiteral("png");
    QFile file(QStringLiteral(":/samples/images/%1.%2").arg(id, ending));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Something to look at until the person chooses.
std::size_t middleToken(const PatchGrid& grid) {
    return std::size_t(grid.position(std::uint64_t(grid.rows / 2) * grid.columns + grid.columns / 2));
}

std::uint8_t lightness(Color color) {
    return std::uint8_t((54U * color.red + 183U * color.green + 19U * color.blue) / 256);
}

std::shared_ptr<const PatchPixels> patchPixelsOf(const std::shared_ptr<const Image>& picture,
                                                 const PatchGrid& grid, const std::stop_token& stop) {
    auto result = std::make_shared<PatchPixels>();
    result->grid = grid;
    result->fitted = picture;
    if (grid.border == BorderRule::Resize && grid.gridSize() != picture->size()) {
        auto fitted = resample(*picture, grid.gridSize(), Resampling::Bilinear, stop);
        if (!fitted) return nullptr;
        result->fitted = std::make_shared<const Image>(std::move(*fitted));
    }
    for (const Color& color : patchColors(*picture, grid, stop)) result->tints.push_back(lightness(color));
    return result;
}

} // namespace

PixelNormalization normalizationOf(PixelScale scale) {
    switch (scale) {
    case PixelScale::ZeroToOne: return {};
    case PixelScale::Vit: return vitNormalization;
    case PixelScale::Clip: return clipNormalization;
    case PixelScale::ImageNet: return imagenetNormalization;
    }
    return {};
}

PictureSession::PictureSession(QObject* parent) : QObject(parent) {
    shown = decodePicture(sampleBytes(QStringLiteral("landscape")), QStringLiteral("landscape.png")).picture;
    shownFilm = decodePicture(sampleBytes(QStringLiteral("ball")), QStringLiteral("ball.gif")).film;
    pinned = middleToken(grid());
    connect(&openJob, &Job::progressed, this, [this](std::size_t steps) {
        opened = double(steps) / opensInSteps;
        emit openingChanged();
    });
    computePixels();
}

PictureSession::~PictureSession() {
    openJob.cancel();
    pixelsJob.cancel();
}

QStringList PictureSession::sampleIds() {
    return {QStringLiteral("landscape"), QStringLiteral("face"), QStringLiteral("chart"),
            QStringLiteral("page"), QStringLiteral("ball")};
}

template<typename Load>
void PictureSession::open(Load load) {
    opened = 0;
    openJob.start(
        [load = std::move(load)](std::stop_token stop, const Job::Progress& tell) {
            std::size_t told = 0;
            return load(stop, FilmProgress([&](double share) {
                            const auto now = std::size_t(share * opensInSteps);
                            if (now > told) tell(told = now);
                        }));
        },
        [this](LoadedPicture loaded) {
            take(std::move(loaded));
            emit openingChanged();
        },
        [this](const QString& message) {
            emit said(message);
            emit openingChanged();
        });
    emit openingChanged();
}

void PictureSession::cancelOpening() {
    openJob.cancel();
    emit openingChanged();
}

void PictureSession::openFile(const QString& path) {
    open([path](const std::stop_token& stop, const FilmProgress& progress) {
        return loadPicture(path, stop, progress);
    });
}

void PictureSession::openSample(const QString& id) {
    open([id](const std::stop_token& stop, const FilmProgress&) {
        return decodePicture(
            sampleBytes(id),
            id + (id == QLatin1String("ball") ? QStringLiteral(".gif") : QStringLiteral(".png")), stop);
    });
}

void PictureSession::openImage(const QImage& picture, const QString& title) {
    open([picture, title](const std::stop_token&, const FilmProgress&) {
        return takePicture(picture, title);
    });
}

void PictureSession::openBytes(const std::shared_ptr<const std::string>& bytes, const QString& title) {
    open([bytes, title](const std::stop_token& stop, const FilmProgress& progress) {
        return decodePicture(QByteArray::fromStdString(*bytes), title, stop, progress);
    });
}

/// What never was a file, or one that no rule reads, becomes PNG.
PromptPart PictureSession::pictureAsPart() const {
    QByteArray file = shown.file;
    if (file.isEmpty()) {
        QBuffer buffer(&file);
        buffer.open(QIODevice::WriteOnly);
        viewOf(*shown.image).save(&buffer, "PNG");
    }
    return {Modality::Picture,
            shown.title.toStdString(),
            chosen.rule,
            std::make_shared<const std::string>(file.toStdString()),
            "",
            ""};
}

PromptPart PictureSession::filmAsPart() const {
    return {Modality::Video,
            shownFilm->title.toStdString(),
            chosen.videoRule,
            std::make_shared<const std::string>(shownFilm->file.toStdString()),
            "",
            ""};
}

void PictureSession::take(LoadedPicture loaded) {
    emit said(loaded.remark);
    changes.beginMacro(tr("Open %1").arg(loaded.film ? loaded.film->title : loaded.picture.title));
    if (loaded.picture.image)
        changes.push(new ChangeValue<PictureContent>([this](const PictureContent& picture) { show(picture); },
                                                     shown, loaded.picture, {}));
    if (loaded.film) {
        changes.push(new ChangeValue<std::shared_ptr<const FilmContent>>(
            [this](const std::shared_ptr<const FilmContent>& film) {
                shownFilm = film;
                emit filmChanged();
            },
            shownFilm, loaded.film, {}));
    }
    changes.endMacro();
}

void PictureSession::show(const PictureContent& picture) {
    shown = picture;
    hovered.reset();
    pinned = middleToken(grid());
    computePixels();
    emit pictureChanged();
    emit litChanged();
}

void PictureSession::choose(PictureChoices wanted, const QString& name, int part) {
    if (wanted == chosen) return;
    changes.push(new ChangeValue<PictureChoices>([this](const PictureChoices& value) { apply(value); },
                                                 chosen, std::move(wanted), name, part));
}

void PictureSession::apply(const PictureChoices& wanted) {
    const PatchGrid before = grid();
    chosen = wanted;
    const PatchGrid after = grid();
    const bool otherPatches = before.patch != after.patch || before.border != after.border;
    if (otherPatches) {
        hovered.reset();
        pinned = std::min<std::size_t>(pinned, after.tokens() - 1);
        computePixels();
    }
    emit choicesChanged();
    emit litChanged();
}

PatchGrid PictureSession::grid() const {
    return patchGrid(shown.image->size(), chosen.patch, chosen.border, chosen.classToken);
}

void PictureSession::computePixels() {
    pixels.reset();
    pixelsJob.start(
        [picture = shown.image, wanted = grid()](std::stop_token stop, const Job::Progress&) {
            return patchPixelsOf(picture, wanted, stop);
        },
        [this](std::shared_ptr<const PatchPixels> result) {
            pixels = std::move(result);
            emit patchesChanged();
        },
        [this](const QString& message) { emit said(message); });
    emit patchesChanged();
}

std::uint64_t PictureSession::litToken() const {
    return std::min<std::uint64_t>(hovered.value_or(pinned), grid().tokens() - 1);
}

void PictureSession::hoverToken(std::optional<std::size_t> token) {
    if (token == hovered) return;
    hovered = token;
    emit litChanged();
}

void PictureSession::pinToken(std::size_t token) {
    pinned = token;
    hovered.reset();
    emit litChanged();
}

} // namespace tokenarium
