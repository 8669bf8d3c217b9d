// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the rounded rectangles behind tokens, a thousand of them in about a millisecond.
#pragma once

#include "widgets/style/token_colors.h"

#include <QImage>
#include <QRectF>

#include <map>
#include <tuple>

class QPainter;

namespace tokenarium {

/// Antialiased rounded rectangles cost ten times a plain one, so the rounded ends are painted once for each
/// colour and height, and copied. GUI thread only.
class ChipPainter {
public:
    struct Ends {
        bool left = true, right = true; ///< round where the token begins or ends, open where it wraps
    };
    /// `chip` in logical pixels; edges are moved to device pixels.
    void paint(QPainter& painter, const QRectF& chip, const ChipColors& colors, Ends ends);

    /// Strong or light frame around a chip.
    static void paintFrame(QPainter& painter, const QRectF& chip, const QColor& color, double width);
    /// The wave below an unknown token.
    static void paintWave(QPainter& painter, const QRectF& chip, const QColor& color);

private:
    using Key = std::tuple<QRgb, QRgb, int, int, bool>;
    const QImage& end(const ChipColors& colors, bool left, double height, double ratio);
    std::map<Key, QImage> images;
};

} // namespace tokenarium
