// SPDX-License-Identifier: GPL-3.0-or-later
// The wiring of the text room: hover previews, click pins, Escape unpins; typing goes through the session.
#include "app/pages/text_page.h"

#include "app/pages/text_presenter.h"
#include "widgets/charts/tokenizer_chart.h"
#include "widgets/message_bar.h"
#include "widgets/style/number_text.h"
#include "widgets/text/find_bar.h"
#include "widgets/text/token_text_edit.h"
#include "widgets/tint_legend.h"
#include "widgets/token_inspector.h"

#include <QComboBox>
#include <QDataStream>
#include <QFileDialog>
#include <QFileInfo>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStandardItemModel>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace tokenarium {

TextPage::TextPage(Session& owner, TextPresenter& view, QWidget* parent)
    : Page(parent)
    , session(owner)
    , presenter(view)
    , edit(new TokenTextEdit(this))
    , findBar(new FindBar(edit, this))
    , messageBar(new MessageBar(this))
    , inspector(new TokenInspector(this))
    , chart(new TokenizerChart(this))
    , legend(new TintLegend(this))
    , sentence(new QLabel(this))
    , tokenizerLabel(new QLabel(this))
    , tokenizerBox(new QComboBox(this))
    , coloringLabel(new QLabel(this))
    , coloringBox(new QComboBox(this))
    , add(new QToolButton(this))
    , columns(new QSplitter(Qt::Horizontal, this))
    , side(new QSplitter(Qt::Vertical, this)) {
    setFocusProxy(edit);
    tokenTimer.setSingleShot(true);
    tokenTimer.setInterval(30);
    connect(&tokenTimer, &QTimer::timeout, this, &TextPage::showToken);
    edit->setObjectName(QStringLiteral("tokenEditor"));
    auto* left = new QWidget(this);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(8);
    leftColumn->addWidget(messageBar);
    leftColumn->addWidget(edit, 1);
    leftColumn->addWidget(findBar);
    side->addWidget(inspector);
    side->addWidget(chart);
    side->setStretchFactor(0, 3);
    side->setStretchFactor(1, 2);
    columns->addWidget(left);
    columns->addWidget(side);
    columns->setStretchFactor(0, 1);
    columns->setSizes({840, 340});
    side->setSizes({340, 300});
    side->setHandleWidth(12);
    columns->setHandleWidth(12);
    columns->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(createHeader());
    column->addWidget(columns, 1);
    setTabOrder(tokenizerBox, coloringBox); // as they stand, from the top
    setTabOrder(coloringBox, add);
    setTabOrder(add, edit);
    edit->setView(&presenter);
    edit->viewport()->installEventFilter(this); // for tool tips
    connectEditor();
    connectSession();
    retranslate();
}

QWidget* TextPage::createHeader() {
    auto* header = new QWidget(this);
    tokenizerBox->setObjectName(QStringLiteral("tokenizer"));
    coloringBox->setObjectName(QStringLiteral("coloring"));
    sentence->setObjectName(QStringLiteral("sentence"));
    sentence->setWordWrap(true);
    tokenizerBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    coloringBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (QComboBox* box : {tokenizerBox, coloringBox})
        box->setMinimumWidth(80); // may be cut in a narrow window
    tokenizerLabel->setBuddy(tokenizerBox);
    coloringLabel->setBuddy(coloringBox);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(8);
    choices->addWidget(tokenizerLabel);
    choices->addWidget(tokenizerBox);
    choices->addSpacing(8);
    choices->addWidget(coloringLabel);
    choices->addWidget(coloringBox);
    choices->addStretch();
    choices->addWidget(add);
    add->setObjectName(QStringLiteral("addToPrompt"));
    add->setPopupMode(QToolButton::InstantPopup);
    auto* column = new QVBoxLayout(header);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(sentence);
    column->addLayout(choices);
    column->addWidget(legend);
    connect(tokenizerBox, &QComboBox::activated, this, &TextPage::chooseTokenizer);
    connect(coloringBox, &QComboBox::activated, this,
            [this](int row) { session.setColoring(Coloring(row)); });
    return header;
}

