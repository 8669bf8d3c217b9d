// SPDX-License-Identifier: GPL-3.0-or-later
// The text above, the ways in a table beside the merges, the tokens of the chosen way below.
#include "app/pages/other/genes_view.h"

#include "widgets/other/gene_strip.h"
#include "widgets/still_text.h"
#include "widgets/style/number_text.h"
#include "widgets/tint_legend.h"
#include "widgets/value_slider.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGridLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tokenarium {
namespace {

constexpr std::size_t mostEditable = 20'000; // characters; longer texts are shown in part and not edited
constexpr std::size_t mostListedMerges = 4096;

enum Part { WayPart, MergesPart, FramePart, ColoringPart, SequencePart };
enum Column {
    WayColumn,
    UserColumn,
    TokensColumn,
    PerBaseColumn,
    VocabularyColumn,
    UsedColumn,
    DecodedColumn
};

std::vector<double> mergeCounts() {
    std::vector<double> counts;
    for (double count = 4; count <= 4096; count *= 2) counts.push_back(count);
    return counts;
}

} // namespace

GenesView::GenesView(GeneSession& geneSession, QWidget* parent)
    : OtherView(parent)
    , session(geneSession)
    , sentence(new QLabel(this))
    , facts(new QLabel(this))
    , unclear(new QLabel(this))
    , cutFacts(new QLabel(this))
    , place(new QLabel(this))
    , colorLabel(new QLabel(this))
    , frameLabel(new QLabel(this))
    , input(new QPlainTextEdit(this))
    , samples(new QComboBox(this))
    , sequences(new QComboBox(this))
    , coloring(new QComboBox(this))
    , frame(new QComboBox(this))
    , open(new QPushButton(this))
    , offer(new QPushButton(this))
    , train(new QPushButton(this))
    , table(new QTreeWidget(this))
    , merges(new QTreeWidget(this))
    , learningPanel(new QWidget(this))
    , mergeCount(new ValueSlider(this))
    , progress(new QProgressBar(this))
    , legend(new TintLegend(this))
    , strip(new GeneStrip(this)) {
    createControls();
    connectControls();
    connectSession();
    arrange();
    retranslate();
    showText();
}

void GenesView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {
        {facts, "geneFacts"},        {unclear, "geneUnclear"},   {cutFacts, "geneCut"},
        {place, "genePlace"},        {input, "geneInput"},       {samples, "geneSamples"},
        {sequences, "geneSequence"}, {coloring, "geneColoring"}, {frame, "geneFrame"},
        {open, "openGenes"},         {offer, "offerGenes"},      {train, "trainPairs"},
        {table, "geneTable"},        {merges, "geneMerges"},     {&mergeCount->slider(), "geneMergeCount"},
        {progress, "geneProgress"},  {strip, "geneStrip"},       {sentence, "geneSentence"}};
    offer->hide();
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, facts, unclear, cutFacts, place}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    input->setUndoRedoEnabled(false); // the room's history has it
    input->setTabChangesFocus(true);
    input->installEventFilter(this);
    for (const QString& id : GeneSession::sampleIds()) samples->addItem(QString(), id);
    for (int i = 0; i < 3; ++i) coloring->addItem(QString());
    for (int i = 0; i < 3; ++i) frame->addItem(QString());
    colorLabel->setBuddy(coloring);
    frameLabel->setBuddy(frame);
    mergeCount->setValues(mergeCounts());
    for (QTreeWidget* list : {table, merges}) {
        list->setRootIsDecorated(false);
        list->setUniformRowHeights(true);
        list->setAllColumnsShowFocus(true);
        list->header()->setStretchLastSection(false);
    }
    table->setColumnCount(7);
    merges->setColumnCount(4);
    for (std::size_t i = 0; i < geneWays; ++i) new QTreeWidgetItem(table);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void GenesView::choose(const std::function<void(GeneChoices&)>& set, const QString& name, int part) {
    GeneChoices wanted = session.choices();
    set(wanted);
    session.choose(wanted, name, part);
}

