// SPDX-License-Identifier: GPL-3.0-or-later
// Opens models and reads texts on workers; chooses tokens here, where it takes milliseconds.
#include "app/model/model_session.h"

#include "app/model_device.h"
#include "engine/model/model_catalog.h"
#include "engine/model/prompt_tokens.h"
#include "engine/view/token_details.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace tokenarium {

ModelSession::ModelSession(ComputeDevice& computeDevice, QObject* parent)
    : QObject(parent)
    , where(computeDevice) {
    settings.temperature = 0.8;
    settings.topP = 0.95;
    playTimer.setSingleShot(true);
    connect(&playTimer, &QTimer::timeout, this, &ModelSession::drawNext);
    connect(&where, &ComputeDevice::changed, this, &ModelSession::moveModel);
}

ModelSession::~ModelSession() {
    openJob.cancel();
    moveJob.cancel();
    runJob.cancel();
}

QStringList ModelSession::embeddedModelNames() {
    QStringList names;
    for (const EmbeddedModel& model : embeddedModels(embeddedModelsFolder()))
        names.append(QString::fromStdString(model.name));
    return names;
}

QString ModelSession::samplePrompt(const QString& modelName) {
    if (modelName == QLatin1String("poems")) return QStringLiteral("床前明月光，");
    if (modelName == QLatin1String("tiny")) return QStringLiteral("em");
    return tr("Once upon a time", "a prompt for the stories model, which reads English and Chinese");
}

void ModelSession::openModel(const QString& nameOrPath) {
    if (modelIsGiven && nameOrPath == name) { // it is here, and nowhere else
        openJob.cancel();
        emit openingChanged();
        return;
    }
    const auto path = findModel(nameOrPath.toStdString(), embeddedModelsFolder());
    if (!path) {
        emit failed(tr("%1: there is no such model.").arg(nameOrPath));
        return;
    }
    setPlaying(false);
    openJob.start([path = *path](std::stop_token, const Job::Progress&) { return openReadyModel(path); },
                  [this, nameOrPath](std::shared_ptr<const ReadyModel> opened) {
                      modelArrived(std::move(opened), nameOrPath);
                  },
                  [this](const QString& message) {
                      emit openingChanged();
                      emit failed(message);
                  });
    emit openingChanged();
}

void ModelSession::modelArrived(std::shared_ptr<const ReadyModel> opened, const QString& nameOrPath) {
    const std::optional<QString> typed = typedPrompt();
    modelIsGiven = false;
    install(std::move(opened), nameOrPath, typed.value_or(samplePrompt(nameOrPath)));
}

void ModelSession::useModel(const GivenModel& given) {
    setPlaying(false);
    openJob.cancel();
    laidAside = typedPrompt();
    modelIsGiven = true;
    install(given.model, given.title, given.prompt);
    emit failed(where.chosen() == readyOn ? given.remark : given.remark + QLatin1Char(' ') + whyHere());
}

QString ModelSession::whyHere() {
    return tr("This model was made here and lies in no file: it stays on the processor.");
}

/// Nothing where the person has left what the program offered.
std::optional<QString> ModelSession::typedPrompt() const {
    if (modelIsGiven) return laidAside;
    if (!ready || promptText == samplePrompt(name)) return std::nullopt;
    return promptText;
}

void ModelSession::install(std::shared_ptr<const ReadyModel> model, const QString& title,
                           const QString& prompt) {
    runJob.cancel();
    moveJob.cancel();
    ready = std::move(model);
    readyOn = ComputeDevice::processor;
    name = title;
    lastRun = nullptr;
    promptText = prompt;
    showHead(shownLayer, shownHead);
    emit openingChanged();
    emit modelChanged();
    moveModel();
    readPrompt();
}

/// The text is read anew when the model is there; until then all shows what it was.
void ModelSession::moveModel() {
    if (!ready || where.chosen() == readyOn) return;
    if (!ready->opened.checkpoint) {
        emit failed(whyHere());
        return;
    }
    readyOn = where.chosen();
    runJob.cancel();
    const auto whenFailed = [this, which = ready.get()](CudaTrouble trouble) {
        QMetaObject::invokeMethod(
            this, [this, which, trouble] { deviceFailed(which, trouble); }, Qt::QueuedConnection);
    };
    moveJob.start(
        [model = ready, card = readyOn, whenFailed](std::stop_token, const Job::Progress&) {
            ModelDevice device;
            try {
                if (card != ComputeDevice::processor) device = createModelDevice(card, whenFailed);
            } catch (const std::runtime_error&) {
                return false;
            }
            loadOnto(*model, std::move(device)); // where it cannot, whenFailed says so
            return true;
        },
        [this](bool opened) {
            emit openingChanged();
            if (!opened) {
                readyOn = ComputeDevice::processor;
                emit failed(where.leaveUnopened());
            }
            read();
            emit deviceChanged();
        },
        [this](const QString& message) {
            emit openingChanged();
            readyOn = ComputeDevice::processor;
            where.choose(ComputeDevice::processor);
            emit failed(message);
        });
    emit openingChanged();
}

