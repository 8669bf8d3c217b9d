// SPDX-License-Identifier: GPL-3.0-or-later
// Encoding, making sound and learning a codebook are three jobs; a new one of a kind ends the one before.
#include "app/pages/sound/codebook_ladder_view.h"

#include "app/sound/frequency_axis.h"
#include "engine/audio/audio_file.h"
#include "engine/audio/griffin_lim.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/sound/id_strip.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace tokenarium {
namespace {

enum Part { LevelsPart = 40, EntriesPart };

using Ladder = CodebookLadderView::Ladder;

std::shared_ptr<const SpectrogramPyramid> pyramidOf(LogMel mel) {
    return std::make_shared<const SpectrogramPyramid>(std::make_shared<const LogMel>(std::move(mel)),
                                                      SpectrogramPyramid::Reduction::Mean);
}

std::shared_ptr<const Ladder> ladderOf(std::shared_ptr<const ResidualCodebook> codebook, const Audio& sound,
                                       Span stretch, const std::stop_token& stop) {
    auto ladder = std::make_shared<Ladder>();
    ladder->codebook = codebook;
    auto part = std::make_shared<Audio>();
    part->sampleRate = sound.sampleRate;
    part->samples.assign(sound.samples.begin() + std::ptrdiff_t(stretch.begin),
                         sound.samples.begin() + std::ptrdiff_t(stretch.end));
    ladder->original = part;
    auto mel = computeLogMel(part->samples, codebook->mel, stop);
    if (!mel) return nullptr;
    auto codes = encodeResidual(*codebook, *mel, codebook->levels, stop);
    if (!codes) return nullptr;
    ladder->codes = std::move(*codes);
    for (std::size_t level = 1; level <= codebook->levels; ++level) {
        LogMel one = decodeResidual(*codebook, ladder->codes, level);
        one.loudest = mel->loudest; // the same colours for all
        ladder->decoded.push_back(pyramidOf(std::move(one)));
    }
    ladder->mel = pyramidOf(std::move(*mel));
    return ladder;
}

QString fixed(double value, int decimals) { return QLocale().toString(value, 'f', decimals); }

} // namespace

CodebookLadderView::CodebookLadderView(SoundSession& soundSession, QWidget* parent)
    : SoundView(soundSession, parent)
    , sentence(new QLabel(this))
    , facts(new QLabel(this))
    , frameFacts(new QLabel(this))
    , entriesLabel(new QLabel(this))
    , levelSlider(new ValueSlider(this))
    , playOriginal(new QPushButton(this))
    , playSpectrogram(new QPushButton(this))
    , playLevels(new QPushButton(this))
    , saveButton(new QPushButton(this))
    , trainButton(new QPushButton(this))
    , cancel(new QPushButton(this))
    , entries(new QComboBox(this))
    , bookBox(new QComboBox(this))
    , progress(new QProgressBar(this))
    , original(new SpectrogramStrip(this))
    , decoded(new SpectrogramStrip(this))
    , idStrip(new IdStrip(this))
    , chart(new CurveChart(this)) {
    createControls();
    arrange();
    connect(&session, &SoundSession::soundChanged, this, &CodebookLadderView::refreshSoon);
    connect(&session, &SoundSession::choicesChanged, this, &CodebookLadderView::refreshSoon);
    connect(&session, &SoundSession::selectionChanged, this, &CodebookLadderView::refreshSoon);
    connect(&session.player(), &SoundPlayer::stateChanged, this, [this] {
        if (isVisible()) showState();
    });
    for (Job* job : {&soundJob, &trainJob})
        connect(job, &Job::progressed, this,
                [this](std::size_t perMille) { progress->setValue(int(perMille)); });
    retranslate();
}

CodebookLadderView::~CodebookLadderView() {
    for (Job* job : {&encodeJob, &soundJob, &trainJob}) job->cancel();
}

