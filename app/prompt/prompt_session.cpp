// SPDX-License-Identifier: GPL-3.0-or-later
// Parts come and go as whole states on the undo stack: contents are shared, so a state costs little.
#include "app/prompt/prompt_session.h"

#include "app/change_value.h"
#include "app/session.h"
#include "engine/text/count_tokens.h"
#include "engine/view/part_summary.h"

#include <algorithm>

namespace tokenarium {

namespace {

bool sameContent(const PromptPart& one, const PromptPart& other) {
    return one.modality == other.modality && one.rule == other.rule &&
           (one.content == other.content || (one.content && other.content && *one.content == *other.content));
}

/// A text that is there; a linked one may not be.
bool canBeEdited(const PromptItem& item) {
    return item.part.modality == Modality::Text && item.part.content;
}

} // namespace

PromptSession::PromptSession(Session& session, CountTokens counter, QObject* parent)
    : QObject(parent)
    , text(session)
    , count(std::move(counter)) {
    state = stateOf({}, {}, {});
    connect(&text, &Session::tokensChanged, this, &PromptSession::countsChanged);
    connect(&text, &Session::tokenizerChanged, this, &PromptSession::textTokensChanged);
    connect(&text, &Session::sourceChanged, this, [this] {
        find(state.active)->source = text.source();
        find(state.active)->part.title = text.source().title.toStdString();
        emit partsChanged();
    });
}

PromptSession::~PromptSession() { countJob.cancel(); }

// --- what there is
// ------------------------------------------------------------------------------------------------------

std::optional<std::size_t> PromptSession::placeOf(quint64 id) const {
    for (std::size_t i = 0; i < state.items.size(); ++i)
        if (state.items[i].id == id) return i;
    return std::nullopt;
}

std::size_t PromptSession::activeText() const { return *placeOf(state.active); }

PromptItem* PromptSession::find(quint64 id) {
    const auto place = placeOf(id);
    return place ? &state.items[*place] : nullptr;
}

std::optional<std::size_t> PromptSession::tokensOf(std::size_t place) const {
    const PromptItem& item = state.items[place];
    if (item.id != state.active) return item.tokens;
    return text.tokens() ? std::optional(text.tokens()->tokenCount()) : std::nullopt;
}

Span PromptSession::tokenSpan(std::size_t place) const {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < place; ++i) begin += tokensOf(i).value_or(0);
    return {begin, begin + tokensOf(place).value_or(0)};
}

std::optional<std::pair<std::size_t, std::size_t>> PromptSession::partOfToken(std::size_t token) const {
    for (std::size_t i = 0; i < state.items.size(); ++i) {
        const std::size_t here = tokensOf(i).value_or(0);
        if (token < here) return std::pair(i, token);
        token -= here;
    }
    return std::nullopt;
}

std::size_t PromptSession::totalTokens() const { return tokenSpan(state.items.size() - 1).end; }

bool PromptSession::isCounting() const {
    for (std::size_t i = 0; i < state.items.size(); ++i)
        if (!tokensOf(i) && state.items[i].trouble.isEmpty()) return true;
    return false;
}

PromptSession::State PromptSession::now() const {
    State all = state;
    for (PromptItem& item : all.items)
        if (item.id == state.active) {
            item.part.content = text.snapshot();
            item.part.title = text.source().title.toStdString();
            item.source = text.source();
            item.tokens = tokensOf(activeText());
        }
    return all;
}

Prompt PromptSession::prompt() const {
    Prompt all;
    all.contextWindow = text.contextWindow();
    all.active = activeText();
    for (const PromptItem& item : now().items) {
        all.parts.push_back(item.part);
        if (item.part.modality == Modality::Text) all.parts.back().rule = text.tokenizerName().toStdString();
    }
    return all;
}

PromptItem PromptSession::itemOf(PromptPart part, const TextSource& source) {
    if (!part.content && !part.isLinked()) part.content = std::make_shared<const std::string>();
    if (part.rule.empty()) part.rule = defaultPartRule(part.modality);
    PromptItem item;
    item.id = ++lastId;
    item.part = std::move(part);
    item.source = source;
    if (source.title.isEmpty()) item.source.title = QString::fromStdString(item.part.title);
    return item;
}

/// The text at `place`, or the last before it, or the first; where there is none an empty one is put at the
/// end.
quint64 PromptSession::textAmong(std::vector<PromptItem>& items, std::size_t place) {
    const PromptItem* found = nullptr;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (canBeEdited(items[i]) && (!found || i <= place)) found = &items[i];
    if (found) return found->id;
    items.push_back(itemOf({}, {}));
    return items.back().id;
}

// --- changes
// -----------------------------------------------------------------------------------------------------------

void PromptSession::push(State after, const QString& name, int mergeId) {
    text.undoStack().push(new ChangeValue<State>([this](const State& wanted) { apply(wanted); }, now(),
                                                 std::move(after), name, mergeId));
}

/// The history is one line: whenever a state is applied, the texts are as they were when it was noted.
void PromptSession::apply(const State& wanted) {
    const State before = now();
    const PromptItem& shown = before.items[activeText()];
    state = wanted;
    noteCounts(before);
    const PromptItem& active = *find(state.active);
    if (active.id != shown.id) emit activeTextChanging();
    if (active.id != shown.id || !sameContent(active.part, shown.part)) showActive();
    emit partsChanged();
    countNext();
    emit countsChanged();
}

