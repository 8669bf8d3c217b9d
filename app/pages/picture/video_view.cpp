// SPDX-License-Identifier: GPL-3.0-or-later
// The frames that a rule samples, the first block of them as a token, and the window that an hour would need.
#include "app/pages/picture/video_view.h"

#include "app/picture/picture_words.h"
#include "app/picture/rule_names.h"
#include "engine/prompt/prompt.h"
#include "widgets/style/number_text.h"
#include "widgets/training/bar_list.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr int frameSide = 84;
constexpr std::size_t framesShown = 64;

enum Part { VideoRulePart = 30 };

/// The frame that is seen at that second.
std::size_t frameAt(const FilmContent& film, double second) {
    const auto after = std::upper_bound(film.times.begin(), film.times.end(), second + 1e-9);
    return after == film.times.begin() ? 0 : std::size_t(after - film.times.begin()) - 1;
}

QString secondsText(double seconds) { return QLocale().toString(seconds, 'f', 2); }

} // namespace

VideoView::VideoView(PictureSession& pictureSession, QWidget* parent)
    : PictureView(pictureSession, parent)
    , sentence(new QLabel(this))
    , filmFacts(new QLabel(this))
    , ruleLabel(new QLabel(this))
    , arithmetic(new QLabel(this))
    , source(new QLabel(this))
    , framesLabel(new QLabel(this))
    , blockLabel(new QLabel(this))
    , barsLabel(new QLabel(this))
    , rules(new QComboBox(this))
    , frames(new QListWidget(this))
    , first(new PictureCanvas(this))
    , last(new PictureCanvas(this))
    , bars(new BarList(this)) {
    createControls();
    arrange();
    connect(&session, &PictureSession::filmChanged, this, &VideoView::refreshSoon);
    connect(&session, &PictureSession::choicesChanged, this, &VideoView::refreshSoon);
    retranslate();
}

void VideoView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {
        {filmFacts, "filmFacts"},   {rules, "videoRule"},    {arithmetic, "videoArithmetic"},
        {source, "videoSource"},    {frames, "videoFrames"}, {first, "tubeletFirst"},
        {last, "tubeletLast"},      {bars, "videoBars"},     {blockLabel, "tubeletFacts"},
        {sentence, "videoSentence"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, filmFacts, arithmetic, source, framesLabel, blockLabel, barsLabel})
        label->setWordWrap(true);
    QFont strong = font();
    strong.setBold(true);
    arithmetic->setFont(strong);
    for (const VideoTokenRule& one : videoTokenRules())
        rules->addItem(QString(), QString::fromStdString(one.id));
    rules->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    rules->setMinimumContentsLength(24);
    ruleLabel->setBuddy(rules);
    frames->setViewMode(QListView::IconMode);
    frames->setFlow(QListView::LeftToRight);
    frames->setWrapping(false);
    frames->setMovement(QListView::Static);
    frames->setIconSize({frameSide, frameSide});
    framesLabel->setBuddy(frames);
    connect(rules, &QComboBox::activated, this, [this] {
        PictureChoices wanted = session.choices();
        wanted.videoRule = rules->currentData().toString().toStdString();
        session.choose(wanted, tr("Counting rule for films"), VideoRulePart);
    });
    for (PictureCanvas* canvas : {first, last}) {
        connect(canvas, &PictureCanvas::hovered, this, [this](std::optional<std::size_t> cell) {
            if (!cell) return;
            lit = cell;
            showBlock();
        });
        connect(canvas, &PictureCanvas::chosen, this, [this](std::size_t cell) {
            lit = cell;
            showBlock();
        });
    }
}

