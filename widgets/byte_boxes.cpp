// SPDX-License-Identifier: GPL-3.0-or-later
// At most three groups: what earlier tokens hold, what this token holds, what later tokens hold.
#include "widgets/byte_boxes.h"

#include <QEvent>
#include <QFontDatabase>
#include <QPainter>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr int groupGap = 6;
constexpr int labelGap = 2;

QString hex(unsigned char byte) { return QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')); }

QStringList bytesOf(const CodePointPart& part, unsigned char invalidByte) {
    if (part.codePoint > 0x10FFFF) return {hex(invalidByte)};
    const char32_t character = part.codePoint;
    QStringList bytes;
    for (const char byte : QString::fromUcs4(&character, 1).toUtf8())
        bytes += hex(static_cast<unsigned char>(byte));
    return bytes;
}

QString joined(std::vector<TokenId>::const_iterator begin, std::vector<TokenId>::const_iterator end) {
    QStringList ids;
    for (auto id = begin; id != end; ++id) ids += QString::number(*id);
    return ids.join(QLatin1Char(' '));
}

/// Which of the tokens that share the character is this one: an id may be there twice.
std::vector<TokenId>::const_iterator ownPlace(const CodePointPart& part, TokenId token) {
    const auto& ids = part.sharedBy;
    if (part.covered.begin == part.bytes.begin) return ids.begin();
    if (part.covered.end == part.bytes.end) return ids.end() - 1;
    return std::find(ids.begin() + 1, ids.end() - 1, token);
}

} // namespace

ByteBoxes::ByteBoxes(QWidget* parent) : QWidget(parent), colors(TokenColors::light()) {
    setObjectName(QStringLiteral("byteBoxes"));
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ByteBoxes::setPart(const CodePointPart& part, TokenId token, unsigned char invalidByte) {
    const QStringList bytes = bytesOf(part, invalidByte);
    const qsizetype begin = qsizetype(part.covered.begin - part.bytes.begin);
    const qsizetype end = begin + qsizetype(part.covered.size());
    groups = {{bytes.mid(0, begin), {}, false},
              {bytes.mid(begin, end - begin), {}, true},
              {bytes.mid(end), {}, false}};
    if (part.sharedBy.size() > 1) {
        const auto own = ownPlace(part, token);
        groups[0].label = joined(part.sharedBy.begin(), own);
        groups[1].label = QString::number(token);
        if (own != part.sharedBy.end()) groups[2].label = joined(own + 1, part.sharedBy.end());
    }
    groups.erase(
        std::remove_if(groups.begin(), groups.end(), [](const Group& group) { return group.bytes.empty(); }),
        groups.end());
    describe();
    updateGeometry();
    update();
}

void ByteBoxes::setColors(const TokenColors& shown) {
    colors = shown;
    update();
}

int ByteBoxes::boxWidth() const { return fontMetrics().horizontalAdvance(QStringLiteral("00")) + 10; }

int ByteBoxes::boxHeight() const { return fontMetrics().height() + 6; }

int ByteBoxes::groupWidth(const Group& group) const {
    return std::max(int(group.bytes.size()) * boxWidth(), fontMetrics().horizontalAdvance(group.label));
}

QSize ByteBoxes::sizeHint() const {
    int width = 2, labelHeight = 0;
    for (const Group& group : groups) {
        width += groupWidth(group) + groupGap;
        if (!group.label.isEmpty()) labelHeight = labelGap + fontMetrics().height();
    }
    return {width, boxHeight() + 2 + labelHeight};
}

void ByteBoxes::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ChipColors chip = colors.chip(TintKind::Category, 0);
    int left = 1;
    for (const Group& group : groups) {
        QPen outline(group.own ? chip.border : colors.mark(), 1, group.own ? Qt::SolidLine : Qt::DashLine);
        for (qsizetype k = 0; k < group.bytes.size(); ++k) {
            const QRectF box(left + double(k) * boxWidth() + 0.5, 0.5, boxWidth() - 2, boxHeight());
            painter.setPen(outline);
            painter.setBrush(group.own ? QBrush(chip.fill) : QBrush(Qt::NoBrush));
            painter.drawRoundedRect(box, 3, 3);
            painter.setPen(group.own ? chip.text : colors.text());
            painter.drawText(box, Qt::AlignCenter, group.bytes[k]);
        }
        const QRect below(left, boxHeight() + labelGap, groupWidth(group), fontMetrics().height());
        painter.setPen(group.own ? colors.text() : colors.mark());
        painter.drawText(below, Qt::AlignLeft | Qt::AlignTop, group.label);
        left += groupWidth(group) + groupGap;
    }
}

void ByteBoxes::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) describe();
    QWidget::changeEvent(event);
}

void ByteBoxes::describe() {
    QStringList sentences;
    for (const Group& group : groups) {
        const QString bytes = group.bytes.join(QLatin1Char(' '));
        sentences += group.own ? tr("bytes of this token: %1").arg(bytes)
                               : tr("bytes of token %1: %2").arg(group.label, bytes);
    }
    setAccessibleName(sentences.join(QStringLiteral("; ")));
}

} // namespace tokenarium
