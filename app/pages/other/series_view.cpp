// SPDX-License-Identifier: GPL-3.0-or-later
// A stretch of the series is drawn; the rest lies under the scroll bar.
#include "app/pages/other/series_view.h"

#include "widgets/charts/series_chart.h"
#include "widgets/still_text.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

enum Part { SeedPart = 40, ColumnPart, WayPart, BinsPart, LengthPart, StridePart };
constexpr int shapes = 4;
constexpr std::size_t numbersShown = 16;

std::vector<double> doubling(double first, double last) {
    std::vector<double> values;
    for (double value = first; value <= last; value *= 2) values.push_back(value);
    return values;
}

} // namespace

SeriesView::SeriesView(SeriesSession& seriesSession, QWidget* parent)
    : OtherView(parent)
    , session(seriesSession)
    , sentence(new QLabel(this))
    , facts(new QLabel(this))
    , holes(new QLabel(this))
    , errors(new QLabel(this))
    , place(new QLabel(this))
    , wayLabel(new QLabel(this))
    , seedLabel(new QLabel(this))
    , columnLabel(new QLabel(this))
    , source(new QComboBox(this))
    , column(new QComboBox(this))
    , way(new QComboBox(this))
    , seed(new QSpinBox(this))
    , open(new QPushButton(this))
    , offer(new QPushButton(this))
    , bins(new ValueSlider(this))
    , length(new ValueSlider(this))
    , stride(new ValueSlider(this))
    , chart(new SeriesChart(this))
    , scroll(new QScrollBar(Qt::Horizontal, this)) {
    createControls();
    connectControls();
    arrange();
    connect(&session, &SeriesSession::changed, this, &SeriesView::refreshSoon);
    connect(&session, &SeriesSession::tokensChanged, this, &SeriesView::refreshSoon);
    connect(&session, &SeriesSession::tokensChanged, this, &OtherView::promptChanged);
    connect(&session, &SeriesSession::said, this, &OtherView::said);
    connect(&session, &SeriesSession::litChanged, this, [this] {
        if (isVisible()) showLit();
        emit promptChanged();
    });
    retranslate();
}

void SeriesView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {{facts, "seriesFacts"},
                                                      {holes, "seriesHoles"},
                                                      {errors, "seriesErrors"},
                                                      {place, "seriesPlace"},
                                                      {source, "seriesSource"},
                                                      {column, "seriesColumn"},
                                                      {way, "seriesWay"},
                                                      {seed, "seriesSeed"},
                                                      {open, "openSeries"},
                                                      {offer, "offerSeries"},
                                                      {&bins->slider(), "seriesBins"},
                                                      {&length->slider(), "patchLength"},
                                                      {&stride->slider(), "patchStride"},
                                                      {chart, "seriesChart"},
                                                      {scroll, "seriesScroll"},
                                                      {sentence, "seriesSentence"}};
    offer->hide();
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, facts, holes, errors, place}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    for (int i = 0; i < shapes; ++i) source->addItem(QString());
    for (int i = 0; i < 2; ++i) way->addItem(QString());
    seed->setRange(1, 9999);
    seedLabel->setBuddy(seed);
    wayLabel->setBuddy(way);
    columnLabel->setBuddy(column);
    bins->setValues(doubling(8, 4096));
    length->setValues(doubling(2, 64));
    stride->setValues(doubling(1, 64));
    column->setSizeAdjustPolicy(QComboBox::AdjustToContents);
}

void SeriesView::choose(const std::function<void(SeriesChoices&)>& set, const QString& name, int part) {
    SeriesChoices wanted = session.choices();
    set(wanted);
    session.choose(wanted, name, part);
}

/// The last row, if there, is the file that is open.
void SeriesView::chooseSource(int row) {
    if (row >= shapes) return;
    SeriesSource wanted;
    wanted.shape = SeriesShape(row);
    wanted.seed = std::uint64_t(seed->value());
    session.setSource(wanted, tr("Generated signal"), -1);
}

