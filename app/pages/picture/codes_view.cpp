// SPDX-License-Identifier: GPL-3.0-or-later
// Codebooks grow from 2 codes to 4,096 on a worker; each is shown as soon as it is there.
#include "app/pages/picture/codes_view.h"

#include "app/picture/picture_pixels.h"
#include "app/picture/picture_words.h"
#include "engine/image/resample.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/style/heat_scale.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <bit>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double mostPixels = 1 << 20; ///< larger pictures are made smaller: token models do, too
constexpr std::size_t candidatesKept = 5;
constexpr std::size_t sizesOfCurve = 12; ///< 2, 4 … 4096

enum Part { CodePatchPart = 20, CodesPart };

std::vector<double> codeCounts() {
    std::vector<double> counts;
    for (std::size_t count = fewestCodes; count <= mostCodes; count *= 2) counts.push_back(double(count));
    return counts;
}

PictureSize codedSize(PictureSize size) {
    if (double(size.area()) <= mostPixels) return size;
    return scaledTo(size, std::uint32_t(size.longSide() * std::sqrt(mostPixels / double(size.area()))));
}

CanvasCells cellsOf(const PatchCodes& codes) {
    const double side = codes.patch;
    return {codes.columns,
            codes.rows,
            0,
            0,
            side,
            side,
            double(codes.picture.width),
            double(codes.picture.height)};
}

QString number(double value, int decimals) { return QLocale().toString(value, 'f', decimals); }

} // namespace

CodesView::CodesView(PictureSession& pictureSession, QWidget* parent)
    : PictureView(pictureSession, parent)
    , sentence(new QLabel(this))
    , facts(new QLabel(this))
    , cellFacts(new QLabel(this))
    , modelFacts(new QLabel(this))
    , seedLabel(new QLabel(this))
    , stepsLabel(new QLabel(this))
    , originalCaption(new QLabel(this))
    , codesCaption(new QLabel(this))
    , rebuiltCaption(new QLabel(this))
    , completedCaption(new QLabel(this))
    , original(new PictureCanvas(this))
    , codesCanvas(new PictureCanvas(this))
    , rebuilt(new PictureCanvas(this))
    , completedCanvas(new PictureCanvas(this))
    , patch(new ValueSlider(this))
    , codes(new ValueSlider(this))
    , progress(new QProgressBar(this))
    , cancel(new QPushButton(this))
    , completeButton(new QPushButton(this))
    , stepButton(new QPushButton(this))
    , seed(new QSpinBox(this))
    , steps(new QSpinBox(this))
    , wholePicture(new QCheckBox(this))
    , chart(new CurveChart(this)) {
    createControls();
    arrange();
    connect(&session, &PictureSession::pictureChanged, this, &CodesView::refreshSoon);
    connect(&session, &PictureSession::choicesChanged, this, &CodesView::refreshSoon);
    connect(&curveJob, &Job::progressed, this, &CodesView::takePoints);
    drawTimer.setInterval(100);
    connect(&drawTimer, &QTimer::timeout, this, &CodesView::showDrawing);
    retranslate();
}

CodesView::~CodesView() {
    curveJob.cancel();
    completeJob.cancel();
}

void CodesView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {{facts, "codeFacts"},
                                                      {cellFacts, "codeCell"},
                                                      {modelFacts, "completeFacts"},
                                                      {original, "codeOriginal"},
                                                      {codesCanvas, "codeIds"},
                                                      {rebuilt, "codeRebuilt"},
                                                      {completedCanvas, "codeCompleted"},
                                                      {&patch->slider(), "codePatch"},
                                                      {&codes->slider(), "codebookSize"},
                                                      {progress, "codeProgress"},
                                                      {cancel, "codeCancel"},
                                                      {completeButton, "completePicture"},
                                                      {stepButton, "stepPictureModel"},
                                                      {seed, "completeSeed"},
                                                      {steps, "completeSteps"},
                                                      {wholePicture, "completeFromWhole"},
                                                      {chart, "codeChart"},
                                                      {sentence, "codeSentence"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, facts, cellFacts, modelFacts}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    patch->setValues({2, 4, 8, 16, 32});
    codes->setValues(codeCounts());
    progress->setRange(0, 1000);
    seed->setRange(1, 9999);
    steps->setRange(1, 5000);
    steps->setValue(150);
    steps->setSingleStep(50);
    seedLabel->setBuddy(seed);
    stepsLabel->setBuddy(steps);
    codesCanvas->setPixelated(true);
    connect(patch, &ValueSlider::valueChosen, this, [this](double value) {
        PictureChoices wanted = session.choices();
        wanted.codePatch = std::uint32_t(value);
        session.choose(wanted, tr("Patch size of the codes"), CodePatchPart);
    });
    connect(codes, &ValueSlider::valueChosen, this, [this](double value) {
        PictureChoices wanted = session.choices();
        wanted.codes = std::size_t(value);
        session.choose(wanted, tr("Size of the codebook"), CodesPart);
    });
    connect(completeButton, &QPushButton::clicked, this, &CodesView::complete);
    connect(stepButton, &QPushButton::clicked, this, [this] {
        if (const auto given = modelToStep()) emit modelWanted(*given);
    });
    connect(cancel, &QPushButton::clicked, this, [this] {
        if (completeJob.isBusy()) forgetCompleted();
        curveJob.cancel();
        takePoints();
    });
    for (PictureCanvas* canvas : {original, codesCanvas, rebuilt, completedCanvas}) {
        connect(canvas, &PictureCanvas::hovered, this, &CodesView::showCell);
        connect(canvas, &PictureCanvas::chosen, this, [this](std::size_t cell) { showCell(cell); });
        canvas->setWords([this](std::size_t cell) { return cellWords(cell); });
    }
}