void CodebookLadderView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {{facts, "ladderFacts"},
                                                      {frameFacts, "ladderFrame"},
                                                      {&levelSlider->slider(), "ladderLevels"},
                                                      {playOriginal, "playOriginal"},
                                                      {playSpectrogram, "playRebuilt"},
                                                      {playLevels, "playLevels"},
                                                      {saveButton, "saveLevels"},
                                                      {trainButton, "trainCodebook"},
                                                      {cancel, "ladderCancel"},
                                                      {entries, "ladderEntries"},
                                                      {bookBox, "ladderBook"},
                                                      {progress, "ladderProgress"},
                                                      {original, "ladderOriginal"},
                                                      {decoded, "ladderDecoded"},
                                                      {idStrip, "ladderIds"},
                                                      {chart, "ladderChart"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, facts, frameFacts}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    progress->setRange(0, 1000);
    for (const std::size_t count : {16U, 64U, 256U, 1024U}) entries->addItem(QString(), qulonglong(count));
    bookBox->addItems({QString(), QString()});
    entriesLabel->setBuddy(entries);
    original->setTimesShown(false);
    decoded->setTimesShown(false);
    connect(levelSlider, &ValueSlider::valueChosen, this, [this](double value) {
        SoundChoices wanted = session.choices();
        wanted.levels = std::size_t(value);
        session.choose(wanted, tr("Levels of the codebook"), LevelsPart);
    });
    connect(entries, &QComboBox::activated, this, [this](int row) {
        SoundChoices wanted = session.choices();
        wanted.entries = entries->itemData(row).toULongLong();
        session.choose(wanted, tr("Entries of the codebook"), EntriesPart);
    });
    connect(bookBox, &QComboBox::activated, this, [this](int row) {
        SoundChoices wanted = session.choices();
        wanted.codebook = row == 1 ? learnt : nullptr;
        session.choose(wanted, tr("Codebook"), -1);
    });
    connect(playOriginal, &QPushButton::clicked, this, [this] {
        if (session.player().what() == QLatin1String("original")) return session.player().stop();
        if (encoded)
            session.player().play(encoded->original, {0, encoded->original->samples.size()},
                                  QStringLiteral("original"));
    });
    connect(playSpectrogram, &QPushButton::clicked, this, [this] { listen(0); });
    connect(playLevels, &QPushButton::clicked, this, [this] { listen(levels()); });
    connect(saveButton, &QPushButton::clicked, this, [this] {
        if (rebuilt(levels()))
            save(levels());
        else
            make(levels(), true);
    });
    connect(trainButton, &QPushButton::clicked, this, &CodebookLadderView::train);
    connect(cancel, &QPushButton::clicked, this, [this] {
        soundJob.cancel();
        trainJob.cancel();
        showState();
    });
    for (TimeStrip* strip : std::initializer_list<TimeStrip*>{original, decoded, idStrip}) {
        connect(strip, &TimeStrip::rangeWanted, this, [this](TimeRange range) {
            for (TimeStrip* one : std::initializer_list<TimeStrip*>{original, decoded, idStrip})
                one->setSeen(range);
        });
        connect(strip, &TimeStrip::cursorWanted, this, [this](double seconds) {
            for (TimeStrip* one : std::initializer_list<TimeStrip*>{original, decoded, idStrip})
                one->setCursor(seconds);
            if (encoded) showFrame(std::size_t(seconds / encoded->codebook->mel.hopSeconds()));
        });
        connect(strip, &TimeStrip::hovered, this, [this](std::optional<double> seconds) {
            if (encoded)
                showFrame(seconds ? std::optional(std::size_t(*seconds / encoded->codebook->mel.hopSeconds()))
                                  : std::nullopt);
        });
    }
    connect(&originalTiles, &SpectrogramTiles::changed, original, qOverload<>(&QWidget::update));
    connect(&decodedTiles, &SpectrogramTiles::changed, decoded, qOverload<>(&QWidget::update));
}

void CodebookLadderView::arrange() {
    auto* controls = new QHBoxLayout;
    controls->addWidget(levelSlider, 2);
    controls->addStretch(1);
    controls->addWidget(playOriginal);
    controls->addWidget(playSpectrogram);
    controls->addWidget(playLevels);
    controls->addWidget(saveButton);
    auto* strips = new QVBoxLayout;
    strips->setSpacing(2);
    strips->addWidget(original, 2);
    strips->addWidget(decoded, 2);
    strips->addWidget(idStrip, 3);
    auto* training = new QHBoxLayout;
    training->addWidget(bookBox, 1);
    training->addWidget(entriesLabel);
    training->addWidget(entries);
    training->addWidget(trainButton);
    auto* work = new QHBoxLayout;
    work->addWidget(progress, 1);
    work->addWidget(cancel);
    auto* side = new QVBoxLayout;
    side->addWidget(facts);
    side->addWidget(chart, 1);
    side->addWidget(frameFacts);
    side->addLayout(training);
    side->addLayout(work);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addLayout(strips, 3);
    columns->addLayout(side, 2);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(sentence);
    rows->addLayout(controls);
    rows->addLayout(columns, 1);
}