void SeriesView::connectControls() {
    connect(open, &QPushButton::clicked, this, &SeriesView::askOpen);
    connect(source, &QComboBox::activated, this, &SeriesView::chooseSource);
    connect(seed, &QSpinBox::valueChanged, this, [this](int value) {
        SeriesSource wanted = session.source();
        wanted.seed = std::uint64_t(value);
        session.setSource(wanted, tr("Seed"), SeedPart);
    });
    connect(column, &QComboBox::activated, this, [this](int row) {
        choose([row](SeriesChoices& wanted) { wanted.column = std::size_t(row); }, tr("Column"), ColumnPart);
    });
    connect(way, &QComboBox::activated, this, [this](int row) {
        choose([row](SeriesChoices& wanted) { wanted.patches = row == 1; }, tr("Way to cut"), WayPart);
    });
    connect(bins, &ValueSlider::valueChosen, this, [this](double value) {
        choose([value](SeriesChoices& wanted) { wanted.bins = std::size_t(value); }, tr("Bins"), BinsPart);
    });
    connect(length, &ValueSlider::valueChosen, this, [this](double value) {
        choose([value](SeriesChoices& wanted) { wanted.patch.length = std::size_t(value); },
               tr("Patch length"), LengthPart);
    });
    connect(stride, &ValueSlider::valueChosen, this, [this](double value) {
        choose([value](SeriesChoices& wanted) { wanted.patch.stride = std::size_t(value); }, tr("Stride"),
               StridePart);
    });
    connect(offer, &QPushButton::clicked, this, [this] {
        if (!session.tokens()) return;
        const SeriesSession::Offer part = session.offer();
        emit offered(part.part, part.sameCount
                                    ? QString()
                                    : tr("The prompt counts patches of 16 values every 8, as PatchTST "
                                         "does."));
    });
    connect(scroll, &QScrollBar::valueChanged, this, &SeriesView::showStretch);
    connect(chart, &SeriesChart::hovered, this, [this](std::optional<std::size_t> value) {
        isPointing = true;
        session.hoverToken(value ? tokenOf(*value) : std::nullopt);
        isPointing = false;
    });
    connect(chart, &SeriesChart::chosen, this, [this](std::size_t value) {
        if (const auto token = tokenOf(value)) session.pinToken(*token);
    });
    connect(chart, &SeriesChart::stepped, this, [this](int tokens) {
        const auto at = session.litToken();
        if (!at) return;
        const auto last = std::ptrdiff_t(session.tokens()->tokens()) - 1;
        session.pinToken(std::size_t(std::clamp<std::ptrdiff_t>(std::ptrdiff_t(*at) + tokens, 0, last)));
    });
}

void SeriesView::arrange() {
    auto* above = new QHBoxLayout;
    above->addWidget(source);
    above->addWidget(seedLabel);
    above->addWidget(seed);
    above->addWidget(open);
    above->addWidget(columnLabel);
    above->addWidget(column);
    above->addStretch(1);
    above->addWidget(offer);
    auto* cutting = new QHBoxLayout;
    cutting->setSpacing(16);
    cutting->addWidget(wayLabel);
    cutting->addWidget(way);
    cutting->addWidget(bins, 2);
    cutting->addWidget(length, 2);
    cutting->addWidget(stride, 2);
    cutting->addStretch(1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addLayout(above);
    rows->addLayout(cutting);
    rows->addWidget(facts);
    rows->addWidget(holes);
    rows->addWidget(chart, 1);
    rows->addWidget(scroll);
    rows->addWidget(errors);
    rows->addWidget(new StillText(place, 2));
}

void SeriesView::setOfferable() { offer->show(); }

void SeriesView::setColors(const TokenColors& colors) { chart->setColors(colors); }

void SeriesView::askOpen() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Open measurements"), {},
                                                      tr("Tables (*.csv *.tsv *.txt);;All files (*)"));
    if (!path.isEmpty()) session.openFile(path);
}

QString SeriesView::unit() const {
    if (session.source().table) return {};
    switch (session.source().shape) {
    case SeriesShape::DayAndNight: return QStringLiteral("°C");
    case SeriesShape::Heartbeat: return QStringLiteral("mV");
    case SeriesShape::Steps:
    case SeriesShape::Spikes: break;
    }
    return {};
}

QString SeriesView::valueText(double value) const {
    QString number = QLocale().toString(value, 'g', 4);
    number.replace(QLatin1Char('-'), QChar(0x2212));
    return unit().isEmpty() ? number : number + QLatin1Char(' ') + unit();
}