void GenesView::connectControls() {
    connect(open, &QPushButton::clicked, this, &GenesView::askOpen);
    connect(samples, &QComboBox::activated, this,
            [this] { session.openSample(samples->currentData().toString()); });
    connect(input, &QPlainTextEdit::textChanged, this, [this] {
        if (!isFilling) session.setText(input->toPlainText(), true);
    });
    connect(sequences, &QComboBox::activated, this, [this](int row) {
        choose([row](GeneChoices& wanted) { wanted.sequence = std::size_t(row); }, tr("Sequence"),
               SequencePart);
    });
    connect(table, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (!item) return;
        const auto way = GeneWay(table->indexOfTopLevelItem(item));
        choose([way](GeneChoices& wanted) { wanted.way = way; }, tr("Way to cut"), WayPart);
    });
    connect(mergeCount, &ValueSlider::valueChosen, this, [this](double value) {
        choose([value](GeneChoices& wanted) { wanted.merges = std::size_t(value); }, tr("Merges"),
               MergesPart);
    });
    connect(coloring, &QComboBox::activated, this, [this](int row) {
        choose([row](GeneChoices& wanted) { wanted.coloring = GeneColoring(row); }, tr("Colours"),
               ColoringPart);
    });
    connect(frame, &QComboBox::activated, this, [this](int row) {
        choose([row](GeneChoices& wanted) { wanted.frame = std::size_t(row); }, tr("Reading frame"),
               FramePart);
    });
    connect(train, &QPushButton::clicked, this, [this] {
        if (session.isLearning()) return session.cancelPairs();
        session.learnPairs();
    });
    connect(offer, &QPushButton::clicked, this, [this] {
        const GeneSession::Offer part = session.offer();
        emit offered(part.part, part.sameCount
                                    ? QString()
                                    : tr("The prompt has no rule for this way of cutting; it counts "
                                         "single bases as HyenaDNA does."));
    });
    connect(strip, &GeneStrip::hovered, this, [this](std::optional<std::size_t> token) {
        isPointing = true;
        session.hoverToken(token);
        isPointing = false;
    });
    connect(strip, &GeneStrip::chosen, this, [this](std::size_t token) { session.pinToken(token); });
    strip->setWords([this](std::size_t token) { return wordsOf(token); });
}

void GenesView::connectSession() {
    connect(&session, &GeneSession::textChanged, this, &GenesView::showText);
    connect(&session, &GeneSession::choicesChanged, this, &GenesView::refreshSoon);
    connect(&session, &GeneSession::analysisChanged, this, &GenesView::refreshSoon);
    connect(&session, &GeneSession::pairsProgressed, this, &GenesView::showProgress);
    connect(&session, &GeneSession::said, this, &OtherView::said);
    connect(&session, &GeneSession::litChanged, this, [this] {
        if (isVisible()) showLit(!isPointing);
        emit promptChanged();
    });
    for (const auto signal : {&GeneSession::choicesChanged, &GeneSession::analysisChanged})
        connect(&session, signal, this, &OtherView::promptChanged);
}

void GenesView::arrange() {
    auto* sources = new QGridLayout;
    sources->addWidget(samples, 0, 0, 1, 2);
    sources->addWidget(open, 1, 0);
    sources->addWidget(offer, 1, 1);
    sources->addWidget(sequences, 2, 0, 1, 2);
    sources->setRowStretch(3, 1);
    input->setFixedHeight(4 * fontMetrics().lineSpacing() + 12);
    auto* above = new QHBoxLayout;
    above->addWidget(input, 1);
    above->addLayout(sources);
    auto* learning = new QVBoxLayout(learningPanel);
    learning->setContentsMargins(0, 0, 0, 0);
    learning->addWidget(mergeCount);
    auto* running = new QHBoxLayout;
    running->addWidget(train);
    running->addWidget(progress, 1);
    learning->addLayout(running);
    learning->addWidget(merges, 1);
    learningPanel->setFixedWidth(fontMetrics().averageCharWidth() * 36);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(16);
    middle->addWidget(table, 1, Qt::AlignTop);
    middle->addWidget(learningPanel);
    auto* colors = new QHBoxLayout;
    colors->addWidget(colorLabel);
    colors->addWidget(coloring);
    colors->addWidget(frameLabel);
    colors->addWidget(frame);
    colors->addWidget(legend, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addLayout(above);
    rows->addWidget(facts);
    rows->addWidget(unclear);
    rows->addLayout(middle);
    rows->addWidget(cutFacts);
    rows->addLayout(colors);
    rows->addWidget(strip, 1);
    rows->addWidget(new StillText(place, 1));
}

void GenesView::setOfferable() { offer->show(); }

void GenesView::setColors(const TokenColors& colors) {
    strip->setColors(colors);
    legend->setColors(colors);
}

/// Ctrl+Z and Ctrl+Y belong to the room; the editor would swallow them.
bool GenesView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == input && event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return OtherView::eventFilter(watched, event);
}

