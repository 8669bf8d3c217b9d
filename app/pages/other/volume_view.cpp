// SPDX-License-Identifier: GPL-3.0-or-later
// Each slice lies at right angles to an axis; a cell of it is a block that the slice goes through.
#include "app/pages/other/volume_view.h"

#include "widgets/still_text.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenarium {
namespace {

enum Part { PlacePart = 60, SidePart, DepthPart, SeedPart };
constexpr std::size_t numbersPerLine = 8, linesShown = 4;

QImage greyImage(const VolumeSlice& slice) {
    QImage image(int(slice.columns), int(slice.rows), QImage::Format_Grayscale8);
    for (std::size_t row = 0; row < slice.rows; ++row) {
        uchar* line = image.scanLine(int(row));
        for (std::size_t column = 0; column < slice.columns; ++column)
            line[column] = uchar(std::lround(slice.values[row * slice.columns + column] * 255));
    }
    return image;
}

/// The two axes that a slice shows: down and to the right.
std::pair<std::size_t, std::size_t> axesOf(std::size_t axis) {
    return {axis == 0 ? 1 : 0, axis == 2 ? 1 : 2};
}

std::array<std::size_t, 3> blocksAlong(const BlockGrid& grid) {
    return {grid.depth, grid.rows, grid.columns};
}

std::array<std::size_t, 3> sidesOf(const BlockGrid& grid) {
    return {grid.blockDepth, grid.blockSide, grid.blockSide};
}

} // namespace

VolumeView::VolumeView(VolumeSession& volumeSession, QWidget* parent)
    : OtherView(parent)
    , session(volumeSession)
    , sentence(new QLabel(this))
    , facts(new QLabel(this))
    , place(new QLabel(this))
    , numbers(new QLabel(this))
    , seedLabel(new QLabel(this))
    , captions{new QLabel(this), new QLabel(this), new QLabel(this)}
    , slices{new PictureCanvas(this), new PictureCanvas(this), new PictureCanvas(this)}
    , depthPlace(new ValueSlider(this))
    , blockSide(new ValueSlider(this))
    , blockDepth(new ValueSlider(this))
    , seed(new QSpinBox(this)) {
    createControls();
    arrange();
    connect(&session, &VolumeSession::changed, this, &VolumeView::refreshSoon);
    connect(&session, &VolumeSession::changed, this, &OtherView::promptChanged);
    connect(&session, &VolumeSession::litChanged, this, [this] {
        if (isVisible()) showLit();
        emit promptChanged();
    });
    retranslate();
}

void VolumeView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {{facts, "volumeFacts"},
                                                      {place, "volumePlace"},
                                                      {numbers, "volumeNumbers"},
                                                      {slices[0], "sliceZ"},
                                                      {slices[1], "sliceY"},
                                                      {slices[2], "sliceX"},
                                                      {captions[0], "captionZ"},
                                                      {captions[1], "captionY"},
                                                      {captions[2], "captionX"},
                                                      {&depthPlace->slider(), "volumeZ"},
                                                      {&blockSide->slider(), "blockSide"},
                                                      {&blockDepth->slider(), "blockDepth"},
                                                      {seed, "volumeSeed"},
                                                      {sentence, "volumeSentence"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, facts, place, numbers}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    numbers->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    numbers->setWordWrap(false);
    std::vector<double> places(volumeSide);
    std::iota(places.begin(), places.end(), 0.0);
    depthPlace->setValues(places);
    blockSide->setValues({4, 6, 8, 12, 16, 20, 24, 32, 48});
    blockDepth->setValues({1, 2, 4, 8, 16, 24, 32, 48, 96});
    seed->setRange(1, 9999);
    seedLabel->setBuddy(seed);
    connect(depthPlace, &ValueSlider::valueChosen, this, [this](double value) {
        choose([value](VolumeChoices& wanted) { wanted.place[0] = std::size_t(value); }, tr("Slice"),
               PlacePart);
    });
    connect(blockSide, &ValueSlider::valueChosen, this, [this](double value) {
        choose([value](VolumeChoices& wanted) { wanted.blockSide = std::size_t(value); }, tr("Block size"),
               SidePart);
    });
    connect(blockDepth, &ValueSlider::valueChosen, this, [this](double value) {
        choose([value](VolumeChoices& wanted) { wanted.blockDepth = std::size_t(value); }, tr("Block depth"),
               DepthPart);
    });
    connect(seed, &QSpinBox::valueChanged, this, [this](int value) {
        choose([value](VolumeChoices& wanted) { wanted.seed = std::uint64_t(value); }, tr("Seed"), SeedPart);
    });
    for (std::size_t axis = 0; axis < slices.size(); ++axis) {
        PictureCanvas* canvas = slices[axis];
        canvas->setPixelated(true);
        connect(canvas, &PictureCanvas::hovered, this, [this, axis](std::optional<std::size_t> cell) {
            session.hoverBlock(cell ? std::optional(blockOf(axis, *cell)) : std::nullopt);
        });
        connect(canvas, &PictureCanvas::chosen, this,
                [this, axis](std::size_t cell) { session.pinBlock(blockOf(axis, cell)); });
        canvas->setWords([this](std::size_t) { return wordsOf(session.litBlock()); });
    }
}