QString SeriesView::xTitle() const {
    if (session.source().table) return tr("row of the table, from 0");
    switch (session.source().shape) {
    case SeriesShape::DayAndNight: return tr("hour");
    case SeriesShape::Heartbeat: return tr("value, 250 a second");
    case SeriesShape::Steps:
    case SeriesShape::Spikes: break;
    }
    return tr("number of the value");
}

void SeriesView::showControls() {
    const SeriesSource& from = session.source();
    const SeriesChoices& chosen = session.choices();
    const QSignalBlocker quietSource(source), quietSeed(seed), quietColumn(column), quietWay(way);
    while (source->count() > shapes) source->removeItem(shapes);
    if (from.table) source->addItem(from.title);
    source->setCurrentIndex(from.table ? shapes : int(from.shape));
    seed->setValue(int(from.seed));
    for (QWidget* widget : {static_cast<QWidget*>(seed), static_cast<QWidget*>(seedLabel)})
        widget->setVisible(!from.table);
    column->clear();
    if (from.table)
        for (const SeriesColumn& one : from.table->columns)
            column->addItem(QString::fromStdString(one.name).left(40));
    column->setCurrentIndex(from.table ? int(std::min(chosen.column, from.table->columns.size() - 1)) : -1);
    for (QWidget* widget : {static_cast<QWidget*>(column), static_cast<QWidget*>(columnLabel)})
        widget->setVisible(from.table != nullptr);
    way->setCurrentIndex(chosen.patches ? 1 : 0);
    bins->setValue(double(chosen.bins));
    length->setValue(double(chosen.patch.length));
    stride->setValue(double(chosen.patch.stride));
    bins->setVisible(!chosen.patches);
    length->setVisible(chosen.patches);
    stride->setVisible(chosen.patches);
}

void SeriesView::refresh() {
    session.begin();
    showControls();
    const auto& tokens = session.tokens();
    offer->setEnabled(tokens != nullptr);
    if (!tokens) return;
    const std::size_t count = tokens->values.size();
    {
        const QSignalBlocker quiet(scroll);
        scroll->setPageStep(int(shownValues));
        scroll->setRange(0, int(count > shownValues ? count - shownValues : 0));
        scroll->setVisible(scroll->maximum() > 0);
    }
    QString text =
        tokens->isPatches
            ? tr("%1 values → %2 patches, a token each: a vector of %3 numbers, no id")
                  .arg(grouped(count), grouped(tokens->tokens()), grouped(tokens->patch.length))
            : tr("%1 values ÷ %2 (the mean of what is there, without signs) → %3 bins from −15 to 15 → %1 "
                 "tokens of a vocabulary of %4")
                  .arg(grouped(count), valueText(tokens->chronos.scale), grouped(tokens->bins.centres()),
                       grouped(tokens->bins.tokens));
    if (tokens->wholeSize > count)
        text += tr(" · only the first %1 of %2 rows are looked at")
                    .arg(grouped(count), grouped(tokens->wholeSize));
    facts->setText(text);
    holes->setText(holesSentence());
    holes->setVisible(!holes->text().isEmpty());
    errors->setText(errorSentence());
    showStretch();
    showLit();
}

QString SeriesView::holesSentence() const {
    const SeriesTokens& tokens = *session.tokens();
    QStringList parts;
    if (tokens.holes > 0)
        parts +=
            tokens.isPatches
                ? tr("Rows without a number here (hatched): %1 of %2; the mean takes their place in a patch.")
                      .arg(grouped(tokens.holes), grouped(tokens.wholeSize))
                : tr("Rows without a number here (hatched): %1 of %2; they become token 0, \"missing\".")
                      .arg(grouped(tokens.holes), grouped(tokens.wholeSize));
    if (tokens.words > 0) parts += tr("With words instead: %1.").arg(grouped(tokens.words));
    if (tokens.raggedRows > 0)
        parts += tr("Rows with more or fewer cells than the first: %1.").arg(grouped(tokens.raggedRows));
    return parts.join(QLatin1Char(' '));
}

