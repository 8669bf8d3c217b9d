// SPDX-License-Identifier: GPL-3.0-or-later
// A table of steps with bars; beside it the chosen step: what it reads, why, and its very code.
#include "app/pages/model/time/ladder_panel.h"

#include "app/pages/model/time/ladder_words.h"
#include "engine/backend/processor.h"
#include "widgets/model/ladder_picture_view.h"
#include "widgets/model/log_bar_delegate.h"
#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tokenarium {
namespace {

enum Column { Name, Speed, Time, OfBound, Bytes, ColumnCount };
constexpr int steps = int(ladderStepCount), gpuTitleRow = steps + 1, axisRow = 2 * steps + 2,
              rowCount = axisRow + 1;
constexpr double shortSeconds = 0.3, longSeconds = 3;
constexpr std::size_t sizesOffered[] = {128, 256, 512, 1024, 2048, 4096};
constexpr std::size_t usualSize = 1024;

QString flopsText(double gigaflops) { return quantityText(gigaflops * 1e9, QStringLiteral("FLOP/s")); }

/// "10 G" for a power of ten.
QString powerText(double gigaflops) {
    constexpr std::pair<double, const char*> units[] = {{1e3, "%1 T"}, {1, "%1 G"}, {1e-3, "%1 M"}};
    for (const auto& [size, text] : units)
        if (gigaflops > 0.99 * size) return QString::fromLatin1(text).arg(std::lround(gigaflops / size));
    return QString::number(gigaflops * 1e9);
}

QString bytesText(double bytes) { return LadderPanel::tr("%1 B").arg(ratio(bytes)); }

} // namespace

LadderPanel::LadderPanel(ComputeDevice& computeDevice, QWidget* parent)
    : QWidget(parent)
    , device(computeDevice)
    , sizeBox(new QComboBox(this))
    , stopButton(new QPushButton(this))
    , table(new QTableWidget(rowCount, ColumnCount, this))
    , bars(new LogBarDelegate(this))
    , picture(new LadderPictureView(this))
    , code(new QPlainTextEdit(this)) {
    const auto label = [this](const char* name, bool isStrong) {
        auto* made = new QLabel(this);
        made->setObjectName(QLatin1String(name));
        made->setWordWrap(true);
        QFont font = made->font();
        font.setBold(isStrong);
        made->setFont(font);
        return made;
    };
    setObjectName(QStringLiteral("ladderPanel"));
    finding = label("ladderFinding", true);
    why = label("ladderWhy", false);
    stepTitle = label("ladderStep", true);
    stepIdea = label("ladderIdea", false);
    stepNumbers = label("ladderNumbers", false);
    codeTitle = label("ladderCodeTitle", false);
    sizeBox->setObjectName(QStringLiteral("ladderSize"));
    stopButton->setObjectName(QStringLiteral("ladderStop"));
    stopButton->hide();
    picture->setObjectName(QStringLiteral("ladderPicture"));
    code->setObjectName(QStringLiteral("ladderCode"));
    code->setReadOnly(true);
    code->setLineWrapMode(QPlainTextEdit::NoWrap);
    code->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    code->setTabChangesFocus(true);
    for (const std::size_t size : sizesOffered) sizeBox->addItem(QString(), qulonglong(size));
    sizeBox->setCurrentIndex(int(std::find(std::begin(sizesOffered), std::end(sizesOffered), usualSize) -
                                 std::begin(sizesOffered)));
    table->setObjectName(QStringLiteral("ladderSteps"));
    table->setItemDelegateForColumn(Speed, bars);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 4);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setTabKeyNavigation(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(Speed, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(Name, QHeaderView::Fixed); // titles span all columns
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const int row : {0, gpuTitleRow}) table->setSpan(row, 0, 1, ColumnCount);
    arrange();
    connect(table, &QTableWidget::currentCellChanged, this, &LadderPanel::showStep);
    connect(sizeBox, &QComboBox::activated, this, [this] { start(shortSeconds); });
    connect(stopButton, &QPushButton::clicked, this, &LadderPanel::stop);
    connect(&job, &Job::progressed, this, [this] {
        const std::scoped_lock alone(shared->access);
        measured = shared->soFar;
        fillTable();
    });
    connect(&device, &ComputeDevice::found, this, [this] {
        if (std::exchange(waitsForCards, false)) start(shortSeconds);
        retranslate();
    });
    retranslate();
    table->setCurrentCell(1, Name);
}