void CodebookLadderView::retranslate() {
    sentence->setText(tr("Each frame becomes a few numbers: level 1 names the most similar frame of a "
                         "codebook, level 2 what is still missing, "
                         "and so on. EnCodec, DAC and Mimi do so with vectors that a network has learnt, "
                         "here it is done with mel frames."));
    levelSlider->setTexts(
        tr("Levels"), [](double value) { return grouped(std::size_t(value)); },
        tr("How many ids of each frame are used"));
    playSpectrogram->setToolTip(
        tr("What the spectrogram alone sounds like: bands hold several pitches and no phase, so this is the "
           "most "
           "that any number of levels can reach. Made by the method of Griffin and Lim."));
    saveButton->setText(tr("Save WAV…"));
    saveButton->setToolTip(tr("The sound after so many levels, as a file"));
    original->setCaption(tr("Original"));
    original->setAccessibleName(tr("Spectrogram of the original"));
    decoded->setAccessibleName(tr("Spectrogram rebuilt from the ids"));
    idStrip->setAccessibleName(tr("Ids by level"));
    idStrip->setToolTip(tr("One column a frame, one row a level. Zoom in with the wheel to read the ids."));
    bookBox->setItemText(0, tr("Codebook: shipped, learnt from 38 minutes of speech"));
    bookBox->setItemText(1, tr("Codebook: learnt from your sound"));
    bookBox->setAccessibleName(tr("Codebook"));
    entriesLabel->setText(tr("Entries"));
    for (int i = 0; i < entries->count(); ++i)
        entries->setItemText(i, grouped(entries->itemData(i).toULongLong()));
    entries->setToolTip(tr("Of each level of the codebook that is to be learnt"));
    trainButton->setText(tr("Learn from this sound"));
    trainButton->setToolTip(tr("Finds a codebook of seven levels for the open sound by k-means"));
    cancel->setText(tr("Cancel"));
    showState();
    if (encoded) showLadder();
}

void CodebookLadderView::setColors(const TokenColors& colors) {
    for (TimeStrip* strip : std::initializer_list<TimeStrip*>{original, decoded, idStrip})
        strip->setColors(colors);
    chart->setColors(colors);
}

bool CodebookLadderView::isSettled() const {
    return encoded && !encodeJob.isBusy() && !soundJob.isBusy() && !trainJob.isBusy() &&
           !originalTiles.isBusy() && !decodedTiles.isBusy();
}

std::size_t CodebookLadderView::levels() const {
    return std::clamp<std::size_t>(session.choices().levels, 1, session.codebook().levels);
}

std::shared_ptr<const Audio> CodebookLadderView::rebuilt(std::size_t count) const {
    const auto found = sounds.find(count);
    return found == sounds.end() ? nullptr : found->second;
}

/// The selection, or the sound from its beginning; not too long.
TimeRange CodebookLadderView::stretch() const {
    TimeRange part = session.selection().value_or(TimeRange{0, session.sound().seconds()});
    part.end = std::min(part.end, part.begin + longestSeconds);
    return part;
}

void CodebookLadderView::refresh() {
    std::vector<double> counts;
    for (std::size_t level = 1; level <= session.codebook().levels; ++level) counts.push_back(double(level));
    levelSlider->setValues(counts);
    levelSlider->setValue(double(levels()));
    entries->setCurrentIndex(std::max(0, entries->findData(qulonglong(session.choices().entries))));
    if (session.choices().codebook) learnt = session.choices().codebook;
    bookBox->setCurrentIndex(session.choices().codebook ? 1 : 0);
    bookBox->setVisible(learnt != nullptr);
    const Span wanted = session.samplesOf(stretch());
    const bool same = encodedOf == session.audio() && encodedStretch == wanted && encoded &&
                      encoded->codebook == session.sharedCodebook();
    if (!same) return encode();
    showLadder();
}

void CodebookLadderView::encode() {
    encodedOf = session.audio();
    encodedStretch = session.samplesOf(stretch());
    soundJob.cancel();
    sounds.clear();
    encodeJob.start(
        [book = session.sharedCodebook(), sound = encodedOf, part = encodedStretch](
            std::stop_token stop, const Job::Progress&) { return ladderOf(book, *sound, part, stop); },
        [this](std::shared_ptr<const Ladder> made) {
            if (!made) return;
            encoded = std::move(made);
            for (TimeStrip* strip : std::initializer_list<TimeStrip*>{original, decoded, idStrip}) {
                strip->setLength(encoded->original->seconds());
                strip->setSeen({0, encoded->original->seconds()});
                strip->setCursor(std::nullopt);
            }
            if (isVisible()) showLadder();
        },
        [this](const QString& message) { emit said(message); });
    showState();
}

