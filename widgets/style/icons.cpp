// SPDX-License-Identifier: GPL-3.0-or-later
// Replaces currentColor in the SVG and draws it when a size is asked for, so that icons are sharp at every
// scale.
#include "widgets/style/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace tokenarium {
namespace {

class LineIconEngine : public QIconEngine {
public:
    LineIconEngine(QByteArray drawing, QColor lineColor)
        : svg(std::move(drawing))
        , color(std::move(lineColor)) {}

    void paint(QPainter* painter, const QRect& rectangle, QIcon::Mode mode, QIcon::State) override {
        QColor line = color;
        if (mode == QIcon::Disabled) line.setAlphaF(line.alphaF() * 0.4F);
        QByteArray colored = svg;
        colored.replace("currentColor", line.name(QColor::HexRgb).toLatin1());
        QSvgRenderer renderer(colored);
        const int side = qMin(rectangle.width(), rectangle.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(rectangle).center());
        painter->save();
        painter->setOpacity(painter->opacity() * line.alphaF());
        renderer.render(painter, square);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap image(size);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return image;
    }

    QIconEngine* clone() const override { return new LineIconEngine(*this); }

private:
    QByteArray svg;
    QColor color;
};

} // namespace

QIcon icon(const QString& id, const QColor& color) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(id));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QIcon(new LineIconEngine(file.readAll(), color));
}

} // namespace tokenarium
