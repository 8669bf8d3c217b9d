// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt on its way into a file that others may get, and out of one: linked parts and their paths.
#pragma once

#include "app/prompt/prompt_session.h"
#include "engine/prompt/prompt_file.h"

#include <QStringList>

namespace tokenarium {

struct PromptToSave {
    Prompt prompt;
    QStringList embedded; ///< titles of parts that were to be linked, but their files are gone or have changed
};

/// Everything in it. A part whose content is not there stays linked.
PromptToSave embeddedPrompt(Prompt prompt, const QString& file);
/// Parts that are no text and whose file still holds them become links, relative where the file lies in the
/// folder of `file` or below. Reads those files: for workers.
PromptToSave linkedPrompt(Prompt prompt, const QString& file);

struct PromptInWindow {
    Prompt prompt; ///< what was linked is there with its origin; what is not there keeps an absolute path
    PromptSession::Troubles troubles;
    bool linked = false; ///< some part was
};
/// As the window holds it.
PromptInWindow openedHere(OpenedPrompt opened, const QString& file);

} // namespace tokenarium