void GenesView::askOpen() {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a sequence"), {}, tr("FASTA (*.fa *.fasta *.fna *.ffn *.frn *.txt);;All files (*)"));
    if (!path.isEmpty()) session.openFile(path);
}

/// A person who types must not have the caret moved.
void GenesView::showText() {
    const std::string& text = *session.text().text;
    const bool whole = text.size() <= mostEditable;
    QString shown = QString::fromUtf8(text.data(), qsizetype(std::min(text.size(), mostEditable)));
    if (!whole) shown += QStringLiteral("…");
    input->setReadOnly(!whole);
    if (input->toPlainText() == shown) return;
    isFilling = true;
    input->setPlainText(shown);
    isFilling = false;
}

void GenesView::refresh() {
    session.begin();
    const GeneChoices& chosen = session.choices();
    const int sample = session.text().origin == GeneText::Origin::Sample ||
                               session.text().origin == GeneText::Origin::Generated
                           ? samples->findData(session.text().title)
                           : -1;
    samples->setCurrentIndex(sample);
    coloring->setCurrentIndex(int(chosen.coloring));
    frame->setCurrentIndex(int(chosen.frame));
    mergeCount->setValue(double(chosen.merges));
    table->setCurrentItem(table->topLevelItem(int(chosen.way)));
    facts->setText(factsSentence());
    unclear->setText(unclearSentence());
    unclear->setVisible(!unclear->text().isEmpty());
    cutFacts->setText(cutSentence());
    showSequences();
    showTable();
    learningPanel->setVisible(chosen.way == GeneWay::BytePairs);
    showMerges();
    showLegend();
    strip->setPieces(session.pieces());
    showLit(false);
}

void GenesView::showSequences() {
    const auto& analysis = session.analysis();
    const std::size_t count = analysis ? analysis->file->sequences.size() : 0;
    sequences->setVisible(count > 1);
    if (count <= 1) return;
    constexpr std::size_t mostListed = 500;
    sequences->clear();
    for (std::size_t i = 0; i < std::min(count, mostListed); ++i) {
        const std::string& title = analysis->file->sequences[i].title;
        sequences->addItem(title.empty() ? tr("sequence %1").arg(grouped(i + 1))
                                         : QString::fromStdString(title).left(40));
    }
    sequences->setCurrentIndex(int(analysis->sequence));
}

QString GenesView::factsSentence() const {
    const auto& analysis = session.analysis();
    if (!analysis) return tr("reading…");
    const std::size_t count = analysis->bases->size();
    QString text = tr("%1 bases").arg(grouped(count));
    if (analysis->wholeSize() > count)
        text = tr("the first %1 of %2 bases").arg(grouped(count), grouped(analysis->wholeSize()));
    const std::string& title = analysis->file->sequences[analysis->sequence].title;
    if (!title.empty()) text = QString::fromStdString(title) + QStringLiteral(" · ") + text;
    if (session.text().origin == GeneText::Origin::Generated)
        text += tr(" · made by the program, no living thing has it");
    if (analysis->longest)
        text += tr(" · longest from ATG to a stop codon: bases %1–%2, %3 codons, reading frame %4")
                    .arg(grouped(analysis->longest->begin + 1), grouped(analysis->longest->end),
                         grouped((analysis->longest->end - analysis->longest->begin) / 3))
                    .arg(analysis->longest->frame + 1);
    return text;
}

