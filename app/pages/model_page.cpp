// SPDX-License-Identifier: GPL-3.0-or-later
// Connects the controls of the room with its session; the views connect themselves.
#include "app/pages/model_page.h"

#include "app/device_box.h"
#include "app/pages/model/attention_view.h"
#include "app/pages/model/inside_view.h"
#include "app/pages/model/play_view.h"
#include "app/pages/model/prediction_view.h"
#include "app/pages/model/scrolled_view.h"
#include "app/pages/model/served_view.h"
#include "app/pages/model/step_view.h"
#include "app/pages/model/surprise_text.h"
#include "app/pages/model/time_view.h"
#include "app/pages/model/what_if_view.h"
#include "app/training/training_words.h"
#include "widgets/message_bar.h"
#include "widgets/model/token_row.h"
#include "widgets/style/number_text.h"
#include "widgets/tint_legend.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tokenarium {

ModelPage::ModelPage(QWidget* parent, ComputeDevice* device)
    : Page(parent)
    , ownDevice(device ? nullptr : std::make_unique<ComputeDevice>())
    , state(device ? *device : *ownDevice) {
    setAcceptDrops(true);
    createControls();
    createViews();
    connectSession();
    retranslate();
}

ModelPage::~ModelPage() {
    for (ModelView* view : tabs) delete view; // they look at the session
}

void ModelPage::createControls() {
    messageBar = new MessageBar(this);
    modelBox = new QComboBox(this);
    modelBox->setObjectName(QStringLiteral("modelBox"));
    deviceBox = new DeviceBox(state.device(), this);
    promptEdit = new QLineEdit(this);
    promptEdit->setObjectName(QStringLiteral("modelPrompt"));
    backButton = new QToolButton(this);
    backButton->setObjectName(QStringLiteral("takeBack"));
    nextButton = new QPushButton(this);
    nextButton->setObjectName(QStringLiteral("nextToken"));
    playButton = new QPushButton(this);
    playButton->setObjectName(QStringLiteral("play"));
    playButton->setCheckable(true);
    summary = new QLabel(this);
    summary->setObjectName(QStringLiteral("modelSummary"));
    tokens = new TokenRow(this);
    tokens->setObjectName(QStringLiteral("modelTokens"));
    coloringBox = new QComboBox(this);
    coloringBox->setObjectName(QStringLiteral("tokenColoring"));
    coloringBox->addItems({QString(), QString()});
    legend = new TintLegend(this);
    surpriseLabel = new QLabel(this);
    surpriseLabel->setObjectName(QStringLiteral("surpriseSentence"));
    surpriseLabel->setWordWrap(true);
    tabBar = new QTabBar(this);
    tabBar->setObjectName(QStringLiteral("modelViews"));
    tabBar->setExpanding(false);
    tabBar->setDrawBase(false);
    stack = new QStackedWidget(this);

    auto* controls = new QHBoxLayout;
    controls->setSpacing(8);
    controls->addWidget(modelBox);
    controls->addWidget(deviceBox);
    controls->addWidget(promptEdit, 1);
    controls->addWidget(backButton);
    controls->addWidget(nextButton);
    controls->addWidget(playButton);
    auto* colors = new QHBoxLayout;
    colors->setSpacing(12);
    colors->addWidget(legend);
    colors->addWidget(surpriseLabel, 1);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(12);
    bar->addWidget(tabBar, 1);
    bar->addWidget(coloringBox);
    bar->addWidget(summary);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(messageBar);
    column->addLayout(controls);
    column->addWidget(tokens);
    column->addLayout(colors);
    column->addLayout(bar);
    column->addWidget(stack, 1);

    connect(modelBox, &QComboBox::activated, this, &ModelPage::chooseModel);
    connect(coloringBox, &QComboBox::activated, this, &ModelPage::showText);
    connect(promptEdit, &QLineEdit::textEdited, &state, &ModelSession::setPrompt);
    connect(promptEdit, &QLineEdit::returnPressed, &state, &ModelSession::drawNext);
    connect(backButton, &QToolButton::clicked, &state, &ModelSession::takeBack);
    connect(nextButton, &QPushButton::clicked, &state, [this] {
        state.setPlaying(false);
        state.drawNext();
    });
    connect(playButton, &QPushButton::clicked, &state, &ModelSession::setPlaying);
    connect(tokens, &TokenRow::hovered, &state, &ModelSession::hoverToken);
    connect(tokens, &TokenRow::pinned, &state, &ModelSession::pinToken);
    connect(tabBar, &QTabBar::currentChanged, stack, &QStackedWidget::setCurrentIndex);
}

/// A view is named here and nowhere else.
void ModelPage::createViews() {
    tabs = {
        new StepView(state, stack),
        new AttentionView(state, stack),
        new PredictionView(state, stack),
        new InsideView(state, stack),
        new WhatIfView(state, stack),
        new TimeView(state, stack),
        new PlayView(state, stack),
        new ServedView(state, stack),
    };
    for (ModelView* view : tabs) {
        stack->addWidget(new ScrolledView(view, stack));
        tabBar->addTab(QString());
        connect(view, &ModelView::failed, messageBar, [this](const QString& said) { messageBar->say(said); });
    }
}