void VolumeView::choose(const std::function<void(VolumeChoices&)>& set, const QString& name, int part) {
    VolumeChoices wanted = session.choices();
    set(wanted);
    session.choose(wanted, name, part);
}

void VolumeView::arrange() {
    auto* controls = new QHBoxLayout;
    controls->setSpacing(16);
    controls->addWidget(depthPlace, 2);
    controls->addWidget(blockSide, 2);
    controls->addWidget(blockDepth, 2);
    controls->addWidget(seedLabel);
    controls->addWidget(seed);
    auto* pictures = new QGridLayout;
    for (int i = 0; i < 3; ++i) {
        captions[std::size_t(i)]->setAlignment(Qt::AlignHCenter);
        pictures->addWidget(slices[std::size_t(i)], 0, i);
        pictures->addWidget(captions[std::size_t(i)], 1, i);
        pictures->setColumnStretch(i, 1);
    }
    pictures->setRowStretch(0, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addLayout(controls);
    rows->addWidget(facts);
    rows->addLayout(pictures, 1);
    rows->addWidget(new StillText(place, 1));
    rows->addWidget(new StillText(numbers, 5));
}

void VolumeView::setColors(const TokenColors& colors) {
    for (PictureCanvas* canvas : slices) canvas->setColors(colors);
}

CanvasCells VolumeView::cellsOf(std::size_t axis) const {
    const BlockGrid grid = session.grid();
    const auto [down, right] = axesOf(axis);
    const auto counts = blocksAlong(grid), sides = sidesOf(grid);
    const double width = double(sides[right]), height = double(sides[down]);
    return {counts[right],
            counts[down],
            0,
            0,
            width,
            height,
            width * double(counts[right]),
            height * double(counts[down])};
}

std::size_t VolumeView::blockOf(std::size_t axis, std::size_t cell) const {
    const BlockGrid grid = session.grid();
    const auto [down, right] = axesOf(axis);
    const auto counts = blocksAlong(grid), sides = sidesOf(grid);
    std::array<std::size_t, 3> block{};
    block[down] = cell / counts[right];
    block[right] = cell % counts[right];
    block[axis] = std::min(session.shownPlace()[axis] / sides[axis], counts[axis] - 1);
    return (block[0] * grid.rows + block[1]) * grid.columns + block[2];
}

void VolumeView::refresh() {
    session.begin();
    const VolumeChoices& chosen = session.choices();
    const BlockGrid grid = session.grid();
    depthPlace->setValue(double(chosen.place[0]));
    blockSide->setValue(double(chosen.blockSide));
    blockDepth->setValue(double(chosen.blockDepth));
    {
        const QSignalBlocker quiet(seed);
        seed->setValue(int(chosen.seed));
    }
    const std::size_t each = grid.blockDepth * grid.blockSide * grid.blockSide;
    QString text =
        tr("%1 × %1 × %1 voxels → %2 × %3 × %4 = %5 blocks, a token each, of %6 × %7 × %7 = %8 numbers")
            .arg(volumeSide)
            .arg(grid.depth)
            .arg(grid.rows)
            .arg(grid.columns)
            .arg(grouped(grid.count()))
            .arg(grid.blockDepth)
            .arg(grid.blockSide)
            .arg(grouped(each));
    const std::size_t all = volumeSide * volumeSide * volumeSide;
    if (grid.count() * each < all)
        text += tr(" · %1 of the voxels fill no block and are left out")
                    .arg(percent(1 - double(grid.count() * each) / double(all)));
    facts->setText(text);
    if (shownVolume != session.volume()) shownAt = {};
    shownVolume = session.volume();
    for (std::size_t axis = 0; axis < slices.size(); ++axis) slices[axis]->setCells(cellsOf(axis));
    showLit();
}

void VolumeView::showSlice(std::size_t axis, std::size_t at) {
    const char* const letters[] = {"z", "y", "x"};
    captions[axis]->setText(tr("slice %1 = %2").arg(QLatin1String(letters[axis])).arg(at));
    if (!shownVolume || shownAt[axis] == at) return;
    shownAt[axis] = at;
    slices[axis]->setPicture(greyImage(sliceOf(*shownVolume, axis, at)), QSizeF(volumeSide, volumeSide));
}

void VolumeView::showLit() {
    const std::size_t block = session.litBlock();
    const BlockGrid grid = session.grid();
    const auto at = session.shownPlace(), origin = grid.origin(block), sides = sidesOf(grid);
    const auto counts = blocksAlong(grid);
    for (std::size_t axis = 0; axis < slices.size(); ++axis) {
        showSlice(axis, at[axis]);
        const auto [down, right] = axesOf(axis);
        slices[axis]->setLit(origin[down] / sides[down] * counts[right] + origin[right] / sides[right]);
    }
    place->setText(wordsOf(block));
    showNumbers(block);
}

QString VolumeView::wordsOf(std::size_t block) const {
    const BlockGrid grid = session.grid();
    const auto [z, y, x] = grid.origin(block);
    return tr("Token %1 of %2: the block from z = %3 to %4, y = %5 to %6, x = %7 to %8")
        .arg(grouped(block + 1), grouped(grid.count()))
        .arg(z)
        .arg(z + grid.blockDepth - 1)
        .arg(y)
        .arg(y + grid.blockSide - 1)
        .arg(x)
        .arg(x + grid.blockSide - 1);
}

void VolumeView::showNumbers(std::size_t block) {
    if (!shownVolume) return numbers->setText(tr("computing…"));
    const std::vector<float> values = blockValues(*shownVolume, session.grid(), block);
    const double mean =
        std::accumulate(values.begin(), values.end(), 0.0) / double(std::max<std::size_t>(1, values.size()));
    QStringList lines{tr("Its %1 numbers (brightness 0 … 1; mean %2) are the token's vector, in this order:")
                          .arg(grouped(values.size()), QLocale().toString(mean, 'f', 3))};
    const std::size_t shown = std::min(values.size(), numbersPerLine * linesShown);
    for (std::size_t i = 0; i < shown; i += numbersPerLine) {
        QStringList line;
        for (std::size_t j = i; j < std::min(i + numbersPerLine, shown); ++j)
            line += QLocale().toString(double(values[j]), 'f', 2);
        lines += line.join(QStringLiteral("  "));
    }
    if (shown < values.size()) lines.last() += tr("  … and %1 more").arg(grouped(values.size() - shown));
    numbers->setText(lines.join(QLatin1Char('\n')));
}

Page::Prompt VolumeView::prompt() const {
    Page::Prompt prompt;
    const BlockGrid grid = session.grid();
    prompt.strip.tokenCount = grid.count();
    prompt.strip.contextWindow = 128'000;
    prompt.strip.tintKind = TintKind::Scale;
    prompt.strip.tint = [grid, volume = session.volume()](std::size_t block) -> std::uint8_t {
        if (!volume || block >= grid.count()) return 0;
        const auto [z, y, x] = grid.origin(block); // its middle stands for it
        return std::uint8_t(std::lround(
            volume->at(z + grid.blockDepth / 2, y + grid.blockSide / 2, x + grid.blockSide / 2) * 255));
    };
    prompt.strip.lit = session.litBlock();
    prompt.label = tr("%1 block tokens of this volume").arg(grouped(grid.count()));
    return prompt;
}

void VolumeView::retranslate() {
    sentence->setText(
        tr("A scan of a body has depth as well: it is cut into blocks as a picture is cut into patches, "
           "and films too, with time as the depth. This volume is made by a formula, no patient was "
           "scanned. Point at a block, or move with the arrow keys."));
    depthPlace->setTexts(
        tr("Slice z"), [](double value) { return QString::number(int(value)); },
        tr("Which slice of the depth the first picture shows"));
    blockSide->setTexts(
        tr("Block size"), [](double value) { return tr("%1 × %1 voxels").arg(int(value)); },
        tr("How wide and high a block is"));
    blockDepth->setTexts(
        tr("Block depth"), [](double value) { return tr("%1 slices").arg(int(value)); },
        tr("How many slices a block has; 1: every slice is cut like a picture"));
    seedLabel->setText(tr("Seed"));
    seed->setToolTip(tr("Another seed, another volume"));
    const QString names[] = {tr("Slice through the depth z"), tr("Slice through the height y"),
                             tr("Slice through the width x")};
    for (std::size_t axis = 0; axis < slices.size(); ++axis) slices[axis]->setAccessibleName(names[axis]);
}

} // namespace tokenarium
