// SPDX-License-Identifier: GPL-3.0-or-later
// Three rows: where the window ends, the bar, and the landmarks, as many as have room.
#include "widgets/prompt/context_gauge_widget.h"

#include "widgets/style/announcement.h"
#include "widgets/style/number_text.h"

#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>

namespace tokenarium {

namespace {

/// Where the numbers of the landmarks come from, as the engine says it.
[[maybe_unused]] const char* const notes[] = {
    QT_TRANSLATE_NOOP("tokenarium::ContextLandmark", "500 words at 0.75 words a token"),
    QT_TRANSLATE_NOOP("tokenarium::ContextLandmark",
                      "3840 x 2160 in 15 tiles of 258 tokens (Gemini 2, tiles of 768)"),
    QT_TRANSLATE_NOOP("tokenarium::ContextLandmark", "an hour, 150 words a minute, 0.75 words a token"),
    QT_TRANSLATE_NOOP("tokenarium::ContextLandmark", "an hour at 32 tokens a second (Gemini)"),
    QT_TRANSLATE_NOOP("tokenarium::ContextLandmark", "90,000 words at 0.75 words a token"),
    QT_TRANSLATE_NOOP("tokenarium::ContextLandmark", "the largest window that is common in 2026")};

constexpr int margin = 8, barHeight = 10, tick = 4, gapBetweenLabels = 8;

/// Rounded to what such a number means: "670", "12,000".
std::size_t rounded(std::size_t tokens) {
    if (tokens < 1000) return (tokens + 5) / 10 * 10;
    return (tokens + 50) / 100 * 100;
}

QRectF placed(double x, const QSizeF& size, double top, int how) {
    constexpr double beside = 3;
    const double left = how == 0 ? x - size.width() / 2 : how == 1 ? x - size.width() - beside : x + beside;
    return {left, top, size.width(), size.height()};
}

} // namespace

ContextGaugeWidget::ContextGaugeWidget(QWidget* parent) : QWidget(parent), colors(TokenColors::light()) {
    setObjectName(QStringLiteral("contextGauge"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    describe();
}

void ContextGaugeWidget::setGauge(const ContextGauge& gauge) {
    if (gauge == shown) return;
    shown = gauge;
    describe();
    update();
}

void ContextGaugeWidget::setColors(const TokenColors& wanted) {
    colors = wanted;
    update();
}

QString ContextGaugeWidget::landmarkLabel(const ContextLandmark& landmark) {
    const auto is = [&](const char* id) { return std::strcmp(landmark.id, id) == 0; };
    const QString number = grouped(rounded(landmark.tokens));
    if (is("page")) return tr("page ≈ %1").arg(number);
    if (is("picture-4k")) return tr("4K picture ≈ %1").arg(number);
    if (is("podcast-text")) return tr("hour of podcast as text ≈ %1").arg(number);
    if (is("podcast-sound")) return tr("hour as sound %1").arg(grouped(landmark.tokens));
    if (is("novel")) return tr("novel ≈ %1").arg(number);
    return windowSize(landmark.tokens);
}

QFont ContextGaugeWidget::captionFont() const {
    QFont caption = font();
    caption.setPointSizeF(caption.pointSizeF() * 0.85);
    return caption;
}

QSize ContextGaugeWidget::sizeHint() const {
    return {600, 2 * QFontMetrics(captionFont()).height() + barHeight + 2 * tick + 2};
}

QSize ContextGaugeWidget::minimumSizeHint() const { return {160, barHeight + 4}; }

bool ContextGaugeWidget::isLow() const { return height() < sizeHint().height(); }

QRectF ContextGaugeWidget::bar() const {
    const double top = isLow() ? 2 : QFontMetrics(captionFont()).height() + 2;
    return {double(margin), top, std::max(1.0, double(width() - 2 * margin)), double(barHeight)};
}

double ContextGaugeWidget::xOf(std::size_t tokens) const {
    return bar().left() + ContextGaugeScale(shown).shareOf(tokens) * bar().width();
}

/// Centred under its tick, or to one side of it where neighbours are close, or left out: the choice that
/// leaves out the fewest. There are six, so all are tried.
std::vector<ContextGaugeWidget::Label> ContextGaugeWidget::placeLabels() const {
    constexpr int leftOut = 3, ways = 4;
    const QFontMetricsF metrics(captionFont());
    std::vector<std::array<Label, 3>> choices;
    for (const ContextLandmark& landmark : shown.landmarks) {
        if (landmark.tokens > ContextGaugeScale(shown).end()) continue;
        const QString text = landmarkLabel(landmark);
        const QSizeF size(metrics.horizontalAdvance(text), metrics.height());
        auto& three = choices.emplace_back();
        for (int how = 0; how < leftOut; ++how)
            three[std::size_t(how)] = {
                text, placed(xOf(landmark.tokens), size, bar().bottom() + tick + 1, how)};
    }
    std::vector<int> now(choices.size(), leftOut), best = now;
    int bestCost = std::numeric_limits<int>::max();
    const std::function<void(std::size_t, double, int)> choose = [&](std::size_t at, double end, int cost) {
        if (cost >= bestCost) return;
        if (at == choices.size()) {
            bestCost = cost;
            best = now;
            return;
        }
        for (int how = 0; how < ways; ++how) {
            now[at] = how;
            if (how == leftOut) {
                choose(at + 1, end, cost + 100);
                continue;
            }
            const QRectF& place = choices[at][std::size_t(how)].place;
            if (place.left() >= end && place.right() <= width())
                choose(at + 1, place.right() + gapBetweenLabels, cost + (how == 0 ? 0 : 1));
        }
    };
    choose(0, 0, 0);
    std::vector<Label> labels;
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (best[i] != leftOut) labels.push_back(choices[i][std::size_t(best[i])]);
    return labels;
}

void ContextGaugeWidget::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(captionFont());
    drawBar(painter);
    painter.setPen(palette().color(QPalette::WindowText));
    if (isLow()) {
        painter.drawLine(QPointF(xOf(shown.window), 0), QPointF(xOf(shown.window), height()));
        return;
    }
    for (const ContextLandmark& landmark : shown.landmarks) {
        const double x = xOf(landmark.tokens);
        painter.drawLine(QPointF(x, bar().bottom() - 2), QPointF(x, bar().bottom() + tick));
    }
    for (const Label& label : placeLabels()) painter.drawText(label.place, Qt::AlignCenter, label.text);
    drawWindow(painter);
    if (!hasFocus()) return;
    painter.setPen(QPen(colors.accent(), 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -2, -2));
}

/// What does not fit is hatched: colour is not the only sign.
void ContextGaugeWidget::drawBar(QPainter& painter) const {
    const double end = xOf(shown.window), filled = xOf(shown.tokens);
    QColor ground = palette().color(QPalette::WindowText);
    ground.setAlphaF(0.08F);
    painter.fillRect(bar(), ground);
    ground.setAlphaF(0.16F);
    painter.fillRect(QRectF(bar().left(), bar().top(), end - bar().left(), barHeight), ground);
    const double fits = std::min(end, filled);
    painter.fillRect(QRectF(bar().left(), bar().top(), fits - bar().left(), barHeight), colors.accent());
    if (shown.overflow() == 0) return;
    const QRectF beyond(end, bar().top(), filled - end, barHeight);
    painter.fillRect(beyond, QBrush(colors.warning(), Qt::BDiagPattern));
    painter.setPen(QPen(colors.warning(), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(beyond);
}

void ContextGaugeWidget::drawWindow(QPainter& painter) const {
    const double x = xOf(shown.window);
    painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
    painter.drawLine(QPointF(x, bar().top() - 4), QPointF(x, bar().bottom()));
    QString text = tr("window %1 ▾").arg(windowSize(shown.window));
    if (shown.overflow() > 0)
        text += QStringLiteral("  ") + tr("⚠ %1 too many").arg(grouped(shown.overflow()));
    const QFontMetricsF metrics(captionFont());
    const double wide = metrics.horizontalAdvance(text);
    const double left = std::clamp(x - wide / 2, bar().left(), std::max(bar().left(), bar().right() - wide));
    painter.drawText(QRectF(left, 0, wide + 1, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
    const QString scale = shown.isLogarithmic ? tr("context window, logarithmic") : tr("context window, linear");
    if (left > bar().left() + metrics.horizontalAdvance(scale) + gapBetweenLabels)
        painter.drawText(QRectF(bar().left(), 0, left - bar().left(), metrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, scale);
}

void ContextGaugeWidget::describe() {
    setAccessibleName(tr("Context gauge"));
    QString said = tr("%1 of a window of %2 tokens: %3")
                       .arg(grouped(shown.tokens), grouped(shown.window),
                            percent(shown.window == 0 ? 0 : double(shown.tokens) / double(shown.window)));
    if (shown.overflow() > 0) said += QStringLiteral(". ") + tr("⚠ %1 too many").arg(grouped(shown.overflow()));
    announce(*this, said);
}

QString ContextGaugeWidget::toolTipAt(double x) const {
    constexpr double near = 6; // pixels
    QStringList lines;
    for (const ContextLandmark& landmark : shown.landmarks)
        if (std::abs(xOf(landmark.tokens) - x) < near)
            lines += tr("%1: %2 tokens – %3")
                         .arg(landmarkLabel(landmark), grouped(landmark.tokens),
                              QCoreApplication::translate("tokenarium::ContextLandmark", landmark.note));
    if (lines.isEmpty())
        lines += tr("%1 of a window of %2 tokens: %3")
                     .arg(grouped(shown.tokens), grouped(shown.window),
                          percent(shown.window == 0 ? 0 : double(shown.tokens) / double(shown.window)));
    lines += tr("Click, or ← and →, to choose another window.");
    return lines.join(QLatin1Char('\n'));
}

void ContextGaugeWidget::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) emit menuWanted(event->globalPosition().toPoint());
}

void ContextGaugeWidget::contextMenuEvent(QContextMenuEvent* event) { emit menuWanted(event->globalPos()); }

void ContextGaugeWidget::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left: return otherWindowWanted(-1);
    case Qt::Key_Right: return otherWindowWanted(+1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: return menuWanted(mapToGlobal(QPoint(int(xOf(shown.window)), height())));
    default: return QWidget::keyPressEvent(event);
    }
}

void ContextGaugeWidget::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) describe();
    if (event->type() == QEvent::FontChange) updateGeometry();
    QWidget::changeEvent(event);
}

bool ContextGaugeWidget::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), toolTipAt(help->pos().x()), this);
    return true;
}

} // namespace tokenarium
