// SPDX-License-Identifier: GPL-3.0-or-later
// The text room: the editor with its chips, what one token is made of, and the same text under every
// tokenizer.
#pragma once

#include "app/pages/page.h"
#include "app/session.h"

#include <QByteArray>
#include <QTimer>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QToolButton;

namespace tokenarium {

class FindBar;
class MessageBar;
class TextPresenter;
class TintLegend;
class TokenInspector;
class TokenTextEdit;
class TokenizerChart;
enum class EditKind;

/// Connects the widgets of the room with the session. `session` and `presenter` outlive it.
class TextPage : public Page {
    Q_OBJECT
public:
    TextPage(Session& session, TextPresenter& presenter, QWidget* parent = nullptr);

    QString id() const override { return QStringLiteral("text"); }
    const char* name() const override { return QT_TR_NOOP("Text"); }
    void setColors(const TokenColors& colors) override;
    QUndoStack* undoStack() override;
    void setPointSize(double points);

    /// The menu of the button that begins a prompt of several parts; the button is not needed once there are.
    void setAdditions(QMenu* menu);
    void setAdditionsShown(bool on);
    TokenTextEdit& editor() { return *edit; }
    MessageBar& messages() { return *messageBar; }
    /// The token under the mouse, else the pinned one.
    std::optional<std::size_t> litToken() const;
    /// In the order in which they are offered.
    static std::vector<Coloring> colorings();
    static const char* coloringName(Coloring coloring); ///< English; coloringTitle() translates it
    static QString coloringTitle(Coloring coloring) { return tr(coloringName(coloring)); }
    QByteArray saveSplitters() const;
    void restoreSplitters(const QByteArray& state);

public slots:
    void openFindBar();
    /// A token under the mouse in another view.
    void hoverToken(std::optional<std::size_t> token) override;
    void pinToken(std::size_t token) override;

signals:
    void selectionChanged(tokenarium::Span selection);
    void litTokenChanged(std::optional<std::size_t> token);
    void fileDropped(const QString& path);
    void zoomRequested(int steps);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    QWidget* createHeader();
    void connectEditor();
    void connectSession();
    void retranslate();
    void listTokenizers();
    void listColorings();
    void showTokenizer();
    void showLegend();
    void showWork();
    void showToken();
    void chooseTokenizer(int row);
    void edited(Span removed, const QByteArray& inserted, EditKind kind);

    Session& session;
    TextPresenter& presenter;
    TokenTextEdit* edit;
    FindBar* findBar;
    MessageBar* messageBar;
    TokenInspector* inspector;
    TokenizerChart* chart;
    TintLegend* legend;
    QLabel* sentence;
    QLabel* tokenizerLabel;
    QComboBox* tokenizerBox;
    QLabel* coloringLabel;
    QComboBox* coloringBox;
    QToolButton* add;
    QSplitter* columns;
    QSplitter* side;
    QTimer tokenTimer; ///< the inspector follows the caret a moment later: a key must not wait for it
    std::optional<std::size_t> hovered;
    bool ownEdit = false; ///< the change now being applied was asked for by the editor
    bool sayingCancelled = false;
};

} // namespace tokenarium
