// SPDX-License-Identifier: GPL-3.0-or-later
// Counts are cheap and made at once; the thumbnails of the steps are made on a worker.
#include "app/pages/picture/rules_view.h"

#include "app/picture/picture_pixels.h"
#include "app/picture/picture_prices.h"
#include "app/picture/picture_words.h"
#include "app/picture/rule_names.h"
#include "engine/image/model_view.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace tokenarium {
namespace {

constexpr int thumbnailSide = 88;
constexpr std::size_t curvePoints = 60;

enum Part { RulePart = 10, SharePart, MinimumPart };
enum Column { VendorColumn, ModelColumn, TokensColumn, BilledColumn, PriceColumn, VersionColumn, Columns };

/// Numbers sort as numbers.
class CountItem : public QTreeWidgetItem {
public:
    using QTreeWidgetItem::QTreeWidgetItem;
    bool operator<(const QTreeWidgetItem& other) const override {
        const int column = treeWidget() ? treeWidget()->sortColumn() : 0;
        if (column == TokensColumn || column == BilledColumn)
            return data(column, Qt::UserRole).toULongLong() < other.data(column, Qt::UserRole).toULongLong();
        if (column == PriceColumn)
            return data(column, Qt::UserRole).toDouble() < other.data(column, Qt::UserRole).toDouble();
        return text(column).localeAwareCompare(other.text(column)) < 0;
    }
};

std::vector<double> shares() {
    std::vector<double> steps;
    for (int percentOfAll = 5; percentOfAll <= 100; ++percentOfAll) steps.push_back(percentOfAll / 100.0);
    return steps;
}

} // namespace

RulesView::RulesView(PictureSession& pictureSession, QWidget* parent)
    : PictureView(pictureSession, parent)
    , sentence(new QLabel(this))
    , ruleName(new QLabel(this))
    , arithmetic(new QLabel(this))
    , source(new QLabel(this))
    , offer(new QLabel(this))
    , minimumLabel(new QLabel(this))
    , stepsLabel(new QLabel(this))
    , canvas(new PictureCanvas(this))
    , steps(new QListWidget(this))
    , table(new QTreeWidget(this))
    , share(new ValueSlider(this))
    , chart(new CurveChart(this))
    , minimum(new QSpinBox(this))
    , useOffer(new QPushButton(this)) {
    createControls();
    arrange();
    connect(&session, &PictureSession::pictureChanged, this, &RulesView::refreshSoon);
    connect(&session, &PictureSession::choicesChanged, this, &RulesView::refreshSoon);
    retranslate();
}

void RulesView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {
        {ruleName, "ruleName"},        {arithmetic, "ruleArithmetic"},  {source, "ruleSource"},
        {offer, "sizeOffer"},          {canvas, "ruleCanvas"},          {steps, "ruleSteps"},
        {table, "ruleTable"},          {&share->slider(), "sentShare"}, {chart, "ruleChart"},
        {minimum, "minimumShortSide"}, {useOffer, "useSizeOffer"},      {sentence, "ruleSentence"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, ruleName, arithmetic, source, offer}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    QFont strong = font();
    strong.setBold(true);
    arithmetic->setFont(strong);
    steps->setViewMode(QListView::IconMode);
    steps->setFlow(QListView::LeftToRight);
    steps->setWrapping(false);
    steps->setMovement(QListView::Static);
    steps->setWordWrap(true);
    steps->setIconSize({thumbnailSide, thumbnailSide});
    steps->setUniformItemSizes(true);
    table->setColumnCount(Columns);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setAllColumnsShowFocus(true);
    table->setSortingEnabled(true);
    table->sortByColumn(VendorColumn, Qt::AscendingOrder);
    share->setValues(shares());
    minimum->setRange(1, 16384);
    minimum->setSingleStep(64);
    minimum->setSuffix(QStringLiteral(" px"));
    minimum->setKeyboardTracking(false);
    minimumLabel->setBuddy(minimum);
    stepsLabel->setBuddy(steps);
    connect(table, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (!item) return;
        PictureChoices wanted = session.choices();
        wanted.rule = item->data(VendorColumn, Qt::UserRole).toString().toStdString();
        session.choose(wanted, tr("Counting rule"), RulePart);
    });
    connect(share, &ValueSlider::valueChosen, this, [this](double value) {
        PictureChoices wanted = session.choices();
        wanted.sentShare = value;
        session.choose(wanted, tr("Size to send"), SharePart);
    });
    connect(minimum, &QSpinBox::valueChanged, this, [this](int value) {
        PictureChoices wanted = session.choices();
        wanted.minimumShort = std::uint32_t(value);
        session.choose(wanted, tr("Smallest acceptable side"), MinimumPart);
    });
    connect(useOffer, &QPushButton::clicked, this, [this] {
        const auto cheapest = cheapestSize(rule().form, session.size(), session.choices().minimumShort);
        if (!cheapest) return;
        PictureChoices wanted = session.choices();
        wanted.sentShare = double(cheapest->size.longSide()) / session.size().longSide();
        session.choose(wanted, tr("Size to send"), -1);
    });
    connect(canvas, &PictureCanvas::hovered, canvas, &PictureCanvas::setLit);
    connect(canvas, &PictureCanvas::chosen, canvas, [this](std::size_t cell) { canvas->setLit(cell); });
    canvas->setWords([this](std::size_t cell) {
        const CanvasCells& cells = canvas->cells().count() > 0 ? canvas->cells() : canvas->tiles();
        return tr("cell %1 of %2: row %3, column %4")
            .arg(grouped(cell + 1), grouped(cells.count()), grouped(cell / cells.columns + 1),
                 grouped(cell % cells.columns + 1));
    });
}

