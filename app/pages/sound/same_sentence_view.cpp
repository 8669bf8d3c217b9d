// SPDX-License-Identifier: GPL-3.0-or-later
// Both recordings are written as ids on a worker and then aligned with as few changes as possible.
#include "app/pages/sound/same_sentence_view.h"

#include "engine/audio/audio_token_rules.h"
#include "widgets/sound/alignment_rows.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTreeWidget>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

enum Part { VoicePart = 60 };

using Voice = SameSentenceView::Voice;
using Comparison = SameSentenceView::Comparison;

constexpr std::size_t mostSamples = 16000 * 120; ///< of each recording: alignments cost their product

Voice voiceOf(std::shared_ptr<const Audio> audio, const SemanticCodebook& units,
              const ResidualCodebook& codes, const std::stop_token& stop) {
    Voice voice;
    voice.audio = audio;
    const std::span<const float> samples(audio->samples.data(), std::min(audio->samples.size(), mostSamples));
    const auto mel = computeLogMel(samples, units.mel, stop);
    if (!mel) return voice;
    const auto said = encodeSemantic(units, *mel, stop);
    if (!said) return voice;
    const double hop = units.mel.hopSeconds();
    for (const UnitRun& run : said->runs) {
        voice.semantic.push_back(run.id);
        voice.semanticTimes.push_back({double(run.frames.begin) * hop, double(run.frames.end) * hop});
    }
    voice.semanticPerSecond = mel->frames > 0 ? double(said->runs.size()) / mel->seconds() : 0;
    const auto own = codes.mel == units.mel ? mel : computeLogMel(samples, codes.mel, stop);
    if (!own) return voice;
    const auto heard = encodeResidual(codes, *own, 1, stop);
    if (!heard) return voice;
    for (std::size_t frame = 0; frame < heard->frames; ++frame) {
        const std::uint16_t id = heard->id(frame, 0);
        const double begin = double(frame) * codes.mel.hopSeconds(), end = begin + codes.mel.hopSeconds();
        if (!voice.acoustic.empty() && voice.acoustic.back() == id) {
            voice.acousticTimes.back().end = end;
            continue;
        }
        voice.acoustic.push_back(id);
        voice.acousticTimes.push_back({begin, end});
    }
    return voice;
}

std::vector<AlignedPair> pairsOf(const UnitAlignment& alignment, const std::vector<std::uint16_t>& left,
                                 const std::vector<std::uint16_t>& right) {
    std::vector<AlignedPair> pairs;
    for (const UnitAlignment::Step& step : alignment.steps) {
        AlignedPair pair;
        if (step.left) pair.left = left[*step.left];
        if (step.right) pair.right = right[*step.right];
        pair.same = step.same;
        pairs.push_back(pair);
    }
    return pairs;
}

QString rate(double perSecond) { return QLocale().toString(perSecond, 'g', 4); }

} // namespace

SameSentenceView::SameSentenceView(SoundSession& soundSession, QWidget* parent)
    : SoundView(soundSession, parent)
    , sentence(new QLabel(this))
    , semanticTitle(new QLabel(this))
    , acousticTitle(new QLabel(this))
    , pairFacts(new QLabel(this))
    , plain(new QLabel(this))
    , leftLabel(new QLabel(this))
    , rightLabel(new QLabel(this))
    , left(new QComboBox(this))
    , right(new QComboBox(this))
    , playLeft(new QPushButton(this))
    , playRight(new QPushButton(this))
    , semantic(new AlignmentRows)
    , acoustic(new AlignmentRows)
    , semanticArea(new QScrollArea(this))
    , acousticArea(new QScrollArea(this))
    , systems(new QTreeWidget(this)) {
    createControls();
    arrange();
    connect(&session, &SoundSession::soundChanged, this, &SameSentenceView::refreshSoon);
    connect(&session, &SoundSession::choicesChanged, this, &SameSentenceView::refreshSoon);
    connect(&session.player(), &SoundPlayer::stateChanged, this, [this] {
        if (isVisible()) showState();
    });
    retranslate();
}

SameSentenceView::~SameSentenceView() { job.cancel(); }

