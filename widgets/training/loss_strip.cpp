// SPDX-License-Identifier: GPL-3.0-or-later
// Bars over one line, the highest at the left named; the chosen one is framed.
#include "widgets/training/loss_strip.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace tokenarium {

LossStrip::LossStrip(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LossStrip::setLosses(std::vector<std::optional<double>> losses, double most) {
    values = std::move(losses);
    scaleEnd = most;
    current = 0;
    update();
}

void LossStrip::choose(std::size_t place) {
    current = place;
    update();
}

double LossStrip::highest() const {
    double most = 0;
    for (const auto& value : values) most = std::max(most, value.value_or(0));
    return most;
}

void LossStrip::setColors(const TokenColors& colors) {
    tints = colors;
    update();
}

QSize LossStrip::sizeHint() const { return {400, fontMetrics().height() * 3}; }
QSize LossStrip::minimumSizeHint() const { return {120, fontMetrics().height() * 3}; }

QRectF LossStrip::barOf(std::size_t place) const {
    const double step = double(width()) / double(std::max<std::size_t>(values.size(), 1));
    const double share = values[place].value_or(0) / std::max(highest(), 1e-9);
    const double top = fontMetrics().height(), space = height() - top - 1;
    return {double(place) * step, top + space * (1 - share), std::max(step - 1, 1.0), space * share};
}

void LossStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i]) continue;
        const auto tint = std::uint8_t(std::clamp(255 * *values[i] / scaleEnd, 0.0, 255.0));
        const ChipColors chip = tints.chip(TintKind::Scale, tint);
        painter.fillRect(barOf(i), chip.fill);
        painter.setPen(chip.border);
        painter.drawRect(barOf(i));
    }
    painter.setPen(tints.text());
    painter.drawLine(0, height() - 1, width(), height() - 1);
    if (values.empty()) return;
    painter.drawText(
        rect(), Qt::AlignLeft | Qt::AlignTop,
        tr("loss of every position; the highest bar: %1 nats").arg(QLocale().toString(highest(), 'g', 3)));
    if (current >= values.size()) return;
    painter.setPen(QPen(tints.accent(), 2));
    QRectF frame = barOf(current);
    frame.setTop(fontMetrics().height());
    painter.drawRect(frame);
}

void LossStrip::mousePressEvent(QMouseEvent* event) {
    if (!values.empty()) walkTo(int(event->position().x() * double(values.size()) / std::max(width(), 1)));
}

void LossStrip::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left: return walkTo(int(current) - 1);
    case Qt::Key_Right: return walkTo(int(current) + 1);
    case Qt::Key_Home: return walkTo(0);
    case Qt::Key_End: return walkTo(int(values.size()) - 1);
    default: QWidget::keyPressEvent(event);
    }
}

void LossStrip::walkTo(int place) {
    if (values.empty()) return;
    current = std::size_t(std::clamp(place, 0, int(values.size()) - 1));
    update();
    emit placeChosen(current);
}

} // namespace tokenarium
