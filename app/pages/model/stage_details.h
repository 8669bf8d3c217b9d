// SPDX-License-Identifier: GPL-3.0-or-later
// One stage of the model unfolded: what happens there, its numbers, and how one of them came about.
#pragma once

#include "app/model/model_session.h"
#include "engine/view/cell_explanation.h"
#include "engine/view/model_stages.h"
#include "widgets/model/heat_map.h"

#include <QStringList>
#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace tokenarium {

class SamplingTable;
class SourceStrips;

/// Rows are tokens; the chosen cell is that of the pinned token, else of the last one. GUI thread only.
class StageDetails : public QWidget {
    Q_OBJECT
public:
    explicit StageDetails(ModelSession& modelSession, QWidget* parent = nullptr);
    ~StageDetails() override;
    /// Of session.run(), which must be there.
    void showStage(const ModelStage& stage);
    /// Shows this below the sentence instead of the numbers; null: the numbers. Becomes a child.
    void setCover(QWidget* instead);
    /// Instead of a stage.
    void showMessage(const QString& sentence);
    void setColors(const TokenColors& colors);
    /// Frames a part of a row: where a number of a later stage came from.
    void frame(const CellRange& range);
    /// What is explained now; nothing for the stages after the logits.
    const std::optional<CellExplanation>& explanation() const { return explained; }
    bool isBusy() const { return explainJob.isBusy(); } ///< an explanation is still to come

signals:
    /// Somebody wants to see where a number came from.
    void sourceWanted(const tokenarium::CellRange& range);

protected:
    void changeEvent(QEvent* event) override;

private:
    void createControls();
    void retranslate();
    void showHeads();
    void showMatrix();
    void showTable();
    void showCell();
    void showSampling();
    void showExplanation(std::optional<CellExplanation> explanation);
    void showSources();
    void cellChosen(std::optional<HeatMapCell> cell);
    bool hasTensor() const { return !stage.tensor.empty(); }
    std::size_t shownHead() const; ///< of the heads this stage has
    std::size_t chosenRow() const;
    CellAddress address() const;
    HeatMapData matrixOf(const Step& step) const;
    QString sourceLabel(const CellRange& range) const;
    QString rowLabel(std::size_t row) const;
    bool isStage(const std::string& tensor) const;

    ModelSession& session;
    ModelStage stage;
    std::shared_ptr<const RecordedRun> run;
    std::shared_ptr<const QStringList> tokenLabels;
    std::size_t column = 0; ///< of the chosen cell
    std::optional<CellExplanation> explained;
    std::vector<CellRange> sources;          ///< as the strips show them
    std::unique_ptr<SamplingTable> sampling; ///< of the stages after the logits
    FormulaWords words;
    Job explainJob;

    QLabel *title, *sentence, *text;
    QComboBox* headBox;
    HeatMap* map;
    SourceStrips* strips;
    QStackedWidget* body; ///< the numbers, or what covers them
};

} // namespace tokenarium
