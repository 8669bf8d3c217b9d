// SPDX-License-Identifier: GPL-3.0-or-later
// The split is computed anew at every change; it takes microseconds.
#include "app/pages/weights/split_view.h"

#include "app/pages/weights/split_figures.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/still_text.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"
#include "widgets/weights/split_picture.h"

#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {
namespace {

using Words = SizingWords;

constexpr std::size_t mostBoxes = 8;

QString nameOf(std::string_view name) { return QString::fromUtf8(name.data(), qsizetype(name.size())); }

} // namespace

SplitView::SplitView(SizingSession& sizing, QWidget* parent)
    : SizingView(sizing, parent)
    , sentence(new QLabel(this))
    , note(new QLabel(this))
    , way(new QComboBox(this))
    , step(new QComboBox(this))
    , format(new QComboBox(this))
    , gpu(new QComboBox(this))
    , devices(new ValueSlider(this))
    , context(new ValueSlider(this))
    , texts(new ValueSlider(this))
    , picture(new SplitPicture)
    , frame(new ChartFrame(picture, QStringLiteral("split"), this))
    , figures(new FigureList(this)) {
    const std::pair<QWidget*, const char*> names[] = {{sentence, "splitSentence"},
                                                      {note, "splitNote"},
                                                      {way, "splitWay"},
                                                      {step, "splitStep"},
                                                      {format, "splitFormat"},
                                                      {gpu, "splitGpu"},
                                                      {&devices->slider(), "splitDevices"},
                                                      {&context->slider(), "splitContext"},
                                                      {&texts->slider(), "splitTexts"},
                                                      {picture, "splitPicture"},
                                                      {figures, "splitFigures"}};
    for (const auto& [widget, objectName] : names) widget->setObjectName(QLatin1String(objectName));
    sentence->setWordWrap(true);
    note->setWordWrap(true);
    devices->setValues({1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256, 320});
    context->setValues(doublings(128, 15));
    texts->setValues(doublings(1, 11));
    arrange();
    connectControls();
    retranslate();
}

void SplitView::connectControls() {
    connect(way, &QComboBox::activated, this, [this](int index) {
        change(tr("Way to split"), -1, [&](SizingChoices& c) { c.way = SplitWay(index); });
    });
    connect(step, &QComboBox::activated, this, [this](int index) {
        change(tr("Kind of step"), -1, [&](SizingChoices& c) { c.step = SizingChoices::Step(index); });
    });
    connect(format, &QComboBox::activated, this, [this](int index) {
        const auto rows = runningRows(session.memoryInput());
        change(tr("Format"), -1,
               [&](SizingChoices& c) { c.format = std::string(rows[std::size_t(index)].id); });
    });
    connect(gpu, &QComboBox::activated, this, [this](int index) {
        change(tr("GPU"), -1,
               [&](SizingChoices& c) { c.gpu = std::string(accelerators()[std::size_t(index)].name); });
    });
    connect(devices, &ValueSlider::valueChosen, this, [this](double value) {
        change(tr("GPUs"), DevicesPart, [&](SizingChoices& c) { c.splitDevices = std::size_t(value); });
    });
    connect(context, &ValueSlider::valueChosen, this, [this](double value) {
        change(tr("Tokens of a text"), ContextPart,
               [&](SizingChoices& c) { c.context = std::size_t(value); });
    });
    connect(texts, &ValueSlider::valueChosen, this, [this](double value) {
        change(tr("Texts at once"), TextsPart, [&](SizingChoices& c) { c.texts = std::size_t(value); });
    });
    connect(frame, &ChartFrame::said, this, &RoomView::said);
}

