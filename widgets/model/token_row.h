// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens of a short text as one row of chips that can be pointed at.
#pragma once

#include "widgets/style/token_colors.h"

#include <QAbstractScrollArea>
#include <QString>

#include <optional>
#include <vector>

namespace tokenarium {

/// What one chip shows.
struct TokenChip {
    QString label;
    TintKind tintKind = TintKind::Category;
    std::uint8_t tint = 0;
    bool isMark = false;      ///< written by the system: thin and grey
    bool isPredicted = false; ///< underlined: the model's, not the person's
    QString tip;
};

/// Scrolls sideways, follows the lit chip. Left, Right, Home and End move the pinned chip, Esc unpins. Announces
/// the lit token. GUI thread only.
class TokenRow : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TokenRow(QWidget* parent = nullptr);
    void setChips(std::vector<TokenChip> newChips);
    const std::vector<TokenChip>& chips() const { return row; }
    void setLit(std::optional<std::size_t> token);
    std::optional<std::size_t> lit() const { return litChip; }
    void setColors(const TokenColors& newColors);
    /// Of a chip in the viewport's coordinates, for tests and for what is drawn above or below it.
    QRectF chipRect(std::size_t token) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void hovered(std::optional<std::size_t> token);
    void pinned(std::optional<std::size_t> token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void layOut();
    void makeVisible(std::size_t token);
    void announce();
    std::optional<std::size_t> chipAt(QPointF point) const;

    std::vector<TokenChip> row;
    std::vector<double> lefts; ///< of each chip, and where the row ends
    std::optional<std::size_t> litChip;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