/// Puts the active text into the Session.
void PromptSession::showActive() {
    const PromptItem active = *find(state.active); // the signals below change the item
    text.applyReplace({0, text.text().size()}, QByteArray::fromStdString(*active.part.content),
                      active.source);
}

/// Counts that are known stay known.
void PromptSession::noteCounts(const State& before) {
    for (PromptItem& item : state.items)
        for (const PromptItem& known : before.items)
            if (known.id == item.id) {
                const bool same = sameContent(known.part, item.part);
                item.tokens = same ? known.tokens : std::nullopt;
                item.trouble = same ? known.trouble : QString();
            }
}

quint64 PromptSession::insert(PromptPart part, std::size_t wanted, const TextSource& source) {
    State after = now();
    const PromptItem item = itemOf(std::move(part), source);
    const auto place = static_cast<std::ptrdiff_t>(std::min(wanted, after.items.size()));
    after.items.insert(after.items.begin() + place, item);
    if (canBeEdited(item)) after.active = item.id;
    push(std::move(after), tr("Add a part"));
    return item.id;
}

void PromptSession::remove(std::size_t place) {
    State after = now();
    const quint64 gone = after.items[place].id;
    after.items.erase(after.items.begin() + static_cast<std::ptrdiff_t>(place));
    if (gone == after.active) after.active = textAmong(after.items, place);
    push(std::move(after), tr("Remove a part"));
}

void PromptSession::move(std::size_t from, std::size_t to) {
    if (from == to || to >= state.items.size()) return;
    State after = now();
    PromptItem moved = std::move(after.items[from]);
    after.items.erase(after.items.begin() + static_cast<std::ptrdiff_t>(from));
    after.items.insert(after.items.begin() + static_cast<std::ptrdiff_t>(to), std::move(moved));
    push(std::move(after), tr("Move a part"));
}

void PromptSession::activate(std::size_t place) {
    if (state.items[place].id == state.active || !canBeEdited(state.items[place])) return;
    State after = now();
    after.active = after.items[place].id;
    push(std::move(after), tr("Show another text"));
}

void PromptSession::replace(std::size_t place, PromptPart part) {
    State after = now();
    after.items[place].part = std::move(part);
    after.items[place].tokens.reset();
    after.items[place].absent.clear();
    push(std::move(after), tr("Replace a part"));
}

void PromptSession::setRule(std::size_t place, const std::string& rule) {
    if (state.items[place].part.rule == rule) return;
    State after = now();
    after.items[place].part.rule = rule;
    push(std::move(after), tr("Count by another rule"));
}

PromptSession::State PromptSession::stateOf(const Prompt& prompt, const PromptFileName& file,
                                            const Troubles& troubles) {
    State made;
    for (const PromptPart& part : prompt.parts) made.items.push_back(itemOf(part, {}));
    for (const auto& [part, why] : troubles) made.items[part].absent = why;
    made.active = textAmong(made.items, prompt.active);
    made.document = ++lastId;
    files[made.document] = file;
    return made;
}

void PromptSession::replaceAll(const Prompt& prompt, const QString& name, const PromptFileName& file,
                               const Troubles& troubles) {
    push(stateOf(prompt, file, troubles), name);
    text.setContextWindow(prompt.contextWindow);
}

void PromptSession::setFile(const PromptFileName& file) {
    files[state.document] = file;
    emit partsChanged();
}

void PromptSession::restore(const Prompt& prompt, const PromptFileName& file, const Troubles& troubles) {
    state = stateOf(prompt, file, troubles);
    find(state.active)->source = text.source();
    emit partsChanged();
    countNext();
    emit countsChanged();
}

// --- counting
// ----------------------------------------------------------------------------------------------------------

void PromptSession::textTokensChanged() {
    for (PromptItem& item : state.items)
        if (item.part.modality == Modality::Text) item.tokens.reset();
    countNext();
    emit countsChanged();
}

/// The first part that is not counted, one after the other.
void PromptSession::countNext() {
    const auto next = std::find_if(state.items.begin(), state.items.end(), [this](const PromptItem& item) {
        return item.id != state.active && !item.tokens && item.trouble.isEmpty();
    });
    if (next == state.items.end()) return countJob.cancel();
    if (!next->part.content) {
        counted(next->id, next->part, std::nullopt,
                next->absent.isEmpty()
                    ? tr("The file %1 is missing.").arg(QString::fromStdString(next->part.path))
                    : next->absent);
        return;
    }
    const bool isText = next->part.modality == Modality::Text;
    const auto tokenizer = isText ? text.catalog().load(text.tokenizerName().toStdString()) : nullptr;
    countJob.start(
        [part = next->part, tokenizer, counter = count](std::stop_token stop, const Job::Progress&) {
            return tokenizer ? countTokens(*tokenizer, *part.content, stop).value_or(0) : counter(part, stop);
        },
        [this, id = next->id, part = next->part](std::size_t tokens) { counted(id, part, tokens, {}); },
        [this, id = next->id, part = next->part](const QString& message) {
            counted(id, part, std::nullopt, message);
        });
}

void PromptSession::counted(quint64 id, const PromptPart& part, std::optional<std::size_t> tokens,
                            const QString& trouble) {
    PromptItem* item = find(id);
    if (item && sameContent(item->part, part)) {
        item->tokens = tokens;
        item->trouble = trouble;
        emit countsChanged();
    }
    countNext();
}

} // namespace tokenarium