void RulesView::arrange() {
    steps->setFixedHeight(thumbnailSide + 3 * fontMetrics().height() + 40);
    auto* left = new QVBoxLayout;
    left->addWidget(arithmetic);
    left->addWidget(canvas, 1);
    left->addWidget(stepsLabel);
    left->addWidget(steps);
    auto* offerRow = new QHBoxLayout;
    offerRow->addWidget(minimumLabel);
    offerRow->addWidget(minimum);
    offerRow->addWidget(offer, 1);
    offerRow->addWidget(useOffer);
    auto* right = new QVBoxLayout;
    right->addWidget(table, 3);
    right->addWidget(ruleName);
    right->addWidget(source);
    right->addWidget(share);
    right->addWidget(chart, 2);
    right->addLayout(offerRow);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addLayout(left, 6);
    columns->addLayout(right, 7);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addLayout(columns, 1);
}

void RulesView::retranslate() {
    sentence->setText(tr("Every model first brings a picture to sizes of its own, and bills or reads so many "
                         "tokens for it. Choose a "
                         "model in the list to see what it does with this picture."));
    table->setHeaderLabels(
        {tr("Vendor"), tr("Model"), tr("Tokens"), tr("Billed"), tr("List price"), tr("Rule of")});
    table->setAccessibleName(tr("Tokens of this picture by every rule"));
    canvas->setAccessibleName(tr("The picture with the cells of the rule"));
    share->setTexts(
        tr("Send it at"),
        [this](double value) {
            return tr("%1 px").arg(sizeWords(
                scaledTo(session.size(), std::uint32_t(std::lround(value * session.size().longSide())))));
        },
        tr("The picture is made smaller before it is sent"));
    minimumLabel->setText(tr("Short side at least"));
    minimum->setToolTip(tr("How small the picture may become before what matters to you is lost"));
    useOffer->setText(tr("Use"));
    useOffer->setToolTip(tr("Sends the picture at the cheapest size"));
    stepsLabel->setText(tr("What happens to it, step by step"));
    steps->setAccessibleName(stepsLabel->text());
}

void RulesView::setColors(const TokenColors& colors) {
    canvas->setColors(colors);
    chart->setColors(colors);
}

const ImageTokenRule& RulesView::rule() const {
    const ImageTokenRule* found = findImageTokenRule(session.choices().rule);
    return found ? *found : imageTokenRules().front();
}

PictureSize RulesView::sentSize() const {
    const PictureSize size = session.size();
    const double share01 = session.choices().sentShare;
    if (share01 >= 1) return size;
    return scaledTo(size, std::uint32_t(std::max(1L, std::lround(share01 * size.longSide()))));
}

