// SPDX-License-Identifier: GPL-3.0-or-later
// A volume of voxels as tokens: three slices with the blocks that each becomes a token.
#pragma once

#include "app/other/volume_session.h"
#include "app/pages/other/other_view.h"
#include "widgets/picture/picture_canvas.h"

#include <array>
#include <functional>

class QLabel;
class QSpinBox;

namespace tokenarium {

class ValueSlider;

/// `session` outlives it.
class VolumeView : public OtherView {
    Q_OBJECT
public:
    explicit VolumeView(VolumeSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("volume"); }
    const char* name() const override { return QT_TR_NOOP("Volume"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !session.isBusy(); }
    Page::Prompt prompt() const override;
    void hoverToken(std::optional<std::size_t> token) override { session.hoverBlock(token); }
    void pinToken(std::size_t token) override { session.pinBlock(token); }

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void arrange();
    void choose(const std::function<void(VolumeChoices&)>& set, const QString& name, int part);
    void showLit();
    void showSlice(std::size_t axis, std::size_t place);
    void showNumbers(std::size_t block);
    CanvasCells cellsOf(std::size_t axis) const;
    /// The block behind a cell of a slice.
    std::size_t blockOf(std::size_t axis, std::size_t cell) const;
    QString wordsOf(std::size_t block) const;

    VolumeSession& session;
    QLabel *sentence, *facts, *place, *numbers, *seedLabel;
    std::array<QLabel*, 3> captions;
    std::array<PictureCanvas*, 3> slices;
    std::array<std::optional<std::size_t>, 3> shownAt; ///< slice that is painted on each
    std::shared_ptr<const Volume> shownVolume;
    ValueSlider *depthPlace, *blockSide, *blockDepth;
    QSpinBox* seed;
};

} // namespace tokenarium
