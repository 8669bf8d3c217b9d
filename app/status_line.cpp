// SPDX-License-Identifier: GPL-3.0-or-later
// Labels with one number each, so that screen readers and tests can read them one by one.
#include "app/status_line.h"

#include "app/context_windows.h"
#include "engine/text/text_encoding.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QSignalBlocker>

namespace tokenarium {

StatusLine::StatusLine(Session& owner, const PromptSession& parts, QWidget* parent)
    : QStatusBar(parent)
    , session(owner)
    , prompt(parts)
    , tokens(new QLabel(this))
    , characters(new QLabel(this))
    , words(new QLabel(this))
    , bytes(new QLabel(this))
    , ratios(new QLabel(this))
    , share(new QLabel(this))
    , window(new QComboBox(this))
    , encodingNote(new QLabel(this))
    , encoding(new QComboBox(this)) {
    setSizeGripEnabled(false);
    tokens->setObjectName(QStringLiteral("tokenCount"));
    characters->setObjectName(QStringLiteral("characterCount"));
    words->setObjectName(QStringLiteral("wordCount"));
    bytes->setObjectName(QStringLiteral("byteCount"));
    ratios->setObjectName(QStringLiteral("tokenRatios"));
    share->setObjectName(QStringLiteral("contextShare"));
    window->setObjectName(QStringLiteral("contextWindow"));
    encodingNote->setObjectName(QStringLiteral("encodingNote"));
    encoding->setObjectName(QStringLiteral("encoding"));
    QFont strong = tokens->font();
    strong.setBold(true);
    tokens->setFont(strong);
    for (QLabel* label : {tokens, characters, words, bytes, ratios}) {
        label->setContentsMargins(6, 0, 6, 0);
        addWidget(label);
    }
    addWidget(share);
    addWidget(window);
    addPermanentWidget(encodingNote);
    addPermanentWidget(encoding);
    for (const std::size_t size : contextWindows) window->addItem(windowSize(size), qulonglong(size));
    for (const std::string& name : offeredEncodings()) encoding->addItem(QString::fromStdString(name));
    connect(window, &QComboBox::activated, this,
            [this] { session.setContextWindow(window->currentData().toULongLong()); });
    connect(encoding, &QComboBox::textActivated, this, &StatusLine::encodingChosen);
    connect(&prompt, &PromptSession::partsChanged, this, &StatusLine::showCounts);
    connect(&prompt, &PromptSession::countsChanged, this, &StatusLine::showCounts);
    connect(&session, &Session::countsChanged, this, &StatusLine::showCounts);
    connect(&session, &Session::contextWindowChanged, this, &StatusLine::showCounts);
    connect(&session, &Session::sourceChanged, this, &StatusLine::showSource);
    retranslate();
}

void StatusLine::retranslate() {
    window->setAccessibleName(tr("Context window"));
    window->setToolTip(tr("How many tokens a model can read at once"));
    encoding->setAccessibleName(tr("Encoding"));
    encoding->setToolTip(
        tr("The encoding the file was read in; choose another one when the text looks wrong"));
    share->setToolTip(tr("Share of the context window that the prompt fills"));
    ratios->setToolTip(tr("Computed: tokens divided by words, and by characters"));
    characters->setToolTip(tr("Characters as a person counts them (Unicode grapheme clusters)"));
    words->setToolTip(tr("Words as Unicode and ICU's dictionaries find them, also in Chinese and Thai"));
    bytes->setToolTip(tr("Length in UTF-8"));
    showCounts();
    showSource();
}

void StatusLine::showCounts() {
    const QString unknown = QStringLiteral("…"); // being counted
    const auto counts = session.counts();
    const bool known = session.tokens() != nullptr;
    const std::size_t count = known ? session.tokens()->tokenCount() : 0;
    const bool several = prompt.items().size() > 1;
    const std::size_t all = prompt.totalTokens();
    const QString total = known ? grouped(all) : unknown;
    tokens->setText(several ? tr("Tokens: %1 in %2 parts").arg(total, grouped(prompt.items().size()))
                            : tr("Tokens: %1").arg(total));
    characters->setText(tr("Characters: %1").arg(counts ? grouped(counts->graphemes) : unknown));
    words->setText(tr("Words: %1").arg(counts ? grouped(counts->words) : unknown));
    bytes->setText(tr("Bytes: %1").arg(grouped(session.text().size())));
    const bool divisible = counts && known && counts->words > 0 && counts->graphemes > 0;
    ratios->setText(divisible ? tr("%1 per word · %2 per character")
                                    .arg(ratio(double(count) / double(counts->words)),
                                         ratio(double(count) / double(counts->graphemes)))
                              : tr("– per word · – per character"));
    share->setText(known ? tr("%1 of").arg(percent(double(all) / double(session.contextWindow())))
                         : tr("… of"));
    const QSignalBlocker quiet(window);
    int at = window->findData(qulonglong(session.contextWindow()));
    if (at < 0) {
        window->addItem(windowSize(session.contextWindow()), qulonglong(session.contextWindow()));
        at = window->count() - 1;
    }
    window->setCurrentIndex(at);
    hideWhatDoesNotFit();
}

void StatusLine::showSource() {
    const TextSource& source = session.source();
    const bool isFile = !source.path.isEmpty();
    encoding->setVisible(isFile);
    encodingNote->setVisible(isFile);
    const QSignalBlocker quiet(encoding);
    encoding->setCurrentText(source.encoding);
    if (source.invalidCount > 0)
        encodingNote->setText(tr("%1 invalid bytes in").arg(grouped(source.invalidCount)));
    else
        encodingNote->setText(source.detected ? tr("Detected:") : tr("Read as:"));
    hideWhatDoesNotFit();
}

void StatusLine::hideWhatDoesNotFit() {
    const std::initializer_list<QWidget*> byImportance{tokens, window, share, characters,
                                                       words,  bytes,  ratios};
    int room = width() - 24;
    if (encoding->isVisibleTo(this))
        room -= encoding->sizeHint().width() + encodingNote->sizeHint().width() + 12;
    for (QWidget* widget : byImportance) {
        room -= widget->sizeHint().width() + 6;
        widget->setVisible(room >= 0);
    }
}

void StatusLine::resizeEvent(QResizeEvent* event) {
    QStatusBar::resizeEvent(event);
    hideWhatDoesNotFit();
}

void StatusLine::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) hideWhatDoesNotFit();
    QStatusBar::changeEvent(event);
}

} // namespace tokenarium
