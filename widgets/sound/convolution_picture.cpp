// SPDX-License-Identifier: GPL-3.0-or-later
// Frames at the bottom, the token at the top; a line for everything that reaches something.
#include "widgets/sound/convolution_picture.h"

#include "widgets/style/heat_scale.h"

#include <QImage>
#include <QPainter>

#include <array>

namespace tokenarium {
namespace {

constexpr int reached = 5; // frames through two convolutions of width 3, the second of stride 2

} // namespace

ConvolutionPicture::ConvolutionPicture(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ConvolutionPicture::setFrames(std::vector<float> values, std::size_t bands, std::size_t first, std::size_t own,
                                   std::size_t token) {
    columns = std::move(values);
    bandCount = bands;
    firstFrame = first;
    ownFrame = own;
    tokenNumber = token;
    update();
}

void ConvolutionPicture::setCaptions(const QString& frames, const QString& between, const QString& token) {
    framesCaption = frames;
    betweenCaption = between;
    tokenCaption = token;
    update();
}

void ConvolutionPicture::setColors(const TokenColors& colors) {
    palette = colors;
    update();
}

void ConvolutionPicture::paintEvent(QPaintEvent*) {
    if (bandCount == 0 || columns.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = fontMetrics().height() + 2.0, w = width(), h = height();
    const int frames = int(columns.size() / bandCount);
    // The middle of the token's own first frame is the middle of the picture.
    const double step = w / (reached + 1.0), frameTop = h * 0.58, frameHeight = std::max(12.0, h - frameTop - line);
    const auto frameX = [&](std::size_t frame) { return w / 2 + (double(frame) - double(ownFrame)) * step; };
    const double tokenY = line + 14, betweenY = (tokenY + frameTop) / 2 + 4;
    painter.setPen(QPen(palette.mark(), 1.4));
    for (int offset = -1; offset <= 1; ++offset) {
        const double x = w / 2 + offset * step;
        painter.drawLine(QPointF(x, betweenY), QPointF(w / 2, tokenY));
        for (int i = 0; i < frames; ++i)
            if (std::abs(frameX(firstFrame + std::size_t(i)) - x) < 1.1 * step)
                painter.drawLine(QPointF(frameX(firstFrame + std::size_t(i)), frameTop), QPointF(x, betweenY));
    }
    painter.setBrush(palette.chip(TintKind::Category, 1).fill);
    painter.setPen(QPen(palette.chip(TintKind::Category, 1).border, 1.4));
    for (int offset = -1; offset <= 1; ++offset) painter.drawEllipse(QPointF(w / 2 + offset * step, betweenY), 7, 7);
    painter.setBrush(palette.accent());
    painter.drawRect(QRectF(w / 2 - 9, tokenY - 9, 18, 18));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(palette.text());
    for (int i = 0; i < frames; ++i) {
        QImage column(1, int(bandCount), QImage::Format_RGB32);
        for (std::size_t band = 0; band < bandCount; ++band)
            column.setPixel(0, int(bandCount - 1 - band), heatColor(double(columns[std::size_t(i) * bandCount + band])));
        const std::size_t frame = firstFrame + std::size_t(i);
        const double half = step * 0.36;
        const QRectF area(frameX(frame) - half, frameTop, 2 * half, frameHeight);
        painter.drawImage(area, column);
        painter.drawText(QRectF(frameX(frame) - step / 2, h - line, step, line), Qt::AlignCenter | Qt::TextDontClip, QString::number(frame));
    }
    painter.drawText(QRectF(0, 0, w, line), Qt::AlignHCenter | Qt::AlignTop, tokenCaption);
    const double side = w / 2 - step - 12;
    painter.drawText(QRectF(0, betweenY - line, side, 2 * line), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, betweenCaption);
    painter.drawText(QRectF(w / 2 + step + 12, betweenY - line, side, 2 * line), Qt::AlignRight | Qt::AlignVCenter | Qt::TextWordWrap, framesCaption);
}

} // namespace tokenarium
