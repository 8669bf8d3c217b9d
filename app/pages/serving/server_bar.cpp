// SPDX-License-Identifier: GPL-3.0-or-later
// Boxes of known models and GPUs; formats, efficiency and rent are behind "More".
#include "app/pages/serving/server_bar.h"

#include "app/pages/serving/serving_view.h"
#include "widgets/still_text.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr double gpuCounts[] = {1, 2, 4, 8, 16, 32, 72};
constexpr double weightFormats[] = {16, 8, 4};
constexpr double cacheFormats[] = {16, 8};

} // namespace

ServerBar::ServerBar(ServingSession& servingSession, QWidget* parent)
    : QWidget(parent)
    , session(servingSession)
    , model(new QComboBox(this))
    , gpu(new QComboBox(this))
    , gpus(new QComboBox(this))
    , weights(new QComboBox(this))
    , cache(new QComboBox(this))
    , modelLabel(new QLabel(this))
    , gpuLabel(new QLabel(this))
    , weightsLabel(new QLabel(this))
    , cacheLabel(new QLabel(this))
    , fit(new QLabel(this))
    , more(new QToolButton(this))
    , efficiency(new ValueSlider(this))
    , price(new ValueSlider(this))
    , server(new QWidget(this))
    , moreRow(new QWidget(this))
    , serverRow(new QBoxLayout(QBoxLayout::LeftToRight, server)) {
    fillBoxes();
    arrange();
    connectAll();
    retranslate();
}

