// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps every answer, so that going back and choosing otherwise asks the server only for what is new.
#include "app/pages/model/served_view.h"

#include "engine/view/token_details.h"
#include "widgets/model/share_delegate.h"
#include "widgets/model/token_row.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr int tokensOfACharacter = 4; ///< at most, where a token is a byte

QString labelOf(const QByteArray& bytes) {
    QString label = QString::fromStdString(visibleText(bytes.toStdString()));
    return label.replace(QChar(0x2420), QChar(0x2423)); // as the room's own tokens
}

} // namespace

ServedView::ServedView(ModelSession& modelSession, QWidget* parent) : ModelView(modelSession, parent) {
    createControls();
    arrange();
    connectAll();
    retranslate();
}

void ServedView::createControls() {
    const auto label = [this](const char* name) {
        auto* made = new QLabel(this);
        made->setObjectName(QLatin1String(name));
        made->setWordWrap(true);
        return made;
    };
    const auto button = [this](const char* name) {
        auto* made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        return made;
    };
    intro = label("servedIntro");
    finding = label("servedFinding");
    missing = label("servedMissing");
    howTo = label("servedHowTo");
    howTo->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    howTo->setTextFormat(Qt::RichText);
    consentText = label("servedConsentText");
    keyNote = label("servedKeyNote");
    countLabel = new QLabel(this);
    QFont strong = finding->font();
    strong.setBold(true);
    finding->setFont(strong);
    addressEdit = new QLineEdit(QStringLiteral("http://127.0.0.1:8080"), this);
    addressEdit->setObjectName(QStringLiteral("servedAddress"));
    connectButton = button("servedConnect");
    modelBox = new QComboBox(this);
    modelBox->setObjectName(QStringLiteral("servedModel"));
    modelBox->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    modelBox->setMinimumContentsLength(20);
    keyButton = button("servedKeyButton");
    keyButton->setCheckable(true);
    consent = new QWidget(this);
    consent->setObjectName(QStringLiteral("servedConsent"));
    agreeButton = button("servedAgree");
    keyRow = new QWidget(this);
    keyEdit = new QLineEdit(this);
    keyEdit->setObjectName(QStringLiteral("servedKey"));
    keyEdit->setEchoMode(QLineEdit::Password);
    keyEdit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    keepButton = button("servedKeep");
    nextButton = button("servedNext");
    backButton = button("servedBack");
    countBox = new QSpinBox(this);
    countBox->setObjectName(QStringLiteral("servedCount"));
    countBox->setRange(1, 64);
    row = new TokenRow(this);
    row->setObjectName(QStringLiteral("servedTokens"));
    list = new QListWidget(this);
    list->setObjectName(QStringLiteral("servedAlternatives"));
    list->setFrameShape(QFrame::NoFrame);
    bars = new ShareDelegate(this);
    list->setItemDelegate(bars);
}

void ServedView::arrange() {
    auto* top = new QHBoxLayout;
    top->addWidget(addressEdit, 2);
    top->addWidget(connectButton);
    top->addWidget(modelBox, 1);
    top->addWidget(keyButton);
    auto* asking = new QHBoxLayout(consent);
    asking->setContentsMargins(0, 0, 0, 0);
    asking->addWidget(consentText, 1);
    asking->addWidget(agreeButton);
    consent->hide();
    auto* keyLine = new QHBoxLayout(keyRow);
    keyLine->setContentsMargins(0, 0, 0, 0);
    keyLine->addWidget(keyEdit, 1);
    keyLine->addWidget(keepButton);
    keyLine->addWidget(keyNote, 2);
    keyRow->hide();
    auto* steps = new QHBoxLayout;
    steps->addWidget(finding, 1);
    steps->addWidget(countLabel);
    steps->addWidget(countBox);
    steps->addWidget(backButton);
    steps->addWidget(nextButton);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(intro);
    column->addLayout(top);
    column->addWidget(keyRow);
    column->addWidget(consent);
    column->addWidget(row);
    column->addLayout(steps);
    column->addWidget(howTo);
    column->addWidget(list, 1);
    column->addStretch();
    column->addWidget(missing);
}

