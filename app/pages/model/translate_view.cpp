// SPDX-License-Identifier: GPL-3.0-or-later
// The sentence goes to a worker, the translation comes back whole.
#include "app/pages/model/translate_view.h"

#include "widgets/model/token_row.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace tokenarium {

TranslateView::TranslateView(ModelSession& modelSession, QWidget* parent)
    : QWidget(parent)
    , session(modelSession)
    , sentence(new QLabel(this))
    , missing(new QLabel(this))
    , output(new QLabel(this))
    , detail(new QLabel(this))
    , input(new QLineEdit(QStringLiteral("My brother is a doctor."), this))
    , how(new QComboBox(this))
    , translateButton(new QPushButton(this))
    , openButton(new QPushButton(this))
    , work(new QWidget(this))
    , row(new TokenRow(work)) {
    input->setObjectName(QStringLiteral("translateInput"));
    how->setObjectName(QStringLiteral("translateHow"));
    translateButton->setObjectName(QStringLiteral("translate"));
    openButton->setObjectName(QStringLiteral("openStories"));
    output->setObjectName(QStringLiteral("translation"));
    detail->setObjectName(QStringLiteral("translationDetail"));
    missing->setObjectName(QStringLiteral("noPairMark"));
    row->setObjectName(QStringLiteral("translationTokens"));
    for (QLabel* label : {sentence, missing, output, detail}) label->setWordWrap(true);
    output->setTextInteractionFlags(Qt::TextSelectableByMouse);
    how->addItems({QString(), QString()});
    arrange();
    connect(translateButton, &QPushButton::clicked, this, [this] {
        ++attempt;
        start();
    });
    connect(input, &QLineEdit::returnPressed, translateButton, &QPushButton::click);
    connect(how, &QComboBox::activated, this, &TranslateView::start);
    connect(openButton, &QPushButton::clicked, &session,
            [this] { session.openModel(QStringLiteral("stories")); });
    connect(&session, &ModelSession::modelChanged, this, &TranslateView::modelChanged);
    retranslate();
}

TranslateView::~TranslateView() { job.cancel(); }

void TranslateView::arrange() {
    auto* controls = new QHBoxLayout;
    controls->addWidget(input, 1);
    controls->addWidget(how);
    controls->addWidget(translateButton);
    auto* inner = new QVBoxLayout(work);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(12);
    inner->addLayout(controls);
    inner->addWidget(output);
    inner->addWidget(row);
    inner->addWidget(detail);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(sentence);
    column->addWidget(missing);
    column->addWidget(openButton, 0, Qt::AlignLeft);
    column->addWidget(work);
    column->addStretch();
}

void TranslateView::setColors(const TokenColors& colors) { row->setColors(colors); }

void TranslateView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    modelChanged();
}

void TranslateView::modelChanged() {
    if (!isVisible() || session.model() == model) return;
    model = session.model();
    attempt = 0;
    retranslate();
    if (model && canTranslate(model->opened)) return start();
    job.cancel();
}

void TranslateView::start() {
    const QString english = input->text().trimmed();
    if (!model || !canTranslate(model->opened) || english.isEmpty()) return;
    SamplingSettings settings = session.sampling();
    if (how->currentIndex() == 0) settings = {.temperature = 0};
    output->setText(tr("…"));
    job.start([reader = model, text = english.toStdString(), settings, seed = session.seed() + attempt](
                  std::stop_token stop,
                  const Job::Progress&) { return translate(*reader, text, settings, seed, stop); },
              [this](Translation finished) {
                  made = std::move(finished);
                  showTranslation();
              },
              [this](const QString& message) { emit failed(message); });
}

void TranslateView::showTranslation() {
    output->setText(made.text.empty() ? tr("The model wrote nothing.") : QString::fromStdString(made.text));
    std::vector<TokenChip> chips;
    for (std::size_t i = 0; i < made.prompt.size(); ++i) {
        TokenChip chip;
        chip.label = session.tokenLabel(made.prompt[i]);
        chip.tint = std::uint8_t(i % 6);
        chip.isMark = model->opened.tokenizer->vocabulary().kind(made.prompt[i]) != TokenKind::Normal;
        chips.push_back(std::move(chip));
    }
    double bits = 0;
    for (const TranslatedToken& token : made.tokens) {
        TokenChip chip;
        chip.label = session.tokenLabel(token.id);
        chip.tint = std::uint8_t(chips.size() % 6);
        chip.isPredicted = true;
        chip.tip = tr("id %1 · %2 by the model").arg(token.id).arg(percent(token.probability));
        bits -= std::log2(std::max(token.probability, 1e-300));
        chips.push_back(std::move(chip));
    }
    row->setChips(std::move(chips));
    if (made.tokens.empty()) return detail->clear();
    const double each = bits / double(made.tokens.size());
    QString said =
        tr("%1 tokens in, %2 out (underlined), %3 bits a token: the fewer, the surer the model was. Being "
           "sure is not being right.")
            .arg(grouped(made.prompt.size()), grouped(made.tokens.size()), QLocale().toString(each, 'f', 1));
    if (!made.complete)
        said += QLatin1Char(' ') + tr("The sentence was cut off: the model did not come to an end.");
    detail->setText(said);
}

void TranslateView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::LanguageChange && !made.prompt.empty() && model) showTranslation();
}

void TranslateView::retranslate() {
    const bool can = model && canTranslate(model->opened);
    const bool isHere = ModelSession::embeddedModelNames().contains(QStringLiteral("stories"));
    sentence->setText(
        can ? tr("English in, Chinese out: input and output need not be the same language. This is an "
                 "attempt of a model of %1 million parameters that has read 28,000 pairs of sentences: "
                 "the quality is that of a toy, and short everyday sentences work best.")
                  .arg(QLocale().toString(double(model->parameters) / 1e6, 'f', 1))
            : tr("English in, Chinese out: input and output need not be the same language."));
    missing->setText(
        isHere ? tr("This model has not read pairs of sentences. The stories model has.")
               : tr("This model has not read pairs of sentences, and the stories model, which has, does "
                    "not lie beside the program."));
    missing->setVisible(model && !can);
    openButton->setVisible(model && !can && isHere);
    work->setVisible(can);
    openButton->setText(tr("Open the stories model"));
    input->setAccessibleName(tr("English sentence"));
    input->setPlaceholderText(tr("A short English sentence"));
    how->setItemText(0, tr("The likeliest token each time"));
    how->setItemText(1, tr("Drawn, with the settings of Prediction"));
    how->setAccessibleName(tr("How tokens are chosen"));
    translateButton->setText(tr("Translate"));
    row->setAccessibleName(tr("Tokens of the translation"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.8);
    output->setFont(large);
}

} // namespace tokenarium
