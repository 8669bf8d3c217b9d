// SPDX-License-Identifier: GPL-3.0-or-later
// Always to be seen: how many tokens the open prompt has for the chosen model, what share of its context
// window that is, what it costs and how long the answer takes; and the choice of model and currency.
#pragma once

#include "app/cost/price_session.h"

#include <QWidget>

class QComboBox;
class QToolButton;

namespace tokenarium {

class ModelBox;

/// As narrow as it has to be: words that do not fit are left out, the least important first; the tool tip has
/// all. GUI thread only; `prices` outlives it.
class PromptLine : public QWidget {
    Q_OBJECT
public:
    explicit PromptLine(PriceSession& prices, QWidget* parent = nullptr);
    /// As the Text room counts the prompt, and its context window: what is said while there is no price book,
    /// and of models whose window it does not know.
    void setPrompt(std::size_t tokens, std::size_t window);
    QString text() const; ///< what is shown
    QString fullText() const { return whole; }
    QSize minimumSizeHint() const override;

signals:
    void detailsWanted(); ///< by a click

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showAll();
    void showCurrencies();
    void fit();
    void retranslate();
    PriceSession& prices;
    QToolButton* button;
    ModelBox* models;
    QComboBox* currencies;
    QStringList parts; ///< tokens, price, time, share: the most important first
    QString whole;
    std::size_t usualTokens = 0, usualWindow = 128'000;
};

} // namespace tokenarium
