// SPDX-License-Identifier: GPL-3.0-or-later
// Two stacked bars, epochs, and what filtering left of Common Crawl.
#include "app/pages/weights/data_mix_view.h"

#include "app/pages/weights/sizing_words.h"
#include "widgets/charts/bars_chart.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QVBoxLayout>

namespace tokenarium {
namespace {

using Words = SizingWords;

QString timesWords(double value) { return QStringLiteral("%1×").arg(Words::digits(value, 2)); }

} // namespace

QString DataMixView::sourceName(DataSource source) {
    switch (source) {
    case DataSource::CommonCrawl: return tr("Common Crawl, filtered");
    case DataSource::WebText2: return QStringLiteral("WebText2");
    case DataSource::Books1: return QStringLiteral("Books1");
    case DataSource::Books2: return QStringLiteral("Books2");
    case DataSource::Wikipedia: return tr("Wikipedia");
    }
    return {};
}

DataMixView::DataMixView(SizingSession& sizing, QWidget* parent)
    : SizingView(sizing, parent)
    , sentence(new QLabel(this))
    , seen(new ValueSlider(this))
    , mix(new BarsChart)
    , epochs(new BarsChart)
    , filtered(new BarsChart)
    , mixFrame(new ChartFrame(mix, QStringLiteral("gpt-3-data"), this))
    , epochsFrame(new ChartFrame(epochs, QStringLiteral("gpt-3-epochs"), this))
    , filteredFrame(new ChartFrame(filtered, QStringLiteral("common-crawl"), this))
    , figures(new FigureList(this)) {
    const std::pair<QWidget*, const char*> names[] = {
        {sentence, "mixSentence"}, {&seen->slider(), "tokensSeen"}, {mix, "mixChart"},
        {epochs, "epochsChart"},   {filtered, "filteredChart"},     {figures, "mixFigures"}};
    for (const auto& [widget, objectName] : names) widget->setObjectName(QLatin1String(objectName));
    sentence->setWordWrap(true);
    seen->setValues(decadeSteps(1e9, 4));
    auto* left = new QVBoxLayout;
    left->addWidget(mixFrame, 4);
    left->addWidget(epochsFrame, 5);
    left->addWidget(filteredFrame, 3);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addLayout(left, 12);
    columns->addWidget(setTurning({columns}, figures), 9);
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addWidget(seen);
    rows->addLayout(columns, 1);
    rows->addWidget(claimLine());
    connect(seen, &ValueSlider::valueChosen, this, [this](double value) {
        change(tr("Tokens that were read"), SeenPart, [&](SizingChoices& c) { c.tokensSeen = value; });
    });
    for (ChartFrame* frame : {mixFrame, epochsFrame, filteredFrame})
        connect(frame, &ChartFrame::said, this, &RoomView::said);
    retranslate();
}

void DataMixView::retranslate() {
    sentence->setText(tr(
        "GPT-3 did not read everything there was, and good sources more than once: the web is four fifths of "
        "the "
        "data, but only three fifths of what was drawn. The 45 TB that are often quoted are the web before "
        "filtering."));
    seen->setTexts(
        tr("Tokens that were read"), [](double value) { return compact(value); },
        tr("300 billion for GPT-3; another number shows how often each source would be seen"));
    showFiltered();
}

void DataMixView::setColors(const TokenColors& colors) {
    for (ChartFrame* frame : {mixFrame, epochsFrame, filteredFrame}) frame->setColors(colors);
    figures->setColors(colors);
}

void DataMixView::refresh() {
    seen->setValue(session.choices().tokensSeen);
    showMix();
    showEpochs();
    figures->setFigures(figureRows());
    showClaim(
        {RungClaim::Verdict::Wrong, tr("GPT-3's training data contain 45 TB of text."),
         tr("45 TB were Common Crawl, compressed, before filtering; 570 GB were left of it, and 300 billion "
            "tokens were read in all.")});
}

/// Never changes but with the language.
void DataMixView::showFiltered() {
    BarsData content;
    content.finding = tr("Filtering left %1 of Common Crawl").arg(percent(gpt3FilteredBytes / gpt3RawBytes));
    content.segments = {tr("Bytes")};
    content.words = [](double value) { return Words::bytes(value); };
    const auto bar = [](const QString& name, double bytes) {
        ChartBar one;
        one.name = name;
        one.parts = {bytes};
        one.value = Words::bytes(bytes);
        return one;
    };
    content.rows = {bar(tr("Before, compressed"), gpt3RawBytes),
                    bar(tr("After filtering"), gpt3FilteredBytes)};
    filtered->setData(std::move(content));
}

void DataMixView::showMix() {
    const double all = session.choices().tokensSeen;
    BarsData content;
    content.finding = tr("Of %1 tokens, %2 were drawn").arg(compact(gpt3TokensInAll()), compact(all));
    content.axisTitle = tr("Share of the tokens (drawn: shares add up to 101 %, for each is rounded)");
    content.words = [](double value) { return percent(value); };
    ChartBar there, drawn;
    there.name = tr("There are");
    there.value = compact(gpt3TokensInAll());
    drawn.name = tr("Drawn");
    drawn.value = compact(all);
    for (const DataPart& part : gpt3DataMix()) {
        content.segments.push_back(sourceName(part.source));
        there.parts.push_back(part.tokens / gpt3TokensInAll());
        drawn.parts.push_back(double(part.percent) / 100);
    }
    content.rows = {there, drawn};
    mix->setData(std::move(content));
}

void DataMixView::showEpochs() {
    const double all = session.choices().tokensSeen;
    BarsData content;
    const DataPart& wikipedia = gpt3DataMix()[4];
    const DataPart& crawl = gpt3DataMix()[0];
    content.finding =
        tr("Wikipedia was read %1 times, Common Crawl %2 times")
            .arg(Words::digits(epochsOf(wikipedia, all), 2), Words::digits(epochsOf(crawl, all), 2));
    content.words = [](double value) { return timesWords(value); };
    content.segments = {tr("Times read")};
    for (const DataPart& part : gpt3DataMix()) {
        ChartBar bar;
        bar.name = sourceName(part.source);
        bar.parts = {epochsOf(part, all)};
        bar.value = timesWords(epochsOf(part, all));
        content.rows.push_back(bar);
    }
    epochs->setData(std::move(content));
}

std::vector<Figure> DataMixView::figureRows() const {
    const double all = session.choices().tokensSeen;
    const QString source = QString::fromLatin1(gpt3DataSource);
    std::vector<Figure> out;
    for (const DataPart& part : gpt3DataMix()) {
        const double drawn = tokensSeenOf(part, all);
        Figure figure = Words::computed(sourceName(part.source), timesWords(epochsOf(part, all)),
                                        tr("tokens drawn × share ÷ tokens there are"),
                                        QStringLiteral("%1 × %2 % ÷ %3 = %4 ÷ %3 = %5")
                                            .arg(Words::number(all))
                                            .arg(part.percent)
                                            .arg(Words::number(part.tokens), Words::number(drawn),
                                                 Words::digits(epochsOf(part, all), 2)));
        figure.source = tr("%1 tokens and %2 % of the draws: %3; it prints %4 for 300 billion, from shares "
                           "that are not rounded.")
                            .arg(compact(part.tokens))
                            .arg(part.percent)
                            .arg(source, Words::digits(part.publishedEpochs, 2));
        out.push_back(figure);
    }
    out.push_back(Words::published(tr("Tokens there are"), compact(gpt3TokensInAll()), source,
                                   Words::number(gpt3TokensInAll())));
    Figure read =
        all == gpt3TokensSeen
            ? Words::published(tr("Tokens that were read"), compact(all), source, Words::number(all))
            : Words::assumed(tr("Tokens that were read"), compact(all), tr("GPT-3 itself read 300 billion."));
    read.isMain = true;
    out.push_back(read);
    Figure sum = Words::computed(tr("Shares added up"), QStringLiteral("%1 %").arg(gpt3PercentInAll()),
                                 tr("60 + 22 + 8 + 8 + 3"), {});
    sum.source = tr("Each share is rounded in the paper, so they are one too many.");
    out.push_back(sum);
    const QString section = QStringLiteral("Brown et al. 2020, arXiv 2005.14165, 2.2");
    out.push_back(Words::published(tr("Common Crawl before filtering"), QStringLiteral("45 TB"), section));
    out.push_back(Words::published(tr("Common Crawl after filtering"), QStringLiteral("570 GB"), section));
    out.push_back(
        Words::computed(tr("Bytes of one token"), ratio(gpt3FilteredBytes / gpt3DataMix()[0].tokens),
                        tr("bytes after filtering ÷ tokens"),
                        QStringLiteral("%1 ÷ %2 = %3")
                            .arg(Words::number(gpt3FilteredBytes), Words::number(gpt3DataMix()[0].tokens),
                                 ratio(gpt3FilteredBytes / gpt3DataMix()[0].tokens))));
    return out;
}

} // namespace tokenarium