void SplitView::arrange() {
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    wayControl = addTo(first, way);
    first->addSpacing(12);
    stepControl = addTo(first, step);
    first->addSpacing(12);
    formatControl = addTo(first, format);
    first->addSpacing(12);
    gpuControl = addTo(first, gpu);
    first->addStretch(1);
    auto* second = new QHBoxLayout;
    second->setSpacing(24);
    for (ValueSlider* slider : {devices, context, texts}) second->addWidget(slider, 1);
    auto* left = new QVBoxLayout;
    left->addWidget(frame, 1);
    left->addWidget(new StillText(note, 2, this));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addLayout(left, 12);
    columns->addWidget(setTurning({first, second, columns}, figures), 8);
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addLayout(first);
    rows->addLayout(second);
    rows->addLayout(columns, 1);
    rows->addWidget(claimLine());
}

void SplitView::retranslate() {
    sentence->setText(tr(
        "A model too large for one GPU lies on several. Each box is a GPU, as high as its memory; the arrows "
        "are what they must send each other in every step."));
    wayControl.setTexts(tr("Split"), tr("What the GPUs divide among them"));
    setEntries(way, {tr("by layers"), tr("by tensors"), tr("by experts")});
    stepControl.setTexts(tr("In one step"), tr("What goes through the model at once"));
    setEntries(step, {tr("each text gets a token"), tr("the prompts are read"), tr("the model is trained")});
    formatControl.setTexts(tr("Weights in"), tr("Number format of the weights; in training 16 bytes each"));
    QStringList formats, gpus;
    for (const MemoryRow& row : runningRows(session.memoryInput()))
        formats += Words::way(row, session.choices());
    for (const Accelerator& one : accelerators()) gpus += nameOf(one.name);
    setEntries(format, formats);
    setEntries(gpu, gpus);
    gpuControl.setTexts(tr("GPU"), tr("Its memory is the height of the boxes"));
    const auto count = [](double value) { return grouped(std::size_t(value)); };
    devices->setTexts(tr("GPUs"), count, tr("How many"));
    context->setTexts(tr("Tokens of a text"), count,
                      tr("Length of each text: the prompt and what is written"));
    texts->setTexts(tr("Texts at once"), count, tr("The batch"));
}

void SplitView::setColors(const TokenColors& colors) {
    frame->setColors(colors);
    figures->setColors(colors);
}

void SplitView::refresh() {
    showControls();
    const SizingChoices& choices = session.choices();
    const Split result = split(session.splitModel(), session.splitStep(), choices.way, choices.splitDevices,
                               session.splitBytesPerParameter());
    showPicture(result);
    QString words;
    if (!session.model().shape)
        words = tr(
            "This file of weights says nothing of its width, heads or cache: weights only, and no traffic.");
    else if (!result.isPossible)
        words = tr("This model has no experts: every GPU would hold all of it. By layers or by tensors it "
                   "can be split.");
    else if (result.isUneven)
        words = tr("The %1 heads cannot be divided evenly among %2 GPUs; programs refuse that.")
                    .arg(grouped(session.splitModel().heads), grouped(choices.splitDevices));
    else if (choices.way == SplitWay::Layers)
        words = tr("Cheapest in traffic, but one text keeps only one GPU at work at a time.");
    else if (choices.way == SplitWay::Tensors)
        words = tr("All GPUs work on every token, so they must add up their parts twice in every layer: it "
                   "wants fast links.");
    else
        words = tr("Each token travels to the GPUs of its experts and back; all that is not an expert lies "
                   "on every GPU.");
    if (choices.step == SizingChoices::Step::Train)
        words += QLatin1Char(' ') + tr("Training state of 16 bytes a parameter, without activations.");
    note->setText(words);
    figures->setFigures(SplitFigures::of(session, result));
    showClaim({RungClaim::Verdict::Right, tr("Model parallelism splits a model over several GPUs."),
               tr("So it does, in three ways, and each has its price in what must be sent: here %1 a step.")
                   .arg(Words::bytes(result.sent()))});
}