/// The processor does what was under way; from now on the window shows it as the one chosen.
void ModelSession::deviceFailed(const ReadyModel* failedModel, CudaTrouble trouble) {
    const bool isOurs = failedModel == ready.get();
    if (isOurs) readyOn = ComputeDevice::processor;
    emit failed(where.leave(trouble));
    if (isOurs) emit deviceChanged();
}

void ModelSession::setPrompt(const QString& prompt) {
    if (prompt == promptText) return;
    promptText = prompt;
    if (!ready) return;
    readPrompt();
    if (modelIsGiven) checkPromptOfGiven();
}

/// A tokenizer of codes leaves out what it does not know; the person should know that.
void ModelSession::checkPromptOfGiven() {
    QString typed = promptText.simplified().remove(QLatin1Char(' '));
    if (typed.endsWith(QLatin1Char('#'))) typed.chop(1); // its number is still to come
    const std::string read = ready->opened.tokenizer->decode(std::span(promptIds).subspan(opening));
    if (cutTokens() > 0 || typed == QString::fromStdString(read)) return;
    const std::size_t tokens = ready->opened.tokenizer->vocabulary().size();
    emit failed(
        tr("This model reads only its own %1 tokens, written as %2; everything else in the prompt is left "
           "out.")
            .arg(tokens)
            .arg(tokenLabel(0) + QLatin1Char(' ') +
                 tokenLabel(TokenId(std::min<std::size_t>(1, tokens - 1)))));
}

void ModelSession::readPrompt() {
    setPlaying(false);
    PromptTokens read = tokenarium::promptTokens(ready->opened, promptText.toStdString());
    const std::size_t room = ready->opened.config.positions;
    cut = read.ids.size() > room ? read.ids.size() - room : 0;
    if (cut > 0) {
        const auto afterOpening = read.ids.begin() + static_cast<std::ptrdiff_t>(read.opening);
        read.ids.erase(afterOpening, afterOpening + static_cast<std::ptrdiff_t>(cut));
    }
    promptIds = std::move(read.ids);
    opening = read.opening;
    branches = {};
    currentLeaf = 0;
    hovered.reset();
    pinned.reset();
    emit textChanged();
    emit litTokenChanged();
    this->read();
}

std::vector<TokenId> ModelSession::ids() const {
    std::vector<TokenId> all = promptIds;
    const std::vector<TokenId> added = branches.path(currentLeaf);
    all.insert(all.end(), added.begin(), added.end());
    return all;
}

QString ModelSession::tokenLabel(TokenId id) const {
    if (!ready) return {};
    const Vocabulary& vocabulary = ready->opened.tokenizer->vocabulary();
    const auto entry = vocabulary.entry(id);
    if (!entry) return QStringLiteral("[%1]").arg(id);
    if (vocabulary.kind(id) != TokenKind::Normal)
        return QString::fromUtf8(entry->data(), qsizetype(entry->size()));
    const std::string bytes = ready->opened.tokenizer->decode(std::span(&id, 1));
    QString label = QString::fromStdString(visibleText(bytes.empty() ? *entry : std::string_view(bytes)));
    return label.replace(QChar(0x2420), QChar(0x2423)); // an open box is larger than the letters SP
}

QString ModelSession::textOf(const std::vector<TokenId>& tokens) const {
    return ready ? QString::fromStdString(ready->opened.tokenizer->decode(tokens)) : QString();
}

void ModelSession::goTo(std::size_t node) {
    if (node >= branches.size() || node == currentLeaf) return;
    currentLeaf = node;
    if (pinned && *pinned >= ids().size()) pinned.reset();
    hovered.reset();
    emit textChanged();
    emit litTokenChanged();
    read();
}

void ModelSession::read() {
    forgetDraw();
    std::vector<TokenId> all = ids();
    if (all.empty()) {
        runJob.cancel();
        lastRun = nullptr;
        emit runChanged();
        emit failed(tr("The prompt is empty: this model needs at least one token to go on from."));
        return;
    }
    if (moveJob.isBusy()) { // it is read when the model has arrived
        emit runChanged();
        return;
    }
    if (all.size() > ready->opened.config.positions) all.resize(ready->opened.config.positions);
    runJob.start(
        [model = ready, all = std::move(all)](std::stop_token stop, const Job::Progress&) {
            return recordRun(model, all, {}, std::uint64_t(1) << 30, stop);
        },
        [this](std::shared_ptr<const RecordedRun> finished) { runArrived(std::move(finished)); },
        [this](const QString& message) {
            emit runChanged();
            emit failed(message);
        });
    emit runChanged();
}

