// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine says of the grid is shown; the numbers of a patch are asked for one patch at a time.
#include "app/pages/picture/patches_view.h"

#include "app/picture/picture_pixels.h"
#include "widgets/still_text.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QVBoxLayout>

namespace tokenarium {
namespace {

constexpr std::size_t numbersShown = 24; ///< eight pixels

enum Part { PatchPart, BorderPart, ClassPart, ScalePart };

CanvasCells cellsOf(const PatchGrid& grid) {
    const double width = grid.patchWidth(), height = grid.patchHeight();
    return {grid.columns, grid.rows, 0, 0, width, height, width * grid.columns, height * grid.rows};
}

std::vector<double> patchSizes() {
    std::vector<double> sizes;
    for (int size = 4; size <= 64; ++size) sizes.push_back(size);
    return sizes;
}

QString shortNumber(double value) { return QLocale().toString(value, 'f', 2); }

} // namespace

PatchesView::PatchesView(PictureSession& pictureSession, QWidget* parent)
    : PictureView(pictureSession, parent)
    , sentence(new QLabel(this))
    , facts(new QLabel(this))
    , place(new QLabel(this))
    , numbers(new QLabel(this))
    , borderLabel(new QLabel(this))
    , scaleLabel(new QLabel(this))
    , patch(new ValueSlider(this))
    , border(new QComboBox(this))
    , scale(new QComboBox(this))
    , classToken(new QCheckBox(this))
    , canvas(new PictureCanvas(this))
    , swatch(new PictureCanvas(this)) {
    createControls();
    arrange();
    connect(&session, &PictureSession::pictureChanged, this, &PatchesView::refreshSoon);
    connect(&session, &PictureSession::choicesChanged, this, &PatchesView::refreshSoon);
    connect(&session, &PictureSession::patchesChanged, this, [this] {
        if (isVisible()) showLit();
    });
    connect(&session, &PictureSession::litChanged, this, [this] {
        if (isVisible()) showLit();
    });
    retranslate();
}

void PatchesView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {
        {facts, "patchFacts"},           {place, "patchPlace"},   {numbers, "patchNumbers"},
        {&patch->slider(), "patchSize"}, {border, "patchBorder"}, {scale, "pixelScale"},
        {classToken, "classToken"},      {canvas, "patchCanvas"}, {swatch, "patchSwatch"},
        {sentence, "patchSentence"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, facts, place, numbers}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    numbers->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    swatch->setPixelated(true);
    swatch->setMaximumHeight(14 * fontMetrics().height());
    swatch->setFocusPolicy(Qt::NoFocus);
    patch->setValues(patchSizes());
    for (int i = 0; i < 3; ++i) border->addItem(QString());
    for (int i = 0; i < 4; ++i) scale->addItem(QString());
    borderLabel->setBuddy(border);
    scaleLabel->setBuddy(scale);
    connect(patch, &ValueSlider::valueChosen, this, [this](double size) {
        PictureChoices wanted = session.choices();
        wanted.patch = std::uint32_t(size);
        session.choose(wanted, tr("Patch size"), PatchPart);
    });
    connect(border, &QComboBox::activated, this, [this](int row) {
        PictureChoices wanted = session.choices();
        wanted.border = BorderRule(row);
        session.choose(wanted, tr("How the picture fits"), BorderPart);
    });
    connect(scale, &QComboBox::activated, this, [this](int row) {
        PictureChoices wanted = session.choices();
        wanted.scale = PixelScale(row);
        session.choose(wanted, tr("Scale of the numbers"), ScalePart);
    });
    connect(classToken, &QCheckBox::clicked, this, [this](bool on) {
        PictureChoices wanted = session.choices();
        wanted.classToken = on;
        session.choose(wanted, tr("[CLS] token"), ClassPart);
    });
    const auto tokenOf = [this](std::size_t cell) { return std::size_t(session.grid().position(cell)); };
    connect(canvas, &PictureCanvas::hovered, this, [this, tokenOf](std::optional<std::size_t> cell) {
        session.hoverToken(cell ? std::optional(tokenOf(*cell)) : std::nullopt);
    });
    connect(canvas, &PictureCanvas::chosen, this,
            [this, tokenOf](std::size_t cell) { session.pinToken(tokenOf(cell)); });
    canvas->setWords([this](std::size_t cell) { return wordsOf(cell); });
}

void PatchesView::arrange() {
    auto* side = new QWidget(this);
    side->setFixedWidth(fontMetrics().averageCharWidth() * 48);
    auto* form = new QFormLayout;
    form->addRow(borderLabel, border);
    form->addRow(scaleLabel, scale);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(patch);
    column->addLayout(form);
    column->addWidget(classToken);
    column->addWidget(facts);
    column->addWidget(new StillText(place, 2));
    column->addWidget(swatch, 1);
    column->addWidget(new StillText(numbers, 10));
    column->addStretch(1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(canvas, 1);
    columns->addWidget(side);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addLayout(columns, 1);
}

void PatchesView::retranslate() {
    sentence->setText(
        tr("A model does not see pixels one by one: the picture is cut into square patches, and each "
           "patch becomes one token, read from left to right and top to bottom. Point at a patch, or move "
           "with the arrow keys."));
    patch->setTexts(
        tr("Patch size"), [](double size) { return tr("%1 × %1 px").arg(int(size)); },
        tr("How many pixels a patch is wide and high"));
    const QString borders[] = {tr("resize to whole patches"), tr("crop what is left over"),
                               tr("pad with black")};
    for (int i = 0; i < 3; ++i) border->setItemText(i, borders[i]);
    borderLabel->setText(tr("Where it does not fit"));
    const QString scales[] = {tr("0 … 1"), tr("−1 … 1 (ViT)"), tr("CLIP's mean and deviation"),
                              tr("ImageNet's mean and deviation")};
    for (int i = 0; i < 4; ++i) scale->setItemText(i, scales[i]);
    scaleLabel->setText(tr("Scale of the numbers"));
    classToken->setText(tr("[CLS] token before the patches"));
    classToken->setToolTip(tr("A token that stands for no patch; a classifier reads its answer there"));
    canvas->setAccessibleName(tr("Picture with its patches"));
    swatch->setAccessibleName(tr("The patch, enlarged"));
}

void PatchesView::setColors(const TokenColors& colors) {
    canvas->setColors(colors);
    swatch->setColors(colors);
}

void PatchesView::refresh() {
    const PictureChoices& chosen = session.choices();
    const PatchGrid grid = session.grid();
    const PictureSize size = session.size();
    patch->setValue(chosen.patch);
    border->setCurrentIndex(int(chosen.border));
    scale->setCurrentIndex(int(chosen.scale));
    classToken->setChecked(chosen.classToken);
    canvas->setPicture(session.picture().shown, QSizeF(size.width, size.height));
    canvas->setCells(cellsOf(grid));
    QString text = tr("%1 × %2 pixels → %3 columns × %4 rows = %5 patches")
                       .arg(grouped(size.width), grouped(size.height), grouped(grid.columns),
                            grouped(grid.rows), grouped(grid.count()));
    if (grid.classToken) text += tr(", with [CLS] %1 tokens").arg(grouped(grid.tokens()));
    if (grid.patch != chosen.patch)
        text += tr(". The picture is too small for larger patches than %1 × %1").arg(grid.patch);
    facts->setText(text);
    showLit();
}

void PatchesView::showLit() {
    const PatchGrid grid = session.grid();
    const std::uint64_t token = session.litToken();
    const auto index = grid.indexAtPosition(token);
    canvas->setLit(index ? std::optional(std::size_t(*index)) : std::nullopt);
    swatch->setVisible(index.has_value());
    if (index) return showPatch(*index);
    place->setText(tr("Position 0: [CLS]"));
    numbers->setText(tr("It stands for no patch: its row of numbers is learnt in training, and the model "
                        "collects there what it "
                        "makes of the whole picture."));
}

QString PatchesView::wordsOf(std::uint64_t index) const {
    const PatchGrid grid = session.grid();
    return tr("Patch %1 of %2: row %3, column %4; position %5 in the sequence")
        .arg(grouped(index + 1), grouped(grid.count()), grouped(index / grid.columns + 1),
             grouped(index % grid.columns + 1), grouped(grid.position(index)));
}

void PatchesView::showPatch(std::uint64_t index) {
    place->setText(wordsOf(index));
    const auto& pixels = session.patchPixels();
    if (!pixels || pixels->grid.patch != session.grid().patch) return numbers->setText(tr("computing…"));
    const PatchGrid grid = session.grid();
    const auto raw = patchNumbers(*pixels->fitted, grid, index, {});
    Image enlarged(grid.patch, grid.patch);
    for (std::size_t i = 0; i < raw.size(); ++i) enlarged.pixels[i] = std::uint8_t(raw[i] * 255 + 0.5F);
    swatch->setPicture(copyOf(enlarged), QSizeF(grid.patch, grid.patch));
    const auto row = patchNumbers(*pixels->fitted, grid, index, normalizationOf(session.choices().scale));
    QStringList lines{
        tr("%1 numbers: %2 × %2 pixels × red, green, blue").arg(grouped(row.size())).arg(grid.patch)};
    for (std::size_t i = 0; i < std::min(row.size(), numbersShown); i += 3)
        lines += QStringLiteral("%1 %2 %3")
                     .arg(shortNumber(row[i]), 6)
                     .arg(shortNumber(row[i + 1]), 6)
                     .arg(shortNumber(row[i + 2]), 6);
    if (row.size() > numbersShown) lines += tr("… and %1 more").arg(grouped(row.size() - numbersShown));
    numbers->setText(lines.join(QLatin1Char('\n')));
}

} // namespace tokenarium