void VideoView::arrange() {
    frames->setFixedHeight(frameSide + 2 * fontMetrics().height() + 34);
    auto* form = new QFormLayout;
    form->addRow(ruleLabel, rules);
    auto* pair = new QHBoxLayout;
    pair->addWidget(first, 1);
    pair->addWidget(last, 1);
    auto* left = new QVBoxLayout;
    left->addWidget(blockLabel);
    left->addLayout(pair, 1);
    auto* right = new QVBoxLayout;
    right->addLayout(form);
    right->addWidget(arithmetic);
    right->addWidget(source);
    right->addWidget(barsLabel);
    right->addWidget(bars, 1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addWidget(filmFacts);
    rows->addWidget(framesLabel);
    rows->addWidget(frames);
    rows->addLayout(columns, 1);
}

void VideoView::retranslate() {
    sentence->setText(tr("A film is too many pictures: a model takes some frames only, and a token may stand "
                         "for the same patch in two "
                         "frames after each other (a tubelet)."));
    ruleLabel->setText(tr("Counted as"));
    for (int i = 0; i < rules->count(); ++i) {
        const VideoTokenRule& one = videoTokenRules()[std::size_t(i)];
        rules->setItemText(i, QStringLiteral("%1 · %2 (%3)")
                                  .arg(vendorWords(one.vendor), ruleNameWords(one.name),
                                       QString::fromStdString(one.version)));
    }
    framesLabel->setText(
        tr("Frames that are taken; a frame on either side of a line belongs to another block"));
    frames->setAccessibleName(tr("Frames that are taken"));
    barsLabel->setText(tr("One hour of this film, and what else fills a context window"));
    bars->setTitles(tr("What"), tr("Tokens"));
    bars->setAccessibleName(barsLabel->text());
    first->setAccessibleName(tr("First frame of the block"));
    last->setAccessibleName(tr("Last frame of the block"));
}

void VideoView::setColors(const TokenColors& colors) {
    first->setColors(colors);
    last->setColors(colors);
    bars->setColors(colors);
}

const VideoTokenRule& VideoView::rule() const {
    const VideoTokenRule* found = findVideoTokenRule(session.choices().videoRule);
    return found ? *found : videoTokenRules().front();
}

void VideoView::refresh() {
    const FilmContent& film = session.film();
    const VideoTokenRule& now = rule();
    rules->setCurrentIndex(rules->findData(QString::fromStdString(now.id)));
    count = countVideoTokens(now.form, film.facts);
    filmFacts->setText(tr("%1 · %2 pixels · %3 frames · %4 s")
                           .arg(film.title, sizeWords(film.facts.size), grouped(film.facts.frameCount()),
                                secondsText(film.facts.seconds)));
    source->setText(tr("Rule of %1, source: %2")
                        .arg(QString::fromStdString(now.version), QString::fromStdString(now.source)));
    source->setToolTip(QString::fromStdString(now.note));
    if (count.tooNarrow) {
        arithmetic->setText(countProblemWords(TokenCountProblem::TooNarrow));
        count = {};
    } else {
        QStringList parts{tr("%1 frames").arg(grouped(count.frames))};
        if (count.columns > 0)
            parts += tr("%1 × %2 tokens for every %3 frames")
                         .arg(grouped(count.columns), grouped(count.rows), grouped(count.framesPerToken));
        if (count.audioTokens > 0) parts += tr("sound: %1 tokens").arg(grouped(count.audioTokens));
        parts += tr("%1 tokens in all, %2 a second").arg(grouped(count.tokens), ratio(count.tokensPerSecond));
        arithmetic->setText(parts.join(QStringLiteral(" · ")));
    }
    showFrames();
    showBlock();
    showBars();
}

void VideoView::showFrames() {
    frames->clear();
    const FilmContent& film = session.film();
    const std::size_t shown = std::min(count.times.size(), framesShown);
    for (std::size_t i = 0; i < shown; ++i) {
        const std::size_t block = i / std::max<std::uint64_t>(1, count.framesPerToken);
        const bool begins = i % std::max<std::uint64_t>(1, count.framesPerToken) == 0;
        QString words = tr("%1 s").arg(secondsText(count.times[i]));
        if (count.framesPerToken > 1)
            words = (begins ? QStringLiteral("┃ ") : QString()) + words + QLatin1Char('\n') +
                    tr("block %1").arg(grouped(block + 1));
        auto* item = new QListWidgetItem(words, frames);
        if (!film.frames.empty())
            item->setIcon(QIcon(QPixmap::fromImage(film.frames[frameAt(film, count.times[i])])));
    }
    if (count.times.size() > shown || count.frames > shown)
        new QListWidgetItem(tr("… and %1 more").arg(grouped(count.frames - shown)), frames);
}

/// The first block that one token of the grid reaches over.
void VideoView::showBlock() {
    const FilmContent& film = session.film();
    const bool grid = count.columns > 0 && count.rows > 0 && !count.times.empty();
    const std::size_t cells = std::size_t(count.columns) * count.rows;
    if (!lit || *lit >= cells) lit = cells > 0 ? std::optional(cells / 2) : std::nullopt;
    const Tubelet block = grid ? tubeletAt(count, *lit) : Tubelet{};
    const std::size_t ends[] = {std::size_t(block.begin),
                                std::size_t(std::max(block.end, block.begin + 1) - 1)};
    PictureCanvas* const canvases[] = {first, last};
    for (const int i : {0, 1}) {
        const PictureSize size = grid ? count.resized : film.facts.size;
        const std::size_t at = std::min(ends[i], count.times.empty() ? 0 : count.times.size() - 1);
        canvases[i]->setPicture(film.frames.empty() || count.times.empty()
                                    ? QImage()
                                    : film.frames[frameAt(film, count.times[at])],
                                QSizeF(size.width, size.height));
        CanvasCells cellsOfFrame;
        if (grid)
            cellsOfFrame = {count.columns,
                            count.rows,
                            0,
                            0,
                            double(size.width) / count.columns,
                            double(size.height) / count.rows,
                            double(size.width),
                            double(size.height)};
        canvases[i]->setCells(cellsOfFrame);
        canvases[i]->setLit(grid ? lit : std::nullopt);
    }
    last->setVisible(count.framesPerToken > 1);
    blockLabel->setText(
        !grid ? tr("This rule does not say which part of a frame a token stands for.")
        : count.framesPerToken > 1
            ? tr("Token %1 stands for the marked patch in frames %2 … %3 of the block: a tubelet.")
                  .arg(grouped(*lit + 1), grouped(std::size_t(block.begin) + 1),
                       grouped(std::size_t(block.end)))
            : tr("Token %1 stands for the marked patch of this frame.").arg(grouped(*lit + 1)));
}

void VideoView::showBars() {
    std::vector<BarRow> rows{{tr("this film"), {}, double(count.tokens)},
                             {tr("one hour of it"), {}, double(count.tokensOfOneHour)}};
    const auto words = [](const std::string& id) {
        return id == "page"            ? tr("a page of text")
               : id == "picture-4k"    ? tr("a 4K picture")
               : id == "podcast-text"  ? tr("an hour of podcast as text")
               : id == "podcast-sound" ? tr("an hour of podcast as sound")
               : id == "novel"         ? tr("a novel")
               : id == "million"       ? tr("a window of a million")
                                       : QString::fromStdString(id);
    };
    for (const ContextLandmark& landmark : contextLandmarks())
        rows.push_back({words(landmark.id), QString::fromUtf8(landmark.note), double(landmark.tokens)});
    std::stable_sort(rows.begin(), rows.end(),
                     [](const BarRow& a, const BarRow& b) { return a.value < b.value; });
    bars->setRows(rows);
    for (int i = 0; i < bars->topLevelItemCount(); ++i)
        bars->topLevelItem(i)->setText(1, grouped(std::size_t(rows[std::size_t(i)].value)));
}

} // namespace tokenarium
