// SPDX-License-Identifier: GPL-3.0-or-later
// What the person does to parts becomes a step of undo of the prompt.
#include "app/prompt/prompt_panel.h"

#include "app/context_windows.h"
#include "app/prompt/prompt_presenter.h"
#include "app/session.h"
#include "engine/view/part_summary.h"
#include "widgets/prompt/context_gauge_widget.h"
#include "widgets/prompt/part_list.h"
#include "widgets/style/number_text.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace tokenarium {

PromptPanel::PromptPanel(Session& session, PromptSession& all, const PromptPresenter& view, QMenu* additions,
                         QWidget* parent)
    : QWidget(parent)
    , text(session)
    , prompt(all)
    , presenter(view)
    , parts(new PartList(this))
    , add(new QToolButton(this))
    , total(new QLabel(this))
    , gaugeWidget(new ContextGaugeWidget(this)) {
    setObjectName(QStringLiteral("promptPanel"));
    add->setObjectName(QStringLiteral("addPart"));
    add->setMenu(additions);
    add->setPopupMode(QToolButton::InstantPopup);
    total->setObjectName(QStringLiteral("promptTotal"));
    QFont strong = total->font();
    strong.setBold(true);
    total->setFont(strong);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(parts, 1);
    auto* side = new QVBoxLayout; // so that the cards have the width
    side->setSpacing(2);
    side->addWidget(total);
    side->addWidget(add, 0, Qt::AlignRight);
    row->addLayout(side);
    total->setMinimumWidth(1); // rather cut than a window that cannot be narrow: the status line says it, too
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(gaugeWidget);
    showTimer.setSingleShot(true);
    showTimer.setInterval(30);
    connect(&showTimer, &QTimer::timeout, this, &PromptPanel::showPrompt);
    connectParts();
    retranslate();
    showPrompt();
}

void PromptPanel::connectParts() {
    connect(&prompt, &PromptSession::partsChanged, this, &PromptPanel::showPrompt);
    connect(&prompt, &PromptSession::countsChanged, &showTimer, qOverload<>(&QTimer::start));
    connect(&text, &Session::contextWindowChanged, this, &PromptPanel::showPrompt);
    connect(parts, &PartList::openWanted, this, &PromptPanel::openWanted);
    connect(parts, &PartList::filesDropped, this, &PromptPanel::filesDropped);
    connect(parts, &PartList::removeWanted, &prompt, &PromptSession::remove);
    connect(parts, &PartList::moveWanted, this, [this](std::size_t from, std::size_t to) {
        prompt.move(from, to);
        parts->setCurrent(to);
    });
    connect(parts, &PartList::menuWanted, this, [this](std::size_t place, QPoint at) {
        QMenu* menu = menuOf(place);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(at);
    });
    connect(gaugeWidget, &ContextGaugeWidget::otherWindowWanted, this, &PromptPanel::chooseOtherWindow);
    connect(gaugeWidget, &ContextGaugeWidget::menuWanted, this, [this](QPoint at) {
        QMenu* menu = menuOfWindows();
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(at);
    });
}

void PromptPanel::showPrompt() {
    setVisible(presenter.hasSeveralParts());
    if (!presenter.hasSeveralParts()) return;
    parts->setCards(presenter.cards());
    total->setText(presenter.total());
    gaugeWidget->setGauge(presenter.gauge(logarithmic));
}

void PromptPanel::setColors(const TokenColors& colors) {
    parts->setColors(colors);
    gaugeWidget->setColors(colors);
}

void PromptPanel::showGauge(bool on) { gaugeWidget->setVisible(on); }

void PromptPanel::setLogarithmic(bool on) {
    logarithmic = on;
    showPrompt();
}

