// SPDX-License-Identifier: GPL-3.0-or-later
// Where there is no sound output the buttons say so instead of doing nothing.
#include "app/pages/sound/transport_bar.h"

#include "app/pages/sound/time_link.h"
#include "widgets/sound/waveform_strip.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace tokenarium {
namespace {

constexpr int scrollSteps = 10'000; // over the whole sound

} // namespace

TransportBar::TransportBar(SoundSession& soundSession, QWidget* parent)
    : QWidget(parent)
    , session(soundSession)
    , waveform(new WaveformStrip(this))
    , scroll(new QScrollBar(Qt::Horizontal, this))
    , play(new QPushButton(this))
    , loop(new QPushButton(this))
    , whole(new QPushButton(this))
    , closer(new QPushButton(this))
    , moment(new QLabel(this))
    , devices(new QLabel(this)) {
    const std::pair<QWidget*, const char*> names[] = {
        {waveform, "waveform"}, {scroll, "soundScroll"},  {play, "playSound"},     {loop, "loopSound"},
        {whole, "seeWhole"},    {closer, "seeSelection"}, {moment, "soundMoment"}, {devices, "soundDevices"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    loop->setCheckable(true);
    devices->setWordWrap(true);
    moment->setWordWrap(true);
    arrange();
    linkToSound(*waveform, session);
    connect(play, &QPushButton::clicked, &session, &SoundSession::togglePlay);
    connect(loop, &QPushButton::toggled, this, [this](bool on) { session.player().setLooped(on); });
    connect(whole, &QPushButton::clicked, this, [this] { session.setSeen({0, session.sound().seconds()}); });
    connect(closer, &QPushButton::clicked, this, [this] {
        if (session.selection()) session.setSeen(*session.selection());
    });
    connect(scroll, &QScrollBar::valueChanged, this, [this](int value) {
        const double length = session.sound().seconds(), begin = double(value) / scrollSteps * length;
        session.setSeen({begin, begin + session.seen().size()});
    });
    connect(&session, &SoundSession::soundChanged, this, &TransportBar::showSound);
    connect(&session, &SoundSession::seenChanged, this, &TransportBar::showScroll);
    connect(&session, &SoundSession::cursorChanged, this, &TransportBar::showState);
    connect(&session, &SoundSession::selectionChanged, this, &TransportBar::showState);
    connect(&session.player(), &SoundPlayer::stateChanged, this, &TransportBar::showState);
    connect(&session.recorder(), &SoundRecorder::stateChanged, this, &TransportBar::showState);
    const auto markToken = [this] {
        const auto lit = session.litToken();
        waveform->setMarked(lit ? session.timeOf(*lit) : std::nullopt);
    };
    connect(&session, &SoundSession::litChanged, this, markToken);
    connect(&session, &SoundSession::choicesChanged, this, markToken);
    markToken();
    retranslate();
    showSound();
}

void TransportBar::arrange() {
    auto* controls = new QHBoxLayout;
    controls->addWidget(play);
    controls->addWidget(loop);
    controls->addWidget(moment, 1);
    controls->addWidget(devices, 2);
    controls->addWidget(closer);
    controls->addWidget(whole);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(3);
    rows->addWidget(waveform);
    rows->addWidget(scroll);
    rows->addLayout(controls);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TransportBar::setColors(const TokenColors& colors) { waveform->setColors(colors); }

void TransportBar::showSound() {
    waveform->setColumns(
        [pyramid = session.sound().waveform, rate = double(session.audio()->sampleRate)](
            double first, double perColumn, std::span<float> lowest, std::span<float> highest) {
            std::vector<SampleRange> ranges(lowest.size());
            pyramid->columns(first * rate, perColumn * rate, ranges);
            for (std::size_t i = 0; i < ranges.size(); ++i)
                lowest[i] = ranges[i].lowest, highest[i] = ranges[i].highest;
        });
    showScroll();
    showState();
}

void TransportBar::showScroll() {
    const QSignalBlocker quiet(scroll);
    const double length = session.sound().seconds();
    const int page = std::max(1, int(session.seen().size() / length * scrollSteps));
    scroll->setRange(0, std::max(0, scrollSteps - page));
    scroll->setPageStep(page);
    scroll->setSingleStep(std::max(1, page / 10));
    scroll->setValue(int(session.seen().begin / length * scrollSteps));
    whole->setEnabled(session.seen().size() < length);
}

void TransportBar::showState() {
    const bool playing = session.player().isPlaying();
    const QString problem = session.player().problem(), deaf = session.recorder().problem();
    play->setText(playing ? tr("Stop") : session.selection() ? tr("Play selection") : tr("Play"));
    play->setEnabled(problem.isEmpty());
    play->setToolTip(problem.isEmpty() ? tr("From the cursor, or the selected stretch (Space)") : problem);
    loop->setEnabled(problem.isEmpty());
    closer->setEnabled(session.selection().has_value());
    QString text = tr("Cursor at %1 of %2")
                       .arg(timeText(session.cursor(), 0.001), timeText(session.sound().seconds(), 0.001));
    if (const auto stretch = session.selection())
        text += tr(" · selected %1 … %2 (%3)")
                    .arg(timeText(stretch->begin, 0.001), timeText(stretch->end, 0.001),
                         timeText(stretch->size(), 0.001));
    moment->setText(text);
    if (session.recorder().isRecording())
        devices->setText(tr("Recording: %1, loudest %2 %")
                             .arg(timeText(session.recorder().seconds(), 0.1))
                             .arg(std::lround(session.recorder().level() * 100)));
    else
        devices->setText(problem.isEmpty() ? deaf
                         : deaf.isEmpty()
                             ? problem
                             : tr("No sound output and no microphone: playing and recording are off."));
}

void TransportBar::retranslate() {
    waveform->setAccessibleName(tr("Waveform"));
    waveform->setToolTip(tr("Click: cursor. Drag: select. Wheel: zoom, with Shift scroll. Keys: arrows, "
                            "Shift + arrows, + −, Space, Esc."));
    scroll->setAccessibleName(tr("Part of the sound that is seen"));
    loop->setText(tr("Loop"));
    loop->setToolTip(tr("Again and again"));
    whole->setText(tr("Whole sound"));
    closer->setText(tr("Zoom to selection"));
    showState();
}

void TransportBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace tokenarium
