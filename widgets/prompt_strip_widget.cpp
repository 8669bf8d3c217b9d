// SPDX-License-Identifier: GPL-3.0-or-later
// Three layers: the marks (a picture, redrawn when tokens, size or colours change), the gauge, selection and
// light.
#include "widgets/prompt_strip_widget.h"

#include "widgets/prompt/part_shape.h"
#include "widgets/style/number_text.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QResizeEvent>
#include <QToolTip>

#include <cmath>

namespace tokenarium {
namespace {

constexpr int margin = 8; // around the row
constexpr int rowTop = 9; // room for the frame of the lit token
constexpr int rowHeight = 16;
constexpr int gaugeTop = 31;
constexpr int gaugeHeight = 4;
constexpr int narrowestRow = 120;

QColor blend(const QColor& one, const QColor& other, double share) {
    const auto mix = [&](int a, int b) { return int(std::lround(a + (b - a) * share)); };
    return QColor(mix(one.red(), other.red()), mix(one.green(), other.green()),
                  mix(one.blue(), other.blue()));
}

} // namespace

PromptStripWidget::PromptStripWidget(QWidget* parent)
    : QWidget(parent)
    , colors(TokenColors::light())
    , text(new QLabel(this)) {
    setObjectName(QStringLiteral("promptStrip"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    text->setObjectName(QStringLiteral("promptStripLabel"));
    text->setAlignment(Qt::AlignVCenter | Qt::AlignRight);
    describe();
}

void PromptStripWidget::setStrip(const PromptStrip& shown) {
    const bool otherHeight = strip.hasGauge != shown.hasGauge;
    strip = shown;
    if (otherHeight) updateGeometry();
    if (underMouse && *underMouse >= strip.tokenCount) underMouse.reset();
    rowPicture = {};
    describe();
    update();
}

void PromptStripWidget::setLit(std::optional<std::size_t> token) {
    if (strip.lit == token) return;
    strip.lit = token;
    describe();
    update();
}

void PromptStripWidget::setSelected(std::size_t begin, std::size_t end) {
    if (strip.selectedBegin == begin && strip.selectedEnd == end) return;
    strip.selectedBegin = begin;
    strip.selectedEnd = end;
    update();
}

void PromptStripWidget::setLabel(const QString& sentence) {
    if (text->text() == sentence) return;
    const QSize before = text->sizeHint();
    text->setText(sentence);
    if (text->sizeHint() != before) {
        placeLabel();
        updateGeometry();
    }
    describe();
}

QString PromptStripWidget::label() const { return text->text(); }

void PromptStripWidget::setColors(const TokenColors& shown) {
    colors = shown;
    rowPicture = {};
    update();
}

// --- geometry
// -------------------------------------------------------------------------------------------------------

QSize PromptStripWidget::sizeHint() const {
    const int bottom = strip.hasGauge ? gaugeTop + gaugeHeight + margin : rowTop + rowHeight + margin;
    return {narrowestRow * 4 + text->sizeHint().width(), bottom};
}

QSize PromptStripWidget::minimumSizeHint() const { return {narrowestRow + 2 * margin, sizeHint().height()}; }

QRect PromptStripWidget::row() const {
    const int right = text->isHidden() ? width() - margin : text->x() - margin;
    return {margin, rowTop, std::max(0, right - margin), rowHeight};
}

QRect PromptStripWidget::gauge() const { return {row().left(), gaugeTop, row().width(), gaugeHeight}; }

PromptStripLayout PromptStripWidget::layoutOfRow() const { return {strip, double(row().width())}; }

void PromptStripWidget::resizeEvent(QResizeEvent*) { placeLabel(); }

/// At the right, or nowhere when the row would become too short.
void PromptStripWidget::placeLabel() {
    const int room = width() - narrowestRow - 3 * margin;
    const int wanted = text->sizeHint().width();
    text->setVisible(room >= wanted);
    text->setGeometry(width() - margin - wanted, 0, wanted, height());
    rowPicture = {};
    update();
}

QRect PromptStripWidget::tokenRectangle(std::size_t token) const {
    if (token >= strip.tokenCount) return {};
    const PromptStripLayout marks = layoutOfRow();
    const int left = int(std::floor(marks.left(token)));
    const int right = int(std::ceil(marks.right(token)));
    return {row().left() + left, row().top(), std::max(1, right - left), rowHeight};
}

std::optional<std::size_t> PromptStripWidget::tokenAt(QPoint point) const {
    if (point.y() < 0 || point.y() >= height()) return std::nullopt;
    return layoutOfRow().tokenAt(point.x() - row().left());
}

// --- painting
// -------------------------------------------------------------------------------------------------------

void PromptStripWidget::paintEvent(QPaintEvent*) {
    if (rowPicture.isNull() || rowPicture.devicePixelRatio() != devicePixelRatioF()) rowPicture = drawRow();
    QPainter painter(this);
    painter.drawPixmap(row().topLeft(), rowPicture);
    if (strip.hasGauge) drawGauge(painter);
    drawOverflow(painter);
    drawMarks(painter);
    if (hasFocus()) {
        painter.setPen(QPen(colors.accent(), 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
}

QPixmap PromptStripWidget::drawRow() const {
    QPixmap picture(row().size() * devicePixelRatioF());
    if (picture.isNull()) return picture;
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const PromptStripLayout marks = layoutOfRow();
    for (const PromptStripPiece& piece : marks.pieces()) {
        painter.save();
        painter.translate(piece.left, 0);
        if (piece.isBlock)
            drawBlock(painter, piece);
        else if (piece.marks().hasChips())
            drawChips(painter, piece);
        else
            drawBins(painter, piece);
        painter.restore();
    }
    return picture;
}

/// In the shape of their kind while they are wide enough to have one, else upright bars that meet.
void PromptStripWidget::drawChips(QPainter& painter, const PromptStripPiece& piece) const {
    const PromptStripGeometry marks = piece.marks();
    const bool hasShape = marks.pitch() >= PromptStripLayout::narrowestShape;
    for (std::size_t token = 0; token < piece.count(); ++token) {
        const ChipColors chip = chipOf(piece, token);
        const QRectF shape(marks.left(token) + 0.5, 0.5, marks.pitch() - 1.5, rowHeight - 1);
        if (hasShape) {
            painter.setPen(QPen(chip.border, 1));
            painter.setBrush(chip.fill);
            paintPartShape(painter, piece.part.modality, shape);
        } else {
            painter.fillRect(QRectF(marks.left(token), 0, marks.pitch(), rowHeight), chip.fill);
            painter.fillRect(QRectF(marks.right(token) - 0.7, 0, 0.7, rowHeight), chip.border);
        }
    }
}

std::uint8_t PromptStripWidget::tintOf(std::size_t token) const {
    return strip.tint ? strip.tint(token) : std::uint8_t(token % 6);
}

/// Only of the text that is being edited the tints are known; those of all else alternate.
ChipColors PromptStripWidget::chipOf(const PromptStripPiece& piece, std::size_t token) const {
    return piece.part.isEdited ? colors.chip(strip.tintKind, tintOf(piece.begin + token))
                               : colors.chip(TintKind::Category, std::uint8_t(token % 6));
}

/// One frame for all tokens of a large part: the sign of its kind and how many they are.
void PromptStripWidget::drawBlock(QPainter& painter, const PromptStripPiece& piece) const {
    constexpr double signSide = 10;
    const ChipColors chip = colors.chip(TintKind::Category, std::uint8_t(piece.part.modality));
    const QRectF frame(0.5, 0.5, piece.width - 1, rowHeight - 1);
    painter.setPen(QPen(chip.border, 1));
    painter.setBrush(chip.fill);
    painter.drawRoundedRect(frame, 3, 3);
    painter.setPen(QPen(chip.text, 1));
    painter.setBrush(Qt::NoBrush);
    if (piece.width < signSide + 4) return;
    const QRectF sign(4, (rowHeight - signSide) / 2.0, signSide, signSide);
    paintPartSign(painter, piece.part.modality, sign);
    QFont small = font();
    small.setPixelSize(rowHeight - 4);
    painter.setFont(small);
    const QRectF room = frame.adjusted(signSide + 8, 0, -3, 0);
    const QString count = QStringLiteral("× %1").arg(grouped(piece.count()));
    if (painter.fontMetrics().horizontalAdvance(count) <= room.width())
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, count);
}

/// A scale shows the mean of a few tokens of each bin. Categories have no mean: where the tokens agree (a
/// stretch in one script) the bin has their tint, elsewhere it is grey.
std::optional<std::uint8_t> PromptStripWidget::tintOfBin(const PromptStripPiece& piece,
                                                         std::size_t bin) const {
    constexpr std::size_t samples = 4;
    const PromptStripGeometry marks = piece.marks();
    const std::size_t begin = piece.begin + marks.binBegin(bin);
    const std::size_t count = std::max<std::size_t>(1, marks.binBegin(bin + 1) - marks.binBegin(bin));
    unsigned sum = 0;
    bool agree = true;
    const std::uint8_t first = tintOf(std::min(begin, piece.part.end - 1));
    for (std::size_t k = 0; k < samples; ++k) {
        const std::uint8_t tint = tintOf(std::min(begin + k * count / samples, piece.part.end - 1));
        sum += tint;
        agree = agree && tint == first;
    }
    if (strip.tintKind == TintKind::Scale) return std::uint8_t(sum / samples);
    return agree && count > 1 ? std::optional(first) : std::nullopt;
}

void PromptStripWidget::drawBins(QPainter& painter, const PromptStripPiece& piece) const {
    const PromptStripGeometry marks = piece.marks();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QColor grey = blend(colors.background(), colors.text(), 0.35);
    const QColor paleGrey = blend(colors.background(), colors.text(), 0.25);
    for (std::size_t bin = 0; bin < marks.binCount(); ++bin) {
        const auto tint = piece.part.isEdited ? tintOfBin(piece, bin) : std::nullopt;
        const QColor color = tint ? colors.chip(strip.tintKind, *tint).fill : bin % 2 == 0 ? grey : paleGrey;
        painter.fillRect(QRectF(double(bin) * marks.binWidth, 0, marks.binWidth, rowHeight), color);
    }
}

void PromptStripWidget::drawGauge(QPainter& painter) const {
    if (strip.contextWindow == 0) return;
    const double share = double(strip.tokenCount) / double(strip.contextWindow);
    QRectF filled = gauge();
    painter.fillRect(gauge(), blend(colors.background(), colors.text(), 0.15));
    if (strip.tokenCount > 0) filled.setWidth(std::max(1.0, filled.width() * std::min(1.0, share)));
    if (strip.tokenCount == 0) filled.setWidth(0);
    painter.fillRect(filled, share > 1 ? colors.warning() : colors.accent());
}

/// Where the window ends inside the prompt a notch shows it, and what does not fit is hatched: colour is not
/// the only sign.
void PromptStripWidget::drawOverflow(QPainter& painter) const {
    if (strip.contextWindow == 0 || strip.tokenCount <= strip.contextWindow) return;
    const PromptStripLayout marks = layoutOfRow();
    const double end = row().left() + marks.left(strip.contextWindow);
    const double last = row().left() + marks.right(strip.tokenCount - 1);
    painter.fillRect(QRectF(end, rowTop, last - end, rowHeight), QBrush(colors.warning(), Qt::BDiagPattern));
    painter.setPen(QPen(colors.warning(), 2));
    painter.drawLine(QPointF(end, rowTop - 4), QPointF(end, gauge().bottom() + 4));
}

void PromptStripWidget::drawMarks(QPainter& painter) const {
    painter.setRenderHint(QPainter::Antialiasing);
    if (strip.selectedBegin < strip.selectedEnd && strip.selectedEnd <= strip.tokenCount) {
        const QRect selected = tokenRectangle(strip.selectedBegin) | tokenRectangle(strip.selectedEnd - 1);
        painter.fillRect(selected.adjusted(0, -3, 0, 3), colors.selection());
    }
    painter.setBrush(Qt::NoBrush);
    if (underMouse && underMouse != strip.lit) {
        painter.setPen(QPen(colors.text(), 1));
        painter.drawRoundedRect(QRectF(tokenRectangle(*underMouse)).adjusted(-0.5, -1.5, 0.5, 1.5), 3, 3);
    }
    if (strip.lit && *strip.lit < strip.tokenCount) {
        painter.setPen(QPen(colors.accent(), 2));
        painter.drawRoundedRect(QRectF(tokenRectangle(*strip.lit)).adjusted(-1, -4, 1, 4), 3, 3);
    }
}

// --- mouse and keys
// -------------------------------------------------------------------------------------------------

void PromptStripWidget::hover(std::optional<std::size_t> token) {
    if (token == underMouse) return;
    underMouse = token;
    update();
    emit hovered(token);
}

void PromptStripWidget::mouseMoveEvent(QMouseEvent* event) { hover(tokenAt(event->position().toPoint())); }

void PromptStripWidget::leaveEvent(QEvent*) { hover(std::nullopt); }

void PromptStripWidget::mousePressEvent(QMouseEvent* event) {
    const auto token = tokenAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && token) emit clicked(*token);
}

void PromptStripWidget::keyPressEvent(QKeyEvent* event) {
    const std::size_t count = strip.tokenCount;
    const std::size_t here = strip.lit.value_or(strip.selectedBegin);
    std::optional<std::size_t> there;
    switch (event->key()) {
    case Qt::Key_Left: there = here == 0 ? 0 : here - 1; break;
    case Qt::Key_Right: there = strip.lit ? here + 1 : here; break;
    case Qt::Key_Home: there = 0; break;
    case Qt::Key_End: there = count; break;
    default: break;
    }
    if (!there || count == 0) return QWidget::keyPressEvent(event);
    emit clicked(std::min(*there, count - 1));
}

bool PromptStripWidget::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    if (const auto token = tokenAt(help->pos())) {
        QToolTip::showText(help->globalPos(), toolTipOf(*token), this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

QString PromptStripWidget::toolTipOf(std::size_t token) const {
    const QString all = tr("Token %1 of %2").arg(grouped(token + 1), grouped(strip.tokenCount));
    std::size_t begin = 0, number = 0;
    for (const PromptStripPart& part : strip.parts) {
        ++number;
        if (token < part.end)
            return all + QLatin1Char('\n') +
                   tr("Part %1, %2: token %3 of %4")
                       .arg(QString::number(number), modalityWord(part.modality), grouped(token - begin + 1),
                            grouped(part.end - begin));
        begin = part.end;
    }
    return all;
}

void PromptStripWidget::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) describe();
    if (event->type() == QEvent::FontChange) placeLabel();
    QWidget::changeEvent(event);
}

/// What a screen reader says of the strip.
void PromptStripWidget::describe() {
    QString description = text->text();
    if (strip.lit && *strip.lit < strip.tokenCount)
        description += (description.isEmpty() ? QString() : QStringLiteral(" · ")) +
                       tr("token %1 is lit").arg(grouped(*strip.lit + 1));
    setAccessibleName(tr("Prompt strip"));
    setAccessibleDescription(description);
}

} // namespace tokenarium
