// SPDX-License-Identifier: GPL-3.0-or-later
// The sound room: a sound is heard, seen as a spectrogram, and cut into tokens.
#pragma once

#include "app/pages/page.h"
#include "app/sound/sound_session.h"

#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QTabWidget;

namespace tokenarium {

class MessageBar;
class SoundView;
class TransportBar;

class SoundPage : public Page {
    Q_OBJECT
public:
    explicit SoundPage(QWidget* parent = nullptr);
    ~SoundPage() override;

    QString id() const override { return QStringLiteral("sound"); }
    const char* name() const override { return QT_TR_NOOP("Sound"); }
    void setColors(const TokenColors& colors) override;
    QUndoStack* undoStack() override { return &state.undoStack(); }
    std::optional<Prompt> prompt() const override;
    void hoverToken(std::optional<std::size_t> token) override { state.hoverToken(token); }
    void pinToken(std::size_t token) override { state.pinToken(token); }
    bool showsParts(Modality modality) const override { return modality == Modality::Sound; }
    void showPart(const PromptPart& part) override;
    QStringList scenes() const override;
    void showScene(const QString& scene) override { showView(scene); }
    bool isSettled() const override;

    SoundSession& session() { return state; }
    void showView(const QString& id);
    MessageBar& messages() { return *messageBar; }
    /// Reads on a worker; says in the room why not.
    void openFile(const QString& path);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void createHeader();
    void createViews();
    void arrange();
    void connectSession();
    void askOpen();
    void toggleRecording();
    void offerPart();
    void showTitle();
    void showRecorder();
    void retranslate();

    SoundSession state;
    MessageBar* messageBar;
    QLabel* titleLabel;
    QComboBox* samples;
    QPushButton *open, *record, *add;
    TransportBar* transport;
    QTabWidget* tabs;
    std::vector<SoundView*> views;
    Job partJob;
};

} // namespace tokenarium