void LadderPanel::arrange() {
    auto* top = new QHBoxLayout;
    top->addWidget(finding, 1);
    top->addWidget(sizeBox, 0, Qt::AlignTop);
    top->addWidget(stopButton, 0, Qt::AlignTop);
    auto* beside = new QVBoxLayout;
    beside->setSpacing(4);
    beside->addWidget(codeTitle);
    beside->addWidget(code, 1);
    auto* pictureRow = new QHBoxLayout;
    pictureRow->addWidget(picture, 0, Qt::AlignTop);
    pictureRow->addLayout(beside, 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(4);
    right->addWidget(stepTitle);
    right->addWidget(stepIdea);
    right->addWidget(stepNumbers);
    right->addLayout(pictureRow, 1);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(16);
    halves->addWidget(table, 6);
    halves->addLayout(right, 5);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(top);
    column->addWidget(why);
    column->addLayout(halves, 1);
}

int LadderPanel::card() const {
    if (device.chosen() != ComputeDevice::processor) return device.chosen();
    const auto& devices = device.devices();
    return devices && !devices->devices.empty() ? 0 : -1;
}

void LadderPanel::measureOnce() {
    if (measured.size != 0 || isBusy()) return;
    if (device.devices()) return start(shortSeconds);
    waitsForCards = true;
    device.look();
    emit busyChanged();
}

void LadderPanel::measure() {
    if (device.devices()) start(longSeconds);
}

void LadderPanel::start(double seconds) {
    shared = std::make_shared<Shared>();
    measured = {};
    measured.size = std::size_t(sizeBox->currentData().toULongLong());
    shared->soFar = measured;
    job.start(
        [size = measured.size, which = card(), seconds, into = shared](std::stop_token stop,
                                                                       const Job::Progress& progress) {
            std::size_t done = 0;
            const auto shown = [&](const LadderMeasurement& soFar) {
                {
                    const std::scoped_lock alone(into->access);
                    into->soFar = soFar;
                }
                progress(++done);
            };
            return measureLadders(size, which, seconds, shown, stop);
        },
        [this](LadderMeasurement arrived) {
            measured = std::move(arrived);
            stop();
        },
        [this](const QString& message) {
            stop();
            emit failed(message);
        });
    stopButton->show();
    fillTable();
    emit busyChanged();
}

/// What has been measured stays.
void LadderPanel::stop() {
    job.cancel();
    stopButton->hide();
    fillTable();
    emit busyChanged();
}

LadderPanel::Row LadderPanel::rowOf(int row) {
    if (row >= gpuTitleRow)
        return {LadderMachine::Gpu, row > gpuTitleRow && row < axisRow
                                        ? std::optional(std::size_t(row - gpuTitleRow - 1))
                                        : std::nullopt};
    return {LadderMachine::Processor, row > 0 ? std::optional(std::size_t(row - 1)) : std::nullopt};
}

double LadderPanel::fastest(LadderMachine machine) const {
    double most = 0;
    for (std::size_t step = 0; step < ladderStepCount; ++step)
        if (const auto& timing = measured.timing(machine, step)) most = std::max(most, timing->gigaflops);
    return most;
}

void LadderPanel::fillTable() {
    double lowest = 1, highest = 1000; // GFLOP/s
    for (const LadderMachine machine : {LadderMachine::Processor, LadderMachine::Gpu})
        for (std::size_t step = 0; step < ladderStepCount; ++step) {
            if (const auto& timing = measured.timing(machine, step)) {
                lowest = std::min(lowest, timing->gigaflops);
                highest = std::max(highest, timing->gigaflops);
            }
            highest = std::max(highest, measured.boundOf(machine, step) / 1e9);
        }
    bars->setRange(std::pow(10, std::floor(std::log10(lowest))), std::pow(10, std::ceil(std::log10(highest))),
                   powerText);
    for (int row = 0; row < axisRow; ++row) {
        const Row what = rowOf(row);
        if (what.step)
            fillStep(row, what.machine, *what.step);
        else
            fillTitle(row, what.machine);
    }
    int widest = fontMetrics().horizontalAdvance(tr("FLOP/s, logarithmic"));
    for (int row = 1; row < axisRow; ++row)
        if (row != gpuTitleRow)
            widest = std::max(widest, fontMetrics().horizontalAdvance(table->item(row, Name)->text()));
    table->horizontalHeader()->resizeSection(Name, widest + 2 * fontMetrics().averageCharWidth());
    for (int column = 0; column < ColumnCount; ++column) {
        auto* item = new QTableWidgetItem(column == Name ? tr("FLOP/s, logarithmic") : QString());
        item->setFlags(Qt::NoItemFlags);
        item->setData(LogBarDelegate::axisRole, column == Speed);
        table->setItem(axisRow, column, item);
    }
    table->viewport()->update();
    finding->setText(findingText());
    showStep();
}

void LadderPanel::fillTitle(int row, LadderMachine machine) {
    QString text;
    if (machine == LadderMachine::Processor) {
        text = tr("This computer: %1").arg(device.title(ComputeDevice::processor));
        if (measured.processorPeak > 0)
            text += QStringLiteral(" · ") +
                    tr("at most %1 (measured)").arg(flopsText(measured.processorPeak / 1e9));
    } else if (const QString none = device.whyNone(); !none.isEmpty() || card() < 0) {
        text = none.isEmpty() ? tr("GPU: looking for one …") : tr("No GPU here: %1").arg(none);
    } else {
        text = tr("The GPU: %1").arg(device.title(card()));
        if (measured.peak)
            text += QStringLiteral(" · ") +
                    tr("at most %1, with tensor cores %2 (published)")
                        .arg(flopsText(measured.peak->f32 / 1e9), flopsText(measured.peak->bf16 / 1e9));
        else
            text += QStringLiteral(" · ") + tr("its bound is not known here");
        if (!measured.gpuProblem.empty())
            text += QStringLiteral(" · ") +
                    tr("it could not finish: %1").arg(QString::fromStdString(measured.gpuProblem));
    }
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled);
    item->setToolTip(text);
    QFont strong = table->font();
    strong.setBold(true);
    item->setFont(strong);
    table->setItem(row, Name, item);
}