void TextPage::connectEditor() {
    connect(edit, &TokenTextEdit::replaceRequested, this, &TextPage::edited);
    connect(edit, &TokenTextEdit::undoRequested, &session.undoStack(), &QUndoStack::undo);
    connect(edit, &TokenTextEdit::redoRequested, &session.undoStack(), &QUndoStack::redo);
    connect(edit, &TokenTextEdit::selectionChanged, this, &TextPage::selectionChanged);
    connect(edit, &TokenTextEdit::caretMoved, &tokenTimer, qOverload<>(&QTimer::start));
    connect(edit, &TokenTextEdit::fileDropped, this, &TextPage::fileDropped);
    connect(edit, &TokenTextEdit::zoomRequested, this, &TextPage::zoomRequested);
    connect(edit, &TokenTextEdit::hovered, this, [this](std::optional<std::size_t> byte) {
        hoverToken(byte ? presenter.tokenAt(*byte) : std::nullopt);
    });
    connect(edit, &TokenTextEdit::clicked, this,
            [this](std::size_t byte) { session.pin(presenter.tokenAt(byte)); });
    connect(chart, &TokenizerChart::chosen, &session, &Session::chooseTokenizer);
}

void TextPage::connectSession() {
    connect(&session, &Session::textReplaced, this, [this](Span removed, const QByteArray& inserted) {
        hovered.reset();
        edit->textReplaced(removed, std::size_t(inserted.size()));
        const std::size_t end = removed.begin + std::size_t(inserted.size());
        if (!ownEdit) edit->select(end, end); // undo and redo show where they acted
    });
    connect(&session, &Session::tokensChanged, this, [this] {
        edit->marksChanged();
        tokenTimer.start();
    });
    connect(&session, &Session::coloringChanged, this, [this] {
        edit->marksChanged();
        showLegend();
    });
    connect(&session, &Session::tokenizerChanged, this, &TextPage::showTokenizer);
    connect(&session, &Session::comparisonChanged, this,
            [this] { chart->setCounts(session.tokenizerCounts()); });
    connect(&session, &Session::pinnedChanged, this, [this] {
        arrange();
        showToken();
    });
    connect(&session, &Session::workChanged, this, &TextPage::showWork);
    connect(&session, &Session::failed, this, [this](const QString& message) { messageBar->say(message); });
    connect(messageBar, &MessageBar::cancelled, &session, &Session::cancelWork);
    connect(messageBar, &MessageBar::acted, &session, &Session::resumeWork);
}

void TextPage::edited(Span removed, const QByteArray& inserted, EditKind kind) {
    QString name;
    switch (kind) {
    case EditKind::Typing: name = tr("typing"); break;
    case EditKind::Deleting: name = tr("deleting"); break;
    case EditKind::Pasting: name = tr("pasting"); break;
    case EditKind::Cutting: name = tr("cutting"); break;
    case EditKind::Dropping: name = tr("dropping"); break;
    case EditKind::Replacing: name = tr("replacing"); break;
    }
    const bool merges = kind == EditKind::Typing || kind == EditKind::Deleting;
    ownEdit = true;
    session.replace(removed, inserted, name, merges ? int(kind) + 1 : -1);
    ownEdit = false;
}

void TextPage::hoverToken(std::optional<std::size_t> token) {
    if (token == hovered) return;
    hovered = token;
    showToken();
}

void TextPage::pinToken(std::size_t token) {
    session.pin(token);
    if (const auto details = presenter.details(token)) edit->select(details->span.begin, details->span.begin);
    session.pin(token); // moving the caret must not unpin
}

std::optional<std::size_t> TextPage::litToken() const { return hovered ? hovered : session.pinnedToken(); }

void TextPage::showToken() {
    std::optional<std::size_t> token = litToken();
    const std::optional<TokenDetails> lit = token ? presenter.details(*token) : std::nullopt;
    edit->setLit(lit ? std::optional(lit->span) : std::nullopt);
    emit litTokenChanged(token);
    if (!token) token = presenter.tokenAt(edit->caret());
    if (!token && edit->caret() > 0)
        token = presenter.tokenAt(edit->caret() - 1); // caret behind the last one
    const std::optional<TokenDetails> shown = token ? presenter.details(*token) : std::nullopt;
    if (!shown) return inspector->clear();
    inspector->setTint(presenter.tintKind(), presenter.tintOf(*shown));
    inspector->setDetails(*shown, hovered                 ? InspectorState::Hovered
                                  : session.pinnedToken() ? InspectorState::Pinned
                                                          : InspectorState::AtCaret);
}