void ModelPage::connectSession() {
    connect(&state, &ModelSession::modelChanged, this, &ModelPage::showModel);
    connect(&state, &ModelSession::openingChanged, this, &ModelPage::showModel);
    connect(&state, &ModelSession::textChanged, this, &ModelPage::showText);
    connect(&state, &ModelSession::runChanged, this, &ModelPage::showPlaying);
    connect(&state, &ModelSession::runChanged, this, [this] {
        if (isSurpriseShown()) showText();
    });
    connect(&state, &ModelSession::playingChanged, this, &ModelPage::showPlaying);
    connect(&state, &ModelSession::litTokenChanged, this, [this] {
        tokens->setLit(state.litToken());
        emit promptChanged();
    });
    connect(&state, &ModelSession::failed, messageBar, [this](const QString& said) { messageBar->say(said); });
}

void ModelPage::showView(const QString& wanted) {
    for (std::size_t i = 0; i < tabs.size(); ++i)
        if (tabs[i]->id() == wanted) tabBar->setCurrentIndex(int(i));
}

QString ModelPage::sceneName(const ModelView& view, const QString& scene) {
    return scene.isEmpty() ? view.id() : view.id() + QLatin1Char('-') + scene;
}

QStringList ModelPage::scenes() const {
    QStringList all;
    for (const ModelView* view : tabs)
        for (const QString& scene : view->scenes()) all.append(sceneName(*view, scene));
    return all.isEmpty() ? Page::scenes() : all;
}

void ModelPage::showScene(const QString& wanted) {
    for (ModelView* view : tabs)
        for (const QString& scene : view->scenes()) {
            if (sceneName(*view, scene) != wanted) continue;
            showView(view->id());
            view->showScene(scene);
        }
}

bool ModelPage::isSettled() const {
    const bool hasModel = state.model() || ModelSession::embeddedModelNames().isEmpty();
    return hasModel && !state.isOpening() && !state.isComputing() &&
           std::all_of(tabs.begin(), tabs.end(), [](const ModelView* view) { return view->isSettled(); });
}

void ModelPage::setColors(const TokenColors& colors) {
    tokens->setColors(colors);
    legend->setColors(colors);
    for (ModelView* view : tabs) view->setColors(colors);
}

void ModelPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (std::exchange(wasShown, true)) return;
    const QStringList names = ModelSession::embeddedModelNames();
    if (names.isEmpty())
        messageBar->say(tr("No model lies beside the program. Open one: a folder with model.safetensors, a .gguf "
                           "file, or a .bin of llama2.c."));
    else
        state.openModel(names.contains(QStringLiteral("stories")) ? QStringLiteral("stories") : names.first());
}

void ModelPage::chooseModel(int index) {
    const QString chosen = modelBox->itemData(index).toString();
    if (!chosen.isEmpty()) return state.openModel(chosen);
    showModel(); // "open a file" is no model
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Open a model"), {},
        tr("Models (*.safetensors *.gguf *.bin *.json)") + QStringLiteral(";;") + tr("All files (*)"));
    if (!file.isEmpty())
        state.openModel(file.endsWith(QLatin1String(".json")) ? QFileInfo(file).path() : file);
}

void ModelPage::showSummary(const ReadyModel& model) {
    summary->setText(tr("%1 M parameters").arg(ratio(double(model.parameters) / 1e6)));
    summary->setToolTip(tr("%1 parameters · %2 layers · %3 heads · context %4")
                            .arg(grouped(model.parameters))
                            .arg(model.opened.config.layers)
                            .arg(model.opened.config.heads)
                            .arg(grouped(model.opened.config.positions)));
}

void ModelPage::showModel() {
    const QSignalBlocker quiet(modelBox);
    modelBox->clear();
    QStringList names = ModelSession::embeddedModelNames();
    if (!state.modelName().isEmpty() && !names.contains(state.modelName())) names.append(state.modelName());
    for (const QString& one : std::as_const(names)) modelBox->addItem(modelTitle(one), one);
    modelBox->addItem(tr("Open a model …"), QString());
    modelBox->setCurrentIndex(int(names.indexOf(state.modelName())));
    if (state.isOpening())
        summary->setText(tr("Opening …"));
    else if (const auto& model = state.model())
        showSummary(*model);
    else
        summary->clear();
}

void ModelPage::showText() {
    if (promptEdit->text() != state.prompt()) promptEdit->setText(state.prompt());
    std::vector<TokenChip> chips;
    const std::vector<TokenId> ids = state.ids();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        TokenChip chip;
        chip.label = state.tokenLabel(ids[i]);
        chip.tint = std::uint8_t(i % 6);
        chip.isMark = i < state.openingTokens() || state.isEndMark(ids[i]);
        chip.isPredicted = i >= state.promptTokens();
        chip.tip = tr("Token %1 · id %2").arg(i + 1).arg(ids[i]);
        chips.push_back(std::move(chip));
    }
    showSurprise(chips);
    tokens->setChips(std::move(chips));
    tokens->setLit(state.litToken());
    if (state.cutTokens() > 0)
        messageBar->say(tr("The model reads %1 tokens at most: the first %2 of the prompt are cut off.")
                            .arg(grouped(state.model()->opened.config.positions), grouped(state.cutTokens())));
    showPlaying();
    emit promptChanged();
}

