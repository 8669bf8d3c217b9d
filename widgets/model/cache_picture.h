// SPDX-License-Identifier: GPL-3.0-or-later
// The KV cache as a picture: a column per token, a band per layer, keys above values; it fills a frame that
// is the whole context.
#pragma once

#include "widgets/model/pointable_tokens.h"

#include <QStringList>

namespace tokenarium {

/// Announces the lit token and how much of the context is filled. GUI thread only.
class CachePicture : public PointableTokens {
    Q_OBJECT
public:
    explicit CachePicture(QWidget* parent = nullptr);
    /// A label per token that has been read; the last one is the newest.
    void setData(std::size_t newLayers, std::size_t newPositions, QStringList newLabels);
    /// Of a token's column, and of one layer of it, in the viewport's coordinates.
    QRectF columnRect(std::size_t token) const;
    QRectF cellRect(std::size_t token, std::size_t layer) const;
    QSize sizeHint() const override { return {480, 240}; }
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    std::size_t tokenCount() const override { return std::size_t(labels.size()); }
    std::optional<std::size_t> tokenAt(QPointF point) const override;
    QString description() const override;
    QString tipOf(std::size_t token) const override { return labels[qsizetype(token)]; }
    void layOut() override {}

private:
    QRectF frame() const;

    std::size_t layers = 0, positions = 0;
    QStringList labels;
};

} // namespace tokenarium
