// SPDX-License-Identifier: GPL-3.0-or-later
// Two rows of chips with curves between them: first all strong lines in grey, then those of the lit token.
#include "widgets/model/attention_lines.h"

#include "widgets/style/number_text.h"

#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double padding = 5, leastGap = 3, mostGap = 28, margin = 4;
constexpr std::size_t mostLinesBehind = 1500;

QPainterPath curve(QPointF from, QPointF to) {
    QPainterPath path(from);
    const double bend = (to.y() - from.y()) / 2;
    path.cubicTo(from + QPointF(0, bend), to - QPointF(0, bend), to);
    return path;
}

} // namespace

AttentionLines::AttentionLines(QWidget* parent) : PointableTokens(parent) {}

QSize AttentionLines::minimumSizeHint() const { return {200, int(fontMetrics().height() * 9)}; }

void AttentionLines::setData(QStringList newLabels, std::vector<float> newWeights) {
    labels = std::move(newLabels);
    weights = std::move(newWeights);
    if (weights.size() != std::size_t(labels.size()) * std::size_t(labels.size())) weights.clear();
    behind = strongestLines(weights, mostLinesBehind);
    showTokens();
}

void AttentionLines::setDirection(Direction wanted) {
    direction = wanted;
    say();
    viewport()->update();
}

/// Short texts are spread over the width.
void AttentionLines::layOut() {
    const QFontMetricsF metrics(font());
    widths.clear();
    double whole = 0;
    for (const QString& label : std::as_const(labels)) {
        widths.push_back(std::max(metrics.horizontalAdvance(label), padding) + 2 * padding);
        whole += widths.back();
    }
    const double room = viewport()->width() - 2 * margin - whole;
    const double gap = std::clamp(room / std::max<double>(1, double(labels.size()) - 1), leastGap, mostGap);
    lefts.clear();
    double at = margin;
    for (const double width : widths) {
        lefts.push_back(at);
        at += width + gap;
    }
    setContentWidth(at - gap + margin);
}

std::optional<std::pair<double, double>> AttentionLines::extentOf(std::size_t token) const {
    return std::pair(lefts[token] - margin, lefts[token] + widths[token] + margin);
}

QRectF AttentionLines::chipRect(std::size_t token, double top) const {
    if (token >= lefts.size()) return {};
    return {lefts[token] - horizontalScrollBar()->value(), top, widths[token],
            fontMetrics().height() + padding};
}

QRectF AttentionLines::readerRect(std::size_t token) const {
    return chipRect(token, fontMetrics().height() + margin);
}

QRectF AttentionLines::readRect(std::size_t token) const {
    return chipRect(token, viewport()->height() - 2.0 * fontMetrics().height() - padding - margin);
}

std::vector<AttentionLine> AttentionLines::litLines() const {
    std::vector<AttentionLine> lines;
    if (!lit() || weights.empty()) return lines;
    const bool reads = direction == Direction::Reads;
    const auto most = std::size_t(labels.size());
    for (const AttentionShare& share :
         reads ? tokensReadBy(weights, *lit(), most) : tokensThatRead(weights, *lit(), most))
        lines.push_back({reads ? *lit() : share.token, reads ? share.token : *lit(), float(share.weight)});
    std::reverse(lines.begin(), lines.end());
    return lines;
}

void AttentionLines::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QPointF(margin, fontMetrics().ascent()), tr("tokens that read"));
    painter.drawText(QPointF(margin, viewport()->height() - fontMetrics().descent()),
                     tr("tokens that are read"));
    paintLines(painter);
    paintChips(painter);
    paintFocus(painter);
}

void AttentionLines::paintLines(QPainter& painter) const {
    const auto draw = [&](const AttentionLine& line, QColor color, double width, double opacity) {
        const QRectF from = readerRect(line.reader), to = readRect(line.read);
        if (std::max(from.right(), to.right()) < 0 || std::min(from.left(), to.left()) > viewport()->width())
            return;
        color.setAlphaF(float(opacity));
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawPath(curve({from.center().x(), from.bottom()}, {to.center().x(), to.top()}));
    };
    painter.setBrush(Qt::NoBrush);
    const double faint = lit() ? 0.22 : 0.6;
    for (const AttentionLine& line : behind)
        if (const double opacity = faint * double(line.weight); opacity > 0.004)
            draw(line, tokenColors().text(), 0.7 + 2 * double(line.weight), opacity);
    for (const AttentionLine& line : litLines())
        draw(line, tokenColors().accent(), widthOf(line.weight), 0.1 + 0.9 * std::sqrt(double(line.weight)));
}

void AttentionLines::paintChips(QPainter& painter) const {
    const auto chip = [&](const QRectF& box, std::size_t token, bool isLit, float share) {
        if (box.right() < 0 || box.left() > viewport()->width()) return;
        const ChipColors tint = tokenColors().chip(TintKind::Category, std::uint8_t(token % 6));
        painter.setPen(
            QPen(isLit || share > 0 ? tokenColors().accent() : tint.border, isLit ? 2.5 : 1 + double(share)));
        painter.setBrush(tint.fill);
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter.setPen(tint.text);
        painter.drawText(box, Qt::AlignCenter, labels[qsizetype(token)]);
    };
    std::vector<float> share(std::size_t(labels.size()), 0);
    const bool reads = direction == Direction::Reads;
    for (const AttentionLine& line : litLines())
        if (line.weight >= 0.05F) share[reads ? line.read : line.reader] = line.weight;
    for (std::size_t i = 0; i < share.size(); ++i) {
        chip(readerRect(i), i, reads && lit() == i, reads ? 0 : share[i]);
        chip(readRect(i), i, !reads && lit() == i, reads ? share[i] : 0);
    }
}

std::optional<std::size_t> AttentionLines::tokenAt(QPointF point) const {
    for (std::size_t i = 0; i < lefts.size(); ++i)
        if (readerRect(i).contains(point) || readRect(i).contains(point)) return i;
    return std::nullopt;
}

QString AttentionLines::description() const {
    QStringList parts;
    const bool reads = direction == Direction::Reads;
    const auto lines = litLines();
    for (auto line = lines.rbegin(); line != lines.rend() && parts.size() < 3; ++line)
        parts += QStringLiteral("%1 %2").arg(labels[qsizetype(reads ? line->read : line->reader)],
                                             percent(double(line->weight)));
    const QString all = parts.join(QStringLiteral(", ")), token = labels[qsizetype(*lit())];
    return reads ? tr("%1 reads %2").arg(token, all) : tr("%1 is read by %2").arg(token, all);
}

} // namespace tokenarium
