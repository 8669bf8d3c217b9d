// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens of a short text as one row of chips that can be pointed at.
#pragma once

#include "widgets/model/pointable_tokens.h"

#include <QString>

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

/// Follows the lit chip, and announces it. GUI thread only.
class TokenRow : public PointableTokens {
    Q_OBJECT
public:
    explicit TokenRow(QWidget* parent = nullptr);
    void setChips(std::vector<TokenChip> newChips);
    const std::vector<TokenChip>& chips() const { return row; }
    /// Of a chip in the viewport's coordinates, for tests and for what is drawn above or below it.
    QRectF chipRect(std::size_t token) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    std::size_t tokenCount() const override { return row.size(); }
    std::optional<std::size_t> tokenAt(QPointF point) const override;
    QString description() const override;
    QString tipOf(std::size_t token) const override { return row[token].tip; }
    void layOut() override;
    std::optional<std::pair<double, double>> extentOf(std::size_t token) const override;

private:
    std::vector<TokenChip> row;
    std::vector<double> lefts; ///< of each chip, and where the row ends
};

} // namespace tokenarium
