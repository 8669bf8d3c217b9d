// SPDX-License-Identifier: GPL-3.0-or-later
// Words beside each other: the cosine of their embeddings, and the rows themselves as strips of colour.
#pragma once

#include "app/pages/model/refreshed_view.h"
#include "engine/view/embedding_rows.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace tokenarium {

class HeatMap;

class WordsSection : public RefreshedView {
    Q_OBJECT
public:
    explicit WordsSection(ModelSession& modelSession, QWidget* parent = nullptr);
    ~WordsSection() override { job.cancel(); }
    QString id() const override { return QStringLiteral("words"); }
    const char* name() const override { return QT_TR_NOOP("Two words"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    bool isWorking() const override { return job.isBusy(); }

private:
    void fillPresets();
    void show(std::vector<WordVector> arrived, std::size_t group);
    void showPair();
    QString spelled(const WordVector& word) const;

    Job job;
    QLabel *sentence, *finding, *pair;
    QComboBox* presetBox;
    QLineEdit* wordsEdit;
    HeatMap *matrix, *strips;
    std::vector<WordVector> words;
    std::size_t firstGroup = 0;
};

} // namespace tokenarium
