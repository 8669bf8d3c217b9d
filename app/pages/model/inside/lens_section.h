// SPDX-License-Identifier: GPL-3.0-or-later
// The logit lens: what the model would predict if it stopped after each layer.
#pragma once

#include "app/pages/model/refreshed_view.h"
#include "engine/view/logit_lens.h"

class QLabel;
class QTableWidget;

namespace tokenarium {

class ShareDelegate;

class LensSection : public RefreshedView {
    Q_OBJECT
public:
    explicit LensSection(ModelSession& modelSession, QWidget* parent = nullptr);
    ~LensSection() override { job.cancel(); }
    QString id() const override { return QStringLiteral("lens"); }
    const char* name() const override { return QT_TR_NOOP("Logit lens"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    bool isWorking() const override { return job.isBusy(); }

private:
    void show(const LogitLens& lens, std::size_t token, TokenId id);
    Job job;
    QLabel *sentence, *finding;
    QTableWidget* table;
    ShareDelegate* shares;
};

} // namespace tokenarium