std::optional<Page::Prompt> ModelPage::prompt() const {
    Prompt shown;
    shown.label = tr("no model yet");
    if (!state.model()) return shown;
    const std::size_t count = state.ids().size(), context = state.model()->opened.config.positions;
    shown.strip.tokenCount = count;
    shown.strip.contextWindow = context;
    shown.strip.tint = [](std::size_t token) { return std::uint8_t(token % 6); };
    shown.strip.lit = count > 0 ? std::optional(state.litToken()) : std::nullopt;
    shown.label = tr("%1 tokens · %2 of %3")
                      .arg(grouped(count), percent(double(count) / double(context)), grouped(context));
    return shown;
}

/// Colours the chips whose surprise is known: while the model reads on, those of the text before.
void ModelPage::showSurprise(std::vector<TokenChip>& chips) {
    legend->setVisible(isSurpriseShown());
    surpriseLabel->setVisible(isSurpriseShown());
    const auto& run = state.run();
    if (!isSurpriseShown() || !run) return surpriseLabel->clear();
    const std::vector<TokenId> ids = state.ids();
    const auto known = std::size_t(
        std::mismatch(ids.begin(), ids.end(), run->ids.begin(), run->ids.end()).first - ids.begin());
    const SurpriseView view = surpriseView(std::span(run->surprise).first(known), state.openingTokens(),
                                           state.model()->opened.tokenizer->vocabulary().size());
    for (std::size_t i = 0; i < known; ++i) {
        if (!view.tokens[i]) continue;
        chips[i].tintKind = TintKind::Scale;
        chips[i].tint = view.tokens[i]->tint;
        chips[i].tip += QLatin1Char('\n') + surpriseTip(*view.tokens[i]);
    }
    if (known < ids.size() && state.isComputing()) return; // the sentence follows when all is known
    const std::size_t first = std::max<std::size_t>(state.openingTokens(), 1);
    const QString counted =
        known > first ? state.textOf({ids.begin() + std::ptrdiff_t(first), ids.end()}) : QString();
    surpriseLabel->setText(
        surpriseSentence(view, std::size_t(counted.toUcs4().size()), first > state.openingTokens()));
    legend->setScale(tr("0 bits: foreseen"), surpriseScaleEnd(view));
}

bool ModelPage::isSurpriseShown() const { return coloringBox->currentIndex() == 1; }

void ModelPage::showPlaying() {
    playButton->setChecked(state.isPlaying());
    playButton->setText(state.isPlaying() ? tr("Pause") : tr("Write on"));
    playButton->setEnabled(!state.isAtEnd());
    nextButton->setEnabled(!state.isAtEnd() && !state.isPlaying());
    backButton->setEnabled(state.leaf() != 0);
}

void ModelPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->modifiers()) {
        if (!tabs[std::size_t(tabBar->currentIndex())]->stepOn()) state.drawNext();
    } else if (event->key() == Qt::Key_Backspace) {
        state.takeBack();
    } else {
        Page::keyPressEvent(event);
    }
}

void ModelPage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void ModelPage::dropEvent(QDropEvent* event) {
    state.openModel(event->mimeData()->urls().first().toLocalFile());
    event->acceptProposedAction();
}

void ModelPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

void ModelPage::retranslate() {
    modelBox->setAccessibleName(tr("Model"));
    coloringBox->setItemText(0, tr("Colours: plain"));
    coloringBox->setItemText(1, tr("Colours: surprise"));
    coloringBox->setAccessibleName(tr("What the colours of the tokens say"));
    coloringBox->setToolTip(tr("Surprise: how unlikely the model thought each token, given those before it"));
    modelBox->setToolTip(tr("The model that reads and predicts; any GGUF, safetensors or llama2.c file can be "
                            "dropped here"));
    promptEdit->setAccessibleName(tr("Prompt"));
    promptEdit->setPlaceholderText(tr("What the model shall go on from"));
    backButton->setText(tr("Take back"));
    backButton->setToolTip(tr("Take the last predicted token back (Backspace)"));
    nextButton->setText(tr("Next token"));
    nextButton->setToolTip(tr("Draw the next token from the model's prediction (Enter in the prompt; Space)"));
    playButton->setToolTip(tr("Draw token after token until the text ends"));
    tokens->setAccessibleName(tr("Tokens the model reads"));
    tabBar->setAccessibleName(tr("Ways of looking"));
    for (std::size_t i = 0; i < tabs.size(); ++i) tabBar->setTabText(int(i), tabs[i]->title());
    showModel();
    showText();
}

} // namespace tokenarium
