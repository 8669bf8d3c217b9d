// SPDX-License-Identifier: GPL-3.0-or-later
// What agrees is filled and joined; what does not has but a border, so that colour is not needed to see it.
#include "widgets/sound/alignment_rows.h"

#include "widgets/style/announcement.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace tokenarium {
namespace {

constexpr int gap = 14; // between the rows
constexpr int margin = 2;

} // namespace

AlignmentRows::AlignmentRows(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
}

void AlignmentRows::setPairs(std::vector<AlignedPair> pairs) {
    shown = std::move(pairs);
    litPair.reset();
    resize(sizeHint());
    updateGeometry();
    update();
}

void AlignmentRows::setLit(std::optional<std::size_t> pair) {
    if (pair && *pair >= shown.size()) pair.reset();
    litPair = pair;
    if (pair) {
        const auto spoken = [](std::optional<std::uint16_t> id) {
            return id ? QString::number(*id) : QStringLiteral("–");
        };
        announce(*this, QStringLiteral("%1 %2 %3")
                            .arg(spoken(shown[*pair].left),
                                 shown[*pair].same ? QStringLiteral("=") : QStringLiteral("≠"),
                                 spoken(shown[*pair].right)));
    }
    update();
}

void AlignmentRows::setColors(const TokenColors& colors) {
    palette = colors;
    update();
}

int AlignmentRows::cellWidth() const { return fontMetrics().horizontalAdvance(QStringLiteral("888")) + 10; }

QSize AlignmentRows::sizeHint() const {
    return {int(shown.size()) * cellWidth() + 2 * margin, 2 * rowHeight() + gap + 2 * margin};
}

QRect AlignmentRows::pairRect(std::size_t pair) const {
    return {margin + int(pair) * cellWidth(), margin, cellWidth(), 2 * rowHeight() + gap};
}

void AlignmentRows::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto first = std::size_t(std::max(0, (event->rect().left() - margin) / cellWidth()));
    for (std::size_t i = first; i < shown.size() && pairRect(i).left() <= event->rect().right(); ++i) {
        const QRect all = pairRect(i);
        const QRect upper(all.left() + 1, all.top(), all.width() - 2, rowHeight());
        const QRect lower = upper.translated(0, rowHeight() + gap);
        if (litPair == i) painter.fillRect(all, palette.match());
        paintChip(painter, upper, shown[i].left, shown[i].same);
        paintChip(painter, lower, shown[i].right, shown[i].same);
        if (!shown[i].same) continue;
        painter.setPen(QPen(palette.accent(), 2.5));
        painter.drawLine(upper.center().x(), upper.bottom() + 1, lower.center().x(), lower.top());
    }
    if (!hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.accent(), 1, Qt::DotLine));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void AlignmentRows::paintChip(QPainter& painter, const QRect& area, std::optional<std::uint16_t> id,
                              bool same) const {
    if (!id) {
        painter.setPen(palette.mark());
        painter.drawText(area, Qt::AlignCenter, QStringLiteral("–"));
        return;
    }
    const ChipColors colors = palette.chip(TintKind::Category, std::uint8_t(*id % 6));
    painter.setPen(
        QPen(same ? colors.border : palette.mark(), same ? 1.4 : 1, same ? Qt::SolidLine : Qt::DotLine));
    painter.setBrush(same ? QBrush(colors.fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(same ? colors.text : palette.text());
    painter.drawText(area, Qt::AlignCenter, QString::number(*id));
}

std::optional<std::size_t> AlignmentRows::at(QPointF point) const {
    const double place = (point.x() - margin) / cellWidth();
    if (place < 0 || place >= double(shown.size())) return std::nullopt;
    return std::size_t(place);
}

void AlignmentRows::mouseMoveEvent(QMouseEvent* event) { emit pointed(at(event->position())); }

void AlignmentRows::mousePressEvent(QMouseEvent* event) {
    if (const auto pair = at(event->position())) emit chosen(*pair);
}

void AlignmentRows::leaveEvent(QEvent*) { emit pointed(std::nullopt); }

void AlignmentRows::keyPressEvent(QKeyEvent* event) {
    if (shown.empty()) return QWidget::keyPressEvent(event);
    const std::size_t now = litPair.value_or(0);
    switch (event->key()) {
    case Qt::Key_Left: return emit pointed(now > 0 ? now - 1 : 0);
    case Qt::Key_Right: return emit pointed(litPair ? std::min(now + 1, shown.size() - 1) : 0);
    case Qt::Key_Home: return emit pointed(0);
    case Qt::Key_End: return emit pointed(shown.size() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter: return emit chosen(now);
    default: return QWidget::keyPressEvent(event);
    }
}

void AlignmentRows::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        resize(sizeHint());
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

} // namespace tokenarium
