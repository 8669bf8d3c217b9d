// SPDX-License-Identifier: GPL-3.0-or-later
// Row by row, because Qt's rows may have gaps and ours have none.
#include "app/picture/picture_pixels.h"

#include <QPainter>

#include <cstring>

namespace tokenarium {

Image imageOf(const QImage& picture) {
    Image image;
    image.width = std::uint32_t(picture.width());
    image.height = std::uint32_t(picture.height());
    image.pixels.resize(std::size_t(image.width) * image.height * 3);
    const int step = 256; // rows at a time, so that a large picture is not there twice
    for (int top = 0; top < picture.height(); top += step) {
        const int rows = std::min(step, picture.height() - top);
        QImage part(picture.width(), rows, QImage::Format_RGB888);
        part.fill(Qt::white);
        QPainter(&part).drawImage(QPoint(0, 0), picture, QRect(0, top, picture.width(), rows));
        for (int y = 0; y < rows; ++y)
            std::memcpy(image.row(std::uint32_t(top + y)).data(), part.constScanLine(y),
                        std::size_t(image.width) * 3);
    }
    return image;
}

QImage shrunk(const QImage& picture, int side) {
    if (picture.width() <= side && picture.height() <= side) return picture;
    QImage small = picture.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    small.setDevicePixelRatio(1);
    return small;
}

} // namespace tokenarium