void CodebookLadderView::showLadder() {
    originalTiles.setSpectrogram(encoded->mel);
    decodedTiles.setSpectrogram(encoded->decoded[std::min(levels(), encoded->decoded.size()) - 1]);
    showSpectrogram(*original, originalTiles);
    showSpectrogram(*decoded, decodedTiles);
    decoded->setCaption(levels() == 1 ? tr("Rebuilt from level 1")
                                      : tr("Rebuilt from levels 1 to %1").arg(levels()));
    showIds();
    double widestLeft = 0, widestRight = 0;
    for (const TimeStrip* strip : std::initializer_list<TimeStrip*>{original, decoded, idStrip}) {
        widestLeft = std::max(widestLeft, strip->neededLeft());
        widestRight = std::max(widestRight, strip->neededRight());
    }
    for (TimeStrip* strip : std::initializer_list<TimeStrip*>{original, decoded, idStrip})
        strip->setLeastMargins(widestLeft, widestRight);
    showChart();
    showFrame(std::nullopt);
    showState();
}

void CodebookLadderView::showIds() {
    IdRows rows;
    const ResidualCodes& codes = encoded->codes;
    rows.columns = codes.frames;
    rows.rows = codes.levels;
    rows.ids = codes.ids;
    rows.different = encoded->codebook->entries;
    rows.secondsPerColumn = encoded->codebook->mel.hopSeconds();
    rows.rowsUsed = levels();
    for (std::size_t level = 1; level <= codes.levels; ++level)
        rows.labels.push_back(tr("level %1").arg(level));
    idStrip->setIds(std::move(rows));
    const ResidualCodebook& book = *encoded->codebook;
    const std::size_t n = levels();
    if (codes.frames == 0)
        return facts->setText(tr("The stretch is shorter than a frame: there is nothing to name."));
    const double error = codes.errors[n - 1];
    QString text =
        tr("%1 frames a second × %2 levels × %3 bits (%4 entries) = %5 bits a second; the samples themselves "
           "take 256,000. "
           "Error after level %6: %7 dB.")
            .arg(fixed(1 / book.mel.hopSeconds(), 0), grouped(n), fixed(std::log2(double(book.entries)), 0),
                 grouped(book.entries), grouped(std::size_t(std::lround(residualBitRate(book, n)))),
                 grouped(n), fixed(decibelsOf(error), 1));
    const double whole = session.selection() ? session.selection()->size() : session.sound().seconds();
    if (whole > longestSeconds)
        text += QLatin1Char(' ') +
                tr("Shown are the first %1 of the %2.")
                    .arg(timeText(longestSeconds, 1), session.selection() ? tr("selection") : tr("sound"));
    facts->setText(text);
}

void CodebookLadderView::showChart() {
    CurveChartData curve;
    for (std::size_t level = 1; level <= encoded->codes.errors.size(); ++level) {
        curve.left.emplace_back(double(level), decibelsOf(encoded->codes.errors[level - 1]));
        curve.right.emplace_back(double(level), residualBitRate(*encoded->codebook, level) / 1000);
    }
    curve.xTitle = tr("levels");
    curve.leftTitle = tr("error, dB");
    curve.rightTitle = tr("kbit a second");
    curve.marked = double(levels());
    curve.finding = tr("Each level makes the error smaller, and costs as many bits as the one before");
    chart->setData(std::move(curve));
}

void CodebookLadderView::showFrame(std::optional<std::size_t> frame) {
    if (!encoded || encoded->codes.frames == 0) return frameFacts->clear();
    if (frame && *frame >= encoded->codes.frames) frame.reset();
    idStrip->setLit(frame);
    if (!frame) return frameFacts->setText(tr("Point at a frame to see its ids."));
    QStringList ids;
    for (std::size_t level = 0; level < levels(); ++level)
        ids += QString::number(encoded->codes.id(*frame, level));
    frameFacts->setText(tr("Frame %1 at %2: %3")
                            .arg(grouped(*frame),
                                 timeText(double(*frame) * encoded->codebook->mel.hopSeconds(), 0.01),
                                 ids.join(QStringLiteral(" · "))));
}