void SameSentenceView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {{semanticTitle, "semanticTitle"},
                                                      {acousticTitle, "acousticTitle"},
                                                      {pairFacts, "pairFacts"},
                                                      {left, "leftVoice"},
                                                      {right, "rightVoice"},
                                                      {playLeft, "playLeft"},
                                                      {playRight, "playRight"},
                                                      {semantic, "semanticRows"},
                                                      {acoustic, "acousticRows"},
                                                      {systems, "unitSystems"},
                                                      {plain, "unitsPlain"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, semanticTitle, acousticTitle, pairFacts, plain}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    QFont strong = font();
    strong.setBold(true);
    semanticTitle->setFont(strong);
    acousticTitle->setFont(strong);
    leftLabel->setBuddy(left);
    rightLabel->setBuddy(right);
    for (QComboBox* box : {left, right}) {
        for (const QString& id : soundSampleIds()) box->addItem(QString(), id);
        box->addItem(QString(), QString());
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(24);
        connect(box, &QComboBox::activated, this, [this] {
            SoundChoices wanted = session.choices();
            wanted.left = left->currentData().toString();
            wanted.right = right->currentData().toString();
            session.choose(wanted, tr("Voices"), VoicePart);
        });
    }
    const std::pair<QScrollArea*, AlignmentRows*> areas[] = {{semanticArea, semantic},
                                                             {acousticArea, acoustic}};
    for (const auto& [area, rows] : areas) {
        area->setWidget(rows);
        area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area->setFocusPolicy(Qt::NoFocus);
        const bool isSemantic = rows == semantic;
        connect(rows, &AlignmentRows::pointed, this,
                [this, isSemantic](std::optional<std::size_t> pair) { showPair(isSemantic, pair); });
        connect(rows, &AlignmentRows::chosen, this, [this, isSemantic](std::size_t pair) {
            if (!compared) return;
            const UnitAlignment& alignment = isSemantic ? compared->semantic : compared->acoustic;
            if (pair >= alignment.steps.size() || !alignment.steps[pair].left) return;
            const Voice& voice = compared->left;
            const TimeRange time =
                (isSemantic ? voice.semanticTimes : voice.acousticTimes)[*alignment.steps[pair].left];
            const auto sample = [&](double seconds) {
                return std::size_t(std::lround(seconds * double(voice.audio->sampleRate)));
            };
            session.player().play(voice.audio, {sample(time.begin), sample(time.end)},
                                  QStringLiteral("unit"));
        });
    }
    connect(playLeft, &QPushButton::clicked, this, [this] { play(true); });
    connect(playRight, &QPushButton::clicked, this, [this] { play(false); });
    systems->setRootIsDecorated(false);
    systems->setUniformRowHeights(true);
    systems->setAllColumnsShowFocus(true);
    systems->setSelectionMode(QAbstractItemView::SingleSelection);
}

