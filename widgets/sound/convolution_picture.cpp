// SPDX-License-Identifier: GPL-3.0-or-later
// Frames at the bottom, the token at the top; a line for everything that reaches something.
#include "widgets/sound/convolution_picture.h"

#include "widgets/style/heat_scale.h"

#include <QImage>
#include <QPainter>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr int reached = 5; // frames through two convolutions of width 3, the second of stride 2

} // namespace

ConvolutionPicture::ConvolutionPicture(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ConvolutionPicture::setFrames(std::vector<float> values, std::size_t bands, std::size_t first,
                                   std::size_t own, std::size_t token) {
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
    double captions = 0;
    for (const QString& caption : {framesCaption, betweenCaption, tokenCaption})
        captions = std::max(captions, double(fontMetrics().horizontalAdvance(caption)) + 8);
    const double line = fontMetrics().height() + 2.0, h = height(), w = std::max(60.0, width() - captions);
    const int frames = int(columns.size() / bandCount);
    // The token's own first frame stands in the middle.
    const double middle = captions + w / 2, step = w / reached;
    const double frameTop = h * 0.55, frameHeight = std::max(12.0, h - frameTop - line);
    const auto frameX = [&](std::size_t frame) { return middle + (double(frame) - double(ownFrame)) * step; };
    const double tokenY = 14, betweenY = (tokenY + frameTop) / 2;
    painter.setPen(QPen(palette.mark(), 1.4));
    for (int offset = -1; offset <= 1; ++offset) {
        const double x = middle + offset * step;
        painter.drawLine(QPointF(x, betweenY), QPointF(middle, tokenY));
        for (int i = 0; i < frames; ++i)
            if (std::abs(frameX(firstFrame + std::size_t(i)) - x) < 1.1 * step)
                painter.drawLine(QPointF(frameX(firstFrame + std::size_t(i)), frameTop),
                                 QPointF(x, betweenY));
    }
    painter.setBrush(palette.chip(TintKind::Category, 1).fill);
    painter.setPen(QPen(palette.chip(TintKind::Category, 1).border, 1.4));
    for (int offset = -1; offset <= 1; ++offset)
        painter.drawEllipse(QPointF(middle + offset * step, betweenY), 7, 7);
    painter.setBrush(palette.accent());
    painter.drawRect(QRectF(middle - 9, tokenY - 9, 18, 18));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(palette.text());
    for (int i = 0; i < frames; ++i) {
        QImage column(1, int(bandCount), QImage::Format_RGB32);
        for (std::size_t band = 0; band < bandCount; ++band)
            column.setPixel(0, int(bandCount - 1 - band),
                            heatColor(double(columns[std::size_t(i) * bandCount + band])));
        const std::size_t frame = firstFrame + std::size_t(i);
        const double half = step * 0.36;
        const QRectF area(frameX(frame) - half, frameTop, 2 * half, frameHeight);
        painter.drawImage(area, column);
        painter.drawText(QRectF(frameX(frame) - step / 2, h - line, step, line),
                         Qt::AlignCenter | Qt::TextDontClip, QString::number(frame));
    }
    const std::pair<double, QString> rows[] = {
        {tokenY, tokenCaption}, {betweenY, betweenCaption}, {frameTop + frameHeight / 2, framesCaption}};
    for (const auto& [y, caption] : rows)
        painter.drawText(QRectF(0, y - line / 2, captions, line),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, caption);
}

} // namespace tokenarium
