// SPDX-License-Identifier: GPL-3.0-or-later
// Each control changes one number of the settings.
#include "app/pages/sound/mel_controls.h"

#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSlider>

namespace tokenarium {
namespace {

enum Part { WindowPart, HopPart, BandsPart, ScalePart };

QString milliseconds(double samples) {
    return QLocale().toString(samples / 16.0, 'f', samples < 160 ? 1 : 0);
}

} // namespace

MelControls::MelControls(SoundSession& soundSession, QWidget* parent)
    : QWidget(parent)
    , session(soundSession)
    , window(new ValueSlider(this))
    , hop(new ValueSlider(this))
    , bands(new ValueSlider(this))
    , scaleLabel(new QLabel(this))
    , scale(new QComboBox(this))
    , whisper(new QPushButton(this)) {
    window->slider().setObjectName(QStringLiteral("melWindow"));
    hop->slider().setObjectName(QStringLiteral("melHop"));
    bands->slider().setObjectName(QStringLiteral("melBands"));
    scale->setObjectName(QStringLiteral("melScale"));
    whisper->setObjectName(QStringLiteral("asWhisper"));
    window->setValues({64, 128, 256, 400, 512, 800, 1024, 1600, 2048});
    hop->setValues({40, 80, 160, 240, 320, 400, 640});
    bands->setValues({20, 40, 64, 80, 128, 160});
    scale->addItems({QString(), QString()});
    scaleLabel->setBuddy(scale);
    connect(window, &ValueSlider::valueChosen, this, [this](double value) {
        MelSettings settings = session.choices().mel;
        settings.window = std::size_t(value);
        chooseMel(settings, tr("Window"), WindowPart);
    });
    connect(hop, &ValueSlider::valueChosen, this, [this](double value) {
        MelSettings settings = session.choices().mel;
        settings.hop = std::min(std::size_t(value), settings.window);
        chooseMel(settings, tr("Hop"), HopPart);
    });
    connect(bands, &ValueSlider::valueChosen, this, [this](double value) {
        MelSettings settings = session.choices().mel;
        settings.bands = std::size_t(value);
        chooseMel(settings, tr("Mel bands"), BandsPart);
    });
    connect(scale, &QComboBox::activated, this, [this](int row) {
        MelSettings settings = session.choices().mel;
        settings.scale = row == 0 ? MelScale::Slaney : MelScale::Htk;
        chooseMel(settings, tr("Mel scale"), ScalePart);
    });
    connect(whisper, &QPushButton::clicked, this, [this] { chooseMel({}, tr("As Whisper does it"), -1); });
    connect(&session, &SoundSession::choicesChanged, this, &MelControls::showChoices);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    for (ValueSlider* slider : {window, hop, bands}) row->addWidget(slider, 1);
    row->addWidget(scaleLabel);
    row->addWidget(scale);
    row->addWidget(whisper);
    retranslate();
}

void MelControls::chooseMel(const MelSettings& settings, const QString& name, int part) {
    SoundChoices wanted = session.choices();
    wanted.mel = settings;
    session.choose(wanted, name, part);
    showChoices();
}

void MelControls::showChoices() {
    const MelSettings& settings = session.choices().mel;
    window->setValue(double(settings.window));
    hop->setValue(double(settings.hop));
    bands->setValue(double(settings.bands));
    scale->setCurrentIndex(settings.scale == MelScale::Slaney ? 0 : 1);
    whisper->setEnabled(settings != MelSettings());
}

void MelControls::retranslate() {
    window->setTexts(
        tr("Window"),
        [](double value) {
            return tr("%1 samples, %2 ms").arg(grouped(std::size_t(value)), milliseconds(value));
        },
        tr("How long a frame is: longer tells pitches apart better, shorter tells moments apart better"));
    hop->setTexts(
        tr("Hop"),
        [](double value) {
            return tr("%1 samples, %2 ms").arg(grouped(std::size_t(value)), milliseconds(value));
        },
        tr("From one frame to the next: more frames a second, more numbers"));
    bands->setTexts(
        tr("Mel bands"), [](double value) { return grouped(std::size_t(value)); },
        tr("Numbers of a frame: Whisper has 80, since large-v3 128"));
    scaleLabel->setText(tr("Scale"));
    scale->setItemText(0, tr("Slaney (Whisper)"));
    scale->setItemText(1, tr("HTK"));
    scale->setToolTip(tr("How pitch is bent: Slaney's is straight up to 1,000 Hz, HTK's nowhere"));
    whisper->setText(tr("As Whisper does it"));
    whisper->setToolTip(tr("Window 400, hop 160, 80 bands, Slaney's scale"));
    showChoices();
}

void MelControls::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace tokenarium