void ServedView::connectAll() {
    connect(connectButton, &QPushButton::clicked, this, &ServedView::connectServer);
    connect(addressEdit, &QLineEdit::returnPressed, this, &ServedView::connectServer);
    connect(addressEdit, &QLineEdit::textEdited, this, [this] {
        isConnected = false;
        consent->hide();
        startOver();
    });
    connect(agreeButton, &QPushButton::clicked, this, [this] {
        server.allowRemote();
        agreed();
    });
    connect(keyButton, &QPushButton::toggled, keyRow, &QWidget::setVisible);
    connect(keepButton, &QPushButton::clicked, this, &ServedView::keepKey);
    connect(keyEdit, &QLineEdit::returnPressed, this, &ServedView::keepKey);
    connect(&keys, &KeyStore::found, this, [this](const QString& origin, const QString& key) {
        if (!isFindingKey || origin != server.address().origin()) return;
        isFindingKey = false;
        if (!key.isEmpty()) server.setKey(key);
        server.askModels();
    });
    connect(&keys, &KeyStore::kept, this, [this](const QString&, bool isLasting) {
        keyNote->setText(isLasting ? tr("The key is in the keyring of this desktop.")
                                   : tr("There is no keyring here: the key is kept until the program ends."));
    });
    connect(modelBox, &QComboBox::activated, this, [this] {
        server.setModelName(modelBox->currentText());
        startOver();
        ask(countBox->value());
    });
    connect(nextButton, &QPushButton::clicked, this, &ServedView::next);
    connect(backButton, &QPushButton::clicked, this, &ServedView::back);
    connect(list, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { choose(list->row(item)); });
    connect(list, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { choose(list->row(item)); });
    connect(row, &TokenRow::pinned, this, [this](std::optional<std::size_t> token) {
        pinned = token && *token < tokens.size() ? token : std::nullopt;
        refresh();
    });
    connect(&session, &ModelSession::textChanged, this, [this] {
        if (session.prompt() != prompt) startOver();
    });
    connect(&server, &ServedModel::modelsArrived, this, &ServedView::modelsArrived);
    connect(&server, &ServedModel::tokensArrived, this, &ServedView::tokensArrived);
    connect(&server, &ServedModel::failed, this, [this](const QString& message) {
        refresh();
        emit failed(message);
    });
    connect(&server, &ServedModel::busyChanged, this, &ServedView::refresh);
}

void ServedView::setColors(const TokenColors& colors) {
    row->setColors(colors);
    bars->setColors(colors);
    list->viewport()->update();
}

QByteArray ServedView::continuation() const {
    QByteArray bytes;
    for (const ServedToken& token : tokens) bytes += token.bytes;
    return bytes;
}

QString ServedView::text() const { return prompt + QString::fromUtf8(continuation()); }

void ServedView::connectServer() {
    isConnected = false;
    const ServerAddress address = serverAddress(addressEdit->text());
    if (!address.isValid()) {
        emit failed(address.problem);
        return;
    }
    server.setAddress(address);
    startOver();
    consent->setVisible(server.needsConsent());
    retranslate();
    if (!server.needsConsent()) agreed();
}

void ServedView::agreed() {
    consent->hide();
    isFindingKey = true;
    keys.find(server.address().origin());
}

void ServedView::modelsArrived(const QStringList& names) {
    modelBox->clear();
    modelBox->addItems(names);
    modelBox->setCurrentIndex(0); // a box with a placeholder chooses none by itself
    server.setModelName(names.value(0));
    isConnected = true;
    startOver();
    ask(1);
}

void ServedView::startOver() {
    prompt = session.prompt();
    tokens.clear();
    ahead.reset();
    pinned.reset();
    hasEnded = false;
    refresh();
}

void ServedView::ask(int count) {
    if (isConnected) server.askTokens(prompt, QString::fromUtf8(continuation()), count);
}

/// The server reads whole characters only: behind a part of one it is asked for the rest as well.
void ServedView::next() {
    if (!isConnected || server.isBusy()) return;
    pinned.reset();
    if (ahead && ahead->bytes.isEmpty()) { // a mark without a text: asking again would give the same
        ahead.reset();
        hasEnded = true;
        return refresh();
    }
    if (ahead && isWholeText(continuation() + ahead->bytes)) {
        tokens.push_back(*ahead);
        ahead.reset();
        return ask(countBox->value());
    }
    ask(ahead ? std::max(countBox->value(), tokensOfACharacter) : countBox->value());
}

