// SPDX-License-Identifier: GPL-3.0-or-later
// A line that says which sound it is, its waveform, and tabs over one session; the views connect themselves.
#include "app/pages/sound_page.h"

#include "app/pages/model/scrolled_view.h"
#include "app/pages/sound/codebook_ladder_view.h"
#include "app/pages/sound/mel_steps_view.h"
#include "app/pages/sound/same_sentence_view.h"
#include "app/pages/sound/sound_rules_view.h"
#include "app/pages/sound/sound_tokens_view.h"
#include "app/pages/sound/spectrogram_view.h"
#include "app/pages/sound/transport_bar.h"
#include "widgets/message_bar.h"
#include "widgets/sound/time_strip.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tokenarium {

SoundPage::SoundPage(QWidget* parent)
    : Page(parent)
    , messageBar(new MessageBar(this))
    , titleLabel(new QLabel(this))
    , samples(new QComboBox(this))
    , open(new QPushButton(this))
    , record(new QPushButton(this))
    , add(new QPushButton(this))
    , transport(new TransportBar(state, this))
    , tabs(new QTabWidget(this)) {
    setAcceptDrops(true);
    createHeader();
    createViews();
    arrange();
    connectSession();
    retranslate();
}

SoundPage::~SoundPage() {
    partJob.cancel();
    delete tabs; // the views look at the session
    delete transport;
}

void SoundPage::createHeader() {
    const std::pair<QWidget*, const char*> names[] = {{titleLabel, "soundTitle"},
                                                      {open, "openSound"},
                                                      {record, "recordSound"},
                                                      {add, "addSound"},
                                                      {samples, "soundSamples"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    titleLabel->setTextFormat(Qt::PlainText);
    titleLabel->setWordWrap(true);
    for (const QString& id : soundSampleIds()) samples->addItem(QString(), id);
    samples->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    samples->setMinimumContentsLength(10); // it gets the room that there is
    connect(open, &QPushButton::clicked, this, &SoundPage::askOpen);
    connect(record, &QPushButton::clicked, this, &SoundPage::toggleRecording);
    connect(add, &QPushButton::clicked, this, &SoundPage::offerPart);
    // Where time of the open sound is not looked at there is more room without it.
    connect(tabs, &QTabWidget::currentChanged, this, [this](int row) {
        const QString view =
            row >= 0 && std::size_t(row) < views.size() ? views[std::size_t(row)]->id() : QString();
        transport->setVisible(view != QLatin1String("meaning") && view != QLatin1String("rules"));
    });
    connect(samples, &QComboBox::activated, this,
            [this] { state.open(sampleSource(samples->currentData().toString())); });
}

/// A view is named here and nowhere else.
void SoundPage::createViews() {
    tabs->setObjectName(QStringLiteral("soundViews"));
    tabs->setDocumentMode(true);
    views = {new SpectrogramView(state),    new MelStepsView(state),     new SoundTokensView(state),
             new CodebookLadderView(state), new SameSentenceView(state), new SoundRulesView(state)};
    for (SoundView* view : views) {
        tabs->addTab(new ScrolledView(view), QString());
        connect(view, &SoundView::said, this, [this](const QString& sentence) { messageBar->say(sentence); });
    }
}

void SoundPage::arrange() {
    auto* header = new QHBoxLayout;
    header->addWidget(titleLabel, 1);
    header->addWidget(samples, 1);
    header->addWidget(open);
    header->addWidget(record);
    header->addWidget(add);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(messageBar);
    column->addLayout(header);
    column->addWidget(transport);
    column->addWidget(tabs, 1);
}

void SoundPage::connectSession() {
    connect(&state, &SoundSession::said, this, [this](const QString& sentence) {
        if (sentence.isEmpty()) return messageBar->clear();
        messageBar->say(sentence);
    });
    connect(&state, &SoundSession::soundChanged, this, &SoundPage::showTitle);
    connect(&state, &SoundSession::openingChanged, this, &SoundPage::showTitle);
    connect(messageBar, &MessageBar::cancelled, &state, &SoundSession::cancelOpening);
    connect(&state.recorder(), &SoundRecorder::stateChanged, this, &SoundPage::showRecorder);
    for (const auto signal : {&SoundSession::soundChanged, &SoundSession::choicesChanged,
                              &SoundSession::cutChanged, &SoundSession::litChanged})
        connect(&state, signal, this, &Page::promptChanged);
}

void SoundPage::setColors(const TokenColors& colors) {
    transport->setColors(colors);
    for (SoundView* view : views) view->setColors(colors);
}

std::optional<Page::Prompt> SoundPage::prompt() const {
    Prompt prompt;
    prompt.strip.tokenCount = state.tokens();
    prompt.strip.contextWindow = 128'000;
    prompt.strip.tintKind = TintKind::Scale;
    prompt.strip.tint = [this](std::size_t token) { return state.tintOf(token); };
    prompt.strip.lit = state.litToken();
    prompt.label = state.choices().cut == SoundCut::Whisper
                       ? tr("%1 positions with sound (Whisper)").arg(grouped(state.tokens()))
                       : tr("%1 tokens of 10.24 s (patches)").arg(grouped(state.tokens()));
    return prompt;
}

QStringList SoundPage::scenes() const {
    QStringList ids;
    for (const SoundView* view : views) ids += view->id();
    return ids;
}

bool SoundPage::isSettled() const {
    return !state.isOpening() && !state.isComputing() && !partJob.isBusy() &&
           views[std::size_t(tabs->currentIndex())]->isSettled();
}

void SoundPage::showView(const QString& wanted) {
    for (std::size_t i = 0; i < views.size(); ++i)
        if (views[i]->id() == wanted) tabs->setCurrentIndex(int(i));
}

/// From memory, as a recording is.
void SoundPage::showPart(const PromptPart& part) {
    const auto bytes = std::make_shared<const QByteArray>(QByteArray::fromStdString(*part.content));
    state.open({{}, {}, bytes, QString::fromStdString(part.title)});
}

void SoundPage::openFile(const QString& path) { state.open(fileSource(path)); }

void SoundPage::askOpen() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a sound"), {},
                                                      tr("Sounds (%1)").arg(soundFilePatterns()));
    if (!path.isEmpty()) openFile(path);
}