void LadderPanel::fillStep(int row, LadderMachine machine, std::size_t step) {
    const auto& timing = measured.timing(machine, step);
    const double bound = measured.boundOf(machine, step);
    const auto put = [&](int column, const QString& text, const QString& tip = {}) {
        auto* item = new QTableWidgetItem(text);
        if (column > Speed) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(tip);
        table->setItem(row, column, item);
        return item;
    };
    put(Name, QStringLiteral("%1. %2").arg(step + 1).arg(LadderWords::name(machine, step)));
    const bool needsCard = machine == LadderMachine::Gpu && card() < 0;
    auto* speed = put(Speed, timing      ? flopsText(timing->gigaflops)
                             : needsCard ? tr("needs a card")
                             : isBusy()  ? tr("…")
                                         : tr("not measured"));
    if (timing) speed->setData(LogBarDelegate::valueRole, timing->gigaflops);
    if (bound > 0) speed->setData(LogBarDelegate::boundRole, bound / 1e9);
    put(Time,
        timing ? (timing->isWhole ? QString() : QStringLiteral("≈ ")) + durationText(timing->seconds)
               : QString(),
        timing && !timing->isWhole ? tr("A part of the rows was timed; all of them would take so long")
                                   : QString());
    put(OfBound, timing && bound > 0 ? percent(timing->gigaflops * 1e9 / bound) : QString());
    put(Bytes, bytesText(bytesPerMultiplyAdd(machine, step, processorLanes())),
        tr("Bytes fetched for one multiply-add, from memory or a cache, in whole lines where only whole "
           "lines "
           "can be had (computed)"));
}

