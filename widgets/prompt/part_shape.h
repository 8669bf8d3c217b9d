// SPDX-License-Identifier: GPL-3.0-or-later
// What says of which kind a part is, besides its colour: a shape and a word.
#pragma once

#include "engine/view/prompt_overview.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace tokenarium {

/// Text: rounded chip; sound: upright bar; picture: square; film: stacked squares; gene: hexagon; series: dot.
/// With the painter's pen and brush, as large as fits into `room`.
void paintPartShape(QPainter& painter, Modality modality, const QRectF& room);
/// The same as a sign of its own: a few of them, as they stand in the strip.
void paintPartSign(QPainter& painter, Modality modality, const QRectF& room);

/// "text", "sound", "picture", "film", "genes", "series".
QString modalityWord(Modality modality);

} // namespace tokenarium
