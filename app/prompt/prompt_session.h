// SPDX-License-Identifier: GPL-3.0-or-later
// The whole prompt of the window: the text that is being edited, and all other parts before and behind it.
#pragma once

#include "app/job.h"
#include "app/text_source.h"
#include "engine/prompt/prompt.h"
#include "engine/token/token.h"

#include <QObject>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace tokenarium {

class Session;

/// A part in the window.
struct PromptItem {
    quint64 id = 0; ///< never given twice
    PromptPart part;
    TextSource source;                 ///< of a text
    std::optional<std::size_t> tokens; ///< nullopt while they are being counted
    QString trouble;                   ///< why they cannot be counted; empty: they can
    QString absent;                    ///< why the content is not there; empty: it is, or its file is missing
    bool operator==(const PromptItem&) const = default;
};

/// The file that a prompt was opened from or saved to.
struct PromptFileName {
    QString path; ///< absolute; empty: never saved as a whole
    bool linked = false; ///< the parts that have files are not embedded
    bool operator==(const PromptFileName&) const = default;
};

/// Parts in order; there is always at least one text. One text is the active one: the Session holds it, and
/// all texts are counted with its tokenizer. Every change is a step of the Session's undo stack, so that undo
/// crosses parts in the order in which things happened. GUI thread only; `text` outlives it.
class PromptSession : public QObject {
    Q_OBJECT
public:
    /// Counts the tokens of a part that is no text, by its rule; runs on a worker; throws what people are to
    /// read.
    using CountTokens = std::function<std::size_t(const PromptPart& part, std::stop_token stop)>;

    PromptSession(Session& text, CountTokens count, QObject* parent = nullptr);
    ~PromptSession() override;

    /// The active text's content here is that of when it became active; prompt() has all as it is now.
    const std::vector<PromptItem>& items() const { return state.items; }
    std::size_t activeText() const; ///< its place
    std::optional<std::size_t> placeOf(quint64 id) const;
    /// Of a part, as far as is known now.
    std::optional<std::size_t> tokensOf(std::size_t place) const;
    /// Where its tokens lie among all tokens of the prompt; parts that are not counted yet have none.
    Span tokenSpan(std::size_t place) const;
    /// The part of a token of the whole prompt, and its number there.
    std::optional<std::pair<std::size_t, std::size_t>> partOfToken(std::size_t token) const;
    std::size_t totalTokens() const;
    bool isCounting() const;
    /// Everything as it is now, for saving.
    Prompt prompt() const;

    // What the person does; each one step of undo.
    /// Behind the part at `behind`; returns its id. A text becomes the active one.
    quint64 add(PromptPart part, std::size_t behind, const TextSource& source = {}) {
        return insert(std::move(part), behind + 1, source);
    }
    /// The same at a place of its own; there may be fewer parts by now.
    quint64 insert(PromptPart part, std::size_t place, const TextSource& source = {});
    void remove(std::size_t place);
    void move(std::size_t from, std::size_t to);
    /// Makes a text the active one.
    void activate(std::size_t place);
    void replace(std::size_t place, PromptPart part);
    void setRule(std::size_t place, const std::string& rule);
    /// By the number of a part: why its content is not there.
    using Troubles = std::map<std::size_t, QString>;
    /// Another prompt was opened, or begun: all parts at once.
    void replaceAll(const Prompt& prompt, const QString& name, const PromptFileName& file = {},
                    const Troubles& troubles = {});

    /// At start: no step of undo. The active text is what the Session holds.
    void restore(const Prompt& prompt, const PromptFileName& file = {}, const Troubles& troubles = {});

    /// Of the prompt that is open; undoing its opening gives that of the one before.
    const PromptFileName& file() const { return files.at(state.document); }
    /// It was saved there; no step of undo.
    void setFile(const PromptFileName& file);

signals:
    /// Other parts, order, rules, titles, another active text or another file.
    void partsChanged();
    /// Another text is about to take the place of the one that the Session holds; items() has both whole.
    void activeTextChanging();
    /// Token counts arrived or changed.
    void countsChanged();

private:
    struct State {
        std::vector<PromptItem> items;
        quint64 active = 0;
        quint64 document = 0;
        bool operator==(const State&) const = default;
    };
    State now() const;
    void push(State after, const QString& name, int mergeId = -1);
    void apply(const State& wanted);
    void showActive();
    void noteCounts(const State& before);
    void countNext();
    void counted(quint64 id, const PromptPart& part, std::optional<std::size_t> tokens,
                 const QString& trouble);
    void textTokensChanged();
    State stateOf(const Prompt& prompt, const PromptFileName& file, const Troubles& troubles);
    quint64 textAmong(std::vector<PromptItem>& items, std::size_t place);
    PromptItem itemOf(PromptPart part, const TextSource& source);
    PromptItem* find(quint64 id);

    Session& text;
    CountTokens count;
    State state;
    quint64 lastId = 0;
    std::map<quint64, PromptFileName> files; ///< of each document there was
    Job countJob;
};

} // namespace tokenarium
