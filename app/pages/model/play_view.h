// SPDX-License-Identifier: GPL-3.0-or-later
// "Play": two games for a class, one at a time.
#pragma once

#include "app/pages/model/model_view.h"

class QPushButton;
class QStackedWidget;

namespace tokenarium {

class GuessGameView;
class TranslateView;

class PlayView : public ModelView {
    Q_OBJECT
public:
    explicit PlayView(ModelSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("play"); }
    const char* name() const override { return QT_TR_NOOP("Games"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override;
    QStringList scenes() const override { return {QString(), QStringLiteral("translate")}; }
    void showScene(const QString& scene) override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QPushButton *guessButton, *translateButton;
    QStackedWidget* games;
    GuessGameView* guess;
    TranslateView* translation;
};

} // namespace tokenarium
