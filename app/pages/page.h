// SPDX-License-Identifier: GPL-3.0-or-later
// A room of the window: what the rail, the tour and the command palette need to know of it.
#pragma once

#include "engine/prompt/prompt.h"
#include "engine/view/prompt_strip.h"
#include "widgets/style/token_colors.h"

#include <QCoreApplication>
#include <QStringList>
#include <QWidget>

#include <optional>

class QUndoStack;

namespace tokenarium {

class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    /// Untranslated: for file names and settings ("text").
    virtual QString id() const = 0;
    /// English, for the command palette; marked with QT_TR_NOOP.
    virtual const char* name() const = 0;
    /// name() in the language of the window, for the rail.
    QString title() const { return QCoreApplication::translate(metaObject()->className(), name()); }
    /// Name of an icon in resources/icons.
    virtual QString iconId() const { return id(); }
    /// Colours of data changed (light, dark).
    virtual void setColors(const TokenColors& colors) = 0;
    /// What Undo and Redo of the window act on while this room is shown; null: nothing. The room's own.
    virtual QUndoStack* undoStack() { return nullptr; }
    /// For the prompt strip while this room is open: the tokens of its own prompt, and what the label says of
    /// them; nothing: the room has no prompt, and the strip is hidden.
    struct Prompt {
        PromptStrip strip;
        QString label;
    };
    virtual std::optional<Prompt> prompt() const { return std::nullopt; }
    /// The mouse, or a click, in the strip.
    virtual void hoverToken(std::optional<std::size_t>) {}
    virtual void pinToken(std::size_t) {}
    /// Whether parts of this kind can be looked at in this room, and one that is to be.
    virtual bool showsParts(Modality) const { return false; }
    virtual void showPart(const PromptPart&) {}
    /// What the tour shows of the room, one picture each: untranslated ids; one without a name for rooms that
    /// have but one face.
    virtual QStringList scenes() const { return {QString()}; }
    virtual void showScene(const QString&) {}
    /// Nothing that is to be seen is still under way.
    virtual bool isSettled() const { return true; }

signals:
    void promptChanged();
    /// "Add to prompt": what the room holds is to become a part of the window's prompt.
    void partOffered(const PromptPart& part);
};

} // namespace tokenarium
