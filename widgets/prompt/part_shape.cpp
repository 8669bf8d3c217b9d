// SPDX-License-Identifier: GPL-3.0-or-later
// The six shapes, from a token's mark of a few pixels up to a sign beside a name.
#include "widgets/prompt/part_shape.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace tokenarium {

namespace {

struct PartWords {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::PartWords)
};

QRectF squareIn(const QRectF& room) {
    const double side = std::min(room.width(), room.height());
    return {room.center().x() - side / 2, room.center().y() - side / 2, side, side};
}

QPolygonF hexagonIn(const QRectF& room) {
    const QRectF square = squareIn(room);
    const double x = square.left(), y = square.top(), side = square.width();
    return QPolygonF({{x + side / 4, y}, {x + 3 * side / 4, y}, {x + side, y + side / 2},
                      {x + 3 * side / 4, y + side}, {x + side / 4, y + side}, {x, y + side / 2}});
}

} // namespace

void paintPartShape(QPainter& painter, Modality modality, const QRectF& room) {
    switch (modality) {
    case Modality::Text: {
        const double corner = std::min(3.0, room.width() / 2);
        return painter.drawRoundedRect(room, corner, corner);
    }
    case Modality::Sound: {
        const double width = std::max(2.0, std::min(room.width(), room.height()) * 0.45);
        return painter.drawRect(QRectF(room.center().x() - width / 2, room.top(), width, room.height()));
    }
    case Modality::Picture: return painter.drawRect(squareIn(room));
    case Modality::Video: {
        const QRectF square = squareIn(room);
        const double step = square.width() * 0.28, side = square.width() - step;
        painter.drawRect(QRectF(square.left() + step, square.top(), side, side));
        return painter.drawRect(QRectF(square.left(), square.top() + step, side, side));
    }
    case Modality::Gene: {
        return painter.drawPolygon(hexagonIn(room));
    }
    case Modality::Series: {
        const QRectF square = squareIn(room);
        const double inset = square.width() * 0.15;
        return painter.drawEllipse(square.adjusted(inset, inset, -inset, -inset));
    }
    }
}

void paintPartSign(QPainter& painter, Modality modality, const QRectF& room) {
    if (modality != Modality::Sound && modality != Modality::Series && modality != Modality::Text)
        return paintPartShape(painter, modality, squareIn(room));
    // Thin marks are recognised in company: bars of a sound, dots of a series, chips of a text.
    const double wide = room.width();
    if (modality == Modality::Sound)
        for (const auto& [at, share] : {std::pair(0.0, 0.45), {0.27, 1.0}, {0.54, 0.7}, {0.81, 0.35}}) {
            const double height = room.height() * share;
            painter.drawRect(QRectF(room.left() + at * wide, room.center().y() - height / 2, wide * 0.17, height));
        }
    if (modality == Modality::Series)
        for (const auto& [at, level] : {std::pair(0.0, 0.7), {0.36, 0.25}, {0.72, 0.45}})
            painter.drawEllipse(
                QRectF(room.left() + at * wide, room.top() + level * room.height(), wide * 0.28, wide * 0.28));
    if (modality == Modality::Text)
        for (const auto& [line, from, to] :
             {std::tuple(0.12, 0.0, 0.55), {0.12, 0.65, 1.0}, {0.58, 0.0, 0.35}, {0.58, 0.45, 1.0}})
            painter.drawRoundedRect(QRectF(room.left() + from * wide, room.top() + line * room.height(),
                                           (to - from) * wide, room.height() * 0.32),
                                    2, 2);
}

QString modalityWord(Modality modality) {
    switch (modality) {
    case Modality::Text: return PartWords::tr("text");
    case Modality::Sound: return PartWords::tr("sound");
    case Modality::Picture: return PartWords::tr("picture");
    case Modality::Video: return PartWords::tr("film");
    case Modality::Gene: return PartWords::tr("genes");
    case Modality::Series: return PartWords::tr("series");
    }
    return {};
}

} // namespace tokenarium
