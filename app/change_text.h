// SPDX-License-Identifier: GPL-3.0-or-later
// The undo command of the text: the bytes at one place before and after.
#pragma once

#include "app/text_source.h"
#include "engine/token/token.h"

#include <QByteArray>
#include <QUndoCommand>

#include <optional>

namespace tokenarium {

class Session;

/// Runs of typing, and runs of deleting, merge into one command (same mergeId, touching places, no line
/// break).
class ChangeText : public QUndoCommand {
public:
    ChangeText(Session& session, std::size_t at, QByteArray removed, QByteArray inserted,
               std::optional<TextSource> before, std::optional<TextSource> after, const QString& name,
               int mergeId);

    void redo() override;
    void undo() override;
    int id() const override { return mergeId; }
    bool mergeWith(const QUndoCommand* other) override;

private:
    std::optional<TextSource> unlessSaved(const std::optional<TextSource>& source) const;
    Session& session;
    std::size_t at;
    QByteArray removed, inserted;
    std::optional<TextSource> before, after; ///< set where the text became another, or no sample any more
    int mergeId;
};

} // namespace tokenarium
