// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the picture room: the picture, the film, what is chosen, and which patch is looked at.
#pragma once

#include "app/job.h"
#include "app/picture/picture_file.h"
#include "engine/image/image_token_rules.h"
#include "engine/image/patch_grid.h"
#include "engine/prompt/prompt.h"

#include <QObject>
#include <QUndoStack>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tokenarium {

/// How the numbers of a patch are scaled.
enum class PixelScale : std::uint8_t { ZeroToOne, Vit, Clip, ImageNet };
PixelNormalization normalizationOf(PixelScale scale);

/// Everything that a person chooses in this room; each change is one step of undo.
struct PictureChoices {
    std::uint32_t patch = 16;
    BorderRule border = BorderRule::Resize;
    bool classToken = true;
    PixelScale scale = PixelScale::ZeroToOne;
    std::string rule = "openai-tile/gpt-4o/high";
    double sentShare = 1;             ///< of the picture's long side that is sent
    std::uint32_t minimumShort = 384; ///< pixels; what the cheapest size must have
    std::uint32_t codePatch = 8;
    std::size_t codes = 64;
    std::string videoRule = "videomae";
    bool operator==(const PictureChoices&) const = default;
};

/// What is computed of the patches on a worker.
struct PatchPixels {
    PatchGrid grid;
    std::shared_ptr<const Image> fitted; ///< the picture as patchNumbers() wants it
    std::vector<std::uint8_t> tints;     ///< lightness of each patch, 0 … 255
};

/// GUI thread only; decoding and resizing run on workers and stale results are dropped.
class PictureSession : public QObject {
    Q_OBJECT
public:
    explicit PictureSession(QObject* parent = nullptr);
    ~PictureSession() override;

    // What is shown. There always is a picture and a film.
    const PictureContent& picture() const { return shown; }
    PictureSize size() const { return shown.image->size(); }
    const FilmContent& film() const { return *shownFilm; }
    void openFile(const QString& path);
    void openSample(const QString& id);
    static QStringList sampleIds();
    void openImage(const QImage& picture, const QString& title);
    /// A whole file that is in memory; `title` has its name.
    void openBytes(const std::shared_ptr<const std::string>& bytes, const QString& title);
    /// The picture, or the film, as a part of a prompt, counted by the rule that is chosen here.
    PromptPart pictureAsPart() const;
    PromptPart filmAsPart() const;
    bool isOpening() const { return openJob.isBusy(); }
    /// How much of a film is read by now, 0 … 1; 0 of a picture.
    double openedShare() const { return opened; }
    void cancelOpening(); ///< what was shown stays

    const PictureChoices& choices() const { return chosen; }
    /// One step of undo; neighbouring ones with the same `part` become one.
    void choose(PictureChoices wanted, const QString& name, int part);
    QUndoStack& undoStack() { return changes; }

    // Patches.
    PatchGrid grid() const;
    /// Of the grid() of now, or null while it is being computed.
    const std::shared_ptr<const PatchPixels>& patchPixels() const { return pixels; }
    bool isComputing() const { return pixelsJob.isBusy(); }
    /// Position in the sequence that is looked at: under the mouse, else pinned. Always below
    /// grid().tokens().
    std::uint64_t litToken() const;
    void hoverToken(std::optional<std::size_t> token);
    void pinToken(std::size_t token);

signals:
    void pictureChanged();
    void filmChanged();
    void choicesChanged();
    void patchesChanged(); ///< patchPixels()
    void litChanged();
    void openingChanged();
    void said(const QString& message); ///< a remark or a failure, for the bar of the room

private:
    void take(LoadedPicture loaded);
    void show(const PictureContent& picture);
    void apply(const PictureChoices& wanted);
    void computePixels();
    template<typename Load>
    void open(Load load);

    PictureContent shown;
    std::shared_ptr<const FilmContent> shownFilm;
    PictureChoices chosen;
    QUndoStack changes;
    std::shared_ptr<const PatchPixels> pixels;
    std::optional<std::size_t> hovered;
    std::size_t pinned = 0;
    double opened = 0;
    Job openJob, pixelsJob;
};

} // namespace tokenarium