QString SeriesView::errorSentence() const {
    const SeriesTokens& tokens = *session.tokens();
    const RebuiltSeries& rebuilt = tokens.rebuilt;
    if (tokens.tokens() == 0) return tr("The series is shorter than one patch: there is no token.");
    QString text = tr("Error of what comes back: at most %1, on average %2.")
                       .arg(valueText(rebuilt.largestError), valueText(rebuilt.meanError));
    if (tokens.isPatches && rebuilt.largestError < 1e-5 * tokens.normalised.deviation)
        text += QLatin1Char(' ') + tr("Nothing is lost but rounding: a patch keeps every number.");
    if (rebuilt.bound > 0) {
        text += QLatin1Char(' ') + tr("Half a bin is %1:").arg(valueText(rebuilt.bound)) + QLatin1Char(' ');
        text += rebuilt.beyond == 0 ? tr("no value is further off.")
                                    : tr("Further off: %1, for they lie outside the bins and are clipped.")
                                          .arg(grouped(rebuilt.beyond));
    }
    const std::size_t present =
        tokens.values.size() - std::size_t(std::count_if(tokens.values.begin(), tokens.values.end(),
                                                         [](double value) { return std::isnan(value); }));
    if (tokens.isPatches && rebuilt.compared < present)
        text += QLatin1Char(' ') + tr("Values in no patch, lost: %1; the stride is longer than the patch.")
                                       .arg(grouped(present - rebuilt.compared));
    return text;
}

QString SeriesView::finding() const {
    const SeriesTokens& tokens = *session.tokens();
    if (tokens.isPatches)
        return tr("%1 values are read as %2 tokens")
            .arg(grouped(tokens.values.size()), grouped(tokens.tokens()));
    return tr("A vocabulary of %1 is off by %2 on average")
        .arg(grouped(tokens.bins.tokens), valueText(tokens.rebuilt.meanError));
}

void SeriesView::showStretch() {
    const auto& tokens = session.tokens();
    if (!tokens) return;
    const std::size_t count = tokens->values.size();
    const auto first = std::min<std::size_t>(std::size_t(scroll->value()), count);
    const auto begin = std::ptrdiff_t(first), end = std::ptrdiff_t(std::min(count, first + shownValues));
    SeriesChartData stretch;
    stretch.finding = finding();
    stretch.xTitle = xTitle();
    const QString unitInBrackets = unit().isEmpty() ? QString() : QStringLiteral(" (%1)").arg(unit());
    stretch.valueTitle = (tokens->column.isEmpty() ? tr("value") : tokens->column.left(24)) + unitInBrackets;
    stretch.errorTitle = tr("error") + unitInBrackets;
    stretch.first = first;
    stretch.values.assign(tokens->values.begin() + begin, tokens->values.begin() + end);
    stretch.rebuilt.assign(tokens->rebuilt.values.begin() + begin, tokens->rebuilt.values.begin() + end);
    stretch.steps = !tokens->isPatches;
    stretch.bound = tokens->rebuilt.bound;
    chart->setData(std::move(stretch));
}

std::optional<std::size_t> SeriesView::tokenOf(std::size_t value) const {
    const auto& tokens = session.tokens();
    if (!tokens || tokens->tokens() == 0) return std::nullopt;
    if (!tokens->isPatches) return std::min(value, tokens->tokens() - 1);
    const std::size_t token = std::min(value / tokens->patch.stride, tokens->tokens() - 1);
    return tokens->spans[token].contains(value) ? std::optional(token) : std::nullopt;
}

void SeriesView::bringIntoSight(Span values) {
    const auto first = std::size_t(scroll->value());
    if (values.begin < first) scroll->setValue(int(values.begin));
    if (values.end > first + shownValues) scroll->setValue(int(values.end - shownValues));
}

QString SeriesView::wordsOf(std::size_t token) const {
    const SeriesTokens& tokens = *session.tokens();
    const Span span = tokens.valuesOf(token);
    if (span.empty())
        return tr("Token %1 of %2: behind the end, the last value repeated")
            .arg(grouped(token + 1), grouped(tokens.tokens()));
    if (tokens.isPatches)
        return tr("Token %1 of %2: values %3 to %4")
                   .arg(grouped(token + 1), grouped(tokens.tokens()), grouped(span.begin),
                        grouped(span.end - 1)) +
               patchNumbers(token);
    const double value = tokens.values[token];
    const TokenId id = tokens.chronos.ids[token];
    if (std::isnan(value))
        return tr("Value %1 is missing: token %2").arg(grouped(token), QString::number(id));
    return tr("Value %1: %2 ÷ %3 = %4 → token %5, which stands for %6: error %7")
        .arg(grouped(token), valueText(value), valueText(tokens.chronos.scale),
             QLocale().toString(value / tokens.chronos.scale, 'g', 4), QString::number(id),
             valueText(tokens.rebuilt.values[token]), valueText(tokens.rebuilt.values[token] - value));
}

