// SPDX-License-Identifier: GPL-3.0-or-later
// A live chart: how many tokens the same text has under each tokenizer. The title says the finding.
#pragma once

#include "engine/view/tokenizer_counts.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

#include <memory>

class QLabel;

namespace tokenarium {

/// Horizontal bars, updated in place. Reports the tokenizer a person picks by its name; the owner answers
/// with new counts. Rows without a number say that their vocabulary is not installed. GUI thread only.
class TokenizerChart : public QWidget {
    Q_OBJECT
public:
    explicit TokenizerChart(QWidget* parent = nullptr);
    ~TokenizerChart() override;

    void setCounts(const TokenizerCounts& counts);
    void setColors(const TokenColors& colors);

    /// The sentence above the bars.
    QString finding() const;
    /// The texts at the ends of the bars, from top to bottom.
    QStringList valueLabels() const;
    /// Where a bar's row is, in coordinates of this widget, for tests and tool tips; empty for an unknown
    /// name.
    QRect rowRectangle(const QString& name) const;

signals:
    /// By a click on the row, or by Up and Down, which walk over the installed tokenizers.
    void chosen(const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void describe();
    void chooseAt(QPoint point);
    QString findingOf(const TokenizerCounts& counts) const;
    QString valueOf(const TokenizerCount& row) const;

    TokenizerCounts counts;
    QLabel* title;
    struct Chart;
    std::unique_ptr<Chart> chart;
};

} // namespace tokenarium
