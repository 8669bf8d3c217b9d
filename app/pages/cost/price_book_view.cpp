// SPDX-License-Identifier: GPL-3.0-or-later
// Prices are in US dollars here, as the book has them; every change of a cell is one step of undo.
#include "app/pages/cost/price_book_view.h"

#include "app/cost/model_box.h"
#include "app/cost/price_words.h"
#include "widgets/style/number_text.h"

#include <QDate>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace tokenarium {
namespace {

enum Column { UnitColumn, BookColumn, OwnColumn, PerColumn, Columns };
enum RateColumn { CodeColumn, RateValueColumn, DateColumn, RateColumns };
constexpr int keyRole = Qt::UserRole + 1;

/// Units that are offered for own prices even where the book has none.
constexpr const char* usualUnits[] = {"input_mtok", "output_mtok", "cache_read_mtok"};

double dayNumber(PriceDay day) { return double(day.time_since_epoch().count()); }

QString dayWords(double day) {
    return QDate(1970, 1, 1).addDays(qint64(day)).toString(QStringLiteral("yyyy-MM"));
}

QTableWidgetItem* cell(const QString& text, bool isEditable = false) {
    auto* item = new QTableWidgetItem(text);
    item->setFlags(isEditable ? item->flags() | Qt::ItemIsEditable : item->flags() & ~Qt::ItemIsEditable);
    return item;
}

QString tiers(const UnitPrice& price) {
    QStringList words;
    for (const UnitPrice::Step& step : price.steps)
        words += PriceBookView::tr("%1 above %2 input tokens")
                     .arg(money(step.price), grouped(std::size_t(step.start)));
    return words.join(QStringLiteral("; "));
}

} // namespace

PriceBookView::PriceBookView(PriceSession& session, QWidget* parent)
    : RoomView(parent)
    , prices(session)
    , sentence(new QLabel(this))
    , source(new QLabel(this))
    , age(new QLabel(this))
    , modelNote(new QLabel(this))
    , ratesTitle(new QLabel(this))
    , open(new QPushButton(this))
    , installed(new QPushButton(this))
    , licence(new QPushButton(this))
    , add(new QPushButton(this))
    , remove(new QPushButton(this))
    , models(new ModelBox(session, this))
    , table(new QTableWidget(0, Columns, this))
    , rates(new QTableWidget(0, RateColumns, this))
    , plot(new PlotChart)
    , frame(new ChartFrame(plot, QStringLiteral("price-history"), this)) {
    createTables();
    arrange();
    connect(open, &QPushButton::clicked, this, &PriceBookView::askOpen);
    connect(installed, &QPushButton::clicked, &prices, &PriceSession::useInstalledBook);
    connect(licence, &QPushButton::clicked, this, &PriceBookView::showLicence);
    connect(add, &QPushButton::clicked, this, &PriceBookView::askModel);
    connect(remove, &QPushButton::clicked, this, &PriceBookView::removeOwn);
    connect(frame, &ChartFrame::said, this, &RoomView::said);
    for (const auto signal :
         {&PriceSession::bookChanged, &PriceSession::modelChanged, &PriceSession::currencyChanged})
        connect(&prices, signal, this, &PriceBookView::refreshSoon);
    connect(&prices, &PriceSession::troubleChanged, this, [this] { emit said(prices.trouble()); });
    retranslate();
}

