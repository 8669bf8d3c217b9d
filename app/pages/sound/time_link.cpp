// SPDX-License-Identifier: GPL-3.0-or-later
// The strip asks, the session decides, the strip shows.
#include "app/pages/sound/time_link.h"

#include <QCoreApplication>

namespace tokenarium {

QString momentWords(const SoundSession& session, double seconds) {
    const QString time = timeText(seconds, 0.001);
    if (const auto stretch = session.selection())
        return QCoreApplication::translate("tokenarium::TimeLink", "%1; selected: %2 to %3")
            .arg(time, timeText(stretch->begin, 0.001), timeText(stretch->end, 0.001));
    return time;
}

void linkToSound(TimeStrip& strip, SoundSession& session) {
    TimeStrip* const shown = &strip;
    SoundSession* const from = &session;
    strip.setWords([from](double seconds) { return momentWords(*from, seconds); });
    QObject::connect(shown, &TimeStrip::rangeWanted, from, &SoundSession::setSeen);
    QObject::connect(shown, &TimeStrip::cursorWanted, from, &SoundSession::setCursor);
    QObject::connect(shown, &TimeStrip::selectionWanted, from, &SoundSession::select);
    QObject::connect(shown, &TimeStrip::playWanted, from, &SoundSession::togglePlay);
    const auto take = [shown, from] {
        shown->setLength(from->sound().seconds());
        shown->setSeen(from->seen());
        shown->setSelection(from->selection());
        shown->setCursor(from->cursor());
    };
    QObject::connect(from, &SoundSession::soundChanged, shown, take);
    QObject::connect(from, &SoundSession::seenChanged, shown,
                     [shown, from] { shown->setSeen(from->seen()); });
    QObject::connect(from, &SoundSession::selectionChanged, shown,
                     [shown, from] { shown->setSelection(from->selection()); });
    QObject::connect(from, &SoundSession::cursorChanged, shown,
                     [shown, from] { shown->setCursor(from->cursor()); });
    take();
}

} // namespace tokenarium
