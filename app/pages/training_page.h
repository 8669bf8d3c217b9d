// SPDX-License-Identifier: GPL-3.0-or-later
// The training room: texts become batches, batches change weights, and a model learns before one's eyes.
#pragma once

#include "app/pages/page.h"
#include "app/training/training_session.h"

#include <memory>
#include <vector>

class QStackedWidget;
class QTabBar;

namespace tokenarium {

class DeviceBox;
class MessageBar;
class TrainingView;

class TrainingPage : public Page {
    Q_OBJECT
public:
    /// `folder` as TrainingSession takes it; `device`, which outlives the page, is where it trains; null: the
    /// page has one of its own.
    explicit TrainingPage(const QString& folder, QWidget* parent = nullptr, ComputeDevice* device = nullptr);
    ~TrainingPage() override;

    QString id() const override { return QStringLiteral("training"); }
    const char* name() const override { return QT_TR_NOOP("Training"); }
    void setColors(const TokenColors& colors) override;
    QUndoStack* undoStack() override { return &state.undoStack(); }
    QStringList scenes() const override;
    void showScene(const QString& scene) override { showView(scene); }
    bool isSettled() const override;

    TrainingSession& session() { return state; }
    const std::vector<TrainingView*>& views() const { return tabs; }
    void showView(const QString& id);
    MessageBar& messages() { return *messageBar; }

signals:
    /// A model that is to be opened in the model room.
    void modelWanted(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;

private:
    void createViews();
    void offerToResume();
    void retranslate();

    std::unique_ptr<ComputeDevice> ownDevice;
    TrainingSession state;
    MessageBar* messageBar;
    QTabBar* tabBar;
    DeviceBox* deviceBox;
    QStackedWidget* stack;
    std::vector<TrainingView*> tabs;
};

} // namespace tokenarium