void ServedView::tokensArrived(const ServedAnswer& answer) {
    hasEnded = answer.tokens.empty();
    ahead.reset();
    if (!hasEnded) {
        std::size_t whole = 0;
        QByteArray bytes = continuation();
        for (std::size_t i = 0; i + 1 < answer.tokens.size(); ++i) {
            bytes += answer.tokens[i].bytes;
            if (isWholeText(bytes)) whole = i + 1;
        }
        tokens.insert(tokens.end(), answer.tokens.begin(), answer.tokens.begin() + std::ptrdiff_t(whole));
        ahead = answer.tokens[whole];
    }
    refresh();
}

void ServedView::back() {
    if (tokens.empty() || server.isBusy()) return;
    pinned.reset();
    hasEnded = false;
    ahead = tokens.back();
    tokens.pop_back();
    refresh();
}

const ServedToken* ServedView::shownToken() const {
    if (pinned && *pinned < tokens.size()) return &tokens[*pinned];
    return ahead ? &*ahead : nullptr;
}

void ServedView::choose(int chosen) {
    const ServedToken* shown = shownToken();
    if (!shown || server.isBusy() || std::size_t(chosen) >= shown->alternatives.size()) return;
    ServedToken token = *shown;
    const ServedAlternative alternative = token.alternatives[std::size_t(chosen)];
    const std::vector<ServedToken> before(tokens.begin(),
                                          pinned ? tokens.begin() + std::ptrdiff_t(*pinned) : tokens.end());
    QByteArray bytes;
    for (const ServedToken& one : before) bytes += one.bytes;
    if (alternative.bytes.isEmpty() || !isWholeText(bytes + alternative.bytes)) return;
    token.bytes = alternative.bytes;
    token.probability = alternative.probability;
    tokens = before;
    tokens.push_back(std::move(token));
    pinned.reset();
    ahead.reset();
    ask(countBox->value());
}

void ServedView::keepKey() {
    const ServerAddress address = serverAddress(addressEdit->text());
    if (!address.isValid()) {
        emit failed(address.problem);
        return;
    }
    if (address.origin() != server.address().origin()) server.setAddress(address);
    server.setKey(keyEdit->text());
    keys.keep(address.origin(), keyEdit->text());
    keyEdit->clear();
}

void ServedView::refresh() {
    showTokens();
    showAlternatives();
    const bool idle = isConnected && !server.isBusy();
    nextButton->setEnabled(idle && !hasEnded);
    backButton->setEnabled(idle && !tokens.empty());
    modelBox->setEnabled(idle && modelBox->count() > 1);
}

void ServedView::showTokens() {
    std::vector<TokenChip> chips;
    for (const ServedToken& token : tokens) {
        TokenChip chip;
        chip.label = labelOf(token.bytes);
        chip.tint = std::uint8_t(chips.size() % 6);
        chip.isPredicted = true;
        chip.tip = token.probability ? tr("probability %1, by the server").arg(percent(*token.probability))
                                     : tr("the server gave no probability");
        chips.push_back(std::move(chip));
    }
    row->setChips(std::move(chips));
    row->setLit(pinned);
    row->setVisible(!tokens.empty());
}

