// SPDX-License-Identifier: GPL-3.0-or-later
// Draws swatches the same way the editor draws chips, so that the eye finds them again.
#include "widgets/tint_legend.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace tokenarium {

namespace {
constexpr int gap = 6;
constexpr int scaleWidth = 120, swatchWidth = 24;
} // namespace

TintLegend::TintLegend(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("tintLegend"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void TintLegend::setCategories(const QStringList& words) {
    kind = TintKind::Category;
    swatches = true;
    labels = words;
    describe();
}

void TintLegend::setNote(const QString& sentence) {
    kind = TintKind::Category;
    swatches = false;
    labels = {sentence};
    describe();
}

void TintLegend::setScale(const QString& low, const QString& high) {
    kind = TintKind::Scale;
    labels = {low, high};
    describe();
}

void TintLegend::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

void TintLegend::describe() {
    setVisible(!labels.isEmpty());
    setAccessibleName(tr("Colours"));
    setAccessibleDescription(
        labels.join(kind == TintKind::Scale ? QStringLiteral(" – ") : QStringLiteral(", ")));
    updateGeometry();
    update();
}

void TintLegend::drawSwatch(QPainter& painter, int tint, QPoint at, int size) const {
    const ChipColors chip = colors.chip(TintKind::Category, std::uint8_t(tint));
    painter.setPen(chip.border);
    painter.setBrush(chip.fill);
    painter.drawRoundedRect(QRectF(at.x() + 0.5, at.y() + 0.5, size, size - 1), 3, 3);
}

QSize TintLegend::drawCategories(QPainter* painter, int width) const {
    const int row = fontMetrics().height() + 6, swatch = swatches ? fontMetrics().height() - 4 : -gap;
    int x = 0, y = 0, widest = 0;
    for (int i = 0; i < labels.size(); ++i) {
        const int words = fontMetrics().horizontalAdvance(labels[i]);
        const int length = swatch + gap + words + 2;
        if (x > 0 && x + length > width) {
            x = 0;
            y += row;
        }
        if (painter) {
            if (swatches) drawSwatch(*painter, i, {x, y + (row - swatch) / 2}, swatch);
            painter->setPen(palette().color(QPalette::WindowText));
            painter->drawText(QRect(x + swatch + gap, y, words + 2, row), Qt::AlignVCenter, labels[i]);
        }
        widest = std::max(widest, x + length);
        x += length + 2 * gap;
    }
    return {widest, y + row};
}

QSize TintLegend::drawScale(QPainter* painter, int width) const {
    const int row = fontMetrics().height() + 6;
    const int low = fontMetrics().horizontalAdvance(labels.value(0)) + 2;
    const int high = fontMetrics().horizontalAdvance(labels.value(1)) + 2;
    const int whole = low + gap + scaleWidth + gap + high;
    const bool folds = whole > width; // the words at the high end go below those at the low end
    if (painter) {
        const int left = folds ? std::max(low, high) + gap : low + gap;
        painter->setPen(palette().color(QPalette::WindowText));
        painter->drawText(QRect(0, 0, low, row), Qt::AlignVCenter, labels.value(0));
        painter->drawText(folds ? QRect(0, row, high, row) : QRect(left + scaleWidth + gap, 0, high, row),
                          Qt::AlignVCenter, labels.value(1));
        const int bar = folds ? 2 * row - 6 : row - 12, top = folds ? 3 : 6;
        for (int i = 0; i < scaleWidth; ++i) { // folded, it runs from top to bottom beside its words
            const auto fill = colors.chip(TintKind::Scale, std::uint8_t(i * 255 / (scaleWidth - 1))).fill;
            if (folds)
                painter->fillRect(QRectF(left, top + double(i) * bar / scaleWidth, swatchWidth,
                                         double(bar) / scaleWidth + 1),
                                  fill);
            else
                painter->fillRect(left + i, top, 1, bar, fill);
        }
    }
    return folds ? QSize(std::max(low, high) + gap + swatchWidth, 2 * row) : QSize(whole, row);
}

QSize TintLegend::draw(QPainter* painter, int width) const {
    return kind == TintKind::Scale ? drawScale(painter, width) : drawCategories(painter, width);
}

QSize TintLegend::sizeHint() const { return draw(nullptr, QWIDGETSIZE_MAX); }

QSize TintLegend::minimumSizeHint() const { return {draw(nullptr, 0).width(), fontMetrics().height() + 6}; }

int TintLegend::heightForWidth(int width) const { return draw(nullptr, width).height(); }

void TintLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    draw(&painter, width());
}

void TintLegend::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) describe();
    QWidget::changeEvent(event);
}

} // namespace tokenarium