void SameSentenceView::arrange() {
    auto* voices = new QGridLayout;
    voices->addWidget(leftLabel, 0, 0);
    voices->addWidget(left, 0, 1);
    voices->addWidget(playLeft, 0, 2);
    voices->addWidget(rightLabel, 0, 3);
    voices->addWidget(right, 0, 4);
    voices->addWidget(playRight, 0, 5);
    voices->setColumnStretch(1, 1);
    voices->setColumnStretch(4, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(sentence);
    rows->addLayout(voices);
    rows->addWidget(semanticTitle);
    rows->addWidget(semanticArea);
    rows->addWidget(acousticTitle);
    rows->addWidget(acousticArea);
    rows->addWidget(pairFacts);
    rows->addWidget(plain);
    rows->addWidget(systems, 1);
}

void SameSentenceView::fillVoices(QComboBox& box) const {
    for (int i = 0; i < box.count(); ++i) {
        const QString id = box.itemData(i).toString();
        box.setItemText(i, id.isEmpty()
                               ? tr("the open sound (%1)").arg(session.sound().source.title)
                               : tr("%1: “%2”")
                                     .arg(id.endsWith(QLatin1String("-woman")) ? tr("woman") : tr("man"),
                                          soundSampleText(id)));
    }
}

void SameSentenceView::retranslate() {
    sentence->setText(tr("Semantic ids name what is said, acoustic ids how it sounds. The same sentence in "
                         "two voices shows the difference: "
                         "joined ids are the same in both."));
    leftLabel->setText(tr("Above"));
    rightLabel->setText(tr("Below"));
    semantic->setAccessibleName(tr("Semantic ids of both voices"));
    acoustic->setAccessibleName(tr("Acoustic ids of both voices"));
    systems->setAccessibleName(tr("Rates of published systems beside ours"));
    systems->setHeaderLabels(
        {tr("System"), tr("Ids a second"), tr("Bits a second"), tr("What the ids are for"), tr("Source")});
    plain->setText(tr("Both codebooks here are small and made by plain statistics, learnt from the voices of "
                      "one speech synthesizer: a stand-in to see "
                      "the idea with. Production systems learn such units with networks on thousands of "
                      "hours (HuBERT the semantic ones, EnCodec "
                      "the acoustic ones, Mimi both at once):"));
    fillVoices(*left);
    fillVoices(*right);
    showSystems();
    showState();
    if (compared) showComparison();
}

void SameSentenceView::setColors(const TokenColors& colors) {
    semantic->setColors(colors);
    acoustic->setColors(colors);
}

void SameSentenceView::refresh() {
    fillVoices(*left);
    fillVoices(*right);
    const SoundChoices& chosen = session.choices();
    left->setCurrentIndex(std::max(0, left->findData(chosen.left)));
    right->setCurrentIndex(std::max(0, right->findData(chosen.right)));
    showSystems();
    const bool needsSound = chosen.left.isEmpty() || chosen.right.isEmpty();
    if (compared && comparedLeft == chosen.left && comparedRight == chosen.right &&
        comparedBook == session.sharedCodebook() && (!needsSound || comparedOf == session.audio()))
        return showComparison();
    compare();
}

void SameSentenceView::compare() {
    comparedLeft = session.choices().left;
    comparedRight = session.choices().right;
    comparedOf = session.audio();
    comparedBook = session.sharedCodebook();
    compared.reset();
    semanticTitle->setText(tr("computing…"));
    acousticTitle->clear();
    job.start(
        [leftId = comparedLeft, rightId = comparedRight, open = comparedOf, codes = comparedBook,
         units = session.units()](std::stop_token stop, const Job::Progress&) {
            const auto soundOf = [&](const QString& id) {
                return id.isEmpty() ? open : loadSound(sampleSource(id))->audio;
            };
            auto made = std::make_shared<Comparison>();
            made->left = voiceOf(soundOf(leftId), *units, *codes, stop);
            made->right = voiceOf(soundOf(rightId), *units, *codes, stop);
            made->semantic = alignUnits(made->left.semantic, made->right.semantic);
            made->acoustic = alignUnits(made->left.acoustic, made->right.acoustic);
            return std::shared_ptr<const Comparison>(std::move(made));
        },
        [this](std::shared_ptr<const Comparison> made) {
            compared = std::move(made);
            showComparison();
        },
        [this](const QString& message) { emit said(message); });
    showState();
}

void SameSentenceView::showComparison() {
    semantic->setPairs(pairsOf(compared->semantic, compared->left.semantic, compared->right.semantic));
    acoustic->setPairs(pairsOf(compared->acoustic, compared->left.acoustic, compared->right.acoustic));
    for (QScrollArea* area : {semanticArea, acousticArea})
        area->setFixedHeight(area->widget()->sizeHint().height() +
                             area->horizontalScrollBar()->sizeHint().height() + 2 * area->frameWidth() + 2);
    const auto words = [](const UnitAlignment& alignment) {
        return tr("%1 of %2 ids agree with %3 changes (edit distance): %4 agreement")
            .arg(grouped(alignment.equal), grouped(alignment.longer), grouped(alignment.edits),
                 percent(alignment.agreement()));
    };
    semanticTitle->setText(
        tr("Semantic, %1 units: %2").arg(grouped(session.units()->entries), words(compared->semantic)));
    acousticTitle->setText(tr("Acoustic, level 1 of the codebook (%1 entries): %2")
                               .arg(grouped(comparedBook->entries), words(compared->acoustic)));
    showPair(true, std::nullopt);
    showState();
}

void SameSentenceView::showPair(bool isSemantic, std::optional<std::size_t> pair) {
    (isSemantic ? semantic : acoustic)->setLit(pair);
    (isSemantic ? acoustic : semantic)->setLit(std::nullopt);
    if (!compared || !pair)
        return pairFacts->setText(
            tr("Point at two ids to see where they are; a click plays the upper one. Repeats are joined."));
    const UnitAlignment& alignment = isSemantic ? compared->semantic : compared->acoustic;
    if (*pair >= alignment.steps.size()) return;
    const UnitAlignment::Step& step = alignment.steps[*pair];
    const auto words = [&](const Voice& voice, std::optional<std::size_t> place) {
        if (!place) return tr("nothing");
        const TimeRange time = (isSemantic ? voice.semanticTimes : voice.acousticTimes)[*place];
        return tr("id %1 at %2 … %3")
            .arg(grouped((isSemantic ? voice.semantic : voice.acoustic)[*place]), timeText(time.begin, 0.01),
                 timeText(time.end, 0.01));
    };
    pairFacts->setText(tr("Above: %1. Below: %2. %3")
                           .arg(words(compared->left, step.left), words(compared->right, step.right),
                                step.same ? tr("The same.") : tr("Different.")));
    QScrollArea* area = isSemantic ? semanticArea : acousticArea;
    const QRect place = (isSemantic ? semantic : acoustic)->pairRect(*pair);
    if (!area->underMouse()) area->ensureVisible(place.center().x(), place.center().y(), place.width(), 0);
}

void SameSentenceView::showSystems() {
    systems->clear();
    const auto add = [this](const QString& name, double perSecond, std::optional<double> bits,
                            const QString& use, const QString& source, bool ours) {
        auto* item = new QTreeWidgetItem(
            systems, {name, rate(perSecond), bits ? rate(*bits) : QStringLiteral("–"), use, source});
        for (const int column : {1, 2}) item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        if (!ours) return;
        QFont strong = font();
        strong.setBold(true);
        for (int column = 0; column < 5; ++column) item->setFont(column, strong);
    };
    const SemanticCodebook& units = *session.units();
    const ResidualCodebook& codes = session.codebook();
    const double unitRate = 1 / (units.mel.hopSeconds() * double(units.features.hop)),
                 frames = 1 / codes.mel.hopSeconds();
    add(tr("Ours, semantic (%1 units)").arg(units.entries), unitRate, semanticBitRate(units),
        tr("what is said"), tr("computed here"), true);
    add(tr("Ours, acoustic (%1 levels)").arg(codes.levels), frames * double(codes.levels),
        residualBitRate(codes, codes.levels), tr("rebuilding the sound"), tr("computed here"), true);
    for (const char* id : {"hubert-100", "hubert-500", "encodec-24khz-1.5", "encodec-24khz-6", "mimi"}) {
        const AudioTokenRule* rule = findAudioTokenRule(id);
        if (!rule) continue;
        const AudioTokenCount count = countAudioTokens(*rule, 1);
        add(QString::fromUtf8(rule->name.data(), qsizetype(rule->name.size())), count.tokensPerSecond,
            count.bitsPerSecond,
            rule->use == AudioTokenRule::Use::Meaning ? tr("what is said")
            : rule->id == "mimi"                      ? tr("both: level 1 what is said")
                                                      : tr("rebuilding the sound"),
            QString::fromUtf8(rule->source.data(), qsizetype(rule->source.size())), false);
    }
    for (int column = 0; column < 4; ++column) systems->resizeColumnToContents(column);
}

void SameSentenceView::showState() {
    const QString what = session.player().what(), problem = session.player().problem();
    playLeft->setText(what == QLatin1String("left") ? tr("Stop") : tr("Play"));
    playRight->setText(what == QLatin1String("right") ? tr("Stop") : tr("Play"));
    for (QPushButton* button : {playLeft, playRight}) {
        button->setEnabled(problem.isEmpty() && compared);
        button->setToolTip(problem);
    }
    playLeft->setAccessibleName(tr("Play the upper voice"));
    playRight->setAccessibleName(tr("Play the lower voice"));
}

void SameSentenceView::play(bool upper) {
    const QString name = upper ? QStringLiteral("left") : QStringLiteral("right");
    if (session.player().what() == name) return session.player().stop();
    if (!compared) return;
    const auto& audio = upper ? compared->left.audio : compared->right.audio;
    session.player().play(audio, {0, audio->samples.size()}, name);
}

} // namespace tokenarium