void RulesView::refresh() {
    count = countImageTokens(rule().form, sentSize());
    share->setValue(session.choices().sentShare);
    {
        const QSignalBlocker quiet(minimum);
        minimum->setValue(int(session.choices().minimumShort));
    }
    readPrices();
    fillTable();
    showCount();
    showCurve();
    computeSteps();
}

void RulesView::fillTable() {
    const QSignalBlocker quiet(table);
    table->setSortingEnabled(false);
    const PictureSize size = sentSize();
    const auto& rules = imageTokenRules();
    while (table->topLevelItemCount() < int(rules.size())) new CountItem(table);
    QTreeWidgetItem* current = nullptr;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        QTreeWidgetItem* item = table->topLevelItem(int(i));
        const ImageTokenCount one = countImageTokens(rules[i].form, size);
        const bool counted = one.problem == TokenCountProblem::None;
        const bool billed = counted && rules[i].pricedByVendor;
        item->setText(VendorColumn, vendorWords(rules[i].vendor));
        item->setData(VendorColumn, Qt::UserRole, QString::fromStdString(rules[i].id));
        item->setText(ModelColumn, ruleNameWords(rules[i].name));
        item->setToolTip(ModelColumn, item->text(ModelColumn));
        item->setText(TokensColumn, counted ? grouped(one.tokens) : QStringLiteral("–"));
        item->setData(TokensColumn, Qt::UserRole, qulonglong(counted ? one.tokens : 0));
        item->setText(BilledColumn, billed ? grouped(one.billable) : QStringLiteral("–"));
        item->setData(BilledColumn, Qt::UserRole, qulonglong(billed ? one.billable : 0));
        showPrice(*item, rules[i].id, billed ? std::optional(one.billable) : std::nullopt);
        item->setText(VersionColumn, QString::fromStdString(rules[i].version));
        for (const int column : {TokensColumn, BilledColumn, PriceColumn})
            item->setTextAlignment(column, Qt::AlignRight);
        if (rules[i].id == rule().id) current = item;
    }
    table->setSortingEnabled(true);
    table->setCurrentItem(current);
    // Not before the table has its size.
    QMetaObject::invokeMethod(
        table, [this] { table->scrollToItem(table->currentItem()); }, Qt::QueuedConnection);
    for (const int column : {VendorColumn, TokensColumn, BilledColumn, PriceColumn})
        table->resizeColumnToContents(column);
    table->header()->setStretchLastSection(true);
    table->setColumnWidth(ModelColumn, fontMetrics().averageCharWidth() * 19);
}

/// Dollars are exact; only sorting takes them as a double.
void RulesView::showPrice(QTreeWidgetItem& item, const std::string& rule,
                          std::optional<std::size_t> billed) const {
    const auto price = prices && billed ? prices->priceOf(rule, *billed, priceMomentNow()) : std::nullopt;
    item.setText(PriceColumn, price ? money(price->dollars) : QStringLiteral("–"));
    item.setData(PriceColumn, Qt::UserRole, price ? price->dollars.toDouble() : -1);
    item.setToolTip(PriceColumn, price ? tr("Input price of %1, published, from %2")
                                             .arg(QString::fromStdString(price->model),
                                                  QString::fromStdString(price->source))
                                 : prices ? tr("No public price is known here")
                                          : tr("There is no price list here: ./run --fetch gets it"));
}

void RulesView::readPrices() {
    if (pricesAsked) return;
    pricesAsked = true;
    pricesJob.start(
        [](std::stop_token, const Job::Progress&) -> std::shared_ptr<const PicturePrices> {
            const std::filesystem::path file = defaultPriceBookFile();
            std::error_code ignored;
            return std::filesystem::exists(file, ignored) ? std::make_shared<const PicturePrices>(file)
                                                          : nullptr;
        },
        [this](std::shared_ptr<const PicturePrices> read) {
            prices = std::move(read);
            fillTable();
        },
        [this](const QString& message) { emit said(message); });
}

