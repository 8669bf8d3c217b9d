// SPDX-License-Identifier: GPL-3.0-or-later
// The engine counts; the table shows, the bars compare on one logarithmic scale.
#include "app/pages/sound/sound_rules_view.h"

#include "app/sound/sound_prices.h"
#include "engine/audio/audio_token_rules.h"
#include "widgets/model/log_bar_delegate.h"
#include "widgets/sound/time_strip.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

enum Column {
    NameColumn,
    UseColumn,
    TokensColumn,
    RateColumn,
    BitsColumn,
    PriceColumn,
    VersionColumn,
    Columns
};
enum Part { RulePart = 80, LengthPart };

constexpr int sortRole = Qt::UserRole + 10;

/// Numbers sort as numbers.
class RuleItem : public QTreeWidgetItem {
public:
    using QTreeWidgetItem::QTreeWidgetItem;
    bool operator<(const QTreeWidgetItem& other) const override {
        const int column = treeWidget() ? treeWidget()->sortColumn() : 0;
        const QVariant mine = data(column, sortRole), others = other.data(column, sortRole);
        if (mine.isValid() && others.isValid()) return mine.toDouble() < others.toDouble();
        return text(column).localeAwareCompare(other.text(column)) < 0;
    }
};

QString words(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

} // namespace

SoundRulesView::SoundRulesView(SoundSession& soundSession, QWidget* parent)
    : SoundView(soundSession, parent)
    , sentence(new QLabel(this))
    , lengthLabel(new QLabel(this))
    , arithmetic(new QLabel(this))
    , source(new QLabel(this))
    , length(new QComboBox(this))
    , table(new QTreeWidget(this))
    , bars(new LogBarDelegate(this)) {
    arithmetic->setObjectName(QStringLiteral("soundArithmetic"));
    source->setObjectName(QStringLiteral("soundRuleSource"));
    length->setObjectName(QStringLiteral("soundRuleLength"));
    table->setObjectName(QStringLiteral("soundRules"));
    for (QLabel* label : {sentence, arithmetic, source}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    QFont strong = font();
    strong.setBold(true);
    arithmetic->setFont(strong);
    for (const double one : {0.0, 60.0, 600.0, 3600.0}) length->addItem(QString(), one);
    lengthLabel->setBuddy(length);
    table->setColumnCount(Columns);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setAllColumnsShowFocus(true);
    table->setSortingEnabled(true);
    table->sortByColumn(TokensColumn, Qt::AscendingOrder);
    table->setItemDelegateForColumn(TokensColumn, bars);
    connect(length, &QComboBox::activated, this, [this](int row) {
        SoundChoices wanted = session.choices();
        wanted.ruleSeconds = length->itemData(row).toDouble();
        session.choose(wanted, tr("Length that is counted"), LengthPart);
    });
    connect(table, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (!item) return;
        SoundChoices wanted = session.choices();
        wanted.rule = item->data(NameColumn, Qt::UserRole).toString().toStdString();
        session.choose(wanted, tr("Counting rule"), RulePart);
    });
    arrange();
    connect(&session, &SoundSession::soundChanged, this, &SoundRulesView::refreshSoon);
    connect(&session, &SoundSession::choicesChanged, this, &SoundRulesView::refreshSoon);
    retranslate();
}

