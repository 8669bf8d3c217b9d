// SPDX-License-Identifier: GPL-3.0-or-later
// All parts of the prompt above every room: their cards, one total, one gauge. Hidden while there is but one
// text.
#pragma once

#include "app/prompt/prompt_session.h"
#include "widgets/style/token_colors.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace tokenarium {

class ContextGaugeWidget;
class PartList;
class PromptPresenter;

/// Follows the prompt; moves, removes and recounts parts itself, and asks the window for what needs files or
/// rooms. `text`, `prompt`, `presenter` and `additions` outlive it. GUI thread only.
class PromptPanel : public QWidget {
    Q_OBJECT
public:
    /// `additions`: the menu of what can be added.
    PromptPanel(Session& text, PromptSession& prompt, const PromptPresenter& presenter, QMenu* additions,
                QWidget* parent = nullptr);

    PartList& list() { return *parts; }
    ContextGaugeWidget& gauge() { return *gaugeWidget; }
    void setColors(const TokenColors& colors);
    /// A room that shows something of its own needs the height more.
    void showGauge(bool on);
    bool isLogarithmic() const { return logarithmic; }
    void setLogarithmic(bool on);
    /// What one can do with a part; the caller owns it.
    QMenu* menuOf(std::size_t place);
    /// Of all context windows, and the scale of the gauge.
    QMenu* menuOfWindows();

signals:
    void openWanted(std::size_t place);
    /// The file of a part whose content is missing is to be chosen.
    void fileWanted(std::size_t place);
    void filesDropped(const QStringList& files, std::size_t before);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showPrompt();
    void retranslate();
    void connectParts();
    void addRules(QMenu& menu, std::size_t place);
    void chooseOtherWindow(int step);

    Session& text;
    PromptSession& prompt;
    const PromptPresenter& presenter;
    PartList* parts;
    QToolButton* add;
    QLabel* total;
    ContextGaugeWidget* gaugeWidget;
    QTimer showTimer; ///< a key must not wait for it
    bool logarithmic = true;
};

} // namespace tokenarium
