// SPDX-License-Identifier: GPL-3.0-or-later
// The bar under the editor in which one looks for text.
#include "widgets/text/find_bar.h"

#include "widgets/text/token_text_edit.h"

#include <QCheckBox>
#include <QElapsedTimer>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStyle>
#include <QTimerEvent>
#include <QToolButton>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr int sliceMilliseconds = 8; // of work before the window gets its turn

/// From where to look on for matches that do not overlap those found so far.
std::size_t resumeAt(const std::vector<Span>& found, std::size_t end) {
    return found.empty() ? end : std::max(end, found.back().end);
}

} // namespace

FindBar::FindBar(TokenTextEdit* editor, QWidget* parent)
    : QWidget(parent)
    , edit(editor)
    , field(new QLineEdit)
    , matchCase(new QCheckBox)
    , count(new QLabel)
    , previous(new QToolButton)
    , next(new QToolButton)
    , close(new QToolButton) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    for (QWidget* widget : std::initializer_list<QWidget*>{field, previous, next, matchCase, count, close})
        row->addWidget(widget, widget == field ? 1 : 0);
    field->setClearButtonEnabled(true);
    previous->setIcon(style()->standardIcon(QStyle::SP_ArrowUp));
    next->setIcon(style()->standardIcon(QStyle::SP_ArrowDown));
    close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    for (QToolButton* button : {previous, next, close}) button->setAutoRaise(true);
    connect(field, &QLineEdit::textChanged, this, &FindBar::searchChanged);
    connect(matchCase, &QCheckBox::toggled, this, &FindBar::searchChanged);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(close, &QToolButton::clicked, this, &FindBar::dismiss);
    connect(edit, &TokenTextEdit::viewChanged, this, [this] {
        if (isVisible()) highlight();
    });
    connect(edit, &TokenTextEdit::textEdited, this, &FindBar::textChanged);
    setFocusProxy(field);
    translate();
    hide();
}

void FindBar::translate() {
    field->setPlaceholderText(tr("Find"));
    field->setAccessibleName(tr("Text to find"));
    matchCase->setText(tr("Match &case"));
    const auto name = [](QToolButton* button, const QString& text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    name(previous, tr("Previous match (Shift+Enter)"));
    name(next, tr("Next match (Enter)"));
    name(close, tr("Close (Esc)"));
    showCount();
}

void FindBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) translate();
}

void FindBar::open() {
    const Span selected = edit->selection();
    if (!selected.empty() && selected.size() < 200) {
        const QString text = QString::fromUtf8(edit->selectedBytes());
        if (!text.contains(QLatin1Char('\n'))) field->setText(text);
    }
    show();
    field->setFocus(Qt::ShortcutFocusReason);
    field->selectAll();
    textChanged();
}

void FindBar::dismiss() {
    hide();
    workTimer.stop();
    seeking.reset();
    edit->setMatches({}, {});
    edit->setFocus(Qt::OtherFocusReason);
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return dismiss();
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) return QWidget::keyPressEvent(event);
    if (event->modifiers() & Qt::ShiftModifier)
        findPrevious();
    else
        findNext();
}

QString FindBar::countText() const { return count->text(); }
bool FindBar::isBusy() const { return workTimer.isActive(); }

/// Another search: the first match from the selection's start on becomes current.
void FindBar::searchChanged() {
    search = TextSearch(field->text(), matchCase->isChecked());
    current.reset();
    textChanged();
    if (!search.isEmpty()) seek(true, edit->selection().begin);
}

/// All that was counted may have moved.
void FindBar::textChanged() {
    if (!isVisible()) return;
    if (current && edit->selection() != *current) current.reset();
    seeking.reset();
    matchBegins.clear();
    countedTo = 0;
    countDone = search.isEmpty();
    if (!countDone) workTimer.start(0, this);
    highlight();
    showCount();
}

