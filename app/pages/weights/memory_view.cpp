// SPDX-License-Identifier: GPL-3.0-or-later
// Everything follows from the choices and is computed at once.
#include "app/pages/weights/memory_view.h"

#include "app/pages/weights/memory_figures.h"
#include "widgets/charts/bars_chart.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"
#include "widgets/weights/fit_chart.h"

#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {
namespace {

using Words = SizingWords;

constexpr std::size_t cacheBytesOfBox[] = {4, 2, 1};

std::vector<MemoryPart> partsOf(bool isTraining) {
    if (isTraining)
        return {MemoryPart::Weights, MemoryPart::Gradients, MemoryPart::Master, MemoryPart::Moments,
                MemoryPart::Activations};
    return {MemoryPart::Weights, MemoryPart::Cache, MemoryPart::Working};
}

/// GPUs from much memory to little.
std::vector<const Accelerator*> gpusBySize() {
    std::vector<const Accelerator*> list;
    for (const Accelerator& gpu : accelerators()) list.push_back(&gpu);
    std::stable_sort(list.begin(), list.end(), [](const Accelerator* a, const Accelerator* b) {
        return a->memoryBytes > b->memoryBytes;
    });
    return list;
}

} // namespace

MemoryView::MemoryView(SizingSession& sizing, QWidget* parent)
    : SizingView(sizing, parent)
    , sentence(new QLabel(this))
    , purpose(new QComboBox(this))
    , cacheFormat(new QComboBox(this))
    , recompute(new QComboBox(this))
    , context(new ValueSlider(this))
    , texts(new ValueSlider(this))
    , devices(new ValueSlider(this))
    , rank(new ValueSlider(this))
    , working(new ValueSlider(this))
    , ways(new BarsChart)
    , fits(new FitChart)
    , waysFrame(new ChartFrame(ways, QStringLiteral("memory"), this))
    , fitsFrame(new ChartFrame(fits, QStringLiteral("fits"), this))
    , figures(new FigureList(this)) {
    createControls();
    arrange();
    showPurpose(false);
    connectControls();
    retranslate();
}

