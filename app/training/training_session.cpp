// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the thread that trains, reads its mail, and keeps beside each training what the next start needs.
#include "app/training/training_session.h"

#include "app/change_value.h"
#include "app/model_device.h"
#include "app/training/background_priority.h"
#include "app/training/training_notes.h"
#include "app/training/training_words.h"
#include "engine/file/replaced_file.h"
#include "engine/model/parameter_list.h"
#include "engine/train/recipe_writer.h"
#include "engine/train/training_folder.h"
#include "engine/train/training_state.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace tokenarium {

namespace {

constexpr int betweenLooks = 100;    // ms
constexpr int beforeMeasuring = 400; // ms after the last change
constexpr std::size_t mostSnapshots = 20;

std::size_t threadsFor(bool givesWay) {
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    return givesWay ? cores : std::max<std::size_t>(cores - 1, 1);
}

std::filesystem::path pathOf(const QString& folder) { return std::filesystem::path(folder.toStdU16String()); }

void writeTexts(const std::filesystem::path& folder, const std::vector<SourceText>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i)
        writeFileAtOnce(folder / ("text-" + std::to_string(i) + ".txt"),
                        std::as_bytes(std::span(texts[i].text)));
}

/// Null for the processor, and where the card cannot be used.
std::unique_ptr<Backend> openCard(int card, ProductPrecision precision) {
    if (card == ComputeDevice::processor) return nullptr;
    try {
        return createCudaBackend(cudaModulePath(), {card, precision});
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

/// Only a model with marks for languages can be told which one a text is in.
bool usesMarks(const TrainingSetup& setup) {
    return setup.base.empty() ? setup.texts == TextChoice::BothStories : setup.baseName == "stories";
}

} // namespace

TrainingSession::TrainingSession(const QString& folder, QObject* parent) : QObject(parent), home(folder) {
    if (home.isEmpty()) {
        temporary = std::make_unique<QTemporaryDir>();
        home = temporary->path();
    }
    lookTimer.setInterval(betweenLooks);
    connect(&lookTimer, &QTimer::timeout, this, &TrainingSession::collect);
    measureTimer.setSingleShot(true);
    measureTimer.setInterval(beforeMeasuring);
    connect(&measureTimer, &QTimer::timeout, this, &TrainingSession::measureSpeed);
    const QStringList kept = trainings();
    if (!kept.isEmpty()) load(kept.first());
    if (!isContinued && now != State::Empty) chosen = trained;
}

TrainingSession::~TrainingSession() {
    measureJob.cancel();
    stopSource.request_stop();
    thread = {}; // waits for the checkpoint
}

void TrainingSession::setDevice(ComputeDevice* device) {
    computesOn = device;
    connect(computesOn, &ComputeDevice::changed, &measureTimer, qOverload<>(&QTimer::start));
}

void TrainingSession::setSetup(const TrainingSetup& wanted, int part) {
    if (wanted == chosen) return;
    undo.push(new ChangeValue<TrainingSetup>([this](const TrainingSetup& setup) { applySetup(setup); },
                                             chosen, wanted, tr("change of the training"), part));
}

void TrainingSession::applySetup(const TrainingSetup& wanted) {
    const bool otherShape = wanted.layers != chosen.layers || wanted.width != chosen.width ||
                            wanted.heads != chosen.heads || wanted.context != chosen.context ||
                            wanted.vocabularySize != chosen.vocabularySize;
    chosen = wanted;
    if (otherShape && flopsPerSecond > 0)
        speed = {flopsPerSecond / (6 * static_cast<double>(parameters())), false};
    emit setupChanged();
    if (otherShape) measureTimer.start();
}

std::uint64_t TrainingSession::parameters() const {
    return parametersOf(configOf(chosen, chosen.vocabularySize)).total;
}

QString TrainingSession::problemOf(const TrainingSetup& setup) {
    if (setup.base.empty() && setup.width % setup.heads != 0)
        return tr("A width of %1 cannot be shared among %2 heads.").arg(setup.width).arg(setup.heads);
    if (setup.base.empty() && setup.width / setup.heads % 2 != 0)
        return tr("Heads of width %1 cannot be turned by their position: choose an even width.")
            .arg(setup.width / setup.heads);
    return QString::fromStdString(textProblem(setup));
}

void TrainingSession::measureSpeed() {
    if (isBusy() || chosen.width % chosen.heads != 0) return;
    const ModelConfig config = configOf(chosen, chosen.vocabularySize);
    measureJob.start(
        [config, on = card()](std::stop_token stop, const Job::Progress&) {
            const bool givesWay = giveWayToOthers();
            const std::unique_ptr<Backend> device = openCard(on, ProductPrecision::F32);
            return measureStepRate(config, 2048, threadsFor(givesWay), stop, device.get());
        },
        [this](const StepRate& rate) {
            flopsPerSecond = rate.flopsPerSecond;
            speed = {rate.tokensPerSecond, true};
            emit estimateChanged();
        });
}

std::filesystem::path TrainingSession::folder() const {
    return trainingName.isEmpty() ? std::filesystem::path() : pathOf(home + QLatin1Char('/') + trainingName);
}

QStringList TrainingSession::trainings() const {
    QStringList kept;
    for (const QFileInfo& entry :
         QDir(home).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed))
        if (QFile::exists(entry.filePath() + QStringLiteral("/plan.json"))) kept += entry.fileName();
    return kept;
}

