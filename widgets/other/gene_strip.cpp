// SPDX-License-Identifier: GPL-3.0-or-later
// All is arithmetic on base numbers: a base has a row, a place in it, and a line for each lane of tokens.
#include "widgets/other/gene_strip.h"

#include "widgets/style/announcement.h"
#include "widgets/style/number_text.h"

#include <QEvent>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double spacing = 3;   // between letters
constexpr std::size_t unit = 6; // rows hold whole 6-mers and codons

bool isClear(char base) { return base == 'A' || base == 'C' || base == 'G' || base == 'T'; }

} // namespace

GeneStrip::GeneStrip(QWidget* parent) : QAbstractScrollArea(parent) {
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // otherwise rows would change their length
    layOut();
}

void GeneStrip::setPieces(GenePieces shown) {
    pieces = std::move(shown);
    if (litToken && *litToken >= pieces.tokens->size()) litToken.reset();
    layOut();
}

void GeneStrip::setWords(std::function<QString(std::size_t)> words) { wordsOf = std::move(words); }

void GeneStrip::setColors(const TokenColors& colors) {
    palette = colors;
    viewport()->update();
}

void GeneStrip::setLit(std::optional<std::size_t> token, bool follow) {
    if (token && *token >= pieces.tokens->size()) token.reset();
    litToken = token;
    announce(*this, token && wordsOf ? wordsOf(*token) : QString());
    if (token && follow) {
        const double top = rowTop((*pieces.tokens)[*token].span.begin / perRow);
        const int value = verticalScrollBar()->value();
        if (top < 0) verticalScrollBar()->setValue(value + int(std::floor(top)));
        const double below = top + rowHeight() - viewport()->height();
        if (below > 0) verticalScrollBar()->setValue(value + int(std::ceil(std::min(below, top))));
    }
    viewport()->update();
}

void GeneStrip::layOut() {
    letters = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    letters.setPointSizeF(font().pointSizeF());
    letters.setLetterSpacing(QFont::AbsoluteSpacing, spacing);
    letters.setKerning(false);
    const QFontMetricsF metrics(letters);
    cell = metrics.horizontalAdvance(QString(100, QLatin1Char('A'))) / 100;
    lineHeight = std::ceil(metrics.height()) + 4;
    gutter = QFontMetricsF(font()).horizontalAdvance(grouped(pieces.bases->size())) + 10;
    const double wide = std::max(0.0, (viewport()->width() - gutter - 4) / cell);
    perRow = std::max<std::size_t>(unit, std::size_t(wide) / unit * unit);
    const double whole = std::min(1e9, double(rows()) * rowHeight());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(int(lineHeight));
    verticalScrollBar()->setRange(0, std::max(0, int(whole) - viewport()->height()));
    viewport()->update();
}

double GeneStrip::rowTop(std::size_t row) const {
    return double(row) * rowHeight() - verticalScrollBar()->value() + 2;
}

QRectF GeneStrip::baseRect(std::size_t base, std::size_t lane) const {
    return {gutter + double(base % perRow) * cell, rowTop(base / perRow) + lineHeight * double(1 + lane),
            cell, lineHeight};
}

char GeneStrip::letterAbove(std::size_t base) const {
    const auto codon = codonBegin(pieces, base);
    return codon && *codon + 1 == base ? acidAt(pieces, *codon) : '\0';
}

std::optional<std::size_t> GeneStrip::tokenAt(QPointF point) const {
    const double y = point.y() + verticalScrollBar()->value() - 2, x = point.x() - gutter;
    if (x < 0 || y < 0 || x >= double(perRow) * cell) return std::nullopt;
    const auto row = std::size_t(y / rowHeight());
    const std::size_t base = row * perRow + std::size_t(x / cell);
    const auto line = std::size_t((y - double(row) * rowHeight()) / lineHeight);
    if (base >= pieces.bases->size() || line > pieces.lanes) return std::nullopt;
    return geneTokenAt(pieces, base, line == 0 ? 0 : line - 1); // the codon's line belongs to the token below
}

void GeneStrip::forEachPart(Span span, const std::function<void(Span)>& use) const {
    while (span.begin < span.end) {
        const std::size_t end = std::min(span.end, (span.begin / perRow + 1) * perRow);
        use({span.begin, end});
        span.begin = end;
    }
}

void GeneStrip::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette.background());
    if (pieces.bases->empty()) return;
    const auto first = std::size_t(verticalScrollBar()->value() / rowHeight());
    for (std::size_t row = first; row < rows() && rowTop(row) < viewport()->height(); ++row)
        drawRow(painter, row);
    frameLit(painter);
    if (!hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.accent(), 1, Qt::DotLine));
    painter.drawRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void GeneStrip::drawRow(QPainter& painter, std::size_t row) const {
    const Span bases{row * perRow, std::min((row + 1) * perRow, pieces.bases->size())};
    painter.setFont(font());
    painter.setPen(palette.mark());
    painter.drawText(QRectF(0, rowTop(row) + lineHeight, gutter - 8, lineHeight),
                     Qt::AlignRight | Qt::AlignVCenter, grouped(bases.begin + 1));
    drawCodons(painter, bases);
    for (std::size_t lane = 0; lane < pieces.lanes; ++lane) drawTokens(painter, bases, lane);
}

