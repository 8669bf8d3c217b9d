// SPDX-License-Identifier: GPL-3.0-or-later
// What all drawings of a row of tokens have in common: mouse and keys, the lit token, and what is announced.
#pragma once

#include "widgets/style/token_colors.h"

#include <QAbstractScrollArea>

#include <optional>

namespace tokenarium {

/// The mouse hovers and pins; Left, Right, Home and End move the pinned token, Esc unpins; the owner answers
/// with setLit. Says what it shows as its accessible description. Scrolls sideways only. GUI thread only.
class PointableTokens : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit PointableTokens(QWidget* parent = nullptr);
    void setLit(std::optional<std::size_t> token);
    std::optional<std::size_t> lit() const { return litToken; }
    void setColors(const TokenColors& newColors);

signals:
    void hovered(std::optional<std::size_t> token);
    void pinned(std::optional<std::size_t> token);

protected:
    virtual std::size_t tokenCount() const = 0;
    /// In the viewport's coordinates.
    virtual std::optional<std::size_t> tokenAt(QPointF point) const = 0;
    /// What there is to say of the lit token.
    virtual QString description() const = 0;
    virtual QString tipOf(std::size_t) const { return {}; }
    virtual void layOut() = 0;
    /// Where a token lies in the whole row, to scroll it into view; without, nothing scrolls.
    virtual std::optional<std::pair<double, double>> extentOf(std::size_t) const { return std::nullopt; }
    void setContentWidth(double pixels);
    /// After the tokens have changed.
    void showTokens();
    void say();
    const TokenColors& tokenColors() const { return colors; }
    /// Around everything, while it has the focus.
    void paintFocus(class QPainter& painter) const;

    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void scrollToLit();
    std::optional<std::size_t> litToken;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
