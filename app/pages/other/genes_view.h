// SPDX-License-Identifier: GPL-3.0-or-later
// DNA as tokens: the sequence, every way to cut it, and what each makes of it.
#pragma once

#include "app/other/gene_session.h"
#include "app/pages/other/other_view.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace tokenarium {

class GeneStrip;
class TintLegend;
class ValueSlider;

/// `session` outlives it.
class GenesView : public OtherView {
    Q_OBJECT
public:
    explicit GenesView(GeneSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("genes"); }
    const char* name() const override { return QT_TR_NOOP("Genes"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !session.isBusy(); }
    Page::Prompt prompt() const override;
    void hoverToken(std::optional<std::size_t> token) override { session.hoverToken(token); }
    void pinToken(std::size_t token) override { session.pinToken(token); }
    void setOfferable() override;

protected:
    void refresh() override;
    void retranslate() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createControls();
    void connectControls();
    void connectSession();
    void arrange();
    void choose(const std::function<void(GeneChoices&)>& set, const QString& name, int part);
    void askOpen();
    void showText();
    void showSequences();
    void showTable();
    void showMerges();
    void showLegend();
    void showLit(bool follow);
    void showProgress(std::size_t merges);
    QString wayTitle(GeneWay way) const;
    QString userOf(GeneWay way) const;
    QString factsSentence() const;
    QString unclearSentence() const;
    QString cutSentence() const;
    QString wordsOf(std::size_t token) const;
    QString decodedWords(const GeneCut& cut) const;
    QString sampleTitle(const QString& id) const;

    GeneSession& session;
    QLabel *sentence, *facts, *unclear, *cutFacts, *place, *colorLabel, *frameLabel;
    QPlainTextEdit* input;
    QComboBox *samples, *sequences, *coloring, *frame;
    QPushButton *open, *offer, *train;
    QTreeWidget *table, *merges;
    QWidget* learningPanel; ///< only where byte pairs are chosen
    ValueSlider* mergeCount;
    QProgressBar* progress;
    TintLegend* legend;
    GeneStrip* strip;
    bool isPointing = false; ///< the mouse is over the sequence: it must not scroll away
    bool isFilling = false;  ///< the editor is being filled, nobody types
};

} // namespace tokenarium
