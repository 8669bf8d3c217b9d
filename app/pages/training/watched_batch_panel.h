// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of a batch under the glass: how much each token surprised the model, and what it had expected.
#pragma once

#include "app/training/example_step.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTextBrowser;
class QUrl;

namespace tokenarium {

class LossStrip;
class TintLegend;

class WatchedBatchPanel : public QWidget {
    Q_OBJECT
public:
    explicit WatchedBatchPanel(QWidget* parent = nullptr);
    void setStep(const ShownStep& step); ///< without one it is empty
    void setColors(const TokenColors& colors);
    void retranslate();

private:
    const WatchedText* current() const;
    QString label(TokenId id) const;
    void showTexts();
    void showText();
    void showLink(const QUrl& link);
    void showPlace(std::size_t place);

    ShownStep shown;
    QComboBox* textBox;
    QTextBrowser* text;
    LossStrip* strip;
    TintLegend* legend;
    QLabel* placeLabel;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