void SoundPage::toggleRecording() {
    if (state.recorder().isRecording()) return state.recorder().stop();
    state.player().stop();
    state.recorder().start();
}

void SoundPage::offerPart() {
    add->setEnabled(false);
    partJob.start(
        [source = state.sound().source](std::stop_token, const Job::Progress&) { return soundPart(source); },
        [this](PromptPart part) {
            add->setEnabled(true);
            emit partOffered(part);
        },
        [this](const QString& message) {
            add->setEnabled(true);
            messageBar->say(message);
        });
}

void SoundPage::showTitle() {
    if (state.isOpening())
        messageBar->showProgress(tr("Opening the sound…"), state.openedPerMille());
    else
        messageBar->endProgress();
    const SoundContent& sound = state.sound();
    QString text =
        tr("%1 · %2 · %3 Hz")
            .arg(sound.source.title, timeText(sound.seconds(), 0.01), grouped(sound.audio->sourceRate));
    if (sound.audio->sourceChannels > 1)
        text += tr(" · %1 channels, mixed to one").arg(sound.audio->sourceChannels);
    if (sound.audio->sourceRate != sound.audio->sampleRate)
        text += tr(" · read as %1 Hz").arg(grouped(sound.audio->sampleRate));
    titleLabel->setText(text);
    titleLabel->setToolTip(sound.format);
    const int row = samples->findData(sound.source.sample);
    samples->setCurrentIndex(sound.source.sample.isEmpty() ? -1 : row);
}

void SoundPage::showRecorder() {
    const QString problem = state.recorder().problem();
    record->setText(state.recorder().isRecording() ? tr("Stop recording") : tr("Record"));
    record->setEnabled(problem.isEmpty());
    record->setToolTip(problem.isEmpty() ? tr("From the microphone, for ten minutes at most") : problem);
}

void SoundPage::retranslate() {
    open->setText(tr("Open…"));
    open->setToolTip(tr("WAV, FLAC, Ogg, MP3 …; a file can also be dropped here"));
    add->setText(tr("Add to prompt"));
    add->setToolTip(tr("The whole sound becomes a part of the prompt"));
    samples->setAccessibleName(tr("Sample sounds"));
    samples->setPlaceholderText(tr("Sample sounds"));
    samples->setToolTip(tr("Sentences that come with the program, by two voices of a speech synthesizer"));
    for (int i = 0; i < samples->count(); ++i) {
        const QString id = samples->itemData(i).toString();
        samples->setItemText(
            i, (id.endsWith(QLatin1String("-woman")) ? tr("Sample, woman: %1") : tr("Sample, man: %1"))
                   .arg(soundSampleText(id)));
    }
    for (std::size_t i = 0; i < views.size(); ++i) tabs->setTabText(int(i), views[i]->title());
    tabs->setAccessibleName(tr("Parts of the sound room"));
    showTitle();
    showRecorder();
}

void SoundPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        emit promptChanged();
    }
    Page::changeEvent(event);
}

/// Not at the start of the program: whoever stays in other rooms needs no devices.
void SoundPage::showEvent(QShowEvent* event) {
    state.findDevices();
    showRecorder();
    Page::showEvent(event);
}

void SoundPage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void SoundPage::dropEvent(QDropEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) openFile(urls.first().toLocalFile());
}

} // namespace tokenarium
