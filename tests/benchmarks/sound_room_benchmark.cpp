// SPDX-License-Identifier: GPL-3.0-or-later
// One hour of sound in the sound room: how long until it is seen, how much memory it takes, and how long the
// GUI thread is kept by scrolling, zooming and hovering. Prints a line each.
#include "app/pages/sound_page.h"
#include "engine/audio/audio_file.h"
#include "widgets/sound/spectrogram_strip.h"
#include "widgets/sound/waveform_strip.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace tokenarium {
namespace {

constexpr std::size_t hour = 3600 * 16000;

/// Syllables of changing pitch with pauses; not two minutes alike.
std::vector<float> speechLike() {
    std::vector<float> samples(hour);
    std::uint32_t state = 1;
    double phase = 0;
    for (std::size_t i = 0; i < hour; ++i) {
        state = state * 1664525U + 1013904223U;
        const double seconds = double(i) / 16000,
                     pitch = 150 + 80 * std::sin(seconds * 0.7) + 20 * std::sin(seconds * 9);
        phase += pitch / 16000;
        phase -= std::floor(phase);
        const double loud =
            std::max(0.0, std::sin(seconds * 14)) * (std::sin(seconds * 1.3) > -0.6 ? 0.5 : 0);
        samples[i] = float(loud * (2 * phase - 1) + 0.003 * (double(state) / 2147483648.0 - 1));
    }
    return samples;
}

/// In MB; 0 where the system does not say.
double memory(const char* which) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind(which, 0) == 0) return std::stod(line.substr(line.find(':') + 1)) / 1024;
    return 0;
}

double seconds(const std::function<void()>& work) {
    QElapsedTimer clock;
    clock.start();
    work();
    return double(clock.nsecsElapsed()) / 1e9;
}

void settle(SoundPage& page) {
    do QApplication::processEvents(QEventLoop::AllEvents, 2);
    while (!page.isSettled());
}

/// What one event and the painting after it take, of many.
void report(const char* what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    std::printf("%-34s median %6.2f ms, 99 %% %6.2f ms, longest %6.2f ms (bound 16)\n", what,
                times[times.size() / 2] * 1e3, times[times.size() * 99 / 100] * 1e3, times.back() * 1e3);
}

void measure(const QString& file) {
    SoundPage page;
    page.resize(1180, 700);
    page.show();
    settle(page);
    const double before = memory("VmRSS");
    double seen = 0, longest = 0;
    const double all = seconds([&] {
        QElapsedTimer clock;
        clock.start();
        page.openFile(file);
        do {
            longest =
                std::max(longest, seconds([] { QApplication::processEvents(QEventLoop::AllEvents, 1); }));
            if (seen == 0 && page.session().sound().seconds() > 3000)
                seen = double(clock.nsecsElapsed()) / 1e9;
        } while (!page.isSettled());
    });
    std::printf("waveform seen after %.2f s, spectrogram after %.2f s (the GUI thread never kept longer than "
                "%.0f ms)\n",
                seen, all, longest * 1e3);
    std::printf("memory for it %.0f MB, at most %.0f MB in all (bound 600)\n", memory("VmRSS") - before,
                memory("VmHWM"));
    auto* strip = page.findChild<SpectrogramStrip*>(QStringLiteral("spectrogram"));
    auto* waveform = page.findChild<WaveformStrip*>(QStringLiteral("waveform"));
    const auto step = [&](const std::function<void(int)>& change) {
        std::vector<double> times;
        for (int i = 0; i < 300; ++i)
            times.push_back(seconds([&] {
                change(i);
                strip->repaint();
                waveform->repaint();
                QApplication::processEvents();
            }));
        settle(page);
        return times;
    };
    report("scrolling, 10 s seen", step([&](int i) { page.session().setSeen({i * 11.0, i * 11.0 + 10}); }));
    report("zooming from an hour to 20 ms", step([&](int i) {
               const double size = 3600 * std::pow(20e-3 / 3600, i / 300.0);
               page.session().setSeen({1800 - size / 2, 1800 + size / 2});
           }));
    page.session().setSeen({0, 3600});
    settle(page);
    report("hovering, an hour seen", step([&](int i) {
               QMouseEvent move(QEvent::MouseMove, QPointF(100 + 2 * i, 40 + i % 100),
                                strip->mapToGlobal(QPointF(100 + 2 * i, 40)), Qt::NoButton, Qt::NoButton, {});
               QApplication::sendEvent(strip, &move);
           }));
    page.showView(QStringLiteral("steps"));
    settle(page);
    report("cursor in step by step", step([&](int i) { page.session().setCursor(i * 12.0); }));
}

} // namespace
} // namespace tokenarium

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("hour.wav"));
    tokenarium::writeWav(file.toStdString(), tokenarium::speechLike(), 16000);
    tokenarium::measure(file);
}
