// SPDX-License-Identifier: GPL-3.0-or-later
// "Translate": an English sentence in, Chinese out, by a model that has seen sentence pairs.
#pragma once

#include "app/model/model_session.h"
#include "engine/model/translation.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tokenarium {

class TokenRow;

/// Where the chosen model has no mark for pairs it says so and offers the one that has. `session` outlives
/// it.
class TranslateView : public QWidget {
    Q_OBJECT
public:
    explicit TranslateView(ModelSession& session, QWidget* parent = nullptr);
    ~TranslateView() override;
    void setColors(const TokenColors& colors);
    bool isSettled() const { return !isVisible() || !job.isBusy(); }

signals:
    void failed(const QString& message);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void arrange();
    void retranslate();
    void modelChanged();
    void start();
    void showTranslation();

    ModelSession& session;
    QLabel *sentence, *missing, *output, *detail;
    QLineEdit* input;
    QComboBox* how; ///< the likeliest token each time, or sampled
    QPushButton *translateButton, *openButton;
    QWidget* work; ///< everything but the sentence and what is said where the mark is missing
    TokenRow* row;
    std::shared_ptr<const ReadyModel> model;
    std::uint64_t attempt = 0; ///< sampled again: another seed
    Translation made;
    Job job;
};

} // namespace tokenarium
