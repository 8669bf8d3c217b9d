// SPDX-License-Identifier: GPL-3.0-or-later
// A person in the sound room with codebooks and counting rules: ids, errors and agreements are computed anew,
// and the sounds that are made are measured.
#include "tests/app/sound_room_fixture.h"

#include "app/pages/sound/codebook_ladder_view.h"
#include "app/pages/sound/same_sentence_view.h"
#include "app/sound/sound_prices.h"
#include "engine/audio/audio_token_rules.h"
#include "engine/audio/codebook_file.h"
#include "engine/audio/griffin_lim.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/sound/alignment_rows.h"
#include "widgets/sound/id_strip.h"
#include "widgets/sound/spectrogram_strip.h"
#include "widgets/style/number_text.h"

#include <QAccessible>
#include <QTabBar>
#include <QTabWidget>

#include <complex>
#include <set>

namespace tokenarium {
namespace {

using std::numbers::pi;

double rootMeanSquare(const std::vector<std::int16_t>& samples) {
    double sum = 0;
    for (const std::int16_t sample : samples) sum += std::pow(sample / 32768.0, 2);
    return std::sqrt(sum / double(std::max<std::size_t>(1, samples.size())));
}

/// The frequency with the most energy, by the definition of the transform, from 100 Hz to 2 kHz.
double loudestHertz(const std::vector<std::int16_t>& samples) {
    double best = 0, most = -1;
    const std::size_t count = std::min<std::size_t>(samples.size(), 8000),
                      start = (samples.size() - count) / 2;
    for (double hertz = 100; hertz < 2000; hertz += 4) {
        std::complex<double> sum = 0;
        for (std::size_t i = 0; i < count; ++i)
            sum += double(samples[start + i]) * std::polar(1.0, -2 * pi * hertz * double(i) / 16000);
        if (std::norm(sum) > most) most = std::norm(sum), best = hertz;
    }
    return best;
}

std::vector<float> floats(const std::vector<std::int16_t>& samples) {
    std::vector<float> values;
    for (const std::int16_t sample : samples) values.push_back(float(sample) / 32768.0F);
    return values;
}

class SoundCodesTest : public SoundRoomTest {
protected:
    CodebookLadderView& view() { return *page().findChild<CodebookLadderView*>(); }
    ResidualCodebook shipped() {
        return std::get<ResidualCodebook>(loadCodebook(std::filesystem::path(TOKENARIUM_SOURCE_DIR) /
                                                       "resources/codebooks/speech.codebook"));
    }
    std::vector<std::int16_t> hear(const char* button) {
        const int before = output->starts;
        click(button);
        EXPECT_TRUE(waitFor([&] { return output->starts > before; }, 180'000));
        return listen();
    }
};

TEST_F(SoundCodesTest, IdsErrorsAndBitRatesAreThoseOfTheCodebook) {
    show("codes");
    const ResidualCodebook book = shipped();
    const auto mel = computeLogMel(session().audio()->samples);
    const IdRows& ids = part<IdStrip>("ladderIds")->ids();
    ASSERT_EQ(ids.columns, mel->frames);
    ASSERT_EQ(ids.rows, 7U);
    // By hand: the nearest entry to what is missing, level by level.
    std::vector<double> squares(7);
    for (std::size_t frame = 0; frame < mel->frames; ++frame) {
        std::vector<double> rest;
        for (const float value : mel->frame(frame)) rest.push_back(double(value));
        for (std::size_t level = 0; level < 7; ++level) {
            std::size_t best = 0;
            double least = 1e300;
            for (std::size_t id = 0; id < book.entries; ++id) {
                double away = 0;
                for (std::size_t band = 0; band < 80; ++band)
                    away += std::pow(rest[band] - double(book.entry(level, id)[band]), 2);
                if (away < least) least = away, best = id;
            }
            if (frame % 20 == 0) {
                EXPECT_EQ(ids.ids[frame * 7 + level], best) << frame << ' ' << level;
            }
            const auto entry = book.entry(level, ids.ids[frame * 7 + level]);
            for (std::size_t band = 0; band < 80; ++band) {
                rest[band] -= double(entry[band]);
                squares[level] += rest[band] * rest[band];
            }
        }
    }
    const auto curve = part<CurveChart>("ladderChart")->shownLeft();
    ASSERT_EQ(curve.size(), 7U);
    for (std::size_t level = 0; level < 7; ++level) {
        const double decibels = 40 * std::sqrt(squares[level] / double(mel->frames * 80));
        EXPECT_NEAR(curve[level].y(), decibels, 1e-3);
        if (level > 0) {
            EXPECT_LE(curve[level].y(), curve[level - 1].y());
        }
        slide("ladderLevels", int(level));
        EXPECT_NE(
            text("ladderFacts").find("= " + grouped((level + 1) * 800).toStdString() + " bits a second"),
            std::string::npos)
            << text("ladderFacts");
        EXPECT_NE(text("ladderFacts").find(QString::number(decibels, 'f', 1).toStdString() + " dB."),
                  std::string::npos)
            << text("ladderFacts");
    }
    page().undoStack()->undo(); // one drag
    settle();
    EXPECT_EQ(session().choices().levels, 3U);
    EXPECT_EQ(part<IdStrip>("ladderIds")->ids().rowsUsed, 3U);
}

TEST_F(SoundCodesTest, EveryLevelIsHeardAndMoreLevelsAreNearerToTheOriginal) {
    session().select(TimeRange{0.3, 1.5});
    show("codes");
    const auto original = hear("playOriginal");
    ASSERT_EQ(original.size(), session().samplesOf(*session().selection()).size());
    const auto heardMel = [](const std::vector<std::int16_t>& heard) {
        return *computeLogMel(floats(heard));
    };
    const LogMel target = heardMel(original);
    std::vector<double> distances;
    for (const int levels : {1, 7}) {
        slide("ladderLevels", levels - 1);
        const auto heard = hear("playLevels");
        EXPECT_NEAR(double(heard.size()), double(original.size()), 160) << "frames of ten milliseconds";
        EXPECT_GT(rootMeanSquare(heard), 0.4 * rootMeanSquare(original));
        EXPECT_LT(rootMeanSquare(heard), 2.0 * rootMeanSquare(original));
        distances.push_back(logMelDistance(target, heardMel(heard)));
    }
    const auto best = hear("playRebuilt");
    distances.push_back(logMelDistance(target, heardMel(best)));
    EXPECT_LT(distances[1], distances[0] - 0.5) << "seven levels against one, decibels";
    EXPECT_LT(distances[2], distances[1]) << "the spectrogram itself against seven levels";
}

TEST_F(SoundCodesTest, AToneKeepsItsPitchThroughTheSpectrogram) {
    openFile(write("tone.wav", sine(600, 1)));
    show("codes");
    const auto heard = hear("playRebuilt");
    EXPECT_NEAR(loudestHertz(heard), 600, 40);
    EXPECT_NEAR(rootMeanSquare(heard), 0.5 / std::sqrt(2), 0.12);
}

TEST_F(SoundCodesTest, ACodebookIsLearntFromOnesOwnSoundAndCanBeUndone) {
    openFile(write("two-tones.wav", [] {
        std::vector<float> samples = sine(400, 1);
        const auto second = sine(1700, 1);
        samples.insert(samples.end(), second.begin(), second.end());
        return samples;
    }()));
    show("codes");
    const double before = view().ladder()->codes.errors.back();
    choose("ladderEntries", 0); // 16
    click("trainCodebook");
    EXPECT_TRUE(part<QPushButton>("ladderCancel")->isVisible());
    settle();
    ASSERT_NE(session().choices().codebook, nullptr);
    EXPECT_EQ(session().codebook().entries, 16U);
    EXPECT_LT(view().ladder()->codes.errors.back(), before / 4) << "it knows these tones";
    EXPECT_NE(text("ladderFacts").find("× 4 bits (16 entries) = 1,200 bits a second"), std::string::npos)
        << text("ladderFacts");
    choose("ladderBook", 0);
    EXPECT_EQ(view().ladder()->codebook->entries, 256U);
    choose("ladderBook", 1);
    EXPECT_EQ(view().ladder()->codebook->entries, 16U);
    for (int i = 0; i < 3; ++i) page().undoStack()->undo();
    settle();
    EXPECT_EQ(view().ladder()->codebook->entries, 256U);
}

TEST_F(SoundCodesTest, LearningAndMakingSoundCanBeCancelled) {
    openFile(write("long.wav", sine(300, 60, 0.2)));
    show("codes");
    EXPECT_NE(text("ladderFacts").find("Shown are the first 20 s of the sound."), std::string::npos)
        << text("ladderFacts");
    choose("ladderEntries", 3); // 1,024
    click("trainCodebook");
    click("ladderCancel");
    settle();
    EXPECT_FALSE(part<QPushButton>("ladderCancel")->isVisible());
    EXPECT_EQ(session().choices().codebook, nullptr);
    click("playLevels");
    click("ladderCancel");
    settle();
    EXPECT_EQ(output->starts, 0);
    EXPECT_EQ(view().rebuilt(3), nullptr);
}

/// Levenshtein's distance in its plainest form.
std::size_t plainDistance(const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0)
                cost[i][j] = i + j;
            else
                cost[i][j] = std::min(
                    {cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
        }
    return cost[a.size()][b.size()];
}

TEST_F(SoundCodesTest, TwoVoicesAgreeInWhatIsSaidAndNotInHowItSounds) {
    show("meaning");
    auto* left = part<QComboBox>("leftVoice");
    for (const char* sentence : {"english-1", "chinese-2"}) {
        choose("leftVoice", left->findData(QString::fromLatin1(sentence) + "-man"));
        choose("rightVoice", left->findData(QString::fromLatin1(sentence) + "-woman"));
        const auto compared = page().findChild<SameSentenceView*>()->comparison();
        double agreement[2];
        for (const bool semantic : {true, false}) {
            const auto& a = semantic ? compared->left.semantic : compared->left.acoustic;
            const auto& b = semantic ? compared->right.semantic : compared->right.acoustic;
            const std::size_t edits = plainDistance(a, b), longer = std::max(a.size(), b.size());
            agreement[semantic] = 1 - double(edits) / double(longer);
            const std::string said = text(semantic ? "semanticTitle" : "acousticTitle");
            EXPECT_NE(said.find(" of " + grouped(longer).toStdString() + " ids agree with " +
                                grouped(edits).toStdString() + " changes"),
                      std::string::npos)
                << said;
            EXPECT_NE(said.find(percent(agreement[semantic]).toStdString() + " agreement"), std::string::npos)
                << said;
            // The rows on the screen, read from left to right, are the two strings of ids.
            std::vector<std::uint16_t> upper, lower;
            for (const AlignedPair& pair :
                 part<AlignmentRows>(semantic ? "semanticRows" : "acousticRows")->pairs()) {
                if (pair.left) upper.push_back(*pair.left);
                if (pair.right) lower.push_back(*pair.right);
                EXPECT_EQ(pair.same, pair.left && pair.right && *pair.left == *pair.right);
            }
            EXPECT_EQ(upper, a);
            EXPECT_EQ(lower, b);
        }
        EXPECT_GT(agreement[true], 0.5) << sentence;
        EXPECT_LT(agreement[false], 0.3) << sentence;
    }
    click("playLeft");
    const auto man = listen();
    click("playRight");
    const auto woman = listen();
    EXPECT_EQ(man.size(), loadSound(sampleSource("chinese-2-man"))->audio->samples.size());
    EXPECT_EQ(woman.size(), loadSound(sampleSource("chinese-2-woman"))->audio->samples.size());
    auto* rows = part<AlignmentRows>("semanticRows");
    rows->setFocus();
    QTest::keyClick(rows, Qt::Key_Right);
    QTest::keyClick(rows, Qt::Key_Right);
    EXPECT_EQ(rows->lit(), 1U);
    EXPECT_EQ(text("pairFacts").rfind("Above: ", 0), 0U) << text("pairFacts");
    // Our rates stand beside the published ones.
    auto* systems = part<QTreeWidget>("unitSystems");
    const auto row = [&](const char* name) {
        const auto found = systems->findItems(QString::fromLatin1(name), Qt::MatchContains);
        return found.isEmpty() ? QStringList() : QStringList{found.first()->text(1), found.first()->text(2)};
    };
    EXPECT_EQ(row("Mimi"), (QStringList{"100", "1,100"}));
    EXPECT_EQ(row("EnCodec 24 kHz, 6 kbps"), (QStringList{"600", "6,000"}));
    EXPECT_EQ(row("Ours, acoustic"), (QStringList{"700", "5,600"}));
    EXPECT_EQ(row("Ours, semantic").value(0), "50");
}

TEST_F(SoundCodesTest, FactsVendorsCountAsPublished) {
    show("rules");
    const auto tokens = [&](const char* id) { return ruleRow(id)->text(2).toStdString(); };
    choose("soundRuleLength", 1);               // a minute
    EXPECT_EQ(tokens("gemini-audio"), "1,920"); // multimodal.json, gemini-rate/audio/32/60s
    EXPECT_EQ(ruleRow("gemini-audio")->text(5),
              "$0.00192 (Gemini 2.5 Flash)"); // 1,920 at a dollar a million
    EXPECT_EQ(ruleRow("openai-realtime-input")->text(5),
              "$0.0192 (gpt-realtime)"); // 600 at 32 dollars a million
    EXPECT_EQ(ruleRow("openai-realtime-output")->text(5),
              "$0.0768 (gpt-realtime)"); // 1,200 at 64; pricing.json: 0.096 both
    EXPECT_EQ(ruleRow("whisper")->text(5), "$0.006 (whisper-1)");
    EXPECT_EQ(ruleRow("mimi")->text(5), "–") << "no price is invented";
    choose("soundRuleLength", 3); // an hour
    EXPECT_EQ(tokens("gemini-audio"), "115,200");
    EXPECT_EQ(tokens("whisper"), "180,000");
    choose("soundRuleLength", 0);
    openFile(write("ten.wav", sine(440, 10)));
    EXPECT_EQ(tokens("encodec-24khz-6"), "6,000"); // codec/encodec 24k 6 kbps/10s
    EXPECT_EQ(tokens("dac-44khz"), "7,758");
    EXPECT_EQ(tokens("mimi"), "1,000");
    EXPECT_EQ(ruleRow("mimi")->text(4), "1,100");
    EXPECT_EQ(tokens("hubert-100"), "499");
    part<QTreeWidget>("soundRules")->setCurrentItem(ruleRow("dac-44khz"));
    EXPECT_EQ(
        text("soundArithmetic"),
        "DAC 44.1 kHz · 10.00 s × 44,100 Hz / 512 samples a frame = 862 frames × 9 codebooks = 7,758 tokens");
    EXPECT_NE(text("soundRuleSource").find("arXiv 2306.06546"), std::string::npos);
    EXPECT_EQ(part<QTreeWidget>("soundRules")->topLevelItemCount(), int(audioTokenRules().size()));
}

TEST_F(SoundCodesTest, EveryViewFitsASmallScreenAndLargeLetters) {
    window->resize(1280, 720);
    for (const char* name : {"en", "zh_CN"}) {
        language.use(QString::fromLatin1(name));
        for (const int scale : {100, 200}) {
            appearance.setScale(scale);
            QApplication::processEvents();
            for (const QString& scene : page().scenes()) {
                page().showScene(scene);
                settle();
                const QSize least = page().minimumSizeHint(); // the window needs some 220 × 100 for itself
                EXPECT_LE(least.height(), 560) << name << ' ' << scale << ' ' << scene.toStdString();
                if (scale == 100) {
                    EXPECT_LE(least.width(), 1180) << name << ' ' << scene.toStdString();
                }
            }
        }
    }
}

TEST_F(SoundCodesTest, EverythingIsReachedByTabAndHasAName) {
    const std::pair<const char*, std::vector<const char*>> wanted[] = {
        {"spectrogram",
         {"waveform", "playSound", "openSound", "recordSound", "addSound", "spectrogram", "melWindow",
          "melHop", "melBands", "melScale"}},
        {"steps", {"stepSamples", "stepSpectrum", "stepScaled"}},
        {"tokens", {"cutKind", "cutSpectrogram", "playToken"}},
        {"codes",
         {"ladderLevels", "playOriginal", "playLevels", "ladderEntries", "trainCodebook", "ladderIds"}},
        {"meaning", {"leftVoice", "playLeft", "semanticRows", "acousticRows", "unitSystems"}},
        {"rules", {"soundRuleLength", "soundRules"}}};
    for (const auto& [scene, names] : wanted) {
        show(scene);
        page().findChild<QTabWidget*>(QStringLiteral("soundViews"))->tabBar()->setFocus();
        std::set<QString> reached;
        QWidget* const start = QApplication::focusWidget();
        ASSERT_NE(start, nullptr);
        for (int i = 0; i < 80; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QWidget* now = QApplication::focusWidget();
            if (now == start) break;
            if (!page().isAncestorOf(now)) continue;
            reached.insert(now->objectName());
            QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(now);
            ASSERT_NE(spoken, nullptr);
            EXPECT_FALSE(spoken->text(QAccessible::Name).isEmpty())
                << scene << ": " << now->metaObject()->className() << ' ' << now->objectName().toStdString();
        }
        for (const char* name : names)
            EXPECT_TRUE(reached.contains(QString::fromLatin1(name))) << scene << ": " << name;
    }
}

} // namespace
} // namespace tokenarium