void TrainingSession::setState(State wanted) {
    now = wanted;
    emit stateChanged();
}

void TrainingSession::start(const TrainingSetup& wanted) {
    if (isBusy()) return;
    if (const QString problem = problemOf(wanted); !problem.isEmpty()) {
        emit failed(problem);
        return;
    }
    trainingName = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH-mm-ss"));
    for (int i = 2; QDir(home + QLatin1Char('/') + trainingName).exists(); ++i)
        trainingName = trainingName.section(QLatin1Char(' '), 0, 1) + QStringLiteral(" (%1)").arg(i);
    past = {};
    known.reset();
    lines.reset();
    moments.clear();
    lastWatched = nullptr;
    trained = wanted;
    tokensWanted = wanted.tokens;
    isContinued = !wanted.base.empty();
    emit snapshotsChanged();
    emit watchedChanged();
    emit progressed();
    run(false);
}

void TrainingSession::resume() {
    if (now == State::Paused) run(true);
}

void TrainingSession::pause() {
    if (now != State::Preparing && now != State::Running) return;
    stopSource.request_stop();
    setState(State::Stopping);
}

void TrainingSession::run(bool resumes) {
    measureJob.cancel();
    ended.reset();
    stepsLost = 0;
    stageName.clear();
    stageDone = 0;
    stopSource = {};
    thread = std::jthread([this, resumes, stop = stopSource, setup = trained, place = folder(), on = card()] {
        work(stop, resumes, setup, place, on);
    });
    lookTimer.start();
    setState(State::Preparing);
}

/// On the thread that trains: touches only its arguments, the mailbox and the atomic wishes.
void TrainingSession::work(std::stop_source stop, bool resumes, TrainingSetup setup,
                           std::filesystem::path place, int on) {
    TrainingMailbox& box = *mailbox;
    TrainingEvents events;
    events.ready = [&](const TrainingFacts& facts) {
        box.write([&](TrainingMail& mail) { mail.facts = facts; });
    };
    events.prepared = [&](const char* stage, double share) {
        box.write([&](TrainingMail& mail) {
            mail.stage = stage;
            mail.stageShare = share;
        });
    };
    bool isKnown = false; ///< the sentence that follows
    events.deviceFailed = [&](Backend& failedDevice) {
        isKnown = true;
        box.write([&](TrainingMail& mail) { mail.trouble = troubleOf(failedDevice); });
    };
    events.said = [&](const std::string& sentence) {
        if (std::exchange(isKnown, false)) return;
        box.write([&](TrainingMail& mail) { mail.said.push_back(sentence); });
    };
    events.stepped = [&](const StepReport& report) {
        box.write([&](TrainingMail& mail) { mail.news.add(report); });
    };
    events.sampled = [&](const SampleReport& report) {
        box.write([&](TrainingMail& mail) { mail.news.add(report); });
    };
    events.evaluated = [&](const Evaluation& evaluation, const TrainerProgress& where, bool best) {
        box.write([&](TrainingMail& mail) { mail.news.add(evaluation, where, best); });
    };
    events.snapshotTaken = [&](std::uint64_t) {
        box.write([](TrainingMail& mail) { mail.snapshots = true; });
    };
    events.wantsToWatch = [this] { return watchNext.exchange(false); };
    events.watched = [&](std::shared_ptr<const WatchedStep> step) {
        if (pauseAfterWatch.exchange(false)) stop.request_stop();
        box.write([&](TrainingMail& mail) { mail.watched = std::move(step); });
    };
    try {
        const bool givesWay = giveWayToOthers();
        TrainingRunOptions options;
        options.folder = place;
        options.recipe = place / "plan.json";
        options.resume = true; // of an empty folder: from the beginning
        options.threads = threadsFor(givesWay);
        options.snapshots = mostSnapshots;
        options.device = [&](ProductPrecision precision) {
            std::unique_ptr<Backend> device = openCard(on, precision);
            if (!device && on != ComputeDevice::processor)
                box.write([](TrainingMail& mail) { mail.unopened = true; });
            return device;
        };
        if (!resumes) {
            createTrainingFolder(place, false);
            const std::vector<SourceText> texts = createSourceTexts(setup);
            writeTexts(place, texts);
            const std::string name = place.filename().string();
            const std::string recipe = createRecipeJson(recipeOf(setup, texts, usesMarks(setup), name));
            writeFileAtOnce(options.recipe, std::as_bytes(std::span(recipe)));
        }
        const TrainingEnd end = createTrainedModel(options, events, stop.get_token());
        box.write([&](TrainingMail& mail) { mail.end = end; });
    } catch (const std::exception& error) {
        box.write([&](TrainingMail& mail) { mail.error = error.what(); });
    }
}

