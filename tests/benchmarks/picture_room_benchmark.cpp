// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of 100 megapixels in the picture room: how long until its patches are there, and what a move of
// the mouse over them costs until the room is painted again.
//
// Prints the median and the worst of many moves in CPU milliseconds of the process, beside what is asked
// for: 16.
#include "app/appearance.h"
#include "app/language.h"
#include "app/main_window.h"
#include "app/pages/picture_page.h"
#include "widgets/picture/picture_canvas.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace {

using namespace tokenarium;

constexpr int moves = 400;
constexpr int longestWait = 120'000; // ms

double cpuMilliseconds() { return 1000.0 * double(std::clock()) / CLOCKS_PER_SEC; }

QImage noise(int side) {
    QImage picture(side, side, QImage::Format_RGB32);
    unsigned state = 7;
    for (int y = 0; y < side; ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < side; ++x) {
            state = state * 1664525U + 1013904223U;
            line[x] = 0xff000000U | (state >> 8);
        }
    }
    return picture;
}

PicturePage* pictureRoom(MainWindow& window) {
    for (Page* page : window.pages())
        if (auto* pictures = qobject_cast<PicturePage*>(page)) return pictures;
    return nullptr;
}

void measure(PicturePage& room, int side) {
    room.session().openImage(noise(side), QStringLiteral("noise"));
    QElapsedTimer clock;
    clock.start();
    const auto ready = [&] {
        return !room.session().isOpening() && room.session().size().width == std::uint32_t(side) &&
               room.session().patchPixels();
    };
    (void)QTest::qWaitFor(ready, longestWait);
    std::printf("%d x %d: taken over, shrunk for the screen, cut into patches of 16 in %.2f s\n", side, side,
                double(clock.elapsed()) / 1000);
    auto* canvas = room.findChild<PictureCanvas*>(QStringLiteral("patchCanvas"));
    QTest::qWait(300);
    std::vector<double> times;
    for (int i = 0; i < moves; ++i) {
        const QPointF place(side * (0.1 + 0.8 * (i * 37 % moves) / moves), side * (0.1 + 0.8 * i / moves));
        const double before = cpuMilliseconds();
        QTest::mouseMove(canvas, canvas->toWidget(place).toPoint());
        QCoreApplication::processEvents(); // the repaint that was asked for
        times.push_back(cpuMilliseconds() - before);
    }
    std::sort(times.begin(), times.end());
    std::printf(
        "%d x %d: one move until all is painted: median %.2f ms, worst %.2f ms of CPU time (asked: 16 ms)\n",
        side, side, times[times.size() / 2], times.back());
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Language language;
    Appearance appearance;
    MainWindow window(TokenizerCatalog({}), language, appearance, {});
    window.resize(1280, 800);
    window.show();
    PicturePage* room = pictureRoom(window);
    if (!room) return 1;
    window.showPage(room);
    for (const int side : {1000, 10'000}) measure(*room, side);
}
