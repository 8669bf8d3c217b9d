// SPDX-License-Identifier: GPL-3.0-or-later
// A person in the sound room: opens, plays, selects, records, looks at the spectrogram and its tokens; what
// is shown and heard is compared with numbers had in another way.
#include "tests/app/sound_room_fixture.h"

#include "app/pages/sound/mel_steps_view.h"
#include "engine/view/part_summary.h"
#include "tests/engine/audio/test_signal.h"
#include "widgets/sound/spectrogram_strip.h"
#include "widgets/sound/step_plot.h"
#include "widgets/sound/waveform_strip.h"
#include "widgets/style/heat_scale.h"
#include "widgets/style/number_text.h"

#include <QMimeData>
#include <QSpinBox>

#include <complex>

namespace tokenarium {
namespace {

using std::numbers::pi;

TEST_F(SoundRoomTest, OpensWithASentenceThatIsSeenAsTokens) {
    EXPECT_EQ(text("soundTitle").rfind("english-1-man.flac · ", 0), 0U) << text("soundTitle");
    const std::size_t samples = session().audio()->samples.size();
    ASSERT_GT(samples, 30000U);
    EXPECT_EQ(page().prompt()->strip.tokenCount, whisperPositions(samples).tokens.size());
    EXPECT_TRUE(page().prompt()->strip.lit.has_value());
    EXPECT_NE(
        text("melFacts")
            .find(grouped(samples / 160).toStdString() + " frames of 25 ms, one every 10 ms, × 80 bands"),
        std::string::npos)
        << text("melFacts");
    // Louder tokens are lighter: what the strip shows goes with the energy of the samples.
    const auto& audio = *session().audio();
    const auto energy = [&](std::size_t token) {
        double sum = 0;
        for (std::size_t i = token * 320; i < std::min(samples, (token + 1) * 320); ++i)
            sum += std::pow(double(audio.samples[i]), 2);
        return sum;
    };
    std::size_t loud = 0, quiet = 0;
    for (std::size_t token = 0; token < page().prompt()->strip.tokenCount - 1; ++token) {
        if (energy(token) > energy(loud)) loud = token;
        if (energy(token) < energy(quiet)) quiet = token;
    }
    EXPECT_GT(page().prompt()->strip.tint(loud), page().prompt()->strip.tint(quiet) + 60);
}

TEST_F(SoundRoomTest, TheColoursAreTheNumbersThatWhisperReads) {
    auto* strip = part<SpectrogramStrip>("spectrogram");
    // Near enough that a frame is several pixels wide.
    session().setSeen({0.9, 1.4});
    settle();
    const QImage picture = strip->grab().toImage();
    const MelSettings settings;
    const auto& samples = session().audio()->samples;
    double loudest = -10;
    for (std::size_t frame = 0; frame < samples.size() / 160; ++frame) {
        const MelFrameSteps steps = melFrameSteps(samples, settings, frame, 0);
        loudest = std::max(loudest, *std::max_element(steps.logPower.begin(), steps.logPower.end()));
    }
    int checked = 0;
    for (std::size_t frame = 95; frame < 135; frame += 7) {
        const MelFrameSteps steps = melFrameSteps(samples, settings, frame, loudest);
        for (std::size_t band = 3; band < 80; band += 19) {
            const QPointF point = strip->toWidget((double(frame) + 0.5) * 0.01, double(band) + 0.5);
            if (std::abs(point.x() - strip->axis().x(session().cursor())) < 4) continue;
            const auto lit = strip->marked();
            if (lit) continue;
            const QColor seen = picture.pixelColor((point * picture.devicePixelRatio()).toPoint());
            const QColor wanted = heatColor((steps.scaled[band] - (loudest - 4) / 4) / 2);
            EXPECT_LE(std::abs(seen.red() - wanted.red()) + std::abs(seen.green() - wanted.green()) +
                          std::abs(seen.blue() - wanted.blue()),
                      12)
                << frame << ' ' << band;
            ++checked;
        }
    }
    EXPECT_GT(checked, 15);
    // Pointing at a cell says its number.
    const QPointF cell = strip->toWidget(1.155, 20.5);
    QTest::mouseMove(strip, cell.toPoint());
    const double value = melFrameSteps(samples, settings, 115, loudest).scaled[20];
    EXPECT_NE(text("melPlace").find("frame 115 · band 21 of 80"), std::string::npos) << text("melPlace");
    EXPECT_NE(text("melPlace").find("as a number " + QString::number(value, 'f', 3).toStdString()),
              std::string::npos)
        << text("melPlace") << value;
}

TEST_F(SoundRoomTest, OpeningCanBeCancelledAndTheSoundStays) {
    const std::string title = text("soundTitle");
    const auto before = session().audio();
    page().openFile(write("long.wav", std::vector<float>(10 * 60 * 16000, 0.25F), 16000));
    EXPECT_TRUE(session().isOpening());
    auto* cancel = page().messages().findChild<QPushButton*>(QStringLiteral("cancelWork"));
    ASSERT_NE(cancel, nullptr);
    ASSERT_TRUE(cancel->isVisible());
    QTest::mouseClick(cancel, Qt::LeftButton);
    EXPECT_FALSE(session().isOpening());
    settle();
    EXPECT_EQ(session().audio(), before);
    EXPECT_EQ(text("soundTitle"), title);
    EXPECT_FALSE(cancel->isVisible());
}

TEST_F(SoundRoomTest, FactsTheLogMelIsThePublishedOne) {
    const auto signal = testing::TestSignal().samples();
    // 32-bit float, so that nothing is rounded.
    QByteArray wav("RIFF____WAVEfmt ", 16);
    const auto number = [&wav](std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) wav.append(char((value >> (8 * i)) & 255U));
    };
    number(16, 4), number(3, 2), number(1, 2), number(16000, 4), number(64000, 4), number(4, 2),
        number(32, 2);
    wav.append("data", 4);
    number(std::uint32_t(signal.size() * 4), 4);
    for (const double value : signal) {
        const auto sample = float(value);
        wav.append(reinterpret_cast<const char*>(&sample), 4);
    }
    openFile(writeFile("signal.wav", wav));
    const LogMel& mel = session().spectrogram()->spectrogram();
    ASSERT_EQ(mel.frames, 100U);
    EXPECT_NEAR(mel.loudest, 2.03978150209, 1e-3); // multimodal.json, log-mel/A/80
    double sum = 0;
    for (const float value : mel.values) sum += double(value);
    EXPECT_NEAR(sum / double(mel.values.size()), 0.42573555, 1e-3);
}

TEST_F(SoundRoomTest, SlidersChangeTheSpectrogramAndWhisperIsOneClickAway) {
    slide("melBands", 1);  // 40
    slide("melHop", 0);    // 40 samples
    slide("melWindow", 4); // 512
    choose("melScale", 1);
    const LogMel& mel = session().spectrogram()->spectrogram();
    EXPECT_EQ(mel.settings.bands, 40U);
    EXPECT_EQ(mel.frames, session().audio()->samples.size() / 40);
    EXPECT_EQ(mel.settings.window, 512U);
    EXPECT_EQ(mel.settings.scale, MelScale::Htk);
    EXPECT_NE(text("melFacts").find("frames of 32 ms, one every 2.5 ms, × 40 bands"), std::string::npos)
        << text("melFacts");
    page().undoStack()->undo();
    settle();
    EXPECT_EQ(session().spectrogram()->spectrogram().settings.scale, MelScale::Slaney);
    EXPECT_EQ(part<QComboBox>("melScale")->currentIndex(), 0);
    click("asWhisper");
    settle();
    EXPECT_EQ(session().spectrogram()->spectrogram().settings, MelSettings());
    EXPECT_FALSE(part<QPushButton>("asWhisper")->isEnabled());
    page().undoStack()->undo();
    settle();
    EXPECT_EQ(part<QSlider>("melWindow")->value(), 4);
    // A window shorter than the hop would leave samples out: the hop follows.
    slide("melHop", 6);
    slide("melWindow", 0);
    EXPECT_EQ(session().choices().mel.hop, 64U);
}

/// A frame by nothing but its definition.
TEST_F(SoundRoomTest, TheStepsAreThoseOfTheMomentUnderTheCursor) {
    show("steps");
    session().setCursor(1.2345);
    settle();
    auto* view = page().findChild<MelStepsView*>();
    ASSERT_EQ(view->frame(), 123U);
    const auto& samples = session().audio()->samples;
    std::vector<double> windowed(400);
    for (std::size_t i = 0; i < 400; ++i) {
        const double sample = double(samples[123 * 160 - 200 + i]),
                     hann = 0.5 - 0.5 * std::cos(2 * pi * double(i) / 400);
        windowed[i] = sample * hann;
        EXPECT_NEAR(part<StepPlot>("stepSamples")->data().values[i], sample, 1e-9);
        EXPECT_NEAR(part<StepPlot>("stepWindowed")->data().values[i], windowed[i], 1e-9);
    }
    std::vector<double> power(201);
    for (std::size_t bin = 0; bin < 201; ++bin) {
        std::complex<double> sum = 0;
        for (std::size_t i = 0; i < 400; ++i)
            sum += windowed[i] * std::polar(1.0, -2 * pi * double(bin * i) / 400);
        power[bin] = std::norm(sum);
    }
    const double most = *std::max_element(power.begin(), power.end());
    for (std::size_t bin = 0; bin < 201; ++bin)
        EXPECT_NEAR(part<StepPlot>("stepSpectrum")->data().values[bin],
                    std::max(-80.0, 10 * std::log10(power[bin] / most)), 1e-6);
    const auto filters = melFilters({});
    const double loudest = double(session().spectrogram()->spectrogram().loudest);
    for (std::size_t band = 0; band < 80; ++band) {
        double sum = 0;
        for (std::size_t i = 0; i < filters[band].weights.size(); ++i)
            sum += filters[band].weights[i] * power[filters[band].firstBin + i];
        const double logarithm = std::log10(std::max(sum, 1e-10));
        EXPECT_NEAR(part<StepPlot>("stepMel")->data().values[band], sum, 1e-9 * (1 + sum));
        EXPECT_NEAR(part<StepPlot>("stepLogarithm")->data().values[band], logarithm, 1e-9);
        EXPECT_NEAR(part<StepPlot>("stepScaled")->data().values[band],
                    (std::max(logarithm, loudest - 8) + 4) / 4, 1e-9);
    }
    // Arrow keys follow one band through the last three steps.
    auto* plot = part<StepPlot>("stepScaled");
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Home);
    for (int i = 0; i < 10; ++i) QTest::keyClick(plot, Qt::Key_Right);
    EXPECT_EQ(part<StepPlot>("stepMel")->lit(), 10U);
    EXPECT_EQ(text("stepBand").rfind("Band 11: triangle 372 Hz – 410 Hz – 447 Hz", 0), 0U)
        << text("stepBand");
    EXPECT_EQ(plot->accessibleDescription().toStdString(), text("stepBand"));
}

