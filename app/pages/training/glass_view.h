// SPDX-License-Identifier: GPL-3.0-or-later
// One step under the glass: batch, predictions, loss of every place, gradients, and the change of one weight.
#pragma once

#include "app/pages/training/training_view.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QTextBrowser;
class QUrl;

namespace tokenarium {

class BarList;
class TintLegend;

class GlassView : public TrainingView {
    Q_OBJECT
public:
    explicit GlassView(TrainingSession& trainingSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("glass"); }
    const char* name() const override { return QT_TR_NOOP("One step"); }
    void setColors(const TokenColors& colors) override;

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* createBatch();
    QWidget* createGradients();
    void showStep();
    void showButton();
    void showText();
    void showPlace(const QUrl& link);
    void showWeight();
    void goToTensor(std::size_t tensor);
    void chooseMostChanged();
    QString label(TokenId id) const;
    void retranslate();

    QLabel *sentence, *summary, *placeLabel = nullptr, *weightLabel = nullptr, *formulaLabel = nullptr;
    QPushButton *watchButton, *mostButton = nullptr;
    QComboBox* textBox = nullptr;
    QTextBrowser* text = nullptr;
    BarList* gradients = nullptr;
    TintLegend* legend = nullptr;
    QSpinBox *row = nullptr, *column = nullptr;
    std::shared_ptr<const WatchedStep> shown;
    std::shared_ptr<const TextTokenizer> tokenizer;
    std::size_t tensor = 0, place = 0;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
