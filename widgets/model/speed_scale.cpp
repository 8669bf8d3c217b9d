// SPDX-License-Identifier: GPL-3.0-or-later
// Labels take the first row in which they have room.
#include "widgets/model/speed_scale.h"

#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double margin = 12, gap = 10;
constexpr int rowsAbove = 2, rowsBelow = 3;

} // namespace

SpeedScale::SpeedScale(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize SpeedScale::sizeHint() const {
    return {320, int(std::ceil((rowsAbove + rowsBelow + 1.2) * QFontMetricsF(font()).height()) + 12)};
}

void SpeedScale::setMarks(std::vector<SpeedMark> newMarks) {
    list = std::move(newMarks);
    QStringList said;
    for (const SpeedMark& mark : list) said.append(tr("%1: %2").arg(mark.label, mark.tip));
    setAccessibleDescription(said.join(QStringLiteral("; ")));
    update();
}

void SpeedScale::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

double SpeedScale::exponentEnd() const {
    double end = 5;
    for (const SpeedMark& mark : list)
        end = std::max(end, std::ceil(std::log10(std::max(mark.tokensPerSecond, 1.0))));
    return end;
}

double SpeedScale::axisTop() const { return rowsAbove * QFontMetricsF(font()).height() + 6; }

double SpeedScale::positionOf(double tokensPerSecond) const {
    const double share = std::log10(std::max(tokensPerSecond, 1.0)) / exponentEnd();
    return margin + share * (width() - 2 * margin);
}

std::vector<SpeedScale::Placed> SpeedScale::placed() const {
    const QFontMetricsF metrics(font());
    const double line = metrics.height();
    std::vector<Placed> result;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const bool above = list[i].kind != SpeedMark::Kind::Landmark;
        const double x = positionOf(list[i].tokensPerSecond);
        const double wide = std::min(metrics.horizontalAdvance(list[i].label) + 2, double(width()));
        const double left = std::clamp(x - wide / 2, 0.0, width() - wide);
        QRectF box;
        const int rows = above ? rowsAbove : rowsBelow;
        for (int row = 0; row < rows; ++row) {
            const double top =
                above ? axisTop() - 6 - (row + 1) * line : axisTop() + 1.2 * line + 4 + row * line;
            box = QRectF(left, top, wide, line);
            const bool free = std::none_of(result.begin(), result.end(), [&](const Placed& other) {
                return other.label.adjusted(-gap, 0, gap, 0).intersects(box.adjusted(0, 1, 0, -1));
            });
            if (free) break;
        }
        result.push_back({i, box, x});
    }
    return result;
}

void SpeedScale::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetricsF metrics(font());
    const QColor ink = palette().color(QPalette::WindowText);
    QColor grey = ink, faint = ink;
    grey.setAlphaF(0.6F);
    faint.setAlphaF(0.3F);
    const double y = axisTop(), end = exponentEnd();
    painter.setPen(QPen(grey, 1.5));
    painter.drawLine(QPointF(margin, y), QPointF(width() - margin, y));
    for (int power = 0; power <= int(end); ++power) {
        const double x = positionOf(std::pow(10.0, power));
        painter.setPen(QPen(grey, 1));
        painter.drawLine(QPointF(x, y), QPointF(x, y + 5));
        const QString number = grouped(std::size_t(std::llround(std::pow(10.0, power))));
        const double wide = metrics.horizontalAdvance(number) + 2;
        painter.drawText(QRectF(std::clamp(x - wide / 2, 0.0, width() - wide), y + 4, wide, metrics.height()),
                         Qt::AlignCenter, number);
    }
    for (const Placed& one : placed()) {
        const SpeedMark& mark = list[one.mark];
        const bool landmark = mark.kind == SpeedMark::Kind::Landmark;
        const QColor color = mark.kind == SpeedMark::Kind::Measured ? colors.accent() : ink;
        painter.setPen(QPen(faint, 1));
        painter.drawLine(QPointF(one.x, y),
                         QPointF(one.x, landmark ? one.label.top() + 2 : one.label.bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark.kind == SpeedMark::Kind::Bound ? palette().color(QPalette::Window) : color);
        if (mark.kind == SpeedMark::Kind::Bound) painter.setPen(QPen(ink, 1.5));
        painter.drawEllipse(QPointF(one.x, y), landmark ? 3.5 : 5.5, landmark ? 3.5 : 5.5);
        painter.setPen(color);
        QRectF background = one.label;
        painter.fillRect(background, palette().color(QPalette::Window));
        painter.drawText(one.label, Qt::AlignCenter,
                         metrics.elidedText(mark.label, Qt::ElideRight, one.label.width()));
    }
}

bool SpeedScale::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString tip;
    for (const Placed& one : placed())
        if (one.label.contains(help->pos()) ||
            std::hypot(one.x - help->pos().x(), axisTop() - help->pos().y()) < 8)
            tip = list[one.mark].tip;
    QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

} // namespace tokenarium
