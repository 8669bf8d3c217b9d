// SPDX-License-Identifier: GPL-3.0-or-later
// A training with the settings one finds in the room: how long until its samples are words, and how long a
// key takes to be answered and painted meanwhile. Asked for: words within 3 minutes on two cores, and a
// median of at most 16 ms. Without Google's harness: it is one run of a minute or two.
#include "app/appearance.h"
#include "app/pages/training_page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSlider>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <set>
#include <thread>

namespace {

using namespace tokenarium;
using State = TrainingSession::State;

std::vector<std::string> wordsOf(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char sign : text)
        if (std::isalpha(static_cast<unsigned char>(sign)))
            words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(sign)));
        else if (!words.back().empty())
            words.emplace_back();
    words.pop_back(); // the last may be cut
    return words;
}

/// The share of the words that occur in the texts, of samples with at least five words.
double recognisable(const std::string& sample, const std::set<std::string>& known) {
    const std::vector<std::string> words = wordsOf(sample);
    if (words.size() < 5) return 0;
    const auto found = std::count_if(words.begin(), words.end(),
                                     [&](const std::string& word) { return known.count(word) > 0; });
    return double(found) / double(words.size());
}

double percentile(const std::vector<double>& sorted, double share) {
    return sorted.empty() ? 0 : sorted[std::size_t(double(sorted.size() - 1) * share)];
}

/// Presses an arrow key on the time line every 25 ms, from a thread of its own, until it is told to stop.
std::vector<double> answerTimes(TrainingPage& room, const std::function<bool()>& isOver) {
    auto* line = room.findChild<QSlider*>(QStringLiteral("trainingTimeLine"));
    std::vector<double> milliseconds;
    std::atomic<bool> over = false;
    using Clock = std::chrono::steady_clock;
    std::jthread person([&] {
        bool right = false;
        while (!over) {
            right = !right;
            QMetaObject::invokeMethod(
                line,
                [&, right, pressed = Clock::now()] {
                    QTest::keyClick(line, right ? Qt::Key_Right : Qt::Key_Left);
                    QApplication::sendPostedEvents();
                    room.repaint();
                    const std::chrono::duration<double, std::milli> taken = Clock::now() - pressed;
                    milliseconds.push_back(taken.count());
                },
                Qt::QueuedConnection);
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        }
    });
    while (!isOver()) QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
    over = true;
    person.join();
    QApplication::processEvents();
    std::sort(milliseconds.begin(), milliseconds.end());
    return milliseconds;
}

void report(const TrainingHistory& history, const TrainingSetup& setup) {
    std::set<std::string> known;
    for (const SourceText& text : createSourceTexts(setup))
        for (const std::string& word : wordsOf(text.text)) known.insert(word);
    double seconds = 0;
    std::size_t step = 0;
    bool found = false;
    for (const SampleReport& sample : history.samples) {
        for (; step < history.steps.size() && history.steps[step].step <= sample.step; ++step)
            seconds += history.steps[step].seconds;
        const double share = recognisable(sample.text, known);
        std::printf("%6.1f s of steps, step %4llu, %3.0f %% words: %.70s\n", seconds,
                    static_cast<unsigned long long>(sample.step), 100 * share,
                    QString::fromStdString(sample.text).simplified().toUtf8().constData());
        if (found || share < 0.8) continue;
        found = true;
        std::printf("^ the first sample of which four words in five are words\n");
    }
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    Appearance::prepareApplication();
    TrainingPage room{QString()};
    room.resize(1200, 700);
    room.show();
    QTest::qWait(100);
    TrainingSession& session = room.session();
    QElapsedTimer clock;
    clock.start();
    session.start();
    std::vector<double> taken = answerTimes(room, [&] { return session.state() == State::Finished; });
    std::printf("whole training: %.1f s, %zu steps, with texts and tokenizer\n",
                double(clock.elapsed()) / 1000, session.history().steps.size());
    report(session.history(), session.setupOfTraining());
    std::printf("%zu keys answered and painted: median %.1f ms, 95 %% below %.1f ms, worst %.1f ms\n",
                taken.size(), percentile(taken, 0.5), percentile(taken, 0.95), percentile(taken, 1));
}
