// SPDX-License-Identifier: GPL-3.0-or-later
// A slider of a room is moved with the whole price book in the table: how long until everything is painted
// again.
//
// With the id of a room as argument only that one. Prints the median and the worst of many moves in CPU
// milliseconds of the process, beside what is asked for: 16.
#include "app/appearance.h"
#include "app/language.h"
#include "app/main_window.h"
#include "app/pages/tabbed_page.h"

#include <QApplication>
#include <QSlider>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace {

using namespace tokenarium;

double cpuMilliseconds() { return 1000.0 * double(std::clock()) / CLOCKS_PER_SEC; }

void measure(TabbedPage& room, const QString& view, const QSlider& named) {
    auto& slider = const_cast<QSlider&>(named);
    std::vector<double> times;
    constexpr int rounds = 6;
    for (int round = 0; round < rounds; ++round)
        for (int i = slider.minimum(); i <= slider.maximum();
             i += std::max(1, (slider.maximum() - slider.minimum()) / 20)) {
            const double before = cpuMilliseconds();
            slider.setValue(i);
            QCoreApplication::processEvents(); // the repaint that was asked for
            times.push_back(cpuMilliseconds() - before);
        }
    std::sort(times.begin(), times.end());
    std::printf("%s / %s / %s: median %.2f ms, worst %.2f ms of %zu moves (asked: 16 ms)\n",
                qPrintable(room.id()), qPrintable(view), qPrintable(slider.objectName()),
                times[times.size() / 2], times.back(), times.size());
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Language language;
    Appearance appearance;
    MainWindow window(TokenizerCatalog(TokenizerCatalog::defaultFolders()), language, appearance, {});
    window.resize(1280, 800);
    window.show();
    for (Page* page : window.pages()) {
        auto* room = qobject_cast<TabbedPage*>(page);
        if (!room || (argc > 1 && room->id() != QLatin1String(argv[1]))) continue;
        window.showPage(room);
        for (const QString& view : room->scenes()) {
            room->showView(view);
            (void)QTest::qWaitFor([&] { return room->isSettled(); }, 20'000);
            QTest::qWait(300);
            for (const QSlider* slider : room->currentView().findChildren<QSlider*>())
                if (slider->isVisible() && slider->isEnabled() && slider->maximum() > slider->minimum())
                    measure(*room, view, *slider);
        }
    }
}