QString GenesView::unclearSentence() const {
    const auto& analysis = session.analysis();
    if (!analysis) return {};
    QStringList parts;
    std::size_t count = 0;
    QStringList letters;
    for (const auto& [letter, times] : analysis->unclear) {
        count += times;
        letters += QStringLiteral("%1 × %2").arg(grouped(times)).arg(QLatin1Char(letter));
    }
    if (count > 0)
        parts +=
            tr("Letters that do not name one base: %1 (%2). They are underlined below; N means any base.")
                .arg(grouped(count), letters.join(tr(", ")));
    if (analysis->file->gaps > 0)
        parts += tr("Gaps (- or *) left out: %1.").arg(grouped(analysis->file->gaps));
    if (analysis->file->wasRna) parts += tr("It is RNA: U was read as T.");
    return parts.join(QLatin1Char(' '));
}

QString GenesView::cutSentence() const {
    const GeneWay way = session.choices().way;
    switch (way) {
    case GeneWay::SingleBase: return tr("Every base is a token: the smallest vocabulary, the longest row.");
    case GeneWay::Overlapping3:
    case GeneWay::Overlapping6:
        return tr("A window of %1 bases moves on by one base: as many tokens as bases, and every base is "
                  "told %1 "
                  "times. The lines below are the windows that overlap.")
            .arg(geneForm(way)->k);
    case GeneWay::Separate3:
        return tr(
            "Three bases a token: where the sequence is a gene and the frame is right, each is a codon and "
            "names one amino acid.");
    case GeneWay::Separate6:
        return tr(
            "Six bases a token; what is left over stands alone. One letter more at the front, and every "
            "token is another: try it.");
    case GeneWay::BytePairs:
        return session.pairs() ? tr("The pair that stands side by side most often became a token, again and "
                                    "again, %1 times: "
                                    "what repeats becomes long tokens.")
                                     .arg(grouped(session.pairs()->merges.size()))
                               : tr("Byte pairs are being learnt, or that was cancelled.");
    case GeneWay::Gpt4o:
        return session.missing().isEmpty() ? tr("GPT-4o's vocabulary was learnt from texts: it cuts DNA "
                                                "where words of people happen to "
                                                "have such letters, not where biology has its borders.")
                                           : session.missing();
    }
    return {};
}

QString GenesView::wayTitle(GeneWay way) const {
    switch (way) {
    case GeneWay::SingleBase: return tr("single bases");
    case GeneWay::Overlapping3: return tr("overlapping 3-mers");
    case GeneWay::Overlapping6: return tr("overlapping 6-mers");
    case GeneWay::Separate3: return tr("separate 3-mers (codons)");
    case GeneWay::Separate6: return tr("separate 6-mers");
    case GeneWay::BytePairs: return tr("byte pairs learnt here");
    case GeneWay::Gpt4o: return tr("GPT-4o's text tokenizer");
    }
    return {};
}

/// Names of models, mostly: the same in every language.
QString GenesView::userOf(GeneWay way) const {
    switch (way) {
    case GeneWay::SingleBase: return QStringLiteral("HyenaDNA 2023");
    case GeneWay::Overlapping3:
    case GeneWay::Overlapping6: return QStringLiteral("DNABERT 2021");
    case GeneWay::Separate3: return tr("for comparison");
    case GeneWay::Separate6: return QStringLiteral("Nucleotide Transformer 2023");
    case GeneWay::BytePairs: return tr("as DNABERT-2 2023");
    case GeneWay::Gpt4o: return QStringLiteral("o200k_base 2024");
    }
    return {};
}

QString GenesView::decodedWords(const GeneCut& cut) const {
    if (cut.lostBases == 0) return tr("identical");
    return tr("%1 not the same").arg(grouped(cut.lostBases));
}