QString LadderPanel::findingText() const {
    const auto& first = measured.timing(LadderMachine::Processor, 0);
    const double here = fastest(LadderMachine::Processor), there = fastest(LadderMachine::Gpu);
    if (!first || here <= 0) return tr("The same product of two matrices, step by step …");
    QString text = tr("The same product of two matrices of %1 × %1 numbers: on this processor it became %2× "
                      "faster in five steps, from %3 to %4.")
                       .arg(grouped(measured.size), ratio(here / first->gigaflops),
                            flopsText(first->gigaflops), flopsText(here));
    if (there > 0)
        text +=
            QLatin1Char(' ') +
            (there > here
                 ? tr("The GPU reaches %1, %2× as much.")
                 : tr("The GPU reaches %1, %2× as much: so small a product is over before the card is busy."))
                .arg(flopsText(there), ratio(there / here));
    text += QLatin1Char(' ') + tr("Measured here.");
    return text.replace(QLatin1String("/s"), QStringLiteral("/\u2060s")); // no line ends within a unit
}

void LadderPanel::showStep() {
    const Row row = rowOf(std::max(table->currentRow(), 0));
    const std::size_t step = row.step.value_or(0);
    const bool isGpu = row.machine == LadderMachine::Gpu;
    stepTitle->setText((isGpu ? tr("GPU, step %1: %2") : tr("Processor, step %1: %2"))
                           .arg(step + 1)
                           .arg(LadderWords::name(row.machine, step)));
    stepIdea->setText(LadderWords::idea(row.machine, step));
    const double bytes = bytesPerMultiplyAdd(row.machine, step, processorLanes());
    const double before = step > 0 ? bytesPerMultiplyAdd(row.machine, step - 1, processorLanes()) : bytes;
    QString numbers = tr("Fetched for one multiply-add: %1 (computed").arg(bytesText(bytes)) +
                      (bytes < before ? tr("; the step before: %1").arg(bytesText(before)) : QString()) +
                      tr(").");
    const auto& timing = measured.timing(row.machine, step);
    const auto& last = step > 0 ? measured.timing(row.machine, step - 1) : timing;
    if (timing && last && step > 0)
        numbers +=
            QLatin1Char(' ') +
            tr("%1× as fast as the step before (measured).").arg(ratio(timing->gigaflops / last->gigaflops));
    stepNumbers->setText(numbers);
    picture->setPicture(ladderPicture(row.machine, step), LadderWords::legend(row.machine, step));
    picture->setAccessibleName(tr("What is read of a, b and c"));
    picture->setAccessibleDescription(LadderWords::idea(row.machine, step));
    codeTitle->setText(LadderWords::file(row.machine, step));
    if (const QString text = LadderWords::code(row.machine, step); code->toPlainText() != text)
        code->setPlainText(text);
}

void LadderPanel::setColors(const TokenColors& colors) {
    bars->setColors(colors);
    picture->setColors(colors);
    table->viewport()->update();
}

void LadderPanel::retranslate() {
    why->setText(tr(
        "c = a · b takes 2·n³ operations on any machine. What changes is how often a number travels before "
        "it "
        "is used, and how many multiply-adds run at once: a processor has a few quick cores, a GPU thousands "
        "of slower threads (some wait for memory, others compute) and units that multiply little matrices."));
    table->setHorizontalHeaderLabels(
        {tr("Step"), tr("Speed (measured)"), tr("Time"), tr("Of the bound"), tr("Fetched")});
    table->setAccessibleName(tr("Steps, their speed and what they fetch"));
    for (int i = 0; i < sizeBox->count(); ++i)
        sizeBox->setItemText(
            i, tr("%1 × %1 numbers").arg(grouped(std::size_t(sizeBox->itemData(i).toULongLong()))));
    sizeBox->setAccessibleName(tr("Size of the matrices"));
    sizeBox->setToolTip(tr("Another size is measured at once"));
    stopButton->setText(tr("Stop"));
    stopButton->setToolTip(tr("Ends the measuring; what is measured stays"));
    code->setAccessibleName(tr("Code of the step"));
    fillTable();
}

} // namespace tokenarium
