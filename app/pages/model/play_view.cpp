// SPDX-License-Identifier: GPL-3.0-or-later
// Two buttons of which one is down; the games do nothing while they are not seen.
#include "app/pages/model/play_view.h"

#include "app/pages/model/guess_game_view.h"
#include "app/pages/model/translate_view.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tokenarium {

PlayView::PlayView(ModelSession& modelSession, QWidget* parent)
    : ModelView(modelSession, parent)
    , guessButton(new QPushButton(this))
    , translateButton(new QPushButton(this))
    , games(new QStackedWidget(this))
    , guess(new GuessGameView(modelSession, games))
    , translation(new TranslateView(modelSession, games)) {
    games->addWidget(guess);
    games->addWidget(translation);
    guessButton->setObjectName(QStringLiteral("playGuess"));
    translateButton->setObjectName(QStringLiteral("playTranslate"));
    auto* group = new QButtonGroup(this);
    for (QPushButton* button : {guessButton, translateButton}) {
        button->setCheckable(true);
        connect(button, &QPushButton::toggled, button, [button](bool on) { // as the faces of Time
            QFont strong = button->font();
            strong.setBold(on);
            button->setFont(strong);
        });
        group->addButton(button);
    }
    guessButton->setChecked(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(guessButton);
    buttons->addWidget(translateButton);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(buttons);
    column->addWidget(games, 1);
    connect(guessButton, &QPushButton::clicked, this, [this] { games->setCurrentWidget(guess); });
    connect(translateButton, &QPushButton::clicked, this, [this] { games->setCurrentWidget(translation); });
    connect(guess, &GuessGameView::failed, this, &ModelView::failed);
    connect(translation, &TranslateView::failed, this, &ModelView::failed);
    retranslate();
}

void PlayView::setColors(const TokenColors& colors) {
    guess->setColors(colors);
    translation->setColors(colors);
}

bool PlayView::isSettled() const { return guess->isSettled() && translation->isSettled(); }

void PlayView::showScene(const QString& scene) { (scene.isEmpty() ? guessButton : translateButton)->click(); }

void PlayView::changeEvent(QEvent* event) {
    ModelView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void PlayView::retranslate() {
    guessButton->setText(tr("Guess the next token"));
    translateButton->setText(tr("Translate"));
}

} // namespace tokenarium