void ServerBar::fillBoxes() {
    const std::pair<QWidget*, const char*> names[] = {
        {model, "servedModel"},       {gpu, "servedGpu"},
        {gpus, "servedGpus"},         {weights, "weightBits"},
        {cache, "cacheBits"},         {more, "servingMore"},
        {fit, "servingFit"},          {&efficiency->slider(), "efficiency"},
        {&price->slider(), "gpuHour"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (const ServedPreset& preset : servedPresets())
        model->addItem(QString::fromUtf8(preset.known->name), QString::fromUtf8(preset.known->id));
    for (const Accelerator& card : accelerators())
        gpu->addItem(QString::fromUtf8(card.name.data(), int(card.name.size())));
    for (const double count : gpuCounts) gpus->addItem(QString(), count);
    for (const double bits : weightFormats) weights->addItem(QString(), bits);
    for (const double bits : cacheFormats) cache->addItem(QString(), bits);
    for (QComboBox* box : {model, gpu, gpus, weights, cache})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    efficiency->setValues(evenSteps(0.1, 1, 18));
    price->setValues(evenSteps(0.05, 10, 199));
}

void ServerBar::arrange() {
    more->setCheckable(true);
    more->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto* first = new QHBoxLayout;
    serverRow->setContentsMargins(0, 0, 0, 0);
    serverRow->addLayout(first);
    for (QWidget* part :
         {static_cast<QWidget*>(modelLabel), static_cast<QWidget*>(model), static_cast<QWidget*>(gpuLabel),
          static_cast<QWidget*>(gpus), static_cast<QWidget*>(gpu)})
        first->addWidget(part);
    first->addStretch();
    serverRow->addWidget(new StillText(fit, 1, server), 1);
    auto* second = new QHBoxLayout(moreRow);
    second->setContentsMargins(0, 0, 0, 0);
    for (QWidget* part : {static_cast<QWidget*>(weightsLabel), static_cast<QWidget*>(weights),
                          static_cast<QWidget*>(cacheLabel), static_cast<QWidget*>(cache)})
        second->addWidget(part);
    second->addWidget(efficiency, 1);
    second->addWidget(price, 1);
    auto* top = new QHBoxLayout;
    top->addWidget(server, 1);
    top->addWidget(more);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addLayout(top);
    rows->addWidget(moreRow);
    modelLabel->setBuddy(model);
    gpuLabel->setBuddy(gpus);
    weightsLabel->setBuddy(weights);
    cacheLabel->setBuddy(cache);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ServerBar::connectAll() {
    const auto bind = [this](QComboBox* box, auto change) {
        connect(box, &QComboBox::activated, this, [this, box, change] {
            ServingChoices wanted = session.choices();
            change(wanted, box->currentData());
            choose(wanted, box->accessibleName());
        });
    };
    bind(model,
         [](ServingChoices& wanted, const QVariant& id) { wanted.model = id.toString().toStdString(); });
    bind(gpus, [](ServingChoices& wanted, const QVariant& count) { wanted.gpus = count.toDouble(); });
    bind(weights, [](ServingChoices& wanted, const QVariant& bits) { wanted.weightBits = bits.toDouble(); });
    bind(cache, [](ServingChoices& wanted, const QVariant& bits) { wanted.cacheBits = bits.toDouble(); });
    connect(gpu, &QComboBox::activated, this, [this](int row) {
        ServingChoices wanted = session.choices();
        const Accelerator& card = accelerators()[std::size_t(row)];
        wanted.gpu = std::string(card.name);
        if (card.usdPerHour > 0) wanted.usdPerGpuHour = card.usdPerHour;
        if (card.watts > 0) wanted.wattsPerGpu = card.watts;
        choose(wanted, gpu->accessibleName());
    });
    const auto slide = [this](ValueSlider* slider, double ServingChoices::*field) {
        connect(slider, &ValueSlider::valueChosen, this,
                [this, slider, field, part = session.newPart()](double value) {
                    ServingChoices wanted = session.choices();
                    wanted.*field = value;
                    session.choose(wanted, slider->slider().accessibleName(), part);
                });
    };
    slide(efficiency, &ServingChoices::efficiency);
    slide(price, &ServingChoices::usdPerGpuHour);
    connect(more, &QToolButton::toggled, &session, &ServingSession::setShowsMore);
    connect(&session, &ServingSession::changed, this, &ServerBar::showChoices);
    connect(&session, &ServingSession::moreChanged, this, &ServerBar::showChoices);
}

void ServerBar::setServerShown(bool shown) {
    serverShown = shown;
    showChoices();
}

void ServerBar::choose(ServingChoices wanted, const QString& name) { session.choose(wanted, name); }

void ServerBar::showChoices() {
    const ServingChoices& choices = session.choices();
    const auto select = [](QComboBox* box, int row) {
        if (row >= 0 && box->currentIndex() != row) box->setCurrentIndex(row);
    };
    select(model, model->findData(QString::fromStdString(choices.model)));
    select(gpu, gpu->findText(QString::fromStdString(choices.gpu)));
    select(gpus, gpus->findData(choices.gpus));
    select(weights, weights->findData(choices.weightBits));
    select(cache, cache->findData(choices.cacheBits));
    efficiency->setValue(choices.efficiency);
    price->setValue(choices.usdPerGpuHour);
    server->setVisible(serverShown);
    moreRow->setVisible(serverShown && session.showsMore());
    more->setChecked(session.showsMore());
    setVisible(serverShown);
    showFit();
}

void ServerBar::showFit() {
    const ServingChoices& choices = session.choices();
    const double caches = choices.batch * session.context() * session.model().cacheBytesPerToken;
    const QString weightsSize = ServingWords::bytes(session.model().weightBytes),
                  cacheSize = ServingWords::bytes(caches),
                  room = ServingWords::bytes(session.hardware().memoryBytes);
    fit->setText(
        session.fits()
            ? tr("Fits: weights %1 + caches %2, of %3").arg(weightsSize, cacheSize, room)
            : tr("⚠ Does not fit: weights %1 + caches %2, but only %3").arg(weightsSize, cacheSize, room));
    fit->setToolTip(tr("Parameters × bits ÷ 8, and for each of the %1 requests of the batch %2 tokens × %3 "
                       "of cache. Take more GPUs, a smaller format of the weights or a smaller batch if it "
                       "does not fit.")
                        .arg(ServingWords::digits(choices.batch), ServingWords::digits(session.context()),
                             ServingWords::bytes(session.model().cacheBytesPerToken)));
}

void ServerBar::retranslate() {
    modelLabel->setText(tr("Model"));
    gpuLabel->setText(tr("on"));
    weightsLabel->setText(tr("Weights"));
    cacheLabel->setText(tr("KV cache"));
    model->setAccessibleName(tr("Model that is served"));
    gpu->setAccessibleName(tr("Kind of GPU"));
    gpus->setAccessibleName(tr("GPUs of a server"));
    weights->setAccessibleName(tr("Number format of the weights"));
    cache->setAccessibleName(tr("Number format of the KV cache"));
    model->setToolTip(tr("Parameters and KV cache are counted from its published configuration"));
    gpu->setToolTip(tr("Operations, memory and bandwidth as its data sheet says"));
    gpus->setToolTip(tr("GPUs that share the weights and the work; what they say to each other is not "
                        "counted, so several are a little slower than shown"));
    for (int i = 0; i < gpus->count(); ++i)
        gpus->setItemText(i, ServingWords::gpus(gpus->itemData(i).toDouble()));
    weights->setItemText(0, tr("16 bits (BF16)"));
    weights->setItemText(1, tr("8 bits (FP8)"));
    weights->setItemText(2, tr("4 bits"));
    weights->setToolTip(tr("With 8 bits the GPU computes in FP8 where it can; 4 bits are turned back into 16 "
                           "for computing"));
    cache->setItemText(0, tr("16 bits"));
    cache->setItemText(1, tr("8 bits"));
    cache->setToolTip(tr("Keys and values of the tokens so far"));
    more->setText(tr("More"));
    more->setToolTip(tr("Shows what is seldom changed: formats, efficiency, rent, and more of this tab"));
    efficiency->setTexts(
        tr("Efficiency"), &ServingWords::share,
        tr("Share of the peak that matrix products reach: an assumption; 30 to 60 % is usual"));
    price->setTexts(
        tr("GPU-hour"), [](double usd) { return ServingWords::dollars(usd); },
        tr("Rent of one GPU for an hour: an assumption, put in what you pay"));
    showChoices();
}

void ServerBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    serverRow->setDirection(isNarrow(*this) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void ServerBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace tokenarium
