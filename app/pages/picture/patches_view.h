// SPDX-License-Identifier: GPL-3.0-or-later
// The picture cut into patches: each one a token, and the row of numbers that it becomes.
#pragma once

#include "app/pages/picture/picture_view.h"

class QCheckBox;
class QComboBox;
class QLabel;

namespace tokenarium {

class ValueSlider;

class PatchesView : public PictureView {
    Q_OBJECT
public:
    explicit PatchesView(PictureSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("patches"); }
    const char* name() const override { return QT_TR_NOOP("Patches"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !session.isComputing(); }

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void arrange();
    void showLit();
    void showPatch(std::uint64_t index);
    QString wordsOf(std::uint64_t index) const;

    QLabel *sentence, *facts, *place, *numbers;
    QLabel *borderLabel, *scaleLabel;
    ValueSlider* patch;
    QComboBox *border, *scale;
    QCheckBox* classToken;
    PictureCanvas *canvas, *swatch;
};

} // namespace tokenarium