void FindBar::highlight() {
    std::vector<Span> matches;
    if (!search.isEmpty() && edit->view()) {
        Span visible = edit->visibleSpan();
        visible.begin -= std::min<std::size_t>(visible.begin, 256); // a match may begin above
        search.find(*edit->view(), visible, matches);
    }
    edit->setMatches(std::move(matches), current.value_or(Span{}));
}

void FindBar::findNext() {
    if (!search.isEmpty()) seek(true, current ? current->end : edit->selection().end);
}

void FindBar::findPrevious() {
    if (!search.isEmpty()) seek(false, current ? current->begin : edit->selection().begin);
}

void FindBar::seek(bool forward, std::size_t from) {
    seeking = Seek{forward, from, from, false};
    seekOn();
}

/// Goes on for a few milliseconds; the timer continues.
void FindBar::seekOn() {
    QElapsedTimer clock;
    clock.start();
    const TextView* view = edit->view();
    std::vector<Span> matches;
    while (view && seeking && clock.elapsed() < sliceMilliseconds) {
        const std::size_t size = view->size();
        Span chunk = seeking->forward
                         ? Span{seeking->at, std::min(size, seeking->at + TextSearch::chunk)}
                         : Span{seeking->at - std::min(seeking->at, TextSearch::chunk), seeking->at};
        search.find(*view, chunk, matches);
        if (!matches.empty()) return found(seeking->forward ? matches.front() : matches.back());
        seeking->at = seeking->forward ? chunk.end : chunk.begin;
        const bool atEnd = seeking->forward ? seeking->at >= size : seeking->at == 0;
        const bool allSeen = seeking->wrapped &&
                             (seeking->forward ? seeking->at >= seeking->from : seeking->at <= seeking->from);
        if (allSeen || (atEnd && seeking->wrapped)) {
            seeking.reset();
            showCount();
        } else if (atEnd) {
            seeking->wrapped = true;
            seeking->at = seeking->forward ? 0 : size;
        }
    }
    if (seeking) workTimer.start(0, this);
}

void FindBar::found(Span match) {
    seeking.reset();
    current = match;
    edit->select(match.begin, match.end);
    highlight();
    showCount();
}

void FindBar::countOn() {
    QElapsedTimer clock;
    clock.start();
    std::vector<Span> matches;
    const TextView* view = edit->view();
    while (view && !countDone && clock.elapsed() < sliceMilliseconds) {
        matches.clear();
        const std::size_t end = std::min(view->size(), countedTo + TextSearch::chunk);
        search.find(*view, {countedTo, end}, matches);
        for (const Span& match : matches)
            if (matchBegins.size() <= mostCounted) matchBegins.push_back(match.begin);
        countedTo = resumeAt(matches, end);
        countDone = countedTo >= view->size() || matchBegins.size() > mostCounted;
    }
    if (!view) countDone = true;
    showCount();
}

void FindBar::timerEvent(QTimerEvent* event) {
    if (event->timerId() != workTimer.timerId()) return QWidget::timerEvent(event);
    if (seeking)
        seekOn();
    else if (!countDone)
        countOn();
    if (!seeking && countDone) workTimer.stop();
}

void FindBar::showCount() {
    if (search.isEmpty()) return count->clear();
    if (countDone && matchBegins.empty()) return count->setText(tr("Not found"));
    const std::size_t counted = std::min(matchBegins.size(), mostCounted);
    const bool more = !countDone || matchBegins.size() > mostCounted;
    const QString all = QLocale().toString(qulonglong(counted)) + (more ? QStringLiteral("+") : QString());
    const auto at = current ? std::lower_bound(matchBegins.begin(), matchBegins.end(), current->begin)
                            : matchBegins.end();
    if (at == matchBegins.end() || *at != current->begin) return count->setText(tr("%1 matches").arg(all));
    count->setText(tr("%1 of %2").arg(QLocale().toString(qulonglong(at - matchBegins.begin() + 1)), all));
}

} // namespace tokenarium
