// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the series view: where the numbers come from, how they are cut, and which token is looked at.
#pragma once

#include "app/job.h"
#include "engine/prompt/prompt.h"
#include "engine/series/csv_table.h"
#include "engine/series/generated_series.h"
#include "engine/view/series_summary.h"

#include <QObject>
#include <QUndoStack>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tokenarium {

struct SeriesSource {
    QString title;                         ///< of a file; empty: generated
    std::shared_ptr<const CsvTable> table; ///< null: generated
    SeriesShape shape = SeriesShape::DayAndNight;
    std::uint64_t seed = 1;
    bool operator==(const SeriesSource&) const = default;
};

/// Everything that a person chooses here; each change is one step of undo.
struct SeriesChoices {
    std::size_t column = 0;
    bool patches = false;   ///< PatchTST; otherwise Chronos
    std::size_t bins = 256; ///< tokens of the vocabulary, the special ones among them
    SeriesPatches patch;
    bool operator==(const SeriesChoices&) const = default;
};

/// At most so many values are cut and shown.
inline constexpr std::size_t mostShownValues = 250'000;
inline constexpr std::size_t generatedValues = 720; ///< a month of hours

/// What is computed on a worker; never changed afterwards.
struct SeriesTokens {
    QString column;             ///< its name; empty for generated ones
    std::vector<double> values; ///< NaN: a hole
    std::size_t wholeSize = 0;  ///< rows of the column
    std::size_t holes = 0, words = 0, raggedRows = 0;
    ChronosBins bins;
    ChronosSeries chronos; ///< where bins were chosen
    SeriesPatches patch;
    std::vector<Span> spans; ///< where patches were chosen: of each
    NormalisedPatches normalised;
    RebuiltSeries rebuilt;
    bool isPatches = false;
    std::size_t tokens() const { return isPatches ? spans.size() : chronos.ids.size(); }
    /// Values that a token covers; nothing behind the end.
    Span valuesOf(std::size_t token) const;
};

/// GUI thread only. `changes` outlives it.
class SeriesSession : public QObject {
    Q_OBJECT
public:
    explicit SeriesSession(QUndoStack& changes, QObject* parent = nullptr);
    ~SeriesSession() override;

    /// Begins to compute; nothing is computed before somebody looks.
    void begin();
    const SeriesSource& source() const { return state.source; }
    const SeriesChoices& choices() const { return state.choices; }
    void openFile(const QString& path);
    /// A whole file that is in memory; `name` is the file's.
    void openText(const std::shared_ptr<const std::string>& text, const QString& name);
    void setSource(SeriesSource wanted, const QString& name, int part);
    void choose(const SeriesChoices& wanted, const QString& name, int part);

    /// Null before the first.
    const std::shared_ptr<const SeriesTokens>& tokens() const { return found; }
    bool isBusy() const { return openJob.isBusy() || tokensJob.isBusy(); }

    std::optional<std::size_t> litToken() const;
    void hoverToken(std::optional<std::size_t> token);
    void pinToken(std::size_t token);
    struct Offer {
        PromptPart part;
        bool sameCount = true;
    };
    Offer offer() const;

signals:
    void changed();       ///< source, choices
    void tokensChanged(); ///< tokens()
    void litChanged();
    void said(const QString& message);

private:
    struct State {
        SeriesSource source;
        SeriesChoices choices;
        bool operator==(const State&) const = default;
    };
    void open(const QString& name, std::function<std::shared_ptr<const std::string>()> read);
    void change(State wanted, const QString& name, int part);
    void apply(const State& wanted);
    void compute();

    QUndoStack& changes;
    State state;
    bool begun = false;
    std::shared_ptr<const SeriesTokens> found;
    std::optional<std::size_t> hovered;
    std::size_t pinned = 0;
    Job openJob, tokensJob;
};

} // namespace tokenarium
