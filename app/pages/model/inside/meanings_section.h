// SPDX-License-Identifier: GPL-3.0-or-later
// Same id, different meaning: one word in two sentences, and how its vectors part from layer to layer.
#pragma once

#include "app/pages/model/refreshed_view.h"
#include "engine/view/two_meanings.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace tokenarium {

class LayerChart;
class TokenRow;

class MeaningsSection : public RefreshedView {
    Q_OBJECT
public:
    explicit MeaningsSection(ModelSession& modelSession, QWidget* parent = nullptr);
    ~MeaningsSection() override { job.cancel(); }
    QString id() const override { return QStringLiteral("meanings"); }
    const char* name() const override { return QT_TR_NOOP("Same id, two meanings"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    bool isWorking() const override { return job.isBusy(); }

private:
    void fillPresets();
    void usePreset();
    void showSentence(TokenRow* row, const SentenceTokens& sentence, bool isShared);
    void show(const TwoSentences& sentences, const PartingMeanings& parting);

    Job job;
    std::shared_ptr<const ReadyModel> presetsOf;
    QLabel *sentence, *finding;
    QComboBox* presetBox;
    QLineEdit *wordEdit, *firstEdit, *secondEdit;
    TokenRow *firstRow, *secondRow;
    LayerChart* chart;
};

} // namespace tokenarium