void TextPage::setAdditions(QMenu* menu) { add->setMenu(menu); }

void TextPage::setAdditionsShown(bool on) { add->setVisible(on); }

void TextPage::openFindBar() { findBar->open(); }

void TextPage::listTokenizers() {
    const QSignalBlocker quiet(tokenizerBox);
    tokenizerBox->clear();
    auto* model = qobject_cast<QStandardItemModel*>(tokenizerBox->model());
    for (const TokenizerInfo& info : session.catalog().all()) {
        const QString name = QString::fromStdString(info.name);
        QString label =
            info.title.empty() ? name : tr("%1 – %2").arg(name, QString::fromStdString(info.title));
        if (info.name == "bytes") label = tr("plain bytes");
        if (info.name == "characters") label = tr("plain characters");
        if (!info.present) label = tr("%1 (not installed)").arg(label);
        tokenizerBox->addItem(label, name);
        QStandardItem* item = model->item(tokenizerBox->count() - 1);
        item->setEnabled(info.present);
        if (!info.present)
            item->setToolTip(tr("Needs %1. Run ./run once with a network to fetch it.")
                                 .arg(QString::fromStdString(info.source)));
    }
    tokenizerBox->insertSeparator(tokenizerBox->count());
    tokenizerBox->addItem(tr("A vocab.txt of your own…"), QString());
}

void TextPage::showTokenizer() {
    const QSignalBlocker quiet(tokenizerBox);
    const QString name = session.tokenizerName();
    int row = tokenizerBox->findData(name);
    if (row < 0) { // a file of the person's own
        row = tokenizerBox->count() - 1;
        tokenizerBox->insertItem(row, QFileInfo(name).fileName(), name);
        tokenizerBox->setItemData(row, name, Qt::ToolTipRole);
    }
    tokenizerBox->setCurrentIndex(row);
    const std::size_t size = session.tokenizer().vocabulary().size();
    sentence->setText(
        tr("Each coloured chip is one token: the model never sees letters, only the numbers of these "
           "chips, out of a vocabulary of %1.")
            .arg(grouped(size)));
    showLegend();
    showToken();
}

void TextPage::chooseTokenizer(int row) {
    QString name = tokenizerBox->itemData(row).toString();
    if (name.isEmpty())
        name = QFileDialog::getOpenFileName(this, tr("Open a vocabulary"), {},
                                            tr("BERT vocabularies (*.txt);;All files (*)"));
    if (name.isEmpty()) return showTokenizer();
    session.chooseTokenizer(name);
}

std::vector<Coloring> TextPage::colorings() {
    return {Coloring::Alternating, Coloring::Id, Coloring::Length, Coloring::Script, Coloring::Rarity};
}

const char* TextPage::coloringName(Coloring coloring) {
    switch (coloring) {
    case Coloring::Alternating: return QT_TR_NOOP("alternating");
    case Coloring::Id: return QT_TR_NOOP("same id, same colour");
    case Coloring::Length: return QT_TR_NOOP("length in bytes");
    case Coloring::Script: return QT_TR_NOOP("script");
    case Coloring::Rarity: break;
    }
    return QT_TR_NOOP("rarity");
}

void TextPage::listColorings() {
    const QSignalBlocker quiet(coloringBox);
    coloringBox->clear();
    for (const Coloring coloring : colorings()) coloringBox->addItem(coloringTitle(coloring));
    coloringBox->setCurrentIndex(int(session.coloring()));
}

