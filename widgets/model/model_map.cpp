// SPDX-License-Identifier: GPL-3.0-or-later
// Lays out the parts from top to bottom, unfolds one block, and paints chips along the spine.
#include "widgets/model/model_map.h"

#include "widgets/style/announcement.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <map>
#include <utility>

namespace tokenarium {
namespace {

constexpr double spine = 9, gap = 2, partGap = 3, thinnestBar = 3;

} // namespace

ModelMap::ModelMap(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

QSize ModelMap::sizeHint() const { return {fontMetrics().horizontalAdvance(QLatin1Char('m')) * 17, 400}; }
QSize ModelMap::minimumSizeHint() const { return {sizeHint().width(), fontMetrics().height() * 14}; }

void ModelMap::setStages(std::vector<ModelMapStage> stages) {
    row = std::move(stages);
    litStage = std::min(litStage, row.empty() ? 0 : row.size() - 1);
    hovered.reset();
    findParts();
    layOut();
    announce();
}

void ModelMap::setLit(std::size_t stage) {
    if (stage >= row.size()) return;
    litStage = stage;
    if (row[stage].block && *row[stage].block != openBlock) {
        openBlock = *row[stage].block;
        layOut();
    }
    announce();
    update();
}

void ModelMap::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

void ModelMap::findParts() {
    parts.clear();
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (parts.empty() || parts.back().block != row[i].block)
            parts.push_back({i, i, row[i].block, {}, true});
        parts.back().end = i + 1;
    }
}

int ModelMap::rowsOf(const Part& part) const {
    std::vector<int> seen;
    for (std::size_t i = part.begin; i < part.end; ++i) seen.push_back(row[i].row);
    std::sort(seen.begin(), seen.end());
    return int(std::unique(seen.begin(), seen.end()) - seen.begin());
}

/// Unfolded parts get the height of their rows, the folded blocks share the rest.
void ModelMap::layOut() {
    boxes.assign(row.size(), {});
    int rows = 0, folded = 0;
    for (Part& part : parts) {
        part.unfolded = !part.block || *part.block == openBlock;
        rows += part.unfolded ? rowsOf(part) : 0;
        folded += !part.unfolded;
    }
    const double text = fontMetrics().height();
    const double gaps = partGap * double(parts.size());
    // Folded blocks keep room for their number as long as the rows of the others can be read.
    const double perRow = 1.0 / std::max(1, rows), room = height() - gaps;
    const double most = std::clamp((room - folded * thinnestBar) * perRow, 4.0, text + 7);
    const double rowHeight = std::clamp((room - folded * text) * perRow, std::min(text + 1, most), most);
    const double bar =
        folded == 0 ? 0 : std::clamp((height() - gaps - rows * rowHeight) / folded, thinnestBar, text + 6);
    double y = 0;
    for (Part& part : parts) {
        const double tall = part.unfolded ? rowsOf(part) * rowHeight : bar;
        part.box = QRectF(0.5, y, width() - 1, tall);
        y += tall + partGap;
        if (part.unfolded)
            layOutPart(part, rowHeight);
        else
            std::fill(boxes.begin() + std::ptrdiff_t(part.begin), boxes.begin() + std::ptrdiff_t(part.end),
                      part.box.adjusted(2 * spine, 0, 0, 0));
    }
    update();
}

void ModelMap::layOutPart(const Part& part, double rowHeight) {
    std::map<int, std::vector<std::size_t>> rows;
    for (std::size_t i = part.begin; i < part.end; ++i) rows[row[i].row].push_back(i);
    double y = part.box.top();
    for (const auto& [number, stages] : rows) {
        for (std::size_t i = 0; i < stages.size(); ++i) {
            const ModelMapStage& stage = row[stages[i]];
            const bool placed = stage.columns > 0 && stages.size() > 1;
            const double columns = placed ? stage.columns : double(stages.size());
            const double left = stage.onStream ? 0 : 2 * spine + gap;
            const double wide = (part.box.width() - left - gap) / columns;
            boxes[stages[i]] = QRectF(left + (placed ? stage.column : double(i)) * wide, y + gap / 2,
                                      wide - gap, rowHeight - gap);
        }
        y += rowHeight;
    }
}

QRectF ModelMap::stageRect(std::size_t stage) const { return stage < boxes.size() ? boxes[stage] : QRectF(); }

std::optional<std::size_t> ModelMap::stageAt(QPointF point) const {
    for (std::size_t i = 0; i < boxes.size(); ++i)
        if (boxes[i].contains(point)) return i;
    return std::nullopt;
}

void ModelMap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Mid), 4));
    if (!parts.empty()) painter.drawLine(QPointF(spine, 2), QPointF(spine, parts.back().box.bottom() - 2));
    for (const Part& part : parts) paintPart(painter, part);
    if (!hasFocus()) return;
    painter.setPen(QPen(colors.accent(), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void ModelMap::paintPart(QPainter& painter, const Part& part) const {
    const QColor line = palette().color(QPalette::Mid), text = palette().color(QPalette::WindowText);
    if (part.unfolded && part.block) {
        painter.setPen(QPen(line, 1));
        painter.setBrush(palette().color(QPalette::Base));
        painter.drawRoundedRect(part.box.adjusted(2 * spine - gap, -1, 0, 1), 4, 4);
    }
    if (part.unfolded) {
        for (std::size_t i = part.begin; i < part.end; ++i) paintChip(painter, i);
        return;
    }
    const bool isHovered = hovered && *hovered >= part.begin && *hovered < part.end;
    const QRectF box = boxes[part.begin];
    painter.setPen(QPen(isHovered ? colors.accent() : line, isHovered ? 2 : 1));
    painter.setBrush(palette().color(QPalette::Button));
    painter.drawRoundedRect(box, 3, 3);
    if (box.height() < fontMetrics().height() * 0.9) return;
    painter.setPen(text);
    painter.drawText(box, Qt::AlignCenter, tr("layer %1").arg(*part.block + 1));
}

void ModelMap::paintChip(QPainter& painter, std::size_t stage) const {
    const QRectF box = boxes[stage];
    const bool isLit = stage == litStage, isHovered = hovered == stage;
    const QColor lines = isHovered ? colors.accent() : palette().color(QPalette::Mid);
    QRectF room = box.adjusted(2, 0, -2, 0);
    painter.setPen(QPen(lines, isHovered ? 2 : 1));
    painter.setBrush(isLit ? colors.accent() : palette().color(QPalette::Button));
    if (row[stage].onStream) { // a plus on the spine, the words beside it
        const double radius = std::min(spine - 1, box.height() / 2 - 0.5);
        const QPointF middle(spine, box.center().y());
        painter.drawEllipse(middle, radius, radius);
        painter.setPen(QPen(isLit ? colors.background() : palette().color(QPalette::WindowText), 1.5));
        painter.drawLine(middle - QPointF(radius / 2, 0), middle + QPointF(radius / 2, 0));
        painter.drawLine(middle - QPointF(0, radius / 2), middle + QPointF(0, radius / 2));
        room.setLeft(2 * spine + 2 * gap);
        painter.setPen(isLit ? colors.accent() : palette().color(QPalette::WindowText));
    } else {
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(isLit ? colors.background() : palette().color(QPalette::WindowText));
    }
    if (box.height() < fontMetrics().height() * 0.8) return;
    painter.drawText(room, Qt::AlignVCenter | (row[stage].onStream ? Qt::AlignLeft : Qt::AlignHCenter),
                     fontMetrics().elidedText(row[stage].label, Qt::ElideRight, int(room.width())));
}

void ModelMap::resizeEvent(QResizeEvent*) { layOut(); }

void ModelMap::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        updateGeometry();
        layOut();
    }
}

void ModelMap::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    if (const auto stage = stageAt(event->position())) emit stageChosen(*stage);
}

void ModelMap::mouseMoveEvent(QMouseEvent* event) {
    if (const auto stage = stageAt(event->position()); stage != hovered) {
        hovered = stage;
        update();
    }
}

void ModelMap::leaveEvent(QEvent*) {
    hovered.reset();
    update();
}

void ModelMap::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Up && litStage > 0) return emit stageChosen(litStage - 1);
    if (event->key() == Qt::Key_Down && litStage + 1 < row.size()) return emit stageChosen(litStage + 1);
    QWidget::keyPressEvent(event);
}

bool ModelMap::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto stage = stageAt(help->pos());
    QToolTip::showText(help->globalPos(), stage ? row[*stage].tip : QString(), this);
    return true;
}

void ModelMap::announce() {
    const QString said = row.empty() ? QString() : row[litStage].tip;
    tokenarium::announce(*this, said);
}

} // namespace tokenarium
