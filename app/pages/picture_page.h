// SPDX-License-Identifier: GPL-3.0-or-later
// The picture room: pictures and films become tokens, seen and counted.
#pragma once

#include "app/model/given_model.h"
#include "app/pages/page.h"
#include "app/picture/picture_session.h"

#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QTabWidget;

namespace tokenarium {

class MessageBar;
class PictureView;

class PicturePage : public Page {
    Q_OBJECT
public:
    explicit PicturePage(QWidget* parent = nullptr);
    ~PicturePage() override;

    QString id() const override { return QStringLiteral("picture"); }
    const char* name() const override { return QT_TR_NOOP("Pictures"); }
    void setColors(const TokenColors& colors) override;
    QUndoStack* undoStack() override { return &state.undoStack(); }
    std::optional<Prompt> prompt() const override;
    void hoverToken(std::optional<std::size_t> token) override { state.hoverToken(token); }
    void pinToken(std::size_t token) override { state.pinToken(token); }
    bool showsParts(Modality modality) const override {
        return modality == Modality::Picture || modality == Modality::Video;
    }
    void showPart(const PromptPart& part) override;
    QStringList scenes() const override;
    void showScene(const QString& scene) override { showView(scene); }
    bool isSettled() const override;

    PictureSession& session() { return state; }
    void showView(const QString& id);
    MessageBar& messages() { return *messageBar; }
    /// Reads on a worker; says in the room why not.
    void openFile(const QString& path);

signals:
    /// To be stepped through in the model room.
    void modelWanted(const GivenModel& given);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void createHeader();
    void createViews();
    void askOpen();
    void offerPart();
    void paste();
    void showTitle();
    void retranslate();

    PictureSession state;
    MessageBar* messageBar;
    QLabel* titleLabel;
    QPushButton *open, *pasteButton, *addButton, *cancelButton;
    QComboBox* samples;
    QTabWidget* tabs;
    std::vector<PictureView*> views;
};

} // namespace tokenarium