void ServedView::showAlternatives() {
    list->clear();
    missing->clear();
    const ServedToken* shown = shownToken();
    howTo->setVisible(!shown && !isConnected);
    list->setVisible(shown && shown->probability);
    if (!shown) {
        if (server.isBusy())
            finding->setText(tr("Waiting for the server …"));
        else if (hasEnded)
            finding->setText(tr("The model ended its text here."));
        else if (isConnected)
            finding->setText(
                tr("Press “Ask for the next token”: the prompt is sent, and what may follow is shown."));
        else
            finding->setText(tr("No server is connected yet."));
        return;
    }
    const QString label = labelOf(shown->bytes);
    if (!shown->probability) {
        finding->setText(tr("The server says ‘%1’, but no probabilities.").arg(label));
        missing->setText(
            tr("This server returns text without logprobs: neither how likely a token was nor what "
               "else was possible can be shown."));
        return;
    }
    finding->setText(
        pinned ? tr("Here stands ‘%1’, which the server gave %2.").arg(label, percent(*shown->probability))
               : tr("The server drew ‘%1’, to which it gives %2. Click another to go on with it.")
                     .arg(label, percent(*shown->probability)));
    double together = 0;
    for (const ServedAlternative& one : shown->alternatives) {
        const bool hasText = !one.bytes.isEmpty();
        auto* item = new QListWidgetItem(hasText ? labelOf(one.bytes) : tr("(a mark without a text)"), list);
        item->setData(ShareDelegate::shareRole, one.probability);
        item->setData(ShareDelegate::markRole, one.bytes == shown->bytes);
        item->setData(Qt::AccessibleTextRole, tr("%1: %2").arg(item->text(), percent(one.probability)));
        item->setToolTip(
            tr("probability %1, by the server").arg(QLocale().toString(one.probability, 'g', 4)));
        if (!hasText || !isWholeText(one.bytes)) item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
        if (hasText && !isWholeText(one.bytes))
            item->setToolTip(tr("A part of a character: a server can only be asked with whole ones."));
        together += one.probability;
    }
    missing->setText(
        tr("The server returns %1 tokens with %2 of the probability together. The rest of its vocabulary, "
           "its "
           "attention and the vectors inside it does not tell.")
            .arg(grouped(shown->alternatives.size()), percent(std::min(together, 1.0))) +
        (server.wasChat()
             ? QLatin1Char(' ') + tr("It was asked as a chat: the prompt went as a message, and the "
                                     "server put its own marks around it.")
             : QString()));
}

void ServedView::changeEvent(QEvent* event) {
    ModelView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void ServedView::retranslate() {
    intro->setText(
        tr("A model that runs on a server goes on with the prompt above; this shows exactly what the "
           "server returns. Nothing is sent before you press “Connect”."));
    addressEdit->setAccessibleName(tr("Address of the server"));
    addressEdit->setToolTip(
        tr("Any server that speaks OpenAI's protocol: llama-server, vLLM, Ollama (port 11434)"));
    const auto rowOf = [](const QString& command, const QString& address) {
        return QStringLiteral("<tr><td style='padding-right: 24px'><code>%1</code></td><td><code>%2</code>"
                              "</td></tr>")
            .arg(command.toHtmlEscaped(), address);
    };
    howTo->setText(
        QStringLiteral(
            "<p>%1</p><table cellpadding='4'><tr><td>%2</td><td>%3</td></tr>%4%5%6</table><p>%7</p>")
            .arg(tr("Start a server on this machine or on another one, type its address above and press "
                    "“Connect”. A class outgrows one machine this way: the model runs there, everybody looks "
                    "from here."),
                 tr("What to start there"), tr("Address"),
                 rowOf(QStringLiteral("llama-server -m model.gguf --port 8080"),
                       QStringLiteral("http://127.0.0.1:8080")),
                 rowOf(QStringLiteral("vllm serve NAME"), QStringLiteral("http://127.0.0.1:8000")),
                 rowOf(QStringLiteral("ollama serve"), QStringLiteral("http://127.0.0.1:11434")),
                 tr("An address on another machine is asked about before anything goes there. A key belongs "
                    "into “Key …”: it goes to the keyring of this desktop, never into a file.")));
    connectButton->setText(tr("Connect"));
    modelBox->setAccessibleName(tr("Model of the server"));
    modelBox->setPlaceholderText(tr("model of the server"));
    keyButton->setText(tr("Key …"));
    keyButton->setToolTip(tr("Where the server asks for one"));
    keyEdit->setAccessibleName(tr("Key of the server"));
    keyEdit->setPlaceholderText(tr("key (empty: forget the one that is kept)"));
    keepButton->setText(tr("Use this key"));
    if (keyNote->text().isEmpty())
        keyNote->setText(tr("It goes to the keyring of this desktop, never to a file."));
    consentText->setText(
        tr("The prompt will be sent to %1, which is another machine.").arg(server.address().base.host()));
    agreeButton->setText(tr("Send it there"));
    countLabel->setText(tr("Tokens at a time"));
    countBox->setAccessibleName(tr("Tokens at a time"));
    nextButton->setText(tr("Ask for the next token"));
    backButton->setText(tr("Back"));
    row->setAccessibleName(tr("Tokens the server has added"));
    list->setAccessibleName(tr("What the server could say next"));
    refresh();
}

} // namespace tokenarium
