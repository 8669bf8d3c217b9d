// SPDX-License-Identifier: GPL-3.0-or-later
// Measures on a worker and shows every token as soon as it is timed.
#include "app/pages/model/time_view.h"

#include "app/pages/model/time/batch_panel.h"
#include "app/pages/model/time/ladder_panel.h"
#include "app/pages/model/time/operations_panel.h"
#include "app/pages/model/time/speed_panel.h"

#include "widgets/style/number_text.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace tokenarium {
namespace {

constexpr std::size_t fewTokens = 24, manyTokens = 64;
constexpr double shortSeconds = 1, longSeconds = 20;

} // namespace

TimeView::TimeView(ModelSession& modelSession, QWidget* parent) : ModelView(modelSession, parent) {
    createFaces();
    connect(&session, &ModelSession::modelChanged, this, &TimeView::forget);
    connect(&session, &ModelSession::deviceChanged, this, [this] {
        forget();
        catchUp();
    });
    connect(&session, &ModelSession::runChanged, this, &TimeView::catchUp);
    connect(measureButton, &QPushButton::clicked, this, &TimeView::measure);
    connect(&job, &Job::progressed, this, [this] {
        DecodeTimes times;
        {
            const std::scoped_lock alone(partial->access);
            times = partial->times;
        }
        showSpeed(times, measured ? measured->bound : BandwidthBound());
    });
    connect(batches, &BatchPanel::failed, this, &ModelView::failed);
    connect(batches, &BatchPanel::busyChanged, this, &TimeView::showBusy);
    connect(ladder, &LadderPanel::failed, this, &ModelView::failed);
    connect(ladder, &LadderPanel::busyChanged, this, &TimeView::showBusy);
    retranslate();
}

TimeView::~TimeView() { job.cancel(); }

void TimeView::createFaces() {
    intro = new QLabel(this);
    intro->setObjectName(QStringLiteral("timeIntro"));
    intro->setWordWrap(true);
    faces = new QStackedWidget(this);
    speed = new SpeedPanel(faces);
    operations = new OperationsPanel(faces);
    batches = new BatchPanel(faces);
    ladder = new LadderPanel(session.device(), faces);
    for (QWidget* face : {static_cast<QWidget*>(speed), static_cast<QWidget*>(operations),
                          static_cast<QWidget*>(batches), static_cast<QWidget*>(ladder)})
        faces->addWidget(face);
    const auto button = [this](const char* name) {
        auto* made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        return made;
    };
    speedButton = button("timeSpeedFace");
    operationsButton = button("timeOperationsFace");
    batchButton = button("timeBatchFace");
    ladderButton = button("timeLadderFace");
    measureButton = button("timeMeasure");
    auto* group = new QButtonGroup(this);
    auto* buttons = new QHBoxLayout;
    int index = 0;
    for (QPushButton* one : {speedButton, operationsButton, batchButton, ladderButton}) {
        one->setCheckable(true);
        connect(one, &QPushButton::toggled, one, [one](bool on) { // the style alone hardly shows it when dark
            QFont font = one->font();
            font.setBold(on);
            one->setFont(font);
        });
        group->addButton(one, index++);
        buttons->addWidget(one);
    }
    speedButton->setChecked(true);
    buttons->addStretch();
    buttons->addWidget(measureButton);
    connect(group, &QButtonGroup::idClicked, this, &TimeView::showFace);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(intro);
    column->addLayout(buttons);
    column->addWidget(faces, 1);
}

void TimeView::setColors(const TokenColors& colors) {
    speed->setColors(colors);
    operations->setColors(colors);
    batches->setColors(colors);
    ladder->setColors(colors);
}

bool TimeView::isSettled() const {
    if (!isVisible()) return true;
    const bool canMeasure = session.model() && !session.ids().empty();
    return !job.isBusy() && !batches->isBusy() && !ladder->isBusy() && (measured || !canMeasure);
}

QStringList TimeView::scenes() const {
    return {QString(), QStringLiteral("operations"), QStringLiteral("batch"), QStringLiteral("gpus")};
}

void TimeView::showScene(const QString& scene) {
    QPushButton* face = scene == QLatin1String("operations") ? operationsButton
                        : scene == QLatin1String("batch")    ? batchButton
                        : scene == QLatin1String("gpus")     ? ladderButton
                                                             : speedButton;
    face->click();
}

void TimeView::forget() {
    job.cancel();
    measured.reset();
    speed->clear(tr("Nothing is measured yet."));
    operations->clear();
    batches->setModel(nullptr, {});
}

void TimeView::catchUp() {
    if (!isVisible() || measured || job.isBusy() || !session.run() || session.isComputing()) return;
    start(fewTokens, shortSeconds);
}

void TimeView::measure() {
    if (faces->currentWidget() == ladder) return ladder->measure();
    if (!session.model() || session.ids().empty()) return;
    if (faces->currentWidget() == batches)
        batches->measureAll();
    else
        start(manyTokens, longSeconds);
}

