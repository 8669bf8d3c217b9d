// SPDX-License-Identifier: GPL-3.0-or-later
// Source and choices are one value with one history; the tokens follow it on a worker.
#include "app/other/series_session.h"

#include "app/change_value.h"
#include "app/other/text_bytes.h"

#include <QFileInfo>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tokenarium {
namespace {

std::shared_ptr<const SeriesTokens> cutSeries(const SeriesSource& source, const SeriesChoices& choices) {
    auto result = std::make_shared<SeriesTokens>();
    if (source.table) {
        const SeriesColumn& column =
            source.table->columns[std::min(choices.column, source.table->columns.size() - 1)];
        const auto shown = std::ptrdiff_t(std::min(column.values.size(), mostShownValues));
        result->values.assign(column.values.begin(), column.values.begin() + shown);
        result->column = QString::fromStdString(column.name);
        result->wholeSize = column.values.size();
        result->holes = column.holes;
        result->words = column.words;
        result->raggedRows = source.table->raggedRows;
    } else {
        result->values = generatedSeries(source.shape, generatedValues, source.seed);
        result->wholeSize = result->values.size();
    }
    result->isPatches = choices.patches;
    result->bins.tokens = choices.bins;
    result->patch = choices.patch;
    if (choices.patches) {
        result->spans = seriesPatchSpans(choices.patch, result->values.size());
        result->normalised = normalisedPatches(choices.patch, result->values);
        result->rebuilt = rebuildFromPatches(choices.patch, result->normalised, result->values);
    } else {
        result->chronos = chronosEncode(result->bins, result->values);
        result->rebuilt = rebuildFromBins(result->bins, result->chronos, result->values);
    }
    return result;
}

std::string csvOf(const std::string& column, const std::vector<double>& values) {
    std::string text = "\"";
    for (const char letter : column) text += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    text += "\"\n";
    for (const double value : values) {
        char digits[32];
        if (std::isnan(value))
            text += "NA";
        else
            text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
        text += '\n';
    }
    return text;
}

} // namespace

Span SeriesTokens::valuesOf(std::size_t token) const {
    if (!isPatches) return {token, token + 1};
    return {std::min(spans[token].begin, values.size()), std::min(spans[token].end, values.size())};
}

SeriesSession::SeriesSession(QUndoStack& changesOfRoom, QObject* parent)
    : QObject(parent)
    , changes(changesOfRoom) {}

SeriesSession::~SeriesSession() {
    openJob.cancel();
    tokensJob.cancel();
}

void SeriesSession::begin() {
    if (begun) return;
    begun = true;
    compute();
}

void SeriesSession::openFile(const QString& path) {
    open(QFileInfo(path).fileName(), [path] { return readTextBytes(path); });
}

void SeriesSession::openText(const std::shared_ptr<const std::string>& text, const QString& name) {
    open(name, [text] { return text; });
}

void SeriesSession::open(const QString& name, std::function<std::shared_ptr<const std::string>()> read) {
    openJob.start(
        [name, read = std::move(read)](const std::stop_token&, const Job::Progress&) {
            return std::make_shared<const CsvTable>(loadCsv(*read(), name.toStdString()));
        },
        [this, name](const std::shared_ptr<const CsvTable>& table) {
            State wanted = state;
            wanted.source.title = name;
            wanted.source.table = table;
            wanted.choices.column = 0;
            emit said({});
            change(std::move(wanted), tr("Open %1").arg(name), -1);
        },
        [this](const QString& message) { emit said(message); });
}

void SeriesSession::setSource(SeriesSource wanted, const QString& name, int part) {
    openJob.cancel();
    State next{std::move(wanted), state.choices};
    if (!next.source.table) next.choices.column = 0;
    change(std::move(next), name, part);
}

void SeriesSession::choose(const SeriesChoices& wanted, const QString& name, int part) {
    change({state.source, wanted}, name, part);
}

void SeriesSession::change(State wanted, const QString& name, int part) {
    if (wanted == state) return;
    changes.push(new ChangeValue<State>([this](const State& value) { apply(value); }, state,
                                        std::move(wanted), name, part));
}

void SeriesSession::apply(const State& wanted) {
    const State before = std::exchange(state, wanted);
    if (before.choices.patches != wanted.choices.patches || !(before.source == wanted.source)) {
        hovered.reset();
        pinned = 0;
    }
    emit changed();
    if (begun) compute();
}

void SeriesSession::compute() {
    tokensJob.start([source = state.source, choices = state.choices](
                        const std::stop_token&, const Job::Progress&) { return cutSeries(source, choices); },
                    [this](const std::shared_ptr<const SeriesTokens>& tokens) {
                        found = tokens;
                        emit tokensChanged();
                        emit litChanged();
                    },
                    [this](const QString& message) { emit said(message); });
}

std::optional<std::size_t> SeriesSession::litToken() const {
    if (!found || found->tokens() == 0) return std::nullopt;
    return std::min(hovered.value_or(pinned), found->tokens() - 1);
}

void SeriesSession::hoverToken(std::optional<std::size_t> token) {
    if (token == hovered) return;
    hovered = token;
    emit litChanged();
}

void SeriesSession::pinToken(std::size_t token) {
    pinned = token;
    hovered.reset();
    emit litChanged();
}

/// The chosen column alone, all of it: a prompt counts every column of a file.
SeriesSession::Offer SeriesSession::offer() const {
    static constexpr const char* shapes[] = {"day and night", "heartbeat", "steps", "spikes"};
    Offer offer;
    const SeriesTokens& now = *found;
    const bool whole = state.source.table != nullptr;
    const std::string column =
        whole ? now.column.toStdString() : std::string(shapes[std::size_t(state.source.shape)]);
    offer.part.modality = Modality::Series;
    offer.part.title =
        whole ? (state.source.title + QStringLiteral(": ") + now.column).toStdString() : column;
    offer.part.rule = state.choices.patches ? "patchtst" : "chronos";
    const std::vector<double>& values =
        whole ? state.source.table
                    ->columns[std::min(state.choices.column, state.source.table->columns.size() - 1)]
                    .values
              : now.values;
    offer.part.content = std::make_shared<const std::string>(csvOf(column, values));
    offer.sameCount = !state.choices.patches || state.choices.patch == SeriesPatches();
    return offer;
}

} // namespace tokenarium