void TextPage::showLegend() {
    coloringBox->setCurrentIndex(int(session.coloring()));
    switch (session.coloring()) {
    case Coloring::Length: return legend->setScale(tr("1 byte"), tr("16 bytes and more"));
    case Coloring::Rarity: {
        const Vocabulary& vocabulary = session.tokenizer().vocabulary();
        if (!vocabulary.rank(TokenId(vocabulary.size() / 2)))
            return legend->setNote(tr("These tokens were not learned, so none is rarer than another."));
        return legend->setScale(tr("learned first: common"), tr("learned last: rare"));
    }
    case Coloring::Script:
        return legend->setCategories({tr("Latin"), tr("Han"), tr("Kana, Hangul"), tr("Cyrillic, Greek"),
                                      tr("Arabic, Hebrew"), tr("other")});
    default: return legend->setCategories({});
    }
}

void TextPage::showWork() {
    if (const auto& work = session.work()) {
        const double share = work->total ? double(work->done) / double(work->total) : 0;
        messageBar->showProgress(tr("Tokenizing %1 MB…").arg(ratio(double(work->total) / 1e6)),
                                 int(1000 * share));
    } else {
        messageBar->endProgress();
    }
    if (session.isWorkCancelled())
        messageBar->say(tr("Tokenizing was cancelled: the text is here, without its tokens."),
                        tr("Tokenize now"));
    else if (sayingCancelled)
        messageBar->clear();
    sayingCancelled = session.isWorkCancelled();
}

QUndoStack* TextPage::undoStack() { return &session.undoStack(); }

void TextPage::setColors(const TokenColors& colors) {
    edit->setColors(colors);
    legend->setColors(colors);
    chart->setColors(colors);
    inspector->setColors(colors);
}

void TextPage::setPointSize(double points) {
    edit->setPointSize(points);
    arrange();
}

QByteArray TextPage::saveSplitters() const {
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << columns->saveState() << side->saveState();
    return bytes;
}

void TextPage::restoreSplitters(const QByteArray& state) {
    QByteArray first, second;
    QDataStream stream(state);
    stream >> first >> second;
    if (stream.status() != QDataStream::Ok) return;
    columns->restoreState(first);
    side->restoreState(second);
}

void TextPage::retranslate() {
    tokenizerLabel->setText(tr("&Tokenizer"));
    tokenizerBox->setAccessibleName(tr("Tokenizer"));
    coloringLabel->setText(tr("&Colour by"));
    coloringBox->setAccessibleName(tr("Colour by"));
    add->setText(tr("Add a part"));
    add->setToolTip(tr("Make a prompt of several parts: another text, or files with sounds, pictures, films, "
                       "genes, series"));
    edit->setAccessibleName(tr("Text with its tokens"));
    listTokenizers();
    listColorings();
    showTokenizer();
    showWork();
}

void TextPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

/// In a narrow window, and in large letters, the inspector goes below the text, and what cannot be read is
/// left out.
void TextPage::arrange() {
    const bool narrow = width() < 75 * fontMetrics().averageCharWidth();
    const int rows = height() / fontMetrics().height();
    chart->setVisible(rows > (narrow ? 30 : 22));
    sentence->setVisible(rows > 16);
    side->setVisible(!narrow || rows > 16 || session.pinnedToken()); // tool tips say it, too
    const Qt::Orientation across = narrow ? Qt::Vertical : Qt::Horizontal;
    if (columns->orientation() == across) return;
    columns->setOrientation(across);
    side->setOrientation(narrow ? Qt::Horizontal : Qt::Vertical);
    columns->setSizes(narrow ? QList<int>{300, 200} : QList<int>{840, 340});
    side->setSizes(narrow ? QList<int>{300, 300} : QList<int>{340, 300});
}

void TextPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    arrange();
}

bool TextPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched != edit->viewport() || event->type() != QEvent::ToolTip)
        return Page::eventFilter(watched, event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto byte = edit->byteAt(help->pos());
    const auto token = byte ? presenter.tokenAt(*byte) : std::nullopt;
    const auto details = token ? presenter.details(*token) : std::nullopt;
    if (details)
        QToolTip::showText(help->globalPos(), TextPresenter::summary(*details), edit->viewport());
    else
        QToolTip::hideText();
    return true;
}

void TextPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && session.pinnedToken())
        session.pin(std::nullopt);
    else
        Page::keyPressEvent(event);
}

} // namespace tokenarium
