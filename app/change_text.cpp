// SPDX-License-Identifier: GPL-3.0-or-later
// Undo and redo of text, and when two changes are one to a person.
#include "app/change_text.h"

#include "app/session.h"

namespace tokenarium {

ChangeText::ChangeText(Session& target, std::size_t place, QByteArray oldBytes, QByteArray newBytes,
                       std::optional<TextSource> oldSource, std::optional<TextSource> newSource,
                       const QString& name, int merge)
    : QUndoCommand(name)
    , session(target)
    , at(place)
    , removed(std::move(oldBytes))
    , inserted(std::move(newBytes))
    , before(std::move(oldSource))
    , after(std::move(newSource))
    , mergeId(merge) {}

/// A text that was saved meanwhile keeps its file, though it was a sample or untitled when it was changed.
std::optional<TextSource> ChangeText::unlessSaved(const std::optional<TextSource>& source) const {
    const bool hadNoFile = before && after && before->path.isEmpty() && after->path.isEmpty();
    return hadNoFile && !session.source().path.isEmpty() ? std::nullopt : source;
}

void ChangeText::redo() {
    session.applyReplace({at, at + std::size_t(removed.size())}, inserted, unlessSaved(after));
}

void ChangeText::undo() {
    session.applyReplace({at, at + std::size_t(inserted.size())}, removed, unlessSaved(before));
}

bool ChangeText::mergeWith(const QUndoCommand* command) {
    const auto& next = *static_cast<const ChangeText*>(command);          // QUndoStack compares id() first
    const bool typedOn = next.removed.isEmpty() && !inserted.isEmpty() && // also over a selection
                         next.at == at + std::size_t(inserted.size()) && !inserted.endsWith('\n');
    if (typedOn) {
        inserted += next.inserted;
        return true;
    }
    const bool onlyDeletes = inserted.isEmpty() && next.inserted.isEmpty();
    if (onlyDeletes && next.at + std::size_t(next.removed.size()) == at) { // Backspace
        removed.prepend(next.removed);
        at = next.at;
        return true;
    }
    if (onlyDeletes && next.at == at) { // Delete
        removed += next.removed;
        return true;
    }
    return false;
}

} // namespace tokenarium