void TrainingSession::collect() {
    TrainingMail mail = mailbox->takeAll();
    const bool ready = mail.facts.has_value();
    if (ready) {
        known = std::move(mail.facts);
        lines = known->baselines;
        past.cutAfter(known->step); // what came after the checkpoint is done anew
        remember();
        if (now == State::Preparing) setState(State::Running);
    }
    if (!mail.stage.empty() && now == State::Preparing) {
        stageName = QString::fromStdString(mail.stage);
        stageDone = mail.stageShare;
        emit stateChanged();
    }
    const TrainingHistory& news = mail.news;
    past.steps.insert(past.steps.end(), news.steps.begin(), news.steps.end());
    past.evaluations.insert(past.evaluations.end(), news.evaluations.begin(), news.evaluations.end());
    past.samples.insert(past.samples.end(), news.samples.begin(), news.samples.end());
    if (mail.snapshots) {
        moments = trainingSnapshots(folder());
        emit snapshotsChanged();
    }
    if (computesOn && mail.unopened) emit failed(computesOn->leaveUnopened());
    if (computesOn && mail.trouble) emit failed(computesOn->leave(*mail.trouble));
    for (const std::string& sentence : mail.said)
        if (sentence.starts_with("warning: ")) emit failed(QString::fromStdString(sentence));
    if (mail.watched) {
        lastWatched = std::move(mail.watched);
        watchAsked = false;
        emit watchedChanged();
    }
    if (!news.steps.empty() || !news.evaluations.empty() || !news.samples.empty() || ready) emit progressed();
    if (mail.over()) finish(mail);
}

void TrainingSession::finish(const TrainingMail& mail) {
    lookTimer.stop();
    thread = {};
    watchAsked = false;
    watchNext = pauseAfterWatch = false;
    moments = trainingSnapshots(folder());
    if (!mail.error.empty()) {
        setState(past.steps.empty() ? State::Empty : State::Paused);
        emit failed(QString::fromStdString(mail.error));
    } else if (*mail.end == TrainingEnd::Stopped) {
        const bool anything = std::filesystem::exists(folder() / "training.safetensors");
        setState(anything ? State::Paused : State::Empty);
    } else {
        ended = mail.end;
        remember();
        setState(State::Finished);
    }
    emit snapshotsChanged();
    emit progressed();
    emit watchedChanged();
}

void TrainingSession::watchNextStep() {
    if (now != State::Running && now != State::Paused) return;
    watchAsked = true;
    watchNext = true;
    if (now == State::Paused) {
        pauseAfterWatch = true;
        resume();
    }
    emit watchedChanged();
}

QString TrainingSession::outcome() const {
    if (!ended) return {};
    switch (*ended) {
    case TrainingEnd::Finished: return tr("All tokens were read.");
    case TrainingEnd::NoImprovement: return tr("The validation loss got no better.");
    case TrainingEnd::Diverged: return tr("Given up: the gradients were not finite; lower the rate.");
    case TrainingEnd::Stopped: break;
    }
    return {};
}

QString TrainingSession::titleOf(const QString& training) const {
    return trainingTitle(training, readTrainingNotes(folderOf(training)).setup);
}

void TrainingSession::remember() const {
    writeTrainingNotes(folderOf(trainingName), {trained, ended, lines});
}

void TrainingSession::open(const QString& wanted) {
    if (isBusy() || wanted == trainingName) return;
    load(wanted);
    if (!isContinued) setSetup(trained);
    emit snapshotsChanged();
    emit watchedChanged();
    emit progressed();
    emit stateChanged();
}

void TrainingSession::load(const QString& wanted) {
    trainingName = wanted;
    known.reset();
    lastWatched = nullptr;
    moments = trainingSnapshots(folder());
    const TrainingNotes notes = readTrainingNotes(folderOf(wanted));
    trained = notes.setup;
    ended = notes.end;
    lines = notes.baselines;
    isContinued = !trained.base.empty();
    past = loadTrainingHistory(folder() / "curve.jsonl");
    stepsLost = 0;
    if (!ended && !past.steps.empty()) {
        const std::uint64_t last = past.steps.back().step;
        past.cutAfter(trainingStateStep(folder() / "training.safetensors").value_or(0));
        const std::uint64_t reached = past.steps.empty() ? 0 : past.steps.back().step;
        stepsLost = last - reached;
        std::erase_if(moments, [&](const TrainingSnapshot& one) { return one.step > reached; });
    }
    tokensWanted = trained.tokens;
    const bool begun = !past.steps.empty() || stepsLost > 0;
    now = ended ? State::Finished : begun ? State::Paused : State::Empty;
}

} // namespace tokenarium
