// SPDX-License-Identifier: GPL-3.0-or-later
// Every choice is one step of undo; the model is weighed again after each.
#include "app/weights/weights_session.h"

#include "app/change_value.h"
#include "engine/cost/model_file.h"

#include <QFileInfo>

#include <algorithm>
#include <stdexcept>

namespace tokenarium {
namespace {

WeightsChoice choiceOf(const KnownModel& known) {
    return {known.id, QString::fromUtf8(known.name), known.config, known.options, nullptr, {}};
}

/// The size that was there at first stays among the steps, where it needs nothing else to fit.
void keepFirstSteps(std::vector<ModelDial>& dials, const std::vector<ModelDial>& first) {
    using Kind = ModelDial::Kind;
    for (ModelDial& dial : dials)
        for (const ModelDial& old : first) {
            if (old.kind != dial.kind || old.kind == Kind::Width || old.kind == Kind::Heads ||
                old.kind == Kind::KeyHeads || old.kind == Kind::ExpertsPerToken ||
                old.kind == Kind::DenseLayers)
                continue;
            const auto at = std::lower_bound(dial.steps.begin(), dial.steps.end(), old.value);
            if (at == dial.steps.end() || *at != old.value) dial.steps.insert(at, old.value);
        }
}

} // namespace

WeightsSession::WeightsSession(QObject* parent) : QObject(parent) {
    opened = choiceOf(*knownModel("llama-3-8b"));
    apply({opened, opened});
}

WeightsSession::~WeightsSession() { openJob.cancel(); }

void WeightsSession::chooseKnown(const std::string& id) {
    const KnownModel* known = knownModel(id);
    if (!known) return;
    cancelOpening();
    const WeightsChoice choice = choiceOf(*known);
    change({choice, choice}, tr("another model"), -1);
}

void WeightsSession::openFile(const QString& path) {
    openJob.start(
        [path](const std::stop_token&, const Job::Progress&) {
            return loadModelFile(QFileInfo(path).filesystemAbsoluteFilePath());
        },
        [this, path](ModelFile file) {
            take(std::move(file), QFileInfo(path).fileName());
            emit openingChanged();
        },
        [this](const QString& message) {
            emit said(message);
            emit openingChanged();
        });
    emit openingChanged();
}

void WeightsSession::take(ModelFile file, const QString& title) {
    WeightsChoice choice;
    choice.title = title;
    choice.config = std::move(file.config);
    if (!file.tensors.empty()) {
        choice.fileTensors = std::make_shared<const TensorList>(std::move(file.tensors));
        QStringList formats;
        for (const std::string& format : file.formats) formats += QString::fromStdString(format);
        choice.fileNote = formats.join(QStringLiteral(", "));
        if (file.files > 1) choice.fileNote += tr(" · %1 files").arg(file.files);
    }
    change({choice, choice}, tr("another model"), -1);
    emit said(file.configProblem.empty() ? QString()
                                         : tr("The tensors are counted, but there is nothing to turn: %1")
                                               .arg(QString::fromStdString(file.configProblem)));
}

void WeightsSession::cancelOpening() {
    if (!openJob.isBusy()) return;
    openJob.cancel();
    emit openingChanged();
}

void WeightsSession::turn(ModelDial::Kind dial, std::size_t value) {
    if (shown->choice.config.empty()) return;
    const bool goesOn = turning && turning->dial == dial && turning->after == shown->choice;
    if (!goesOn) turning = Turning{dial, shown->choice, {}};
    turning->after = turning->before;
    turning->after.config = withDial(turning->before.config, dial, value);
    turning->after.fileTensors = nullptr;
    turning->after.fileNote.clear();
    change({turning->after, opened}, tr("a size of the model"), int(dial));
}

void WeightsSession::resetDials() { change({opened, opened}, tr("sizes as published"), -1); }

void WeightsSession::setLine(const LineChoice& wanted, int part) {
    constexpr int afterDials = 1000;
    if (wanted == fitted) return;
    const auto applyLine = [this](const LineChoice& line) {
        fitted = line;
        emit lineChanged();
    };
    changes.push(new ChangeValue<LineChoice>(applyLine, fitted, wanted, tr("line through points"),
                                             part < 0 ? -1 : afterDials + part));
}

void WeightsSession::chooseRung(std::size_t rung) {
    if (rung == openRung) return;
    const auto applyRung = [this](const std::size_t& to) {
        openRung = to;
        emit rungChanged();
    };
    changes.push(new ChangeValue<std::size_t>(applyRung, openRung, rung, tr("rung of the ladder"), 2000));
}

void WeightsSession::change(State wanted, const QString& name, int part) {
    const State before{shown->choice, opened};
    if (wanted == before) return;
    try {
        prepared = std::make_shared<WeighedModel>(weigh(wanted.choice));
    } catch (const std::runtime_error& problem) {
        emit said(QString::fromUtf8(problem.what()));
        return;
    }
    changes.push(new ChangeValue<State>([this](const State& state) { apply(state); }, before,
                                        std::move(wanted), name, part));
}

void WeightsSession::apply(const State& state) {
    std::shared_ptr<WeighedModel> model = std::move(prepared);
    if (!model || !(model->choice == state.choice))
        model = std::make_shared<WeighedModel>(weigh(state.choice));
    model->isChanged = !(state.choice == state.opened);
    if (!shown || !(opened == state.opened)) firstDials = dialsOf(state.opened.config);
    opened = state.opened;
    shown = std::move(model);
    shownDials = dialsOf(state.choice.config);
    keepFirstSteps(shownDials, firstDials);
    emit modelChanged();
}

} // namespace tokenarium
