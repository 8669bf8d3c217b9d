// SPDX-License-Identifier: GPL-3.0-or-later
// Draws swatches the same way the editor draws chips, so that the eye finds them again.
#include "widgets/tint_legend.h"

#include <QEvent>
#include <QPainter>

namespace tokenarium {

namespace {
constexpr int gap = 6;
constexpr int scaleWidth = 120;
} // namespace

TintLegend::TintLegend(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("tintLegend"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void TintLegend::setCategories(const QStringList& words) {
    kind = TintKind::Category;
    labels = words;
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

int TintLegend::drawCategories(QPainter* painter) const {
    const int swatch = fontMetrics().height() - 4;
    int x = 0;
    for (int i = 0; i < labels.size(); ++i) {
        const ChipColors chip = colors.chip(TintKind::Category, std::uint8_t(i));
        const int width = fontMetrics().horizontalAdvance(labels[i]);
        if (painter) {
            painter->setPen(chip.border);
            painter->setBrush(chip.fill);
            painter->drawRoundedRect(QRectF(x + 0.5, (height() - swatch) / 2 + 0.5, swatch, swatch - 1), 3,
                                     3);
            painter->setPen(palette().color(QPalette::WindowText));
            painter->drawText(QRect(x + swatch + gap, 0, width + 2, height()), Qt::AlignVCenter, labels[i]);
        }
        x += swatch + gap + width + 2 * gap;
    }
    return x;
}

int TintLegend::drawScale(QPainter* painter) const {
    const int left = fontMetrics().horizontalAdvance(labels.value(0));
    const int right = fontMetrics().horizontalAdvance(labels.value(1));
    if (painter) {
        painter->setPen(palette().color(QPalette::WindowText));
        painter->drawText(QRect(0, 0, left + 2, height()), Qt::AlignVCenter, labels.value(0));
        const int bar = fontMetrics().height() - 6, top = (height() - bar) / 2;
        for (int x = 0; x < scaleWidth; ++x)
            painter->fillRect(left + gap + x, top, 1, bar,
                              colors.chip(TintKind::Scale, std::uint8_t(x * 255 / (scaleWidth - 1))).fill);
        painter->drawText(QRect(left + 2 * gap + scaleWidth, 0, right + 2, height()), Qt::AlignVCenter,
                          labels.value(1));
    }
    return left + right + scaleWidth + 3 * gap;
}

QSize TintLegend::sizeHint() const {
    const int width = kind == TintKind::Scale ? drawScale(nullptr) : drawCategories(nullptr);
    return {width, fontMetrics().height() + 6};
}

void TintLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    kind == TintKind::Scale ? drawScale(&painter) : drawCategories(&painter);
}

void TintLegend::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) describe();
    QWidget::changeEvent(event);
}

} // namespace tokenarium