void MemoryView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {{sentence, "memorySentence"},
                                                      {purpose, "memoryPurpose"},
                                                      {cacheFormat, "cacheFormat"},
                                                      {recompute, "recompute"},
                                                      {&context->slider(), "memoryContext"},
                                                      {&texts->slider(), "memoryTexts"},
                                                      {&devices->slider(), "zeroDevices"},
                                                      {&rank->slider(), "loraRank"},
                                                      {&working->slider(), "workingSpace"},
                                                      {ways, "memoryWays"},
                                                      {fits, "fitChart"},
                                                      {figures, "memoryFigures"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    sentence->setWordWrap(true);
    context->setValues(doublings(128, 15)); // to 2 M
    texts->setValues(doublings(1, 11));
    devices->setValues(doublings(1, 14));
    rank->setValues(doublings(1, 9));
    std::vector<double> room{0};
    for (const double gb : {0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0}) room.push_back(gb * 1e9);
    working->setValues(room);
}

void MemoryView::connectControls() {
    connect(purpose, &QComboBox::activated, this, [this](int index) {
        change(tr("Run or train"), -1, [&](SizingChoices& c) { c.isTraining = index == 1; });
    });
    connect(cacheFormat, &QComboBox::activated, this, [this](int index) {
        change(tr("Format of the cache"), -1,
               [&](SizingChoices& c) { c.cacheElementBytes = cacheBytesOfBox[index]; });
    });
    connect(recompute, &QComboBox::activated, this, [this](int index) {
        change(tr("Recomputing"), -1, [&](SizingChoices& c) { c.recompute = Recompute(index); });
    });
    const auto follow = [this](ValueSlider* slider, const char* name, int part, auto member) {
        connect(slider, &ValueSlider::valueChosen, this, [this, name, part, member](double value) {
            change(tr(name), part, [&](SizingChoices& c) {
                c.*member = std::remove_reference_t<decltype(c.*member)>(value);
            });
        });
    };
    follow(context, QT_TR_NOOP("Tokens of a text"), ContextPart, &SizingChoices::context);
    follow(texts, QT_TR_NOOP("Texts at once"), TextsPart, &SizingChoices::texts);
    follow(devices, QT_TR_NOOP("GPUs that share"), ZeroPart, &SizingChoices::zeroDevices);
    follow(rank, QT_TR_NOOP("Rank of LoRA"), RankPart, &SizingChoices::loraRank);
    follow(working, QT_TR_NOOP("Working space"), WorkingPart, &SizingChoices::workingBytes);
    connect(ways, &BarsChart::chosen, this, [this](std::size_t index) {
        if (index >= current.size()) return;
        change(tr("Format"), -1, [&](SizingChoices& c) {
            (c.isTraining ? c.scheme : c.format) = std::string(current[index].id);
        });
    });
    connect(fits, &FitChart::chosen, this, [this](std::size_t index) {
        const auto gpus = gpusBySize();
        if (index >= gpus.size()) return;
        change(tr("GPU"), -1, [&](SizingChoices& c) { c.gpu = std::string(gpus[index]->name); });
    });
    for (ChartFrame* frame : {waysFrame, fitsFrame}) connect(frame, &ChartFrame::said, this, &RoomView::said);
}

void MemoryView::arrange() {
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    purposeControl = addTo(first, purpose);
    first->addSpacing(12);
    cacheControl = addTo(first, cacheFormat);
    recomputeControl = addTo(first, recompute);
    first->addStretch(1);
    auto* second = new QHBoxLayout;
    second->setSpacing(24);
    for (ValueSlider* slider : {context, texts, working, devices, rank}) second->addWidget(slider, 1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(waysFrame, 6);
    columns->addWidget(fitsFrame, 9);
    columns->addWidget(setTurning({first, second, columns}, figures), 7);
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(sentence);
    rows->addLayout(first);
    rows->addLayout(second);
    rows->addLayout(columns, 1);
    rows->addWidget(claimLine());
}

void MemoryView::retranslate() {
    sentence->setText(
        tr("What this model takes of a GPU's memory, and which GPUs have as much. Click a bar for another "
           "format, a GPU for its numbers; a figure opens to its formula."));
    purposeControl.setTexts(tr("To"), tr("What the model is for"));
    setEntries(purpose, {tr("run it"), tr("train it")});
    cacheControl.setTexts(tr("KV cache in"), tr("Number format of keys and values"));
    setEntries(cacheFormat, {tr("32 bits"), tr("16 bits"), tr("8 bits")});
    recomputeControl.setTexts(tr("On the way back"),
                              tr("What is kept of each layer, and what is computed a second time"));
    setEntries(recompute,
               {tr("keep everything"), tr("recompute attention's scores"), tr("recompute whole layers")});
    const auto count = [](double value) { return grouped(std::size_t(value)); };
    context->setTexts(tr("Tokens of a text"), count,
                      tr("Length of each text: the prompt and what is written"));
    texts->setTexts(tr("Texts at once"), count, tr("The batch; in training, of each GPU"));
    devices->setTexts(tr("GPUs that share"), count,
                      tr("How many GPUs divide the training state among them (ZeRO)"));
    rank->setTexts(tr("Rank of LoRA"), count, tr("How narrow the matrices beside the model's are"));
    working->setTexts(
        tr("Working space"), [](double value) { return Words::bytes(value); },
        tr("Set aside for the driver and numbers in between: an assumption"));
    ways->setAccessibleName(tr("Memory by format"));
}

void MemoryView::setColors(const TokenColors& colors) {
    waysFrame->setColors(colors);
    fitsFrame->setColors(colors);
    figures->setColors(colors);
}

std::vector<MemoryRow> MemoryView::rows() const {
    const MemoryInput input = session.memoryInput();
    return session.choices().isTraining ? trainingRows(input) : runningRows(input);
}

void MemoryView::refresh() {
    current = rows();
    const SizingChoices& choices = session.choices();
    const std::string& wanted = choices.isTraining ? choices.scheme : choices.format;
    const auto found =
        std::find_if(current.begin(), current.end(), [&](const MemoryRow& one) { return one.id == wanted; });
    chosenRow = found == current.end() ? 0 : std::size_t(found - current.begin());
    showControls();
    showWays();
    showFit();
    figures->setFigures(MemoryFigures::of(session, current[chosenRow]));
    showClaim();
}

void MemoryView::showClaim() {
    using Verdict = RungClaim::Verdict;
    if (session.choices().isTraining)
        return SizingView::showClaim({Verdict::Depends,
                                      tr("Mixed precision with FP16 lowers the memory of training."),
                                      tr("With Adam the state stays at 16 bytes a parameter; activations and "
                                         "time are what it saves.")});
    const MemoryRow& row = current[chosenRow];
    const Accelerator& gpu = session.gpu();
    SizingView::showClaim({Verdict::Depends, tr("Running a model takes 1 to 10 GPUs."),
                           tr("%1 in %2 takes %3 of %4; large services with experts use hundreds.")
                               .arg(session.model().title(), Words::way(row, session.choices()),
                                    grouped(MemoryFigures::gpusFor(row.total(), gpu.memoryBytes)),
                                    QString::fromUtf8(gpu.name.data(), qsizetype(gpu.name.size())))});
}

void MemoryView::showControls() {
    const SizingChoices& choices = session.choices();
    setCurrent(purpose, choices.isTraining ? 1 : 0);
    setCurrent(cacheFormat, choices.cacheElementBytes == 4 ? 0 : choices.cacheElementBytes == 2 ? 1 : 2);
    setCurrent(recompute, int(choices.recompute));
    context->setValue(double(choices.context));
    texts->setValue(double(choices.texts));
    devices->setValue(double(choices.zeroDevices));
    rank->setValue(double(choices.loraRank));
    working->setValue(choices.workingBytes);
    if (recompute->isHidden() == choices.isTraining) showPurpose(choices.isTraining);
}

void MemoryView::showPurpose(bool training) {
    cacheControl.setVisible(!training);
    working->setVisible(!training);
    recomputeControl.setVisible(training);
    devices->setVisible(training);
    rank->setVisible(training);
}

void MemoryView::showWays() {
    const SizingChoices& choices = session.choices();
    const std::vector<MemoryPart> parts = partsOf(choices.isTraining);
    const MemoryRow& row = current[chosenRow];
    BarsData content;
    content.finding =
        choices.isTraining
            ? tr("Training %1 takes %2 on each GPU").arg(session.model().title(), Words::bytes(row.total()))
            : tr("%1 takes %2").arg(session.model().title(), Words::bytes(row.total()));
    content.axisTitle = tr("Memory of one GPU");
    content.words = [](double value) { return value == 0 ? QStringLiteral("0") : Words::bytes(value); };
    for (const MemoryPart part : parts) content.segments.push_back(Words::part(part));
    for (const MemoryRow& one : current) {
        ChartBar bar;
        bar.name = Words::way(one, choices);
        for (const MemoryPart part : parts) bar.parts.push_back(one.part(part));
        bar.value = Words::bytes(one.total());
        content.rows.push_back(std::move(bar));
    }
    content.lit = chosenRow;
    ways->setData(std::move(content));
}

void MemoryView::showFit() {
    const SizingChoices& choices = session.choices();
    const MemoryRow& row = current[chosenRow];
    FitData content;
    std::size_t fitting = 0;
    const auto gpus = gpusBySize();
    for (std::size_t i = 0; i < gpus.size(); ++i) {
        const Accelerator& gpu = *gpus[i];
        const bool does = row.total() <= gpu.memoryBytes;
        fitting += does;
        content.rows.push_back({QString::fromUtf8(gpu.name.data(), qsizetype(gpu.name.size())),
                                gpu.memoryBytes, does, MemoryFigures::verdict(row.total(), gpu.memoryBytes)});
        if (&gpu == &session.gpu()) content.lit = i;
    }
    content.finding =
        tr("%1 fits on %2 of %3 GPUs").arg(Words::way(row, choices), grouped(fitting), grouped(gpus.size()));
    for (const MemoryPart part : partsOf(choices.isTraining)) {
        content.segments.push_back(Words::part(part));
        content.parts.push_back(row.part(part));
    }
    content.bytesWords = [](double value) { return Words::bytes(value); };
    fits->setData(std::move(content));
}

} // namespace tokenarium
