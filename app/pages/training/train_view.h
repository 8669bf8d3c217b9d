// SPDX-License-Identifier: GPL-3.0-or-later
// Pre-training: choose texts and shape, press Start, and watch gibberish become words.
#pragma once

#include "app/pages/training/training_view.h"
#include "engine/view/loss_curve.h"

#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;
class QSpinBox;
class QTextBrowser;
class QToolButton;

namespace tokenarium {

class LossChart;
class TextChoiceBox;

class TrainView : public TrainingView {
    Q_OBJECT
public:
    explicit TrainView(TrainingSession& trainingSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("train"); }
    const char* name() const override { return QT_TR_NOOP("Train"); }
    void setColors(const TokenColors& colors) override;

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// A slider over a few sizes that make sense.
    struct SizeSlider {
        QLabel *label = nullptr, *value = nullptr;
        QSlider* slider = nullptr;
        std::vector<std::uint64_t> sizes;
    };
    QWidget* createSetup();
    QWidget* createMore();
    QWidget* createResult();
    void addSlider(SizeSlider& slider, const char* name, std::vector<std::uint64_t> sizes, QGridLayout& grid);
    void takeSetup();
    void showSetup();
    void showEstimate();
    void showState();
    void showProgress();
    void showFacts();
    void showSamples();
    void showTimeLine();
    void showMoment();
    void showCost();
    const TrainingHistory& shownHistory() const;
    void loadExample();
    void retranslate();

    QWidget* setupPanel = nullptr;
    QLabel *sentence, *textsLabel = nullptr, *tokenizerLabel = nullptr, *shapeLabel = nullptr;
    TextChoiceBox* texts = nullptr;
    QComboBox* tokenizer = nullptr;
    SizeSlider layers, width, heads, context, length, vocabulary;
    QToolButton* more = nullptr;
    QWidget* morePanel = nullptr;
    QLabel *promptLabel = nullptr, *everyLabel = nullptr, *rateLabel = nullptr, *patienceLabel = nullptr,
           *wattsLabel = nullptr, *priceLabel = nullptr;
    QLineEdit* prompt = nullptr;
    QSpinBox *every = nullptr, *patience = nullptr;
    QDoubleSpinBox *rate = nullptr, *watts = nullptr, *price = nullptr;
    QPushButton *startButton = nullptr, *pauseButton = nullptr;
    QLabel *factsLabel = nullptr, *costLabel = nullptr, *momentLabel = nullptr, *samplesLabel = nullptr;
    QComboBox *quantity = nullptr, *kept = nullptr;
    LossChart* chart = nullptr;
    QTextBrowser* samples = nullptr;
    QSlider* timeLine = nullptr;
    QPushButton* openMoment = nullptr;
    TrainingHistory example; ///< shown before the first training
    std::optional<TrainingBaselines> exampleLines;
    std::size_t samplesShown = 0;
    std::uint64_t shownSampleStep = 0;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
