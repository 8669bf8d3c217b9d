// SPDX-License-Identifier: GPL-3.0-or-later
// The KV cache as a picture: a column per token, a band per layer, keys above values; it fills a frame that
// is the whole context.
#pragma once

#include "widgets/style/token_colors.h"

#include <QStringList>
#include <QWidget>

#include <optional>

namespace tokenarium {

/// GUI thread only. Left, Right, Home and End move the pinned token, Esc unpins.
class CachePicture : public QWidget {
    Q_OBJECT
public:
    explicit CachePicture(QWidget* parent = nullptr);
    /// A label per token that has been read; the last one is the newest.
    void setData(std::size_t newLayers, std::size_t newPositions, QStringList newLabels);
    void setLit(std::optional<std::size_t> token);
    void setColors(const TokenColors& newColors);
    /// Of a token's column, and of one layer of it.
    QRectF columnRect(std::size_t token) const;
    QRectF cellRect(std::size_t token, std::size_t layer) const;
    QSize sizeHint() const override { return {480, 240}; }
    QSize minimumSizeHint() const override;

signals:
    void hovered(std::optional<std::size_t> token);
    void pinned(std::optional<std::size_t> token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QRectF frame() const;
    std::optional<std::size_t> tokenAt(QPointF point) const;

    std::size_t layers = 0, positions = 0;
    QStringList labels;
    std::optional<std::size_t> lit;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
