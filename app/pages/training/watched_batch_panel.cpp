// SPDX-License-Identifier: GPL-3.0-or-later
// A place is a token that was to be predicted: the loss belongs to the token that came.
#include "app/pages/training/watched_batch_panel.h"

#include "app/training/training_words.h"
#include "widgets/style/number_text.h"
#include "widgets/tint_legend.h"
#include "widgets/training/loss_strip.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QTextBrowser>
#include <QTextOption>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

constexpr double hottest = 8;          // nats: the end of the colour scale
constexpr std::size_t mostTexts = 100; // in the box

QString shortNumber(double value) { return QLocale().toString(value, 'g', 4); }

/// The loss of the token at `place`; nothing where it was not asked.
std::optional<double> lossAt(const WatchedText& text, std::size_t place) {
    if (place == 0 || text.targets[place - 1] != text.ids[place]) return std::nullopt;
    return double(text.losses[place - 1]);
}

} // namespace

WatchedBatchPanel::WatchedBatchPanel(QWidget* parent)
    : QWidget(parent)
    , textBox(new QComboBox(this))
    , text(new QTextBrowser(this))
    , strip(new LossStrip(this))
    , legend(new TintLegend(this))
    , placeLabel(new QLabel(this)) {
    textBox->setObjectName(QStringLiteral("glassText"));
    text->setObjectName(QStringLiteral("glassTokens"));
    strip->setObjectName(QStringLiteral("glassLosses"));
    placeLabel->setObjectName(QStringLiteral("glassPlace"));
    text->setOpenLinks(false);
    text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::TextSelectableByKeyboard);
    placeLabel->setWordWrap(true);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(textBox);
    rows->addWidget(text, 1);
    rows->addWidget(legend);
    rows->addWidget(strip);
    rows->addWidget(placeLabel);
    connect(textBox, &QComboBox::activated, this, &WatchedBatchPanel::showText);
    connect(text, &QTextBrowser::anchorClicked, this, &WatchedBatchPanel::showLink);
    connect(text, &QTextBrowser::highlighted, this, &WatchedBatchPanel::showLink);
    connect(strip, &LossStrip::placeChosen, this, &WatchedBatchPanel::showPlace);
}

void WatchedBatchPanel::setStep(const ShownStep& step) {
    shown = step;
    textBox->setEnabled(shown.step != nullptr);
    showTexts();
    showText();
}

const WatchedText* WatchedBatchPanel::current() const {
    const auto number = std::size_t(std::max(textBox->currentIndex(), 0));
    return shown.step && number < shown.step->texts.size() ? &shown.step->texts[number] : nullptr;
}

QString WatchedBatchPanel::label(TokenId id) const {
    return shown.tokenizer ? tokenLabel(*shown.tokenizer, id) : QString::number(id);
}

void WatchedBatchPanel::showTexts() {
    const int before = textBox->currentIndex();
    textBox->clear();
    if (!shown.step) return;
    for (std::size_t i = 0; i < std::min(shown.step->texts.size(), mostTexts); ++i)
        textBox->addItem(
            tr("Text %1 of the batch (%2 tokens)").arg(i + 1).arg(shown.step->texts[i].ids.size()));
    textBox->setCurrentIndex(before >= 0 && before < textBox->count() ? before : 0);
}

void WatchedBatchPanel::showText() {
    const WatchedText* one = current();
    if (!one) {
        text->setHtml({});
        strip->setLosses({}, hottest);
        return placeLabel->clear();
    }
    QString html;
    std::vector<std::optional<double>> losses;
    std::size_t worst = 0;
    for (std::size_t i = 0; i < one->ids.size(); ++i) {
        losses.push_back(lossAt(*one, i));
        if (losses[i].value_or(-1) > losses[worst].value_or(-1)) worst = i;
        const auto tint = std::uint8_t(std::clamp(255 * losses[i].value_or(0) / hottest, 0.0, 255.0));
        const QString fill = colors.chip(TintKind::Scale, tint).fill.name();
        const QString style = losses[i] ? QStringLiteral("background-color:%1;").arg(fill) : QString();
        const QString word =
            label(one->ids[i]).toHtmlEscaped().replace(QLatin1Char(' '), QLatin1String("&nbsp;"));
        html += QStringLiteral("<a href='%1' style='%2color:%3;text-decoration:none'>%4</a> ")
                    .arg(QString::number(i), style, colors.text().name(), word);
    }
    text->setHtml(QStringLiteral("<p style='line-height:150%'>%1</p>").arg(html));
    strip->setLosses(std::move(losses), hottest);
    showPlace(worst);
}

void WatchedBatchPanel::showLink(const QUrl& link) {
    bool valid = false;
    const std::size_t place = link.toString().toUInt(&valid);
    if (valid) showPlace(place);
}

void WatchedBatchPanel::showPlace(std::size_t place) {
    const WatchedText* one = current();
    if (!one || place >= one->ids.size()) return;
    strip->choose(place);
    const auto loss = lossAt(*one, place);
    if (!loss) {
        placeLabel->setText(tr("Position %1, “%2”: it only leads in, its prediction is not asked.")
                                .arg(place)
                                .arg(label(one->ids[place])));
    } else {
        const std::size_t before = place - 1;
        placeLabel->setText(tr("Position %1: after “%2” came “%3”. The model gave it %4, so its loss is −ln "
                               "p = %5 nats. It had "
                               "expected “%6” (%7).")
                                .arg(place)
                                .arg(label(one->ids[before]), label(one->ids[place]),
                                     percent(std::exp(-*loss)), shortNumber(*loss),
                                     label(one->guesses[before]), percent(double(one->guessChance[before]))));
    }
    strip->setAccessibleName(placeLabel->text());
}

void WatchedBatchPanel::setColors(const TokenColors& wanted) {
    colors = wanted;
    legend->setColors(colors);
    strip->setColors(colors);
    showText();
}

void WatchedBatchPanel::retranslate() {
    legend->setScale(tr("0 nats: foreseen"), tr("8 nats and more: a surprise"));
    textBox->setAccessibleName(tr("Text of the batch"));
    text->setAccessibleName(tr("Tokens, coloured by loss"));
    strip->setToolTip(tr("Click, or use the arrow keys"));
    strip->setAccessibleName(tr("Loss of every position"));
    showTexts();
    showText();
}

} // namespace tokenarium
