// SPDX-License-Identifier: GPL-3.0-or-later
// The model room: a model, a prompt, the tokens it reads and adds, and several ways of looking at what
// happens.
#pragma once

#include "app/compute_device.h"
#include "app/model/model_session.h"
#include "app/pages/page.h"

#include <memory>
#include <vector>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace tokenarium {

class DeviceBox;
class MessageBar;
class ModelView;
class TintLegend;
class TokenRow;
struct TokenChip;

class ModelPage : public Page {
    Q_OBJECT
public:
    /// `device`, which outlives the page, is where models compute; null: the page has one of its own.
    explicit ModelPage(QWidget* parent = nullptr, ComputeDevice* device = nullptr);
    ~ModelPage() override;

    QString id() const override { return QStringLiteral("model"); }
    const char* name() const override { return QT_TR_NOOP("Model"); }
    void setColors(const TokenColors& colors) override;
    QStringList scenes() const override;
    void showScene(const QString& scene) override;
    bool isSettled() const override;
    std::optional<Prompt> prompt() const override;
    void hoverToken(std::optional<std::size_t> token) override { state.hoverToken(token); }
    void pinToken(std::size_t token) override { state.pinToken(token); }

    ModelSession& session() { return state; }
    const std::vector<ModelView*>& views() const { return tabs; }
    void showView(const QString& id);
    MessageBar& messages() { return *messageBar; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    static QString sceneName(const ModelView& view, const QString& scene);
    void createControls();
    void createViews();
    void connectSession();
    void retranslate();
    void showModel();
    void showSummary(const ReadyModel& model);
    void showText();
    void showSurprise(std::vector<TokenChip>& chips);
    bool isSurpriseShown() const;
    void showPlaying();
    void chooseModel(int index);

    std::unique_ptr<ComputeDevice> ownDevice;
    ModelSession state;
    MessageBar* messageBar;
    QComboBox* modelBox;
    QLineEdit* promptEdit;
    QPushButton *nextButton, *playButton;
    QToolButton* backButton;
    DeviceBox* deviceBox;
    QLabel* summary;
    QComboBox* coloringBox;
    TintLegend* legend;
    QLabel* surpriseLabel;
    TokenRow* tokens;
    QTabBar* tabBar;
    QStackedWidget* stack;
    std::vector<ModelView*> tabs;
    bool wasShown = false; ///< no model is opened before somebody looks
};

} // namespace tokenarium