void SoundRulesView::arrange() {
    auto* controls = new QHBoxLayout;
    controls->addWidget(lengthLabel);
    controls->addWidget(length);
    controls->addStretch(1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(sentence);
    rows->addLayout(controls);
    rows->addWidget(table, 1);
    rows->addWidget(arithmetic);
    rows->addWidget(source);
}

void SoundRulesView::retranslate() {
    sentence->setText(tr("How many tokens a sound is depends on who counts: vendors bill by time, speech "
                         "models read positions or patches, "
                         "codecs write several ids for every frame."));
    lengthLabel->setText(tr("Count"));
    length->setItemText(1, tr("one minute"));
    length->setItemText(2, tr("ten minutes"));
    length->setItemText(3, tr("one hour"));
    table->setHeaderLabels({tr("Model"), tr("What for"), tr("Tokens (logarithmic bars)"),
                            tr("Tokens a second"), tr("Bits a second"), tr("List price"), tr("Rule of")});
    table->setAccessibleName(tr("Tokens of this sound by every rule"));
}

void SoundRulesView::setColors(const TokenColors& colors) {
    bars->setColors(colors);
    table->viewport()->update();
}

double SoundRulesView::seconds() const {
    return session.choices().ruleSeconds > 0 ? session.choices().ruleSeconds : session.sound().seconds();
}

void SoundRulesView::refresh() {
    length->setItemText(0, tr("this sound, %1").arg(timeText(session.sound().seconds(), 0.01)));
    length->setCurrentIndex(std::max(0, length->findData(session.choices().ruleSeconds)));
    fillTable();
    showRule();
}

void SoundRulesView::fillTable() {
    const QSignalBlocker quiet(table);
    table->setSortingEnabled(false);
    const auto rules = audioTokenRules();
    while (table->topLevelItemCount() < int(rules.size())) new RuleItem(table);
    QTreeWidgetItem* current = nullptr;
    double most = 10;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const AudioTokenRule& rule = rules[i];
        const AudioTokenCount count = countAudioTokens(rule, seconds());
        const SoundPrice* price = findSoundPrice(rule.id);
        QTreeWidgetItem* item = table->topLevelItem(int(i));
        item->setText(NameColumn, words(rule.name));
        item->setData(NameColumn, Qt::UserRole, words(rule.id));
        item->setText(UseColumn, rule.billed ? tr("billed by the vendor")
                                 : rule.use == AudioTokenRule::Use::Understanding
                                     ? tr("vectors a model reads")
                                 : rule.use == AudioTokenRule::Use::Meaning ? tr("ids of what is said")
                                                                            : tr("ids to rebuild the sound"));
        item->setText(TokensColumn, grouped(count.tokens));
        item->setData(TokensColumn, LogBarDelegate::valueRole, std::max(1.0, double(count.tokens)));
        item->setData(TokensColumn, sortRole, double(count.tokens));
        item->setText(RateColumn, count.tokensPerSecond > 0
                                      ? QLocale().toString(count.tokensPerSecond, 'g', 4)
                                      : QStringLiteral("–"));
        item->setData(RateColumn, sortRole, count.tokensPerSecond);
        item->setText(BitsColumn, count.bitsPerSecond
                                      ? grouped(std::size_t(std::lround(*count.bitsPerSecond)))
                                      : QStringLiteral("–"));
        item->setData(BitsColumn, sortRole, count.bitsPerSecond.value_or(0));
        const Decimal dollars = price ? soundCost(*price, seconds(), count.tokens) : Decimal();
        item->setText(PriceColumn,
                      price ? tr("%1 (%2)").arg(money(dollars), words(price->model)) : QStringLiteral("–"));
        item->setData(PriceColumn, sortRole, dollars.toDouble());
        item->setToolTip(PriceColumn, price ? words(price->source) : tr("No public price is known here"));
        item->setText(VersionColumn, words(rule.version));
        for (const int column : {RateColumn, BitsColumn})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        if (rule.id == session.choices().rule) current = item;
        most = std::max(most, double(count.tokens));
    }
    bars->setRange(1, std::pow(10, std::ceil(std::log10(most))),
                   [](double value) { return grouped(std::size_t(value)); });
    table->setSortingEnabled(true);
    table->setCurrentItem(current);
    for (const int column : {NameColumn, UseColumn, RateColumn, BitsColumn, PriceColumn})
        table->resizeColumnToContents(column);
    table->setColumnWidth(TokensColumn, std::max(table->header()->fontMetrics().horizontalAdvance(
                                                     table->headerItem()->text(TokensColumn)) +
                                                     40,
                                                 220));
    table->header()->setStretchLastSection(true);
    QMetaObject::invokeMethod(
        table, [this] { table->scrollToItem(table->currentItem()); }, Qt::QueuedConnection);
}

void SoundRulesView::showRule() {
    const AudioTokenRule* rule = findAudioTokenRule(session.choices().rule);
    if (!rule) return;
    const AudioTokenCount count = countAudioTokens(*rule, seconds());
    const QString time = timeText(seconds(), 0.01), tokens = tr("%1 tokens").arg(grouped(count.tokens));
    QString text;
    switch (rule->kind) {
    case AudioTokenRule::Kind::WhisperWindows:
        text = tr("%1: windows of 30 s, 1,500 positions each = %2").arg(time, tokens);
        break;
    case AudioTokenRule::Kind::PerSecond:
        text = tr("%1 × %2 a second, rounded up = %3")
                   .arg(time, QLocale().toString(rule->tokensPerSecond), tokens);
        break;
    case AudioTokenRule::Kind::Codec:
        text = tr("%1 × %2 Hz / %3 samples a frame = %4 frames × %5 codebooks = %6")
                   .arg(time, grouped(rule->sampleRate), grouped(rule->hop), grouped(count.frames),
                        grouped(rule->codebooks), tokens);
        break;
    case AudioTokenRule::Kind::Convolutions:
        text = tr("%1: seven convolutions make a frame of every 320 samples = %2").arg(time, tokens);
        break;
    case AudioTokenRule::Kind::Patches:
        text = tr("%1: patches of 16 × 16, 10 apart, and two special tokens = %2").arg(time, tokens);
        break;
    }
    arithmetic->setText(words(rule->name) + QStringLiteral(" · ") + text);
    QString from = tr("Rule of %1, source: %2").arg(words(rule->version), words(rule->source));
    if (!rule->note.empty()) from += QStringLiteral(" · ") + words(rule->note);
    if (!rule->sourceRead) from += QStringLiteral(" · ") + tr("cited from memory");
    if (const SoundPrice* price = findSoundPrice(rule->id))
        from += QStringLiteral(" · ") +
                (!price->perMinute.empty()
                     ? tr("price: $%1 a minute (%2)").arg(words(price->perMinute), words(price->source))
                     : tr("price: $%1 for a million tokens of %2 (%3)")
                           .arg(words(price->perMillionTokens), words(price->model), words(price->source)));
    source->setText(from);
}

} // namespace tokenarium