TEST_F(SoundRoomTest, WhatIsSelectedIsPlayedSampleBySample) {
    auto* waveform = part<WaveformStrip>("waveform");
    drag(*waveform, 0.5, 1.25);
    ASSERT_TRUE(session().selection());
    EXPECT_NEAR(session().selection()->begin, 0.5, 0.02);
    EXPECT_NEAR(session().selection()->end, 1.25, 0.02);
    const Span stretch = session().samplesOf(*session().selection());
    EXPECT_EQ(part<QPushButton>("playSound")->text(), "Play selection");
    click("playSound");
    EXPECT_EQ(part<QPushButton>("playSound")->text(), "Stop");
    const auto heard = listen();
    ASSERT_EQ(heard.size(), stretch.size());
    for (std::size_t i = 0; i < heard.size(); i += 97)
        EXPECT_NEAR(heard[i], double(session().audio()->samples[stretch.begin + i]) * 32767, 0.51);
    EXPECT_EQ(part<QPushButton>("playSound")->text(), "Play selection");
    // A click unselects and sets the cursor; from there to the end is played.
    QTest::mouseClick(waveform, Qt::LeftButton, {}, at(*waveform, 2.0));
    EXPECT_FALSE(session().selection());
    EXPECT_NEAR(session().cursor(), 2.0, 0.02);
    const std::size_t from = session().samplesOf({session().cursor(), session().sound().seconds()}).begin;
    click("playSound");
    EXPECT_EQ(listen().size(), session().audio()->samples.size() - from);
    EXPECT_NEAR(session().cursor(), session().sound().seconds(), 0.2) << "the cursor went with the sound";
    // From near, what is seen goes with it too.
    session().select(std::nullopt);
    session().setCursor(0);
    session().setSeen({0, 0.5});
    output->framesAtOnce = 400;
    click("playSound");
    listen();
    EXPECT_GT(session().seen().begin, 1.5);
    EXPECT_NEAR(session().seen().size(), 0.5, 1e-9);
}