QWidget* CodesView::captioned(QLabel* caption, PictureCanvas* canvas) {
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(caption);
    column->addWidget(canvas, 1);
    return box;
}

void CodesView::arrange() {
    auto* controls = new QHBoxLayout;
    controls->addWidget(patch, 1);
    controls->addWidget(codes, 1);
    controls->addWidget(progress);
    controls->addWidget(cancel);
    auto* pictures = new QHBoxLayout;
    pictures->addWidget(captioned(originalCaption, original), 1);
    pictures->addWidget(captioned(codesCaption, codesCanvas), 1);
    pictures->addWidget(captioned(rebuiltCaption, rebuilt), 1);
    pictures->addWidget(captioned(completedCaption, completedCanvas), 1);
    auto* learning = new QHBoxLayout;
    learning->addWidget(stepsLabel);
    learning->addWidget(steps);
    learning->addWidget(seedLabel);
    learning->addWidget(seed);
    learning->addWidget(completeButton, 1);
    auto* panel = new QVBoxLayout;
    panel->addWidget(cellFacts);
    panel->addStretch(1);
    panel->addWidget(modelFacts);
    panel->addWidget(wholePicture);
    panel->addLayout(learning);
    panel->addWidget(stepButton);
    auto* below = new QHBoxLayout;
    below->setSpacing(16);
    below->addWidget(chart, 1);
    below->addLayout(panel, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addLayout(controls);
    rows->addLayout(pictures, 4);
    rows->addWidget(facts);
    rows->addLayout(below, 3);
}

void CodesView::retranslate() {
    sentence->setText(tr(
        "A codebook is a list of little pictures. Each patch becomes the number of the most similar one: a "
        "token from a fixed vocabulary, like a word, which a model can also predict. A continuous patch "
        "vector keeps every number of the patch and can only be read, not chosen from a list."));
    patch->setTexts(
        tr("Patch size"), [](double value) { return tr("%1 × %1 px").arg(int(value)); },
        tr("How many pixels a code is wide and high"));
    codes->setTexts(
        tr("Codebook"), [](double value) { return tr("%1 codes").arg(grouped(std::size_t(value))); },
        tr("How many different little pictures there are"));
    originalCaption->setText(tr("Original"));
    codesCaption->setText(tr("Code numbers as colours"));
    rebuiltCaption->setText(tr("Rebuilt from the numbers"));
    completedCaption->setText(tr("Lower half predicted"));
    original->setAccessibleName(originalCaption->text());
    codesCanvas->setAccessibleName(codesCaption->text());
    rebuilt->setAccessibleName(rebuiltCaption->text());
    completedCanvas->setAccessibleName(completedCaption->text());
    cancel->setText(tr("Cancel"));
    completeButton->setText(tr("Complete the lower half"));
    completeButton->setToolTip(tr(
        "A tiny transformer learns here to predict the next code, then goes on where the upper half ends"));
    stepButton->setText(tr("Step through it in the Model room"));
    seedLabel->setText(tr("Seed"));
    seed->setToolTip(tr("The same seed gives the same picture"));
    stepsLabel->setText(tr("Learning steps"));
    wholePicture->setText(tr("Let it learn from the whole picture"));
    wholePicture->setToolTip(
        tr("Then it has seen the lower half: completing shows what it remembers, not what it can guess"));
    showCell(original->lit());
}

void CodesView::setColors(const TokenColors& colors) {
    for (PictureCanvas* canvas : {original, codesCanvas, rebuilt, completedCanvas}) canvas->setColors(colors);
    chart->setColors(colors);
}

void CodesView::refresh() {
    patch->setValue(session.choices().codePatch);
    codes->setValue(double(session.choices().codes));
    if (learntOf != session.picture().image || learntPatch != session.choices().codePatch) return learn();
    showPoint();
}

void CodesView::learn() {
    learntOf = session.picture().image;
    learntPatch = session.choices().codePatch;
    points.clear();
    coded.reset();
    forgetCompleted();
    found = std::make_shared<Found>();
    curveJob.start(
        [into = found, picture = learntOf, side = learntPatch](std::stop_token stop,
                                                               const Job::Progress& tell) {
            std::shared_ptr<const Image> small = picture;
            if (const PictureSize size = codedSize(picture->size()); size != picture->size()) {
                auto made = resample(*picture, size, Resampling::Bicubic, stop);
                if (!made) return false;
                small = std::make_shared<const Image>(std::move(*made));
            }
            {
                const std::lock_guard lock(into->mutex);
                into->picture = small;
            }
            CodebookSettings settings;
            settings.patch = side;
            settings.codes = mostCodes;
            std::size_t count = 0;
            codebookCurve(*small, settings, stop, [&](const CodebookPoint& one) {
                {
                    const std::lock_guard lock(into->mutex);
                    into->points.push_back(std::make_shared<const CodebookPoint>(one));
                }
                tell(++count);
            });
            return true;
        },
        [this](bool) { takePoints(); }, [this](const QString& message) { emit said(message); });
    showPoint();
}

void CodesView::takePoints() {
    if (found) {
        const std::lock_guard lock(found->mutex);
        points = found->points;
        coded = found->picture;
    }
    if (isVisible()) showPoint();
}

std::shared_ptr<const CodebookPoint> CodesView::point() const {
    if (points.empty()) return nullptr;
    const auto wanted = std::size_t(std::countr_zero(session.choices().codes)) - 1; // 2 codes come first
    return points[std::min(wanted, points.size() - 1)];
}

void CodesView::showPoint() {
    const bool busy = curveJob.isBusy() || completeJob.isBusy();
    progress->setVisible(busy);
    cancel->setVisible(busy);
    if (curveJob.isBusy()) {
        progress->setValue(int(1000 * points.size() / sizesOfCurve));
        progress->setFormat(tr("learning codebooks: %p %"));
    }
    const auto shown = point();
    completeButton->setEnabled(shown && shown->codes.rows > 1 && !completeJob.isBusy());
    showStepButton();
    if (!shown) {
        const PictureSize size = session.size();
        original->setPicture(session.picture().shown, QSizeF(size.width, size.height));
        for (PictureCanvas* canvas : {codesCanvas, rebuilt, completedCanvas}) canvas->setPicture({}, {});
        for (PictureCanvas* canvas : {original, codesCanvas, rebuilt, completedCanvas}) canvas->setCells({});
        facts->setText(tr("Learning the first codebook…"));
        return showChart();
    }
    showCodes(*shown);
    if (completedFrom && completedFrom != shown) forgetCompleted();
    showDrawing();
    showStepButton();
    showChart();
}

void CodesView::showCodes(const CodebookPoint& shown) {
    const QSizeF size(shown.codes.picture.width, shown.codes.picture.height);
    const std::size_t bookSize = shown.codebook.size();
    QImage numbers(int(shown.codes.columns), int(shown.codes.rows), QImage::Format_RGB32);
    for (std::size_t i = 0; i < shown.codes.ids.size(); ++i)
        numbers.setPixel(
            int(i % shown.codes.columns), int(i / shown.codes.columns),
            heatColor(double(shown.codes.ids[i]) / double(std::max<std::size_t>(1, bookSize - 1))));
    original->setPicture(session.picture().shown, size);
    codesCanvas->setPicture(numbers, size);
    rebuilt->setPicture(copyOf(decodePatches(shown.codes, shown.codebook)), size);
    for (PictureCanvas* canvas : {original, codesCanvas, rebuilt}) canvas->setCells(cellsOf(shown.codes));
    const CodeQuality& quality = shown.quality;
    const QString error =
        std::isinf(quality.peakSignalToNoise)
            ? tr("no error at all: the picture is identical")
            : tr("error %1 dB (PSNR, higher is better)").arg(number(quality.peakSignalToNoise, 1));
    QString text = tr("%1 patches as numbers of %2 codes (%3 are used): %4 bits per pixel instead of 24; %5.")
                       .arg(grouped(shown.codes.ids.size()), grouped(bookSize), grouped(quality.usedCodes),
                            number(quality.bitsPerPixel, 3), error);
    if (shown.codes.picture != session.size())
        text += QLatin1Char(' ') +
                tr("The picture was made smaller first, to %1.").arg(sizeWords(shown.codes.picture));
    facts->setText(text);
}

void CodesView::showChart() {
    CurveChartData curve;
    curve.doublingSteps = true;
    curve.xTitle = tr("codes in the codebook");
    curve.leftTitle = tr("PSNR, dB");
    curve.rightTitle = tr("bits per pixel");
    for (const auto& one : points) {
        const double size = double(one->codebook.size());
        if (std::isfinite(one->quality.peakSignalToNoise))
            curve.left.emplace_back(size, one->quality.peakSignalToNoise);
        curve.right.emplace_back(size, one->quality.bitsPerPixel);
    }
    if (const auto shown = point()) curve.marked = double(shown->codebook.size());
    curve.finding = tr("More codes: a smaller error, and more bits for each number");
    chart->setData(std::move(curve));
}

QString CodesView::cellWords(std::size_t cell) const {
    const auto shown = point();
    if (!shown || cell >= shown->codes.ids.size()) return {};
    const std::size_t columns = shown->codes.columns;
    QString words = tr("Row %1, column %2: code #%3 of %4")
                        .arg(grouped(cell / columns + 1), grouped(cell % columns + 1),
                             grouped(shown->codes.ids[cell]), grouped(shown->codebook.size()));
    if (cell < firstDrawn || cell - firstDrawn >= drawn.size()) return words;
    const DrawnCode& choice = drawn[cell - firstDrawn];
    QStringList likeliest;
    for (const Candidate& one : choice.likeliest)
        likeliest += tr("#%1 %2").arg(grouped(one.id), percent(one.probability));
    return words + QLatin1Char('\n') +
           tr("The model drew #%1 here. The likeliest were: %2.")
               .arg(grouped(choice.id), likeliest.join(QStringLiteral(", ")));
}

void CodesView::showCell(std::optional<std::size_t> cell) {
    for (PictureCanvas* canvas : {original, codesCanvas, rebuilt, completedCanvas}) canvas->setLit(cell);
    cellFacts->setText(cell ? cellWords(*cell) : tr("Point at a patch to see its number."));
}

void CodesView::forgetCompleted() {
    completeJob.cancel();
    drawTimer.stop();
    drawing.reset();
    completedFrom.reset();
    whole = {};
    drawn.clear();
    firstDrawn = 0;
}

void CodesView::complete() {
    const auto from = point();
    if (!from) return;
    forgetCompleted();
    completedFrom = from;
    drawing = std::make_shared<Drawing>();
    const CodePicture full{from->codes.columns, from->codes.rows, from->codes.ids};
    const std::uint32_t half = std::max(1U, full.rows / 2);
    whole = upperRows(full, half, true);
    firstDrawn = whole.ids.size();
    PictureModelSettings settings;
    settings.codes = from->codebook.size();
    settings.seconds = 0;
    settings.steps = std::size_t(steps->value());
    settings.seed = std::uint64_t(seed->value());
    const CodePicture lesson = wholePicture->isChecked() ? full : upperRows(full, half, false);
    completeJob.start(
        [into = drawing, settings, lesson, beginning = whole](std::stop_token stop, const Job::Progress&) {
            const auto model = createPictureModel(std::span(&lesson, 1), settings, stop,
                                                  [&](const PictureModelReport& report) {
                                                      const std::lock_guard lock(into->mutex);
                                                      into->report = report;
                                                  });
            if (!model || stop.stop_requested()) return false;
            {
                const std::lock_guard lock(into->mutex);
                into->model = model;
            }
            SamplingSettings sampling;
            sampling.temperature = 0.7;
            return completePicture(*model, beginning, sampling, settings.seed, stop,
                                   [&](const Draw& draw) {
                                       DrawnCode code{draw.token, draw.candidates};
                                       const auto kept = std::min(candidatesKept, code.likeliest.size());
                                       std::partial_sort(code.likeliest.begin(),
                                                         code.likeliest.begin() + std::ptrdiff_t(kept),
                                                         code.likeliest.end(),
                                                         [](const Candidate& a, const Candidate& b) {
                                                             return a.probability > b.probability;
                                                         });
                                       code.likeliest.resize(kept);
                                       const std::lock_guard lock(into->mutex);
                                       into->codes.push_back(std::move(code));
                                   })
                .has_value();
        },
        [this](bool) {
            drawTimer.stop();
            showPoint();
        },
        [this](const QString& message) {
            forgetCompleted();
            emit said(message);
            showPoint();
        });
    drawTimer.start();
    showPoint();
}

std::shared_ptr<const ReadyModel> CodesView::learntModel() const {
    if (!drawing || completeJob.isBusy()) return nullptr;
    const std::lock_guard lock(drawing->mutex);
    return drawing->model;
}

/// A row and a half, so that the next code stands below one that is known; fewer of a wide picture, so that
/// the chips can be taken in and the model has room to go on.
std::optional<GivenModel> CodesView::modelToStep() const {
    const auto model = learntModel();
    if (!model || !completedFrom) return std::nullopt;
    constexpr std::size_t mostCodesOfPrompt = 48;
    const PatchCodes& codesOfPicture = completedFrom->codes;
    const std::size_t count =
        std::min({codesOfPicture.columns + std::size_t(codesOfPicture.columns) / 2, mostCodesOfPrompt,
                  model->opened.config.positions / 2, codesOfPicture.ids.size() - 1});
    const Vocabulary& words = model->opened.tokenizer->vocabulary();
    const auto wordOf = [&](std::size_t i) {
        const std::string_view word = words.entry(codesOfPicture.ids[i]).value_or(std::string_view());
        return QString::fromUtf8(word.data(), qsizetype(word.size()));
    };
    QStringList prompt;
    for (std::size_t i = 0; i < count; ++i) prompt += wordOf(i);
    const QString& title = session.picture().title;
    return GivenModel{
        model, tr("codes of %1").arg(title), prompt.join(QLatin1Char(' ')),
        tr("The tokens are the first %1 codes of %2; in the picture %3 comes next. Other codes can be "
           "typed into the prompt, too.")
            .arg(grouped(count), title, wordOf(count))};
}

void CodesView::showStepButton() {
    const bool isLearnt = learntModel() != nullptr;
    stepButton->setEnabled(isLearnt);
    stepButton->setToolTip(
        isLearnt
            ? tr("The tiny transformer that has learnt here reads the first codes and predicts the next one, "
                 "step by step, as the models of text do")
            : tr("No model has learnt yet: complete the lower half first"));
    stepButton->setAccessibleDescription(stepButton->toolTip());
}

/// The upper half, and as many codes as the model has drawn by now.
void CodesView::showDrawing() {
    const auto shown = point();
    if (!shown) return;
    const QSizeF size(shown->codes.picture.width, shown->codes.picture.height);
    if (!completedFrom) {
        modelFacts->setText(tr("A tiny next-code model learns here to predict each code from those before "
                               "it, as models of text predict words. Once it has completed the lower half, "
                               "it can be stepped through in the Model room."));
        completedCanvas->setPicture({}, size);
        return completedCanvas->setCells({});
    }
    PictureModelReport report;
    {
        const std::lock_guard lock(drawing->mutex);
        drawn = drawing->codes;
        report = drawing->report;
    }
    whole.ids.resize(firstDrawn);
    for (const DrawnCode& code : drawn) whole.ids.push_back(code.id);
    PatchCodes codesNow = shown->codes;
    codesNow.ids.assign(whole.ids.begin(), whole.ids.end());
    codesNow.ids.resize(whole.size(), std::uint32_t(shown->codebook.size())); // beyond the book: black
    completedCanvas->setPicture(copyOf(decodePatches(codesNow, shown->codebook)), size);
    completedCanvas->setCells(cellsOf(shown->codes));
    if (completeJob.isBusy()) {
        const double share =
            double(drawn.size()) / double(std::max<std::size_t>(1, whole.size() - firstDrawn));
        progress->setValue(int(drawn.empty() ? 700 * report.share : 700 + 300 * share));
        progress->setFormat(drawn.empty() ? tr("learning: %p %") : tr("painting: %p %"));
    }
    const double guessing = std::log(double(shown->codebook.size()));
    modelFacts->setText(
        tr("After %1 steps the loss is %2 nats a code (guessing among all codes: %3). %4 codes are drawn.")
            .arg(grouped(report.step), number(report.loss, 2), number(guessing, 2), grouped(drawn.size())));
}

} // namespace tokenarium