void ModelSession::runArrived(std::shared_ptr<const RecordedRun> finished) {
    if (!finished) return; // stopped: another one is under way
    lastRun = std::move(finished);
    forgetDraw();
    emit runChanged();
    if (!playing) return;
    if (isAtEnd())
        setPlaying(false);
    else
        playTimer.start(int(1000 / tokensPerSecond));
}

void ModelSession::forgetDraw() {
    drawKnown = false;
    draw.reset();
}

void ModelSession::setSampling(const SamplingSettings& wanted) {
    if (wanted == settings) return;
    settings = wanted;
    forgetDraw();
    emit samplingChanged();
}

void ModelSession::setSeed(std::uint64_t seed) {
    if (seed == startSeed) return;
    startSeed = seed;
    forgetDraw();
    emit samplingChanged();
}

const std::optional<Draw>& ModelSession::nextDraw() const {
    if (!drawKnown && lastRun && !isComputing() && !isAtEnd()) {
        const double uniform = uniformNumber(startSeed, branches.depth(currentLeaf));
        draw = chooseToken(lastRun->lastLogits, lastRun->ids, settings, uniform);
        drawKnown = true;
    }
    return draw;
}

bool ModelSession::isEndMark(TokenId id) const {
    if (!ready) return false;
    const auto& ends = ready->opened.marks.ends;
    return std::find(ends.begin(), ends.end(), id) != ends.end();
}

bool ModelSession::isAtEnd() const {
    if (!ready) return true;
    const bool ended = currentLeaf != 0 && isEndMark(branches[currentLeaf].id);
    return ended || promptIds.size() + branches.depth(currentLeaf) >= ready->opened.config.positions;
}

void ModelSession::drawNext() {
    if (const auto& next = nextDraw()) grow(next->token, next->fullProbability, false);
}

void ModelSession::chooseNext(TokenId id) {
    if (!lastRun || isComputing() || isAtEnd() || id >= lastRun->lastLogits.size()) return;
    setPlaying(false);
    grow(id, softmaxOf(lastRun->lastLogits)[id], true);
}

void ModelSession::grow(TokenId id, double probability, bool chosenByPerson) {
    currentLeaf = branches.grow(currentLeaf, id, probability, chosenByPerson);
    pinned.reset();
    hovered.reset();
    emit textChanged();
    emit litTokenChanged();
    read();
}

void ModelSession::branchFrom(std::size_t token, TokenId id, double probability) {
    const std::size_t count = promptIds.size() + branches.depth(currentLeaf);
    if (!ready || token + 1 < promptIds.size() || token >= count) return;
    if (token + 1 >= ready->opened.config.positions) return;
    setPlaying(false);
    const std::size_t wanted = token + 1 - promptIds.size();
    while (branches.depth(currentLeaf) > wanted) currentLeaf = branches[currentLeaf].parent;
    grow(id, probability, true);
}

void ModelSession::takeBack() {
    setPlaying(false);
    if (currentLeaf != 0) goTo(branches[currentLeaf].parent);
}

void ModelSession::setPlaying(bool on) {
    on = on && !isAtEnd();
    if (on == playing) return;
    playing = on;
    if (on && !isComputing())
        playTimer.start(0);
    else if (!on)
        playTimer.stop();
    emit playingChanged();
}

void ModelSession::setPace(double wantedTokensPerSecond) {
    tokensPerSecond = std::clamp(wantedTokensPerSecond, 0.1, 1000.0);
}

std::size_t ModelSession::litToken() const {
    if (hovered) return *hovered;
    if (pinned) return *pinned;
    const std::size_t count = promptIds.size() + branches.depth(currentLeaf);
    return count > 0 ? count - 1 : 0;
}

void ModelSession::hoverToken(std::optional<std::size_t> token) {
    if (token && *token >= promptIds.size() + branches.depth(currentLeaf)) token.reset();
    if (token == hovered) return;
    hovered = token;
    emit litTokenChanged();
}

void ModelSession::pinToken(std::optional<std::size_t> token) {
    if (token && *token >= promptIds.size() + branches.depth(currentLeaf)) token.reset();
    if (token == pinned) return;
    pinned = token;
    emit litTokenChanged();
}

void ModelSession::showHead(std::size_t layer, std::size_t head) {
    if (ready) {
        layer = std::min(layer, ready->opened.config.layers - 1);
        head = std::min(head, ready->opened.config.heads - 1);
    }
    if (layer == shownLayer && head == shownHead) return;
    shownLayer = layer;
    shownHead = head;
    emit headChanged();
}

} // namespace tokenarium
