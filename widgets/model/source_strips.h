// SPDX-License-Identifier: GPL-3.0-or-later
// What a number was made of: a labelled strip of cells for every part.
#pragma once

#include "widgets/style/token_colors.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace tokenarium {

struct SourceStrip {
    QString label; ///< "query, row 3 ‘the’"
    std::vector<float> values;
    bool canGo = false; ///< there is a stage to go to
};

/// Every strip has a scale of its own. A click, or Enter on the one reached by Up and Down, goes to the stage
/// that made it. GUI thread only.
class SourceStrips : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t most = 4; ///< strips that are shown

    explicit SourceStrips(QWidget* parent = nullptr);
    void setStrips(std::vector<SourceStrip> strips);
    const std::vector<SourceStrip>& strips() const { return rows; }
    void setColors(const TokenColors& newColors);
    QRectF stripRect(std::size_t strip) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void wanted(std::size_t strip);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    double lineHeight() const;
    void announce();
    std::vector<SourceStrip> rows;
    std::size_t current = 0;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