void RulesView::showCount() {
    const ImageTokenRule& now = rule();
    const PictureSize size = sentSize();
    canvas->setPicture(session.picture().shown, QSizeF(size.width, size.height));
    const bool counted = count.problem == TokenCountProblem::None;
    const PictureRect seen = count.seen;
    canvas->setCells(counted ? canvasCells(count.tokenCells) : CanvasCells(),
                     counted ? canvasCells(count.tiles) : CanvasCells());
    canvas->setSeen(counted ? QRectF(seen.x, seen.y, seen.width, seen.height) : QRectF());
    const Color padding = pixelTreatment(now).padding;
    canvas->setPadding(QColor(padding.red, padding.green, padding.blue));
    arithmetic->setText(counted ? countArithmetic(count) : countProblemWords(count.problem));
    ruleName->setText(QStringLiteral("%1 · %2").arg(vendorWords(now.vendor), ruleNameWords(now.name)));
    source->setText(tr("Rule of %1, source: %2")
                        .arg(QString::fromStdString(now.version), QString::fromStdString(now.source)));
    source->setToolTip(QString::fromStdString(now.note));
}

void RulesView::showCurve() {
    CurveChartData curve;
    for (const SizeOffer& point : tokensByScale(rule().form, session.size(), curvePoints))
        curve.left.emplace_back(double(point.size.longSide()), double(point.billable));
    curve.xTitle = tr("long side that is sent, pixels");
    curve.finding = rule().pricedByVendor ? tr("billed tokens") : tr("tokens");
    const double now = sentSize().longSide();
    for (const QPointF& point : curve.left)
        if (!curve.marked || std::abs(point.x() - now) < std::abs(*curve.marked - now))
            curve.marked = point.x();
    chart->setData(std::move(curve));
    const auto cheapest = cheapestSize(rule().form, session.size(), session.choices().minimumShort);
    useOffer->setEnabled(cheapest && cheapest->size != sentSize());
    offer->setText(
        !cheapest ? countProblemWords(count.problem)
        : cheapest->size == session.size()
            ? tr("cheapest: as it is, %1 tokens").arg(grouped(cheapest->billable))
            : tr("cheapest: %1, %2 tokens").arg(sizeWords(cheapest->size), grouped(cheapest->billable)));
}

void RulesView::computeSteps() {
    const PictureSize size = sentSize();
    if (stepsOf == session.picture().image && stepsRule == rule().id && stepsSize == size) return showSteps();
    stepsOf = session.picture().image;
    stepsRule = rule().id;
    stepsSize = size;
    thumbnails.clear();
    if (count.problem != TokenCountProblem::None) {
        stepsJob.cancel();
        return showSteps();
    }
    stepsJob.start(
        [picture = stepsOf, size, counted = count, treatment = pixelTreatment(rule())](std::stop_token stop,
                                                                                       const Job::Progress&) {
            std::vector<Thumbnail> made;
            std::optional<Image> smaller;
            if (size != picture->size()) smaller = resample(*picture, size, Resampling::Bicubic, stop);
            if (size != picture->size() && !smaller) return made;
            const auto all = pictureSteps(smaller ? *smaller : *picture, counted, treatment, true, stop);
            if (!all) return made;
            for (const SteppedPicture& one : *all)
                made.push_back({shrunk(viewOf(one.picture), 2 * thumbnailSide).copy(), one.step});
            return made;
        },
        [this](std::vector<Thumbnail> made) {
            thumbnails = std::move(made);
            showSteps();
        },
        [this](const QString& message) { emit said(message); });
    showSteps();
}

void RulesView::showSteps() {
    steps->clear();
    int number = 1;
    for (const PictureStep& step : count.steps) {
        const auto index = std::size_t(number - 1);
        const QString words =
            QStringLiteral("%1. %2\n%3").arg(number).arg(pictureStepWords(step), sizeWords(step.after));
        auto* item = new QListWidgetItem(words, steps);
        item->setToolTip(words);
        item->setSizeHint({thumbnailSide + 72, thumbnailSide + 3 * fontMetrics().height() + 8});
        if (index < thumbnails.size()) {
            QPixmap pixmap = QPixmap::fromImage(thumbnails[index].picture);
            item->setIcon(QIcon(pixmap));
        }
        ++number;
    }
}

} // namespace tokenarium