void GenesView::showTable() {
    const auto& analysis = session.analysis();
    const double bases = analysis ? double(analysis->bases->size()) : 1;
    for (std::size_t i = 0; i < geneWays; ++i) {
        QTreeWidgetItem* row = table->topLevelItem(int(i));
        const GeneCut& cut = session.cut(GeneWay(i));
        row->setText(WayColumn, wayTitle(GeneWay(i)));
        row->setText(UserColumn, userOf(GeneWay(i)));
        const QString absent = GeneWay(i) == GeneWay::Gpt4o       ? tr("not installed")
                               : session.isBusy()                 ? tr("computing…")
                               : GeneWay(i) == GeneWay::BytePairs ? tr("cancelled")
                                                                  : QString();
        row->setText(TokensColumn, cut.isThere() ? grouped(cut.tokens->size()) : absent);
        row->setToolTip(TokensColumn,
                        cut.special > 0
                            ? tr("and %1 special tokens of the model around them").arg(grouped(cut.special))
                            : QString());
        row->setText(PerBaseColumn, cut.isThere()
                                        ? QLocale().toString(double(cut.tokens->size()) / bases, 'f', 3)
                                        : QString());
        row->setText(VocabularyColumn, cut.isThere() ? grouped(cut.vocabulary) : QString());
        row->setText(UsedColumn, cut.isThere() ? grouped(cut.different) : QString());
        row->setText(DecodedColumn, cut.isThere() ? decodedWords(cut) : QString());
        for (const int column : {TokensColumn, PerBaseColumn, VocabularyColumn, UsedColumn})
            row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    for (int column = 0; column < table->columnCount(); ++column) table->resizeColumnToContents(column);
    const int rowHeight = table->visualItemRect(table->topLevelItem(0)).height();
    const bool isWide = table->header()->length() > table->viewport()->width();
    table->setFixedHeight(table->header()->sizeHint().height() + int(geneWays) * rowHeight +
                          (isWide ? table->horizontalScrollBar()->sizeHint().height() : 0) +
                          2 * table->frameWidth() + 2);
}

void GenesView::showMerges() {
    const bool learning = session.isLearning();
    train->setText(learning ? tr("Cancel") : tr("Learn again"));
    train->setVisible(learning || !session.pairs());
    progress->setVisible(learning);
    progress->setRange(0, int(session.choices().merges));
    if (!learning) progress->setValue(0);
    merges->clear();
    if (!session.pairs()) return;
    QList<QTreeWidgetItem*> rows;
    const auto& learnt = session.pairs()->merges;
    for (std::size_t i = 0; i < std::min(learnt.size(), mostListedMerges); ++i) {
        const QString left = QString::fromStdString(learnt[i].left);
        const QString right = QString::fromStdString(learnt[i].right);
        auto* row =
            new QTreeWidgetItem({grouped(i + 1), grouped(std::size_t(learnt[i].count)),
                                 QString::number(learnt[i].id), left + QStringLiteral(" + ") + right});
        for (const int column : {0, 1, 2}) row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        rows += row;
    }
    merges->addTopLevelItems(rows);
    for (int column = 0; column < merges->columnCount(); ++column) merges->resizeColumnToContents(column);
}

void GenesView::showProgress(std::size_t learnt) { progress->setValue(int(learnt)); }

void GenesView::showLegend() {
    switch (session.choices().coloring) {
    case GeneColoring::AminoAcid:
        return legend->setCategories(
            {tr("nonpolar"), tr("polar"), tr("acidic (−)"), tr("basic (+)"), tr("stop *"), tr("no codon X")});
    case GeneColoring::Base:
        return legend->setCategories({QStringLiteral("A"), QStringLiteral("C"), QStringLiteral("G"),
                                      QStringLiteral("T"), tr("other letters")});
    case GeneColoring::Token: return legend->setNote(tr("The colours only tell neighbours apart."));
    }
}

QString GenesView::wordsOf(std::size_t token) const {
    const GeneWay way = session.choices().way;
    const GeneCut& cut = session.cut(way);
    if (!cut.isThere() || token >= cut.tokens->size()) return {};
    const Token& one = (*cut.tokens)[token];
    const std::string& bases = *session.analysis()->bases;
    QString text = tr("Token %1 of %2: %3, id %4, bases %5–%6")
                       .arg(grouped(token + 1), grouped(cut.tokens->size()),
                            QString::fromStdString(geneTokenName(way, one, bases)), QString::number(one.id),
                            grouped(one.span.begin + 1), grouped(one.span.end));
    const GenePieces pieces = session.pieces();
    QString acids;
    for (std::size_t base = one.span.begin; base < one.span.end; ++base) {
        const auto codon = codonBegin(pieces, base);
        if (codon && (*codon == base || base == one.span.begin)) acids += QLatin1Char(acidAt(pieces, *codon));
    }
    if (!acids.isEmpty())
        text += tr(" · amino acids that it touches: %1 (reading frame %2)").arg(acids).arg(pieces.frame + 1);
    return text;
}

void GenesView::showLit(bool follow) {
    const auto token = session.litToken();
    strip->setLit(token, follow);
    const GeneCut& cut = session.cut(session.choices().way);
    if (token) return place->setText(wordsOf(*token));
    place->setText(cut.isThere() ? tr("The sequence is shorter than one token.") : cutSentence());
}

Page::Prompt GenesView::prompt() const {
    Page::Prompt prompt;
    const GeneCut& cut = session.cut(session.choices().way);
    prompt.strip.tokenCount = cut.isThere() ? cut.tokens->size() : 0;
    prompt.strip.contextWindow = 128'000;
    prompt.strip.tint = [pieces = session.pieces()](std::size_t token) -> std::uint8_t {
        return token < pieces.tokens->size() ? geneTint(pieces, (*pieces.tokens)[token].span.begin, token)
                                             : 0;
    };
    prompt.strip.lit = session.litToken();
    prompt.label = tr("%1 tokens of this sequence").arg(grouped(prompt.strip.tokenCount));
    return prompt;
}

QString GenesView::sampleTitle(const QString& id) const {
    if (id == QLatin1String("insulin")) return tr("Sample: human insulin");
    if (id == QLatin1String("unclear")) return tr("Sample: unclear letters");
    return tr("Sample: generated, 20,000 bases");
}

void GenesView::retranslate() {
    sentence->setText(
        tr("A gene is a text of four letters without spaces: where does a token end? Choose a way in "
           "the table and see the pieces; three bases each stand for an amino acid."));
    for (int i = 0; i < samples->count(); ++i)
        samples->setItemText(i, sampleTitle(samples->itemData(i).toString()));
    samples->setPlaceholderText(tr("Your own sequence"));
    samples->setAccessibleName(tr("Sample sequences"));
    open->setText(tr("Open FASTA…"));
    sequences->setAccessibleName(tr("Sequence of the file"));
    offer->setText(tr("Add to prompt"));
    offer->setToolTip(tr("This sequence becomes a part of the prompt"));
    input->setAccessibleName(tr("Sequence"));
    input->setPlaceholderText(tr("Type or paste a sequence: FASTA, or the letters A, C, G and T"));
    table->setHeaderLabels({tr("Way to cut"), tr("Used by"), tr("Tokens"), tr("Per base"), tr("Vocabulary"),
                            tr("Ids used"), tr("Decoded")});
    table->setAccessibleName(tr("Every way to cut this sequence"));
    merges->setHeaderLabels({tr("No."), tr("Times"), tr("Id"), tr("Merge")});
    merges->setAccessibleName(tr("Merges that were learnt"));
    mergeCount->setTexts(
        tr("Merges"), [](double value) { return grouped(std::size_t(value)); },
        tr("How many merges are learnt at most; a pair must stand there twice"));
    colorLabel->setText(tr("Colours show"));
    const QString colorings[] = {tr("amino acids"), tr("bases"), tr("tokens")};
    for (int i = 0; i < 3; ++i) coloring->setItemText(i, colorings[i]);
    frameLabel->setText(tr("Reading frame"));
    for (int i = 0; i < 3; ++i) frame->setItemText(i, tr("from base %1").arg(i + 1));
    frame->setToolTip(tr("At which base the first codon begins"));
    strip->setAccessibleName(tr("The sequence with its tokens"));
    progress->setAccessibleName(tr("Merges learnt so far"));
}

} // namespace tokenarium
