// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to the vectors inside the model: six questions, one at a time.
#pragma once

#include "app/pages/model/model_view.h"

#include <vector>

class QListWidget;
class QStackedWidget;

namespace tokenarium {

class InsideView : public ModelView {
    Q_OBJECT
public:
    explicit InsideView(ModelSession& modelSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("inside"); }
    const char* name() const override { return QT_TR_NOOP("Inside"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override;
    const std::vector<ModelView*>& sections() const { return parts; }
    void showSection(const QString& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QListWidget* questions;
    QStackedWidget* stack;
    std::vector<ModelView*> parts;
};

} // namespace tokenarium