QString SeriesView::patchNumbers(std::size_t token) const {
    const SeriesTokens& tokens = *session.tokens();
    QStringList numbers;
    for (std::size_t i = 0; i < std::min(tokens.patch.length, numbersShown); ++i)
        numbers += QLocale().toString(tokens.normalised.values[token * tokens.patch.length + i], 'f', 2);
    QString text = tr(" · minus the mean %1, divided by the deviation %2: %3")
                       .arg(valueText(tokens.normalised.mean), valueText(tokens.normalised.deviation),
                            numbers.join(QStringLiteral("  ")));
    if (tokens.patch.length > numbersShown) text += QStringLiteral(" …");
    return text;
}

void SeriesView::showLit() {
    const auto token = session.litToken();
    if (!token) {
        chart->setLit(std::nullopt, {});
        return place->clear();
    }
    const Span span = session.tokens()->valuesOf(*token);
    if (!isPointing) bringIntoSight(span);
    place->setText(wordsOf(*token));
    chart->setLit(std::pair{span.begin, span.end}, place->text());
}

Page::Prompt SeriesView::prompt() const {
    Page::Prompt prompt;
    const auto& tokens = session.tokens();
    prompt.strip.tokenCount = tokens ? tokens->tokens() : 0;
    prompt.strip.contextWindow = 128'000;
    prompt.strip.tintKind = TintKind::Scale;
    if (tokens) {
        // By height: the lowest value that is there to the highest.
        double low = 1e300, high = -1e300;
        for (const double value : tokens->values)
            if (!std::isnan(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        prompt.strip.tint = [tokens, low, high](std::size_t token) -> std::uint8_t {
            if (token >= tokens->tokens() || !(high > low)) return 0;
            const double value =
                tokens->values[std::min(tokens->valuesOf(token).begin, tokens->values.size() - 1)];
            if (std::isnan(value)) return 0;
            return std::uint8_t(std::lround((value - low) / (high - low) * 255));
        };
    } else {
        prompt.strip.tint = [](std::size_t) -> std::uint8_t { return 0; };
    }
    prompt.strip.lit = session.litToken();
    prompt.label = tr("%1 tokens of this series").arg(grouped(prompt.strip.tokenCount));
    return prompt;
}

void SeriesView::retranslate() {
    sentence->setText(
        tr("Numbers have no alphabet: each value is scaled and named by its bin, or a stretch of "
           "values becomes one vector. See what is lost."));
    const QString titles[] = {tr("Generated: day and night"), tr("Generated: heartbeat"),
                              tr("Generated: steps"), tr("Generated: rare spikes")};
    for (int i = 0; i < shapes; ++i) source->setItemText(i, titles[i]);
    source->setItemData(0, tr("A wave a day, a slow rise, and weather by chance"), Qt::ToolTipRole);
    source->setAccessibleName(tr("Series"));
    seedLabel->setText(tr("Seed"));
    seed->setToolTip(tr("The same seed gives the same noise"));
    columnLabel->setText(tr("Column"));
    open->setText(tr("Open CSV…"));
    offer->setText(tr("Add to prompt"));
    offer->setToolTip(tr("This series becomes a part of the prompt"));
    wayLabel->setText(tr("Cut by"));
    way->setItemText(0, tr("scaling and bins (Chronos)"));
    way->setItemText(1, tr("patches (PatchTST)"));
    bins->setTexts(
        tr("Vocabulary"), [](double value) { return grouped(std::size_t(value)); },
        tr("Chronos has 4,096 tokens: two special ones, the others name bins"));
    length->setTexts(
        tr("Patch length"), [](double value) { return tr("%1 values").arg(int(value)); },
        tr("How many values a token has"));
    stride->setTexts(
        tr("Stride"), [](double value) { return tr("%1 values").arg(int(value)); },
        tr("From the beginning of one patch to that of the next; shorter than a patch: they overlap"));
    scroll->setAccessibleName(tr("Part of the series that is shown"));
}

} // namespace tokenarium