void SplitView::showControls() {
    const SizingChoices& choices = session.choices();
    setCurrent(way, int(choices.way));
    setCurrent(step, int(choices.step));
    format->setEnabled(choices.step != SizingChoices::Step::Train);
    const auto rows = runningRows(session.memoryInput());
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].id == choices.format) setCurrent(format, int(i));
    setCurrent(gpu, int(&session.gpu() - accelerators().data()));
    devices->setValue(double(choices.splitDevices));
    context->setValue(double(choices.context));
    texts->setValue(double(choices.texts));
}

/// All, or the first ones and the last; `count` stands for those between.
std::vector<std::size_t> SplitView::shownDevices(std::size_t count) const {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < std::min(count, count > mostBoxes ? mostBoxes - 2 : count); ++i)
        shown.push_back(i);
    if (count > mostBoxes) {
        shown.push_back(count);
        shown.push_back(count - 1);
    }
    return shown;
}

void SplitView::showPicture(const Split& result) {
    const SizingChoices& choices = session.choices();
    SplitPictureData content;
    content.finding = findingOf(result);
    content.memory = session.gpu().memoryBytes;
    content.memoryWords = Words::bytes(content.memory);
    for (std::size_t i = 0; i < splitContents; ++i)
        content.segments.push_back(SplitFigures::content(SplitContent(i)));
    for (const std::size_t device : shownDevices(result.devices.size())) {
        SplitBox box;
        if (device == result.devices.size()) {
            box.title = tr("+ %1").arg(grouped(result.devices.size() - mostBoxes + 1));
            box.below = tr("like these");
        } else {
            const DeviceLoad& load = result.devices[device];
            box.title = tr("GPU %1").arg(device + 1);
            box.below = SplitFigures::holds(session, result, device);
            box.parts.assign(load.bytes.begin(), load.bytes.end());
            box.fits = load.totalBytes() <= content.memory;
            const QString bytes = Words::bytes(load.totalBytes());
            box.words = box.fits ? bytes : QStringLiteral("✕ ") + bytes; // the finding says it in words
        }
        content.boxes.push_back(std::move(box));
    }
    if (!result.traffic.empty())
        content.flow = choices.way == SplitWay::Layers    ? SplitPictureData::Flow::Chain
                       : choices.way == SplitWay::Tensors ? SplitPictureData::Flow::Ring
                                                          : SplitPictureData::Flow::All;
    content.goesBack = choices.step == SizingChoices::Step::Train && choices.way == SplitWay::Layers;
    content.arrowWords = arrowWords(result);
    picture->setData(std::move(content));
}

QString SplitView::findingOf(const Split& result) const {
    const SizingChoices& choices = session.choices();
    const QString largest = Words::bytes(result.largest().totalBytes());
    const QString count = grouped(choices.splitDevices), title = session.model().title();
    const bool fits = result.largest().totalBytes() <= session.gpu().memoryBytes;
    const QString words = choices.splitDevices == 1
                              ? tr("%1 on one GPU: %2").arg(title, largest)
                              : tr("%1 on %2 GPUs: up to %3 on each").arg(title, count, largest);
    return words + (fits ? tr(", which fits") : tr(", which does not fit"));
}

QString SplitView::arrowWords(const Split& result) const {
    if (result.traffic.empty()) return {};
    double busiest = 0;
    const bool chain = session.choices().way == SplitWay::Layers;
    for (const SplitTraffic& one : result.traffic)
        if (!chain || one.exchange == SplitTraffic::Exchange::PointToPoint) busiest += one.sentByBusiest;
    switch (session.choices().way) {
    case SplitWay::Layers: return tr("each arrow: %1 a step").arg(Words::bytes(busiest));
    case SplitWay::Tensors: return tr("round the ring: each GPU sends %1 a step").arg(Words::bytes(busiest));
    case SplitWay::Experts: return tr("all to all: each GPU sends %1 a step").arg(Words::bytes(busiest));
    }
    return {};
}

} // namespace tokenarium
