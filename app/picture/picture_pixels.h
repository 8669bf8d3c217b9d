// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the engine and pictures that Qt paints, one made from the other.
#pragma once

#include "engine/image/image.h"

#include <QImage>

namespace tokenarium {

/// Without copying: `image` must outlive the result and all copies of it.
inline QImage viewOf(const Image& image) {
    return QImage(image.pixels.data(), int(image.width), int(image.height), qsizetype(image.width) * 3,
                  QImage::Format_RGB888);
}

inline QImage copyOf(const Image& image) { return image.empty() ? QImage() : viewOf(image).copy(); }

/// Transparency is laid on white. Needs 3 bytes a pixel for the result and, where the picture is of another
/// kind, 4 more while it works.
Image imageOf(const QImage& picture);

/// At most `side` pixels long and wide; smaller pictures as they are.
QImage shrunk(const QImage& picture, int side);

} // namespace tokenarium