QMenu* PromptPanel::menuOf(std::size_t place) {
    auto* menu = new QMenu(this);
    const PromptItem& item = prompt.items()[place];
    const quint64 id = item.id;
    const auto entry = [&](const QString& words, const QKeySequence& key, bool possible, auto act) {
        QAction* action = menu->addAction(words);
        action->setShortcut(key); // shown only: the list has these keys
        action->setShortcutContext(Qt::WidgetShortcut);
        action->setEnabled(possible);
        connect(action, &QAction::triggered, this, [this, id, act] {
            if (const auto now = prompt.placeOf(id)) act(*now); // it may have moved meanwhile
        });
    };
    const bool isText = item.part.modality == Modality::Text;
    entry(isText ? tr("&Edit this text") : tr("&Open in its room"), Qt::Key_Return,
          bool(item.part.content), [this](std::size_t at) { emit openWanted(at); });
    if (!item.part.content)
        entry(tr("&Choose its file…"), {}, true, [this](std::size_t at) { emit fileWanted(at); });
    if (!isText) addRules(*menu, place);
    menu->addSeparator();
    entry(tr("Move &earlier"), Qt::CTRL | Qt::Key_Left, place > 0, [this](std::size_t at) {
        prompt.move(at, at - 1);
        parts->setCurrent(at - 1);
    });
    entry(tr("Move &later"), Qt::CTRL | Qt::Key_Right, place + 1 < prompt.items().size(),
          [this](std::size_t at) {
              prompt.move(at, at + 1);
              parts->setCurrent(at + 1);
          });
    entry(tr("&Remove from the prompt"), Qt::Key_Delete, true,
          [this](std::size_t at) { prompt.remove(at); });
    return menu;
}

void PromptPanel::addRules(QMenu& menu, std::size_t place) {
    const PromptItem& item = prompt.items()[place];
    QMenu* rules = menu.addMenu(tr("Count &by"));
    auto* group = new QActionGroup(rules);
    for (const PartRule& rule : partRules(item.part.modality)) {
        QAction* action = rules->addAction(
            tr("%1, %2").arg(QString::fromStdString(rule.name), QString::fromStdString(rule.version)));
        action->setCheckable(true);
        action->setChecked(rule.id == item.part.rule);
        action->setToolTip(QString::fromStdString(rule.note.empty() ? rule.source
                                                                    : rule.note + " – " + rule.source));
        action->setData(QString::fromStdString(rule.id));
        group->addAction(action);
    }
    rules->setToolTipsVisible(true);
    connect(group, &QActionGroup::triggered, this, [this, id = item.id](QAction* action) {
        if (const auto now = prompt.placeOf(id)) prompt.setRule(*now, action->data().toString().toStdString());
    });
}

QMenu* PromptPanel::menuOfWindows() {
    auto* menu = new QMenu(this);
    auto* group = new QActionGroup(menu);
    for (const std::size_t tokens : contextWindows) {
        QAction* action = menu->addAction(tr("Window of %1 tokens").arg(grouped(tokens)));
        action->setCheckable(true);
        action->setChecked(tokens == text.contextWindow());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, tokens] { text.setContextWindow(tokens); });
    }
    menu->addSeparator();
    QAction* scale = menu->addAction(tr("Logarithmic scale"));
    scale->setCheckable(true);
    scale->setChecked(logarithmic);
    connect(scale, &QAction::toggled, this, &PromptPanel::setLogarithmic);
    return menu;
}

void PromptPanel::chooseOtherWindow(int step) {
    const std::size_t now = text.contextWindow();
    const auto next = std::upper_bound(contextWindows.begin(), contextWindows.end(), now);
    const auto same = std::lower_bound(contextWindows.begin(), contextWindows.end(), now);
    if (step > 0 && next != contextWindows.end()) text.setContextWindow(*next);
    if (step < 0 && same != contextWindows.begin()) text.setContextWindow(*std::prev(same));
}

void PromptPanel::retranslate() {
    parts->setAccessibleName(tr("Parts of the prompt"));
    add->setText(tr("Add a part"));
    add->setToolTip(tr("Another text, or files: sounds, pictures, films, genes, series"));
    total->setToolTip(tr("All parts of the prompt together, and their share of the context window"));
}

void PromptPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showPrompt();
    }
    QWidget::changeEvent(event);
}

} // namespace tokenarium