void PriceBookView::createTables() {
    const std::pair<QWidget*, const char*> names[] = {
        {source, "bookSource"},       {age, "bookAge"},         {open, "openBook"},
        {installed, "installedBook"}, {licence, "bookLicence"}, {add, "addPricedModel"},
        {remove, "removeOwnPrices"},  {table, "modelPrices"},   {rates, "rates"},
        {models, "bookModel"},        {modelNote, "modelNote"}, {plot, "priceHistory"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QTableWidget* each : {table, rates}) {
        each->verticalHeader()->hide();
        each->setTabKeyNavigation(false);
        each->horizontalHeader()->setHighlightSections(false);
        each->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    }
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(UnitColumn, QHeaderView::Stretch);
    rates->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (QLabel* label : {sentence, source, modelNote}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    connect(table, &QTableWidget::itemChanged, this, &PriceBookView::priceEdited);
    connect(rates, &QTableWidget::itemChanged, this, &PriceBookView::rateEdited);
}

void PriceBookView::arrange() {
    auto* head = new QHBoxLayout;
    head->addWidget(source, 1);
    head->addWidget(age);
    head->addWidget(licence);
    head->addWidget(open);
    head->addWidget(installed);
    auto* chooser = new QHBoxLayout;
    chooser->addWidget(models, 1);
    chooser->addWidget(add);
    chooser->addWidget(remove);
    auto* left = new QVBoxLayout;
    left->addLayout(chooser);
    left->addWidget(modelNote);
    left->addWidget(table, 3);
    left->addWidget(ratesTitle);
    left->addWidget(rates, 2);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addLayout(left, 1);
    columns->addWidget(frame, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 0);
    column->addWidget(sentence);
    column->addLayout(head);
    column->addLayout(columns, 1);
}

void PriceBookView::refresh() {
    isFilling = true;
    showSource();
    showPrices();
    showRates();
    isFilling = false;
    showHistory();
}

void PriceBookView::showSource() {
    const auto book = prices.book();
    if (book->models() == 0) {
        source->setText(prices.isReading() ? tr("Reading the price book…") : prices.trouble());
        age->clear();
        return;
    }
    QString text = tr("%1 · licence %2 · %3 sellers, %4 models")
                       .arg(bookName(book->source()), QString::fromStdString(book->source().licence),
                            grouped(book->providers().size()), grouped(book->models()));
    if (prices.isOwnBook()) text += tr(" · opened by you");
    if (!book->remarks().empty()) text += tr(" · %1 remarks").arg(book->remarks().size());
    source->setText(text);
    QStringList remarks;
    for (const std::string& remark : book->remarks()) remarks += QString::fromStdString(remark);
    source->setToolTip(remarks.mid(0, 20).join(QLatin1Char('\n')));
    const auto days = book->ageInDays(prices.now());
    const bool isStale = book->isStale(prices.now());
    const QString words = !days ? tr("nobody knows how old") : tr("%1 days old").arg(*days);
    age->setText(isStale ? tr("⚠ %1: look up what counts").arg(words) : words);
    age->setFrameShape(isStale ? QFrame::Box : QFrame::NoFrame);
    age->setToolTip(
        isStale ? tr("Prices older than %1 days may have changed. Open a newer list, or change single prices "
                     "below.")
                      .arg(PriceBook::staleAfterDays)
                : QString());
    licence->setEnabled(!book->source().licenceText.empty());
    installed->setVisible(prices.isOwnBook());
}

void PriceBookView::showPrices() {
    const PriceRow row = prices.row();
    table->setRowCount(0);
    if (!row) return modelNote->clear();
    const auto isOwn = [&](const PriceOverride& own) {
        return own.provider == row.provider->id && own.model == row.model->id;
    };
    std::map<std::string, PriceOverride> own;
    for (const PriceOverride& each : prices.overrides())
        if (isOwn(each)) own[each.priceKey] = each;
    remove->setEnabled(!own.empty());
    std::vector<std::string> keys(std::begin(usualUnits), std::end(usualUnits));
    const PriceList& list = row.model->pricesAt(prices.now());
    for (const UnitPrice& price : list.all()) {
        const std::string key(priceUnits()[price.unit].priceKey);
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
    for (const std::string& key : keys) {
        const int at = table->rowCount();
        table->insertRow(at);
        const auto unit = priceUnitOfPrice(key);
        const UnitPrice* price = list.find(key);
        const bool changed = own.contains(key);
        auto* name = cell(unit ? priceUnitName(*unit) : QString::fromStdString(key));
        name->setToolTip(QString::fromStdString(key));
        table->setItem(at, UnitColumn, name);
        auto* known = cell(price && !changed ? money(price->base)
                           : changed         ? tr("replaced")
                                             : QStringLiteral("–"));
        if (price && !price->steps.empty() && !changed) known->setText(known->text() + QStringLiteral(" +"));
        known->setToolTip(price ? tiers(*price) : QString());
        table->setItem(at, BookColumn, known);
        auto* mine = cell(changed ? QString::fromStdString(own[key].price.text()) : QString(), true);
        mine->setData(keyRole, QString::fromStdString(key));
        mine->setToolTip(changed && own[key].date
                             ? tr("Yours, since %1").arg(QString::fromStdString(priceDayText(*own[key].date)))
                             : tr("US dollars; empty: as in the book"));
        table->setItem(at, OwnColumn, mine);
        table->setItem(at, PerColumn, cell(unit ? pricePer(*unit) : QString()));
        for (const int column : {BookColumn, OwnColumn})
            table->item(at, column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    QStringList notes;
    if (row.model->contextWindow)
        notes += tr("context window %1 tokens").arg(grouped(std::size_t(*row.model->contextWindow)));
    if (row.model->deprecated) notes += tr("retired");
    if (row.model->checked)
        notes += tr("looked up %1").arg(QString::fromStdString(priceDayText(*row.model->checked)));
    if (!row.model->comments.empty()) notes += QString::fromStdString(row.model->comments);
    if (!row.provider->pages.empty()) notes += QString::fromStdString(row.provider->pages.front());
    modelNote->setText(notes.join(QStringLiteral(" · ")));
}

/// Every price with a day from which it holds is a step of a line.
void PriceBookView::showHistory() {
    const PriceRow row = prices.row();
    PlotData shown;
    shown.x = {tr("month"), false, {}, {}, dayWords};
    shown.y = {tr("US dollars for 1M tokens"), false, 0.0, {}, [](double usd) {
                   return tokenarium::compactMoney(usd);
               }};
    if (!row) return plot->setData(shown);
    const double today =
        double(std::chrono::floor<std::chrono::days>(prices.now()).time_since_epoch().count());
    std::vector<const DatedPrices*> dated;
    for (const DatedPrices& each : row.model->prices)
        if (!each.hours) dated.push_back(&each);
    std::stable_sort(dated.begin(), dated.end(), [](const DatedPrices* a, const DatedPrices* b) {
        return (a->from ? dayNumber(*a->from) : -1e9) < (b->from ? dayNumber(*b->from) : -1e9);
    });
    double first = today - 90;
    for (const DatedPrices* each : dated)
        if (each->from) first = std::min(first, dayNumber(*each->from) - 60);
    int color = 0;
    for (const char* key : usualUnits) {
        PlotSeries series;
        series.name = priceUnitName(*priceUnitOfPrice(key));
        series.color = color++;
        double last = 0;
        for (const DatedPrices* each : dated) {
            const UnitPrice* price = each->prices.find(key);
            if (!price) continue;
            const double from = each->from ? dayNumber(*each->from) : first;
            if (!series.points.empty()) series.points.emplace_back(from, last);
            last = price->base.toDouble();
            series.points.emplace_back(from, last);
        }
        if (series.points.empty()) continue;
        series.points.emplace_back(std::max(today, series.points.back().x()), last);
        shown.series.push_back(std::move(series));
    }
    shown.vertical = {{today, tr("today")}};
    const QString title = QString::fromStdString(row.model->title());
    const std::size_t changes = std::count_if(dated.begin(), dated.end(),
                                              [](const DatedPrices* each) { return each->from.has_value(); });
    shown.finding =
        shown.series.empty() ? tr("The book has no price for text tokens of %1").arg(title)
        : changes == 0
            ? tr("The book knows one price of %1, and none before").arg(title)
            : tr("The price of %1 has changed %2 times that the book knows of").arg(title).arg(changes);
    plot->setData(shown);
}

void PriceBookView::showRates() {
    rates->setRowCount(0);
    for (const Currency& currency : prices.currencies()) {
        const int at = rates->rowCount();
        const bool isDollar = currency.code == "USD";
        rates->insertRow(at);
        rates->setItem(at, CodeColumn, cell(QString::fromStdString(currency.code)));
        rates->setItem(at, RateValueColumn,
                       cell(QString::fromStdString(currency.perDollar.text()), !isDollar));
        rates->setItem(at, DateColumn,
                       cell(isDollar                ? QStringLiteral("–")
                            : currency.date.empty() ? tr("assumed")
                                                    : QString::fromStdString(currency.date)));
    }
    const int at = rates->rowCount();
    rates->insertRow(at);
    rates->setItem(at, CodeColumn, cell(QString(), true));
    rates->setItem(at, RateValueColumn, cell(QString(), true));
    rates->setItem(at, DateColumn, cell(tr("another: code and rate")));
}

void PriceBookView::priceEdited(QTableWidgetItem* item) {
    if (isFilling || item->column() != OwnColumn) return;
    const PriceRow row = prices.row();
    const std::string key = item->data(keyRole).toString().toStdString();
    const QString text = item->text().trimmed().remove(QLatin1Char('$'));
    std::vector<PriceOverride> all = prices.overrides();
    std::erase_if(all, [&](const PriceOverride& own) {
        return own.provider == row.provider->id && own.model == row.model->id && own.priceKey == key;
    });
    if (!text.isEmpty()) {
        const auto price = Decimal::parse(text.toStdString());
        if (!price || price->isNegative()) {
            emit said(tr("“%1” is no price. US dollars were expected, such as 2.50; the price is as it was.")
                          .arg(text));
            QMetaObject::invokeMethod(
                this, [this] { refresh(); }, Qt::QueuedConnection);
            return;
        }
        const auto today = std::chrono::floor<std::chrono::days>(prices.now());
        all.push_back({row.provider->id, row.model->id, key, *price, today});
    }
    emit said({});
    // The table is filled anew by it, which must not happen under the editor's feet.
    QMetaObject::invokeMethod(
        this, [this, all = std::move(all)] { prices.setOverrides(all, tr("Change a price")); },
        Qt::QueuedConnection);
}

void PriceBookView::rateEdited(QTableWidgetItem* item) {
    if (isFilling) return;
    const QString code = rates->item(item->row(), CodeColumn)->text().trimmed().toUpper();
    const QString text = rates->item(item->row(), RateValueColumn)->text().trimmed();
    if (code.isEmpty() || text.isEmpty()) return; // the other half is still to come
    const auto rate = Decimal::parse(text.toStdString());
    const bool isCode = code.size() == 3 &&
                        std::all_of(code.begin(), code.end(), [](QChar c) { return c >= 'A' && c <= 'Z'; });
    if (!isCode || !rate || rate->isZero() || rate->isNegative()) {
        emit said(tr("“%1 %2” is no exchange rate. Three letters and how much of it a dollar is were "
                     "expected, such as "
                     "EUR and 0.86.")
                      .arg(code, text));
        QMetaObject::invokeMethod(
            this, [this] { refresh(); }, Qt::QueuedConnection);
        return;
    }
    emit said({});
    const std::string today = priceDayText(std::chrono::floor<std::chrono::days>(prices.now()));
    QMetaObject::invokeMethod(
        this,
        [this, code, rate, today] {
            prices.setRate({code.toStdString(), *rate, today});
        },
        Qt::QueuedConnection);
}

void PriceBookView::addModel(const QString& seller, const QString& model, const QString& input,
                             const QString& output) {
    const auto in = Decimal::parse(input.trimmed().toStdString()),
               out = Decimal::parse(output.trimmed().toStdString());
    if (seller.trimmed().isEmpty() || model.trimmed().isEmpty() || !in || !out || in->isNegative() ||
        out->isNegative()) {
        emit said(tr(
            "A seller, a model and two prices in US dollars for a million tokens were expected; nothing was "
            "added."));
        return;
    }
    const std::string provider = seller.trimmed().toStdString(), name = model.trimmed().toStdString();
    const auto today = std::chrono::floor<std::chrono::days>(prices.now());
    std::vector<PriceOverride> all = prices.overrides();
    all.push_back({provider, name, "input_mtok", *in, today});
    all.push_back({provider, name, "output_mtok", *out, today});
    prices.setOverrides(std::move(all), tr("Add a model"));
    prices.chooseModel(provider, name);
}

void PriceBookView::askModel() {
    QDialog dialog(this);
    dialog.setWindowTitle(tr("Add a model"));
    auto* form = new QFormLayout(&dialog);
    const std::pair<QString, const char*> fields[] = {{tr("Seller"), ""},
                                                      {tr("Model"), ""},
                                                      {tr("Dollars for 1M input tokens"), "1.00"},
                                                      {tr("Dollars for 1M output tokens"), "4.00"}};
    std::vector<QLineEdit*> edits;
    for (const auto& [label, text] : fields) {
        edits.push_back(new QLineEdit(QLatin1String(text), &dialog));
        form->addRow(label, edits.back());
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
    connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    form->addRow(buttons);
    if (dialog.exec() != QDialog::Accepted) return;
    addModel(edits[0]->text(), edits[1]->text(), edits[2]->text(), edits[3]->text());
}

void PriceBookView::removeOwn() {
    const PriceRow row = prices.row();
    std::vector<PriceOverride> all = prices.overrides();
    std::erase_if(all, [&](const PriceOverride& own) {
        return own.provider == row.provider->id && own.model == row.model->id;
    });
    prices.setOverrides(std::move(all), tr("Take back own prices"));
}

void PriceBookView::askOpen() {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a price list"), {}, tr("Price lists of genai-prices (*.json *.js);;All files (*)"));
    if (!path.isEmpty()) prices.openBook(path);
}

void PriceBookView::showLicence() {
    QDialog dialog(this);
    dialog.setWindowTitle(tr("Licence of the price book"));
    auto* text = new QPlainTextEdit(QString::fromStdString(prices.book()->source().licenceText), &dialog);
    text->setReadOnly(true);
    auto* column = new QVBoxLayout(&dialog);
    column->addWidget(text);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    column->addWidget(buttons);
    dialog.resize(640, 420);
    dialog.exec();
}

void PriceBookView::setColors(const TokenColors& colors) { frame->setColors(colors); }

void PriceBookView::retranslate() {
    sentence->setText(
        tr("What vendors charge, with the day on which somebody looked. Every price and rate can be "
           "replaced by your own; the prices are estimates by the words of those who collect them."));
    open->setText(tr("Open a newer list…"));
    open->setToolTip(tr("data.json or index.js of genai-prices; nothing is fetched from the network"));
    installed->setText(tr("Back to the installed one"));
    licence->setText(tr("Licence"));
    add->setText(tr("Add a model…"));
    remove->setText(tr("Take back own prices"));
    ratesTitle->setText(tr("Exchange rates: how much of a currency one US dollar is"));
    table->setHorizontalHeaderLabels({tr("Charged for"), tr("In the book"), tr("Your own"), tr("Per")});
    rates->setHorizontalHeaderLabels({tr("Currency"), tr("For a dollar"), tr("Looked up")});
    table->setAccessibleName(tr("Prices of the chosen model"));
    rates->setAccessibleName(tr("Exchange rates"));
}

} // namespace tokenarium
