// SPDX-License-Identifier: GPL-3.0-or-later
// The embedding space of chosen tokens, projected to the plane on which they lie farthest apart.
#pragma once

#include "app/pages/model/refreshed_view.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace tokenarium {

class PointMap;

class SpaceSection : public RefreshedView {
    Q_OBJECT
public:
    explicit SpaceSection(ModelSession& modelSession, QWidget* parent = nullptr);
    ~SpaceSection() override { job.cancel(); }
    QString id() const override { return QStringLiteral("space"); }
    const char* name() const override { return QT_TR_NOOP("Embedding space"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    bool isWorking() const override { return job.isBusy(); }

private:
    enum Choice { TypedWords, TokensOfText, Neighbours };
    struct Cloud; ///< what the worker makes
    void retranslate();
    void show(Cloud cloud);
    void showLit();

    Job job;
    QLabel *sentence, *finding;
    QComboBox* choiceBox;
    QLineEdit* wordsEdit;
    PointMap* map;
    std::vector<std::vector<TokenId>> shown; ///< of each point
};

} // namespace tokenarium
