// SPDX-License-Identifier: GPL-3.0-or-later
// Measurements in time as tokens: scaled and put into bins, or cut into patches; and what comes back.
#pragma once

#include "app/other/series_session.h"
#include "app/pages/other/other_view.h"

#include <functional>

class QComboBox;
class QLabel;
class QPushButton;
class QScrollBar;
class QSpinBox;

namespace tokenarium {

class SeriesChart;
class ValueSlider;

/// `session` outlives it.
class SeriesView : public OtherView {
    Q_OBJECT
public:
    explicit SeriesView(SeriesSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("series"); }
    const char* name() const override { return QT_TR_NOOP("Series"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !session.isBusy(); }
    Page::Prompt prompt() const override;
    void hoverToken(std::optional<std::size_t> token) override { session.hoverToken(token); }
    void pinToken(std::size_t token) override { session.pinToken(token); }

    /// How many values are shown at once.
    static constexpr std::size_t shownValues = 192;
    void setOfferable() override;

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void connectControls();
    void arrange();
    void choose(const std::function<void(SeriesChoices&)>& set, const QString& name, int part);
    void chooseSource(int row);
    void askOpen();
    void showControls();
    void showStretch();
    void showLit();
    void bringIntoSight(Span values);
    /// The token that a value belongs to; of overlapping patches the one that begins last before it.
    std::optional<std::size_t> tokenOf(std::size_t value) const;
    QString unit() const;
    QString valueText(double value) const;
    QString xTitle() const;
    QString finding() const;
    QString errorSentence() const;
    QString holesSentence() const;
    QString wordsOf(std::size_t token) const;
    QString patchNumbers(std::size_t token) const;

    SeriesSession& session;
    QLabel *sentence, *facts, *holes, *errors, *place, *wayLabel, *seedLabel, *columnLabel;
    QComboBox *source, *column, *way;
    QSpinBox* seed;
    QPushButton *open, *offer;
    ValueSlider *bins, *length, *stride;
    SeriesChart* chart;
    QScrollBar* scroll;
    bool isPointing = false; ///< the mouse is over the chart: it must not scroll away
};

} // namespace tokenarium