void CodebookLadderView::showState() {
    const bool busy = soundJob.isBusy() || trainJob.isBusy();
    progress->setVisible(busy);
    cancel->setVisible(busy);
    progress->setFormat(trainJob.isBusy() ? tr("learning: %p %") : tr("making sound: %p %"));
    const QString playing = session.player().what();
    const bool canPlay = session.player().problem().isEmpty() && encoded && encoded->codes.frames > 0;
    playOriginal->setText(playing == QLatin1String("original") ? tr("Stop") : tr("Original"));
    playSpectrogram->setText(playing == QLatin1String("levels0") ? tr("Stop") : tr("Spectrogram"));
    playLevels->setText(playing == QStringLiteral("levels%1").arg(levels())
                            ? tr("Stop")
                            : tr("After level %1").arg(levels()));
    for (QPushButton* button : {playOriginal, playSpectrogram, playLevels}) button->setEnabled(canPlay);
    playOriginal->setToolTip(canPlay ? tr("Listen to the stretch as it is") : session.player().problem());
    playLevels->setToolTip(canPlay ? tr("Listen to what these ids stand for") : session.player().problem());
    saveButton->setEnabled(encoded && encoded->codes.frames > 0 && !soundJob.isBusy());
    trainButton->setEnabled(!trainJob.isBusy());
}

void CodebookLadderView::listen(std::size_t count) {
    const QString what = QStringLiteral("levels%1").arg(count);
    if (session.player().what() == what) return session.player().stop();
    if (const auto sound = rebuilt(count))
        return session.player().play(sound, {0, sound->samples.size()}, what);
    make(count, false);
}

void CodebookLadderView::make(std::size_t count, bool andSave) {
    if (!encoded) return;
    session.player().stop();
    progress->setValue(0);
    soundJob.start(
        [from = encoded, count](std::stop_token stop, const Job::Progress& tell) {
            const LogMel& mel =
                count == 0 ? from->mel->spectrogram() : from->decoded[count - 1]->spectrogram();
            auto samples = griffinLim(mel, {}, stop, [&](double part) { tell(std::size_t(1000 * part)); });
            std::shared_ptr<Audio> sound;
            if (!samples || samples->empty()) return sound;
            sound = std::make_shared<Audio>();
            sound->sampleRate = mel.settings.sampleRate;
            sound->samples = std::move(*samples);
            return sound;
        },
        [this, count, andSave](std::shared_ptr<Audio> sound) {
            if (sound) sounds[count] = sound;
            showState();
            if (sound && andSave)
                save(count);
            else if (sound)
                listen(count);
        },
        [this](const QString& message) {
            emit said(message);
            showState();
        });
    showState();
}

void CodebookLadderView::save(std::size_t count) {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the sound"), tr("after-%1-levels.wav").arg(count), tr("WAV files (*.wav)"));
    if (path.isEmpty()) return;
    try {
        writeWav(std::filesystem::path(path.toStdU16String()), rebuilt(count)->samples,
                 rebuilt(count)->sampleRate);
    } catch (const std::exception& error) {
        emit said(QString::fromUtf8(error.what()));
    }
}

void CodebookLadderView::train() {
    ResidualTrainingOptions options;
    options.entries = session.choices().entries;
    options.name = session.sound().source.title.toStdString();
    options.source = options.name;
    progress->setValue(0);
    trainJob.start(
        [sound = session.audio(), settings = session.codebook().mel, options](std::stop_token stop,
                                                                              const Job::Progress& tell) {
            std::shared_ptr<const ResidualCodebook> made;
            const auto mel = computeLogMel(sound->samples, settings, stop);
            if (!mel) return made;
            const LogMel* const all[] = {&*mel};
            auto book = trainResidualCodebook(all, options, stop, [&](const ResidualTrainingProgress& now) {
                tell(std::size_t(1000 * now.part));
            });
            if (!book) {
                if (!stop.stop_requested())
                    throw std::runtime_error(
                        tr("The sound is too short: there is not one frame to learn from.").toStdString());
                return made;
            }
            made = std::make_shared<const ResidualCodebook>(std::move(*book));
            return made;
        },
        [this](std::shared_ptr<const ResidualCodebook> made) {
            if (made) {
                SoundChoices wanted = session.choices();
                wanted.codebook = std::move(made);
                session.choose(wanted, tr("Learn a codebook"), -1);
            }
            showState();
        },
        [this](const QString& message) {
            emit said(message);
            showState();
        });
    showState();
}

} // namespace tokenarium