std::vector<TokenId> TimeView::prompt(std::size_t tokens) const {
    std::vector<TokenId> ids = session.ids();
    const std::size_t positions = session.model()->opened.config.positions;
    const std::size_t most =
        std::max<std::size_t>(positions > tokens ? positions - tokens : positions / 2, 1);
    if (ids.size() > most) ids.erase(ids.begin(), ids.end() - std::ptrdiff_t(most));
    return ids;
}

void TimeView::start(std::size_t tokens, double limitSeconds) {
    partial = std::make_shared<Partial>();
    measuredModel = session.model();
    job.start(
        [model = measuredModel, ids = prompt(tokens), tokens, limitSeconds,
         shared = partial](std::stop_token stop, const Job::Progress& progress) {
            return work(*model, ids, tokens, limitSeconds, *shared, progress, stop);
        },
        [this, tokens](Measured arrived) {
            measured = std::move(arrived);
            showSpeed(measured->decode, measured->bound);
            if (measured->operations)
                operations->show(*measured->operations, measuredModel->opened.config,
                                 measured->bound.bytesPerSecond);
            batches->setModel(measuredModel, prompt(tokens));
            if (faces->currentWidget() == batches) batches->measureChosen();
            showBusy();
        },
        [this](const QString& message) {
            emit failed(message);
            showBusy();
        });
    showBusy();
}

/// On a worker. The bandwidth is measured while nothing else of this model runs.
TimeView::Measured TimeView::work(const ReadyModel& model, std::vector<TokenId> prompt, std::size_t tokens,
                                  double limitSeconds, Partial& partial, const Job::Progress& progress,
                                  const std::stop_token& stop) {
    using Clock = std::chrono::steady_clock;
    std::stop_source enough;
    const std::stop_callback link(stop, [&] { enough.request_stop(); });
    const auto begin = Clock::now();
    const auto shown = [&](const DecodeTimes& times) {
        {
            const std::scoped_lock alone(partial.access);
            partial.times = times;
        }
        progress(times.ids.size());
        if (std::chrono::duration<double>(Clock::now() - begin).count() > limitSeconds) enough.request_stop();
    };
    Measured result;
    result.decode = measureDecoding(model, prompt, tokens, shown, enough.get_token());
    const std::size_t middle = prompt.size() + result.decode.gapSeconds.size() / 2;
    const std::uint64_t bytes =
        workOfToken(model, std::min(middle, model.opened.config.positions - 1)).bytesRead;
    result.bound = bandwidthBound(bytes, measuredBandwidth(model, bytes));
    result.card = computeAlone(model, [&] { return QString::fromStdString(model.device.name); });
    if (prompt.size() < model.opened.config.positions)
        result.operations = measureOperations(model, prompt, stop);
    return result;
}

void TimeView::showSpeed(const DecodeTimes& times, const BandwidthBound& bound) {
    QStringList labels;
    for (const TokenId id : times.ids) labels.append(session.tokenLabel(id));
    const QString card = measured ? measured->card : QString();
    const QString none = session.device().whyNone();
    QString where =
        card.isEmpty() ? tr("Computed on the processor with %1 threads.").arg(grouped(measuredModel->threads))
                       : tr("Computed on the GPU: %1.").arg(card);
    if (!none.isEmpty()) where += QLatin1Char(' ') + tr("No GPU is used: %1.").arg(none);
    speed->show(times, labels, bound, measured ? where : QString());
}

void TimeView::showFace(int index) {
    faces->setCurrentIndex(index);
    if (faces->currentWidget() == batches && measured) batches->measureChosen();
    if (faces->currentWidget() == ladder) ladder->measureOnce();
    retranslate();
}

void TimeView::showBusy() {
    measureButton->setEnabled(!job.isBusy() && !batches->isBusy() && !ladder->isBusy());
}

void TimeView::showEvent(QShowEvent* event) {
    ModelView::showEvent(event);
    catchUp();
}

void TimeView::changeEvent(QEvent* event) {
    ModelView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void TimeView::retranslate() {
    intro->setText(
        tr("How long this model takes here, in real forward passes: reading the prompt at once (prefill), "
           "then going on token by token (decoding)."));
    speedButton->setText(tr("How fast"));
    operationsButton->setText(tr("Where the time goes"));
    batchButton->setText(tr("Several texts at once"));
    ladderButton->setText(tr("Why GPUs?"));
    const bool all = faces->currentWidget() == batches;
    measureButton->setText(all ? tr("Measure all sizes") : tr("Measure"));
    const bool lesson = faces->currentWidget() == ladder;
    intro->setVisible(!lesson); // the lesson is about matrices, not about this model
    measureButton->setToolTip(lesson ? tr("Measures every step once more, and longer")
                              : all  ? tr("Measures batches of 1 to 64 texts, one after another")
                                     : tr("Measures 64 tokens after the prompt, and every operation"));
    operations->retranslate();
    batches->retranslate();
    ladder->retranslate();
    if (measured)
        showSpeed(measured->decode, measured->bound);
    else
        speed->clear(tr("Nothing is measured yet."));
}

} // namespace tokenarium