TEST_F(SoundRoomTest, ALoopGoesOnUntilItIsStopped) {
    openFile(write("tone.wav", sine(1000, 0.3)));
    session().select(TimeRange{0.1, 0.2});
    click("loopSound");
    output->framesAtOnce = 250; // a stretch is 1,600 samples
    click("playSound");
    ASSERT_TRUE(waitFor([&] { return output->heard.size() > 8000; }));
    EXPECT_TRUE(session().player().isPlaying());
    for (std::size_t i = 0; i + 1600 < 6400; ++i) ASSERT_EQ(output->heard[i], output->heard[i + 1600]) << i;
    EXPECT_GE(session().player().position(), 0.1);
    EXPECT_LE(session().player().position(), 0.2);
    part<WaveformStrip>("waveform")->setFocus();
    QTest::keyClick(part<WaveformStrip>("waveform"), Qt::Key_Space);
    EXPECT_FALSE(session().player().isPlaying());
}

TEST_F(SoundRoomTest, DevicesOfOtherRatesAndChannelsGetTheSameSound) {
    openFile(write("tone.wav", sine(1000, 0.5)));
    output->rate = 48000;
    output->channelCount = 2;
    session().setCursor(0);
    click("playSound");
    const auto heard = listen();
    ASSERT_NEAR(double(heard.size()), 2 * 24000.0, 4);
    int crossings = 0;
    for (std::size_t i = 2; i < heard.size(); i += 2) {
        EXPECT_EQ(heard[i], heard[i + 1]);
        crossings += (heard[i] >= 0) != (heard[i - 2] >= 0);
    }
    EXPECT_NEAR(crossings, 1000, 3) << "half a second of 1,000 Hz";
}