/// A thin coloured line under the letter of the amino acid: the codon's width.
void GeneStrip::drawCodons(QPainter& painter, Span bases) const {
    QFont strong = font();
    strong.setBold(true);
    painter.setFont(strong);
    for (std::size_t at = bases.begin; at < bases.end;) {
        const auto codon = codonBegin(pieces, at);
        const std::size_t end = codon ? std::min(*codon + 3, bases.end) : at + 1;
        if (codon) {
            const char acid = acidAt(pieces, *codon);
            const ChipColors colors = palette.chip(TintKind::Category, std::uint8_t(aminoGroup(acid)));
            const QRectF first = baseRect(at, 0), last = baseRect(end - 1, 0);
            const QRectF area(first.left() + 1, first.top() - lineHeight, last.right() - first.left() - 2,
                              lineHeight - 3);
            painter.fillRect(area, colors.fill);
            painter.fillRect(QRectF(area.left(), area.bottom() - 2, area.width(), 2), colors.border);
            painter.setPen(colors.text);
            if (*codon + 1 >= bases.begin && *codon + 1 < bases.end)
                painter.drawText(baseRect(*codon + 1, 0).translated(0, -lineHeight - 1),
                                 Qt::AlignCenter | Qt::TextDontClip, QString(QLatin1Char(acid)));
        }
        at = end;
    }
}

void GeneStrip::drawTokens(QPainter& painter, Span bases, std::size_t lane) const {
    const auto [first, last] = tokensTouching(pieces, bases);
    QString line(int(bases.size()), QLatin1Char(' '));
    for (std::size_t i = first; i < last; ++i) {
        if (i % pieces.lanes != lane) continue;
        const Span span = (*pieces.tokens)[i].span;
        const Span part{std::max(span.begin, bases.begin), std::min(span.end, bases.end)};
        for (std::size_t base = part.begin; base < part.end; ++base) {
            const ChipColors colors = palette.chip(TintKind::Category, geneTint(pieces, base, i));
            painter.fillRect(
                baseRect(base, lane)
                    .adjusted(base == span.begin ? 1.5 : 0, 1.5, base + 1 == span.end ? -1.5 : 0, -1.5),
                colors.fill);
            line[int(base - bases.begin)] = QLatin1Char((*pieces.bases)[base]);
            if (!isClear((*pieces.bases)[base])) {
                const QRectF under = baseRect(base, lane);
                painter.fillRect(QRectF(under.left() + 1, under.bottom() - 4, cell - 2, 2.5),
                                 palette.warning());
            }
        }
        const ChipColors colors = palette.chip(TintKind::Category, geneTint(pieces, span.begin, i));
        const QRectF left = baseRect(part.begin, lane), right = baseRect(part.end - 1, lane);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.border, 1));
        painter.drawRect(QRectF(left.topLeft(), right.bottomRight()).adjusted(1.5, 1.5, -1.5, -1.5));
    }
    painter.setFont(letters);
    painter.setPen(palette.text());
    painter.drawText(baseRect(bases.begin, lane).adjusted(spacing / 2, 0, double(perRow) * cell, 0),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, line);
}

void GeneStrip::frameLit(QPainter& painter) const {
    if (!litToken || *litToken >= pieces.tokens->size()) return;
    const std::size_t lane = *litToken % pieces.lanes;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.accent(), 3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    forEachPart((*pieces.tokens)[*litToken].span, [&](Span part) {
        painter.drawRect(
            QRectF(baseRect(part.begin, lane).topLeft(), baseRect(part.end - 1, lane).bottomRight())
                .adjusted(0.5, 0.5, -0.5, -0.5));
    });
}

void GeneStrip::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void GeneStrip::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) layOut();
}

void GeneStrip::mouseMoveEvent(QMouseEvent* event) { emit hovered(tokenAt(event->position())); }

void GeneStrip::mousePressEvent(QMouseEvent* event) {
    if (const auto token = tokenAt(event->position())) emit chosen(*token);
}

bool GeneStrip::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) emit hovered(std::nullopt);
    return QAbstractScrollArea::viewportEvent(event);
}

void GeneStrip::keyPressEvent(QKeyEvent* event) {
    const std::size_t count = pieces.tokens->size();
    if (count == 0) return QAbstractScrollArea::keyPressEvent(event);
    const std::size_t at = litToken.value_or(0);
    const std::size_t base = (*pieces.tokens)[std::min(at, count - 1)].span.begin;
    const auto tokenOf = [this, at](std::size_t place) {
        const auto [first, last] = tokensTouching(pieces, {place, place + 1});
        return first < last ? (pieces.lanes > 1 ? last - 1 : first)
                            : at; // overlapping: the one that begins there
    };
    std::size_t to = at;
    switch (event->key()) {
    case Qt::Key_Left: to = at > 0 ? at - 1 : 0; break;
    case Qt::Key_Right: to = std::min(at + 1, count - 1); break;
    case Qt::Key_Up: to = base >= perRow ? tokenOf(base - perRow) : at; break;
    case Qt::Key_Down: to = base + perRow < pieces.bases->size() ? tokenOf(base + perRow) : at; break;
    case Qt::Key_Home: to = 0; break;
    case Qt::Key_End: to = count - 1; break;
    default: return QAbstractScrollArea::keyPressEvent(event);
    }
    emit chosen(to);
}

} // namespace tokenarium
