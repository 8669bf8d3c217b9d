// SPDX-License-Identifier: GPL-3.0-or-later
// The legend of the chips' colours: swatches with words, or a labelled bar for a scale.
#pragma once

#include "widgets/style/token_colors.h"

#include <QStringList>
#include <QWidget>

namespace tokenarium {

/// Paints only. One row, more where that is too narrow; hides itself when there is nothing to explain.
class TintLegend : public QWidget {
    Q_OBJECT
public:
    explicit TintLegend(QWidget* parent = nullptr);
    /// Category: one label per tint, in order; none for colours without a meaning of their own.
    void setCategories(const QStringList& labels);
    /// Scale: what stands at its two ends.
    void setScale(const QString& low, const QString& high);
    /// Words alone: why the colours say nothing.
    void setNote(const QString& sentence);
    void setColors(const TokenColors& colors);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();
    void drawSwatch(QPainter& painter, int tint, QPoint at, int size) const;
    /// Both return the size they need in `width`; they measure only with a null painter.
    QSize drawCategories(QPainter* painter, int width) const;
    QSize drawScale(QPainter* painter, int width) const;
    QSize draw(QPainter* painter, int width) const;
    TintKind kind = TintKind::Category;
    bool swatches = true;
    QStringList labels;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