TEST_F(SoundRoomTest, KeysMoveSelectZoomAndScroll) {
    auto* waveform = part<WaveformStrip>("waveform");
    waveform->setFocus();
    QTest::keyClick(waveform, Qt::Key_Home);
    EXPECT_EQ(session().cursor(), 0);
    const double step = session().sound().seconds() / 200;
    for (int i = 0; i < 10; ++i) QTest::keyClick(waveform, Qt::Key_Right);
    EXPECT_NEAR(session().cursor(), 10 * step, 1e-9);
    QTest::keyClick(waveform, Qt::Key_Right, Qt::ShiftModifier | Qt::ControlModifier);
    ASSERT_TRUE(session().selection());
    EXPECT_NEAR(session().selection()->begin, 10 * step, 1e-9);
    EXPECT_NEAR(session().selection()->end, 20 * step, 1e-9);
    QTest::keyClick(waveform, Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_NEAR(session().selection()->end, 19 * step, 1e-9);
    click("seeSelection");
    EXPECT_EQ(session().seen(), *session().selection());
    EXPECT_EQ(part<SpectrogramStrip>("spectrogram")->seen(), session().seen()) << "all strips go together";
    QTest::keyClick(waveform, Qt::Key_Minus);
    EXPECT_GT(session().seen().size(), session().selection()->size());
    QTest::keyClick(waveform, Qt::Key_Escape);
    EXPECT_FALSE(session().selection());
    click("seeWhole");
    EXPECT_EQ(session().seen(), (TimeRange{0, session().sound().seconds()}));
    EXPECT_FALSE(waveform->accessibleDescription().isEmpty());
}

TEST_F(SoundRoomTest, FactsWhisperAlwaysReadsWindowsOfThirtySeconds) {
    show("tokens");
    const std::pair<double, const char*> cases[] = {
        // multimodal.json, whisper/frames
        {1, "1.00 s of sound = 100 frames → windows of 30 s: 1, filled up with silence: 3,000 frames → 1,500 "
            "positions. 50 of them"},
        {29.5, "29.50 s of sound = 2,950 frames → windows of 30 s: 1, filled up with silence: 3,000 frames → "
               "1,500 positions. 1,475 of them"},
        {30.01, "30.01 s of sound = 3,001 frames → windows of 30 s: 2, filled up with silence: 6,000 frames "
                "→ 3,000 positions. 1,501 of them"}};
    for (const auto& [seconds, wanted] : cases) {
        openFile(write("tone.wav", sine(440, seconds)));
        EXPECT_EQ(text("cutFacts").rfind(wanted, 0), 0U) << text("cutFacts");
    }
    EXPECT_EQ(session().cutWindow()->mel().frames, 3000U);
    part<QSpinBox>("cutWindow")->setValue(2);
    settle();
    EXPECT_EQ(session().cutWindow()->soundSamples, 160U) << "ten milliseconds in the second window";
    page().pinToken(1500);
    EXPECT_EQ(text("tokenPlace").rfind("Position 0 of 1,500 in window 2: 30.000 s to 30.020 s", 0), 0U)
        << text("tokenPlace");
}

TEST_F(SoundRoomTest, ATokenIsTheSameInStripSpectrogramAndSound) {
    show("tokens");
    auto* strip = part<SpectrogramStrip>("cutSpectrogram");
    QTest::mouseMove(strip, strip->toWidget(1.51, 40).toPoint());
    const auto lit = page().prompt()->strip.lit;
    ASSERT_TRUE(lit);
    EXPECT_NEAR(double(*lit), 75, 1);
    page().pinToken(75);
    EXPECT_EQ(text("tokenPlace"), "Position 75 of 1,500 in window 1: 1.500 s to 1.520 s");
    EXPECT_NE(text("tokenExplanation").find("frames 150 and 151, in all bands"), std::string::npos)
        << text("tokenExplanation");
    EXPECT_NE(text("tokenExplanation").find("frames 148 … 152 reach this token"), std::string::npos)
        << text("tokenExplanation");
    ASSERT_TRUE(strip->lit());
    EXPECT_EQ(strip->lit()->time, (TimeRange{1.5, 1.52}));
    EXPECT_EQ(part<WaveformStrip>("waveform")->marked(), (TimeRange{1.5, 1.52}));
    click("playToken");
    const auto heard = listen();
    ASSERT_EQ(heard.size(), 320U);
    EXPECT_NEAR(heard[17], double(session().audio()->samples[75 * 320 + 17]) * 32767, 0.51);
    strip->setFocus();
    QTest::keyClick(strip, Qt::Key_Right);
    EXPECT_EQ(page().prompt()->strip.lit, 76U);
    // Pointing at the strip above lights the same.
    page().hoverToken(20);
    EXPECT_EQ(text("tokenPlace").rfind("Position 20 ", 0), 0U);
    page().hoverToken(std::nullopt);
    EXPECT_EQ(text("tokenPlace").rfind("Position 76 ", 0), 0U);
}

TEST_F(SoundRoomTest, FactsPatchesOverlapAndEachIsATokenWithATimeAndABand) {
    show("tokens");
    choose("cutKind", 1);
    EXPECT_NE(text("cutFacts").find("12 × 101 = 1,212 patches, with two special tokens 1,214"),
              std::string::npos)
        << text("cutFacts");
    EXPECT_EQ(page().prompt()->strip.tokenCount, 1214U);
    auto* strip = part<SpectrogramStrip>("cutSpectrogram");
    QTest::mouseMove(strip, strip->toWidget(1.28, 28).toPoint()); // the middle of column 12, row 2
    EXPECT_EQ(page().prompt()->strip.lit, std::size_t(2 + 2 * 101 + 12));
    EXPECT_EQ(text("tokenPlace"), "Token 216 of 1,214: patch in row 3 of 12 from below, column 13 of 101");
    EXPECT_NE(text("tokenExplanation").find("Time 1.200 s to 1.360 s (frames 120 … 135), bands 21 … 36"),
              std::string::npos)
        << text("tokenExplanation");
    ASSERT_TRUE(strip->lit());
    EXPECT_EQ(strip->lit()->lowBand, 20);
    EXPECT_EQ(strip->lit()->highBand, 36);
    page().pinToken(216);
    click("playToken");
    EXPECT_EQ(listen().size(), 2560U) << "sixteen frames of ten milliseconds";
    strip->setFocus();
    QTest::keyClick(strip, Qt::Key_Up);
    EXPECT_EQ(page().prompt()->strip.lit, 317U);
    page().pinToken(0);
    EXPECT_EQ(text("tokenPlace"), "Token 0: [CLS]");
    EXPECT_FALSE(part<QPushButton>("playToken")->isEnabled());
    page().undoStack()->undo();
    settle();
    EXPECT_EQ(session().choices().cut, SoundCut::Whisper);
    EXPECT_EQ(part<QComboBox>("cutKind")->currentIndex(), 0);
}

TEST_F(SoundRoomTest, WhatTheMicrophoneHearsBecomesTheSound) {
    click("recordSound");
    EXPECT_TRUE(input->running);
    input->whistle(880, 1);
    input->whistle(880, 1);
    EXPECT_NE(text("soundDevices").find("Recording: 2.0 s, loudest 50 %"), std::string::npos)
        << text("soundDevices");
    click("recordSound");
    EXPECT_FALSE(input->running);
    settle();
    EXPECT_EQ(text("soundTitle").rfind("Recording 1.wav · 2.00 s · 48,000 Hz · read as 16,000 Hz", 0), 0U)
        << text("soundTitle");
    // It whistles where it whistled: the loudest band holds 880 Hz.
    session().setCursor(1);
    settle();
    EXPECT_NE(text("melPlace").find("band 24 of 80"), std::string::npos) << text("melPlace");
    page().undoStack()->undo();
    settle();
    EXPECT_EQ(text("soundTitle").rfind("english-1-man.flac", 0), 0U);
    page().undoStack()->redo();
    settle();
    EXPECT_EQ(text("soundTitle").rfind("Recording 1.wav", 0), 0U);
    click("recordSound");
    click("recordSound");
    EXPECT_NE(message().find("Nothing was recorded"), std::string::npos) << message();
}

TEST_F(SoundRoomTest, WithoutDevicesTheRoomSaysSoAndWorks) {
    auto deaf = std::make_unique<FakeInput>();
    auto mute = std::make_unique<FakeOutput>();
    deaf->trouble = QStringLiteral("No microphone.");
    mute->trouble = QStringLiteral("No loudspeaker.");
    session().player().setOutput(std::move(mute));
    session().recorder().setInput(std::move(deaf));
    EXPECT_FALSE(part<QPushButton>("playSound")->isEnabled());
    EXPECT_FALSE(part<QPushButton>("recordSound")->isEnabled());
    EXPECT_EQ(part<QPushButton>("playSound")->toolTip(), "No loudspeaker.");
    EXPECT_EQ(part<QPushButton>("recordSound")->toolTip(), "No microphone.");
    EXPECT_NE(text("soundDevices").find("No sound output and no microphone: "), std::string::npos);
    session().togglePlay();
    EXPECT_FALSE(session().player().isPlaying());
    for (const QString& scene : page().scenes()) {
        page().showScene(scene);
        settle();
    }
}

TEST_F(SoundRoomTest, ASoundIsOfferedAsAPartOfThePrompt) {
    const QString path = write("tone.wav", sine(440, 1));
    openFile(path);
    std::optional<PromptPart> offered;
    QObject::connect(&page(), &Page::partOffered, &page(), [&](const PromptPart& one) { offered = one; });
    click("addSound");
    ASSERT_TRUE(waitFor([&] { return offered.has_value(); }));
    EXPECT_EQ(offered->modality, Modality::Sound);
    EXPECT_EQ(offered->title, "tone.wav");
    EXPECT_EQ(offered->rule, defaultPartRule(Modality::Sound));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(*offered->content, file.readAll().toStdString());
}

TEST_F(SoundRoomTest, BadFilesAreNamedWithTheReasonAndTheSoundStays) {
    const QByteArray good = QByteArray::fromStdString(wavBytes(sine(440, 1), 16000));
    const std::pair<const char*, QByteArray> files[] = {
        {"empty.wav", {}},
        {"header.wav", good.left(20)},
        {"nosample.wav", QByteArray::fromStdString(wavBytes({}, 16000))},
        {"text.flac", "this is no sound at all, but a text"}};
    for (const auto& [name, bytes] : files) {
        page().openFile(writeFile(name, bytes));
        settle();
        EXPECT_NE(message().find(name), std::string::npos) << name << ": " << message();
        EXPECT_GT(message().size(), std::string(name).size() + 10) << message();
        EXPECT_EQ(text("soundTitle").rfind("english-1-man.flac", 0), 0U) << name;
    }
    page().openFile(home.filePath("absent.wav"));
    settle();
    EXPECT_NE(message().find("absent.wav"), std::string::npos) << message();
    // Cut off in the middle: what is there is shown, and said.
    page().openFile(writeFile("half.wav", good.left(good.size() / 2)));
    settle();
    EXPECT_NE(message().find("half.wav is cut short or damaged: 0.5 s of it are there."), std::string::npos)
        << message();
    EXPECT_EQ(text("soundTitle").rfind("half.wav · 0.50 s", 0), 0U) << text("soundTitle");
}

TEST_F(SoundRoomTest, OddSoundsAreShownInEveryView) {
    const auto look = [&](const char* what) {
        for (const QString& scene : page().scenes()) {
            page().showScene(scene);
            settle();
            EXPECT_FALSE(page().grab().isNull()) << what;
        }
    };
    openFile(write("one.wav", {0.25F}));
    EXPECT_EQ(session().audio()->samples.size(), 1U);
    look("one sample");
    EXPECT_NE(text("melFacts").find("there is no frame"), std::string::npos) << text("melFacts");
    EXPECT_NE(text("ladderFacts").find("nothing to name"), std::string::npos) << text("ladderFacts");
    openFile(write("silence.wav", std::vector<float>(8000)));
    look("silence");
    // 192 kHz, eight channels, 32-bit float with numbers that are none.
    QByteArray wav("RIFF____WAVEfmt ", 16);
    const auto number = [&wav](std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) wav.append(char((value >> (8 * i)) & 255U));
    };
    number(16, 4), number(3, 2), number(8, 2), number(192000, 4), number(192000 * 32, 4), number(32, 2),
        number(32, 2);
    wav.append("data", 4);
    number(192000 * 32, 4);
    for (int i = 0; i < 192000; ++i)
        for (int c = 0; c < 8; ++c) {
            const float sample = i == 500 ? std::numeric_limits<float>::quiet_NaN()
                                          : float(0.4 * std::sin(2 * pi * 1000 * i / 192000.0));
            wav.append(reinterpret_cast<const char*>(&sample), 4);
        }
    page().openFile(writeFile("wide.wav", wav));
    settle();
    EXPECT_EQ(text("soundTitle"),
              "wide.wav · 1.00 s · 192,000 Hz · 8 channels, mixed to one · read as 16,000 Hz");
    EXPECT_NE(message().find("Samples in it that are no numbers or far too loud: 8."), std::string::npos)
        << message();
    look("wide");
}

TEST_F(SoundRoomTest, TilesThatAreNotWantedAnyMoreAreNotMade) {
    openFile(write("long.wav", sine(300, 200, 0.2)));
    auto* strip = part<SpectrogramStrip>("spectrogram");
    const std::size_t before = session().tiles().tilesMade();
    // Looking through all of it from near: 20,000 frames are 78 tiles of the finest level.
    for (int i = 0; i < 200; ++i) {
        session().setSeen({i * 0.95, i * 0.95 + 10});
        strip->repaint();
    }
    settle();
    strip->repaint();
    settle();
    EXPECT_LT(session().tiles().tilesMade() - before, 40U);
    // And what is seen at the end is there.
    const QImage picture = strip->grab().toImage();
    const QPointF low = strip->toWidget(session().seen().begin + 5, 8.1),
                  high = strip->toWidget(session().seen().begin + 5, 60.5);
    EXPECT_GT(picture.pixelColor(low.toPoint()).lightness(),
              picture.pixelColor(high.toPoint()).lightness() + 40);
}

} // namespace
} // namespace tokenarium
