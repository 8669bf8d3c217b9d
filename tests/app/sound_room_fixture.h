// SPDX-License-Identifier: GPL-3.0-or-later
// The sound room of the real window, with a sound output and a microphone that tests can look into.
#pragma once

#include "tests/app/window_fixture.h"

#include "app/pages/sound/sound_view.h"
#include "app/pages/sound_page.h"
#include "engine/audio/audio_file.h"
#include "widgets/sound/time_strip.h"

#include <QFile>
#include <QPushButton>
#include <QSlider>
#include <QTimer>
#include <QTreeWidget>
#include <QUndoStack>

#include <cmath>
#include <cstring>
#include <numbers>
#include <stdexcept>

namespace tokenarium {

/// Pulls as a device does, only faster, and keeps what it heard.
class FakeOutput : public SoundOutput {
public:
    FakeOutput() {
        clock.setInterval(2);
        connect(&clock, &QTimer::timeout, this, [this] { pull(); });
    }
    QString problem() const override { return trouble; }
    int sampleRate() const override { return rate; }
    int channels() const override { return channelCount; }
    void start(QIODevice* from) override {
        source = from;
        heard.clear();
        ++starts;
        clock.start();
    }
    void stop() override {
        source = nullptr;
        clock.stop();
    }
    double playedSeconds() const override { return double(heard.size()) / channelCount / rate; }

    QString trouble;
    int rate = 16000, channelCount = 1, starts = 0;
    std::size_t framesAtOnce = 1600;
    std::vector<std::int16_t> heard;

private:
    void pull() {
        if (!source) return;
        const QByteArray bytes = source->read(qint64(framesAtOnce) * 2 * channelCount);
        const std::size_t before = heard.size();
        heard.resize(before + std::size_t(bytes.size()) / 2);
        std::memcpy(heard.data() + before, bytes.constData(), std::size_t(bytes.size()));
        if (!bytes.isEmpty() || !source->atEnd()) return;
        clock.stop();
        emit ended({});
    }
    QIODevice* source = nullptr;
    QTimer clock;
};

class FakeInput : public SoundInput {
public:
    QString problem() const override { return trouble; }
    int sampleRate() const override { return 48000; }
    void start() override { running = true; }
    void stop() override { running = false; }
    /// As if somebody whistled.
    void whistle(double hertz, double seconds) {
        std::vector<float> samples(std::size_t(seconds * 48000));
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i] = float(0.5 * std::sin(2 * std::numbers::pi * hertz * double(i) / 48000));
        emit came(samples);
    }
    QString trouble;
    bool running = false;
};

class SoundRoomTest : public WindowTest {
protected:
    void SetUp() override {
        WindowTest::SetUp();
        window->showPage(&page()); // looks for devices; the tests have their own
        auto fakeOutput = std::make_unique<FakeOutput>();
        auto fakeInput = std::make_unique<FakeInput>();
        output = fakeOutput.get();
        input = fakeInput.get();
        session().player().setOutput(std::move(fakeOutput));
        session().recorder().setInput(std::move(fakeInput));
        settle();
    }
    SoundPage& page() {
        for (Page* one : window->pages())
            if (auto* sounds = qobject_cast<SoundPage*>(one)) return *sounds;
        throw std::runtime_error("there is no sound room");
    }
    SoundSession& session() { return page().session(); }
    template<typename Widget>
    Widget* part(const char* name) {
        Widget* widget = page().findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    std::string text(const char* label) { return part<QLabel>(label)->text().toStdString(); }
    void settle() {
        QTest::qWait(1);
        EXPECT_TRUE(waitFor([&] { return page().isSettled(); }, 180'000));
        QTest::qWait(1);
    }
    void show(const char* view) {
        page().showView(QLatin1String(view));
        settle();
    }
    void slide(const char* name, int step) {
        part<QSlider>(name)->setValue(step);
        settle();
    }
    void choose(const char* box, int row) {
        auto* combo = part<QComboBox>(box);
        ASSERT_GE(row, 0) << box;
        combo->setCurrentIndex(row);
        emit combo->activated(row);
        settle();
    }
    void click(const char* button) {
        ASSERT_TRUE(part<QPushButton>(button)->isEnabled()) << button;
        QTest::mouseClick(part<QPushButton>(button), Qt::LeftButton);
    }
    /// Until the sound has come to its end.
    std::vector<std::int16_t> listen() {
        EXPECT_TRUE(waitFor(
            [&] { return page().isSettled() && output->starts > 0 && !session().player().isPlaying(); },
            180'000));
        return output->heard;
    }
    void openFile(const QString& path) {
        window->openFile(path);
        settle();
    }
    /// 16-bit WAV.
    QString write(const char* name, const std::vector<float>& samples, std::size_t rate = 16000) {
        return writeFile(name, QByteArray::fromStdString(wavBytes(samples, rate)));
    }
    QString writeFile(const char* name, const QByteArray& bytes) {
        QFile file(home.filePath(QLatin1String(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }
    static std::vector<float> sine(double hertz, double seconds, double amplitude = 0.5) {
        std::vector<float> samples(std::size_t(seconds * 16000));
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i] = float(amplitude * std::sin(2 * std::numbers::pi * hertz * double(i) / 16000));
        return samples;
    }
    std::string message() { return page().messages().message().toStdString(); }
    QTreeWidgetItem* ruleRow(const char* id) {
        auto* table = part<QTreeWidget>("soundRules");
        for (int i = 0; i < table->topLevelItemCount(); ++i)
            if (table->topLevelItem(i)->data(0, Qt::UserRole).toString() == QLatin1String(id))
                return table->topLevelItem(i);
        throw std::runtime_error(std::string("no row ") + id);
    }
    static QPoint at(const TimeStrip& strip, double seconds) {
        return QPointF(strip.axis().x(seconds), strip.plot().center().y()).toPoint();
    }
    static void drag(TimeStrip& strip, double from, double to) {
        QTest::mousePress(&strip, Qt::LeftButton, {}, at(strip, from));
        QTest::mouseMove(&strip, at(strip, (from + to) / 2));
        QTest::mouseMove(&strip, at(strip, to));
        QTest::mouseRelease(&strip, Qt::LeftButton, {}, at(strip, to));
    }

    FakeOutput* output = nullptr;
    FakeInput* input = nullptr;
};

} // namespace tokenarium
