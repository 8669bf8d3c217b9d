// SPDX-License-Identifier: GPL-3.0-or-later
// One step under the glass, and data preparation: every number on the screen is computed again, slowly.
#include "tests/app/training_room_fixture.h"

#include "app/training/example_step.h"
#include "engine/tensor/checkpoint.h"
#include "engine/view/weight_change.h"
#include "widgets/training/bar_list.h"
#include "widgets/training/loss_strip.h"

#include <QFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QTextBrowser>
#include <QToolButton>

#include <cmath>

namespace tokenarium {
namespace {

class TrainingStepsTest : public TrainingRoomTest {
protected:
    QToolButton* step(int number) {
        return part<QToolButton>(qPrintable(QStringLiteral("dataStep%1").arg(number)));
    }
    QToolButton* arrow(int number) {
        return part<QToolButton>(qPrintable(QStringLiteral("dataArrow%1").arg(number)));
    }
    QString details() { return part<QTextBrowser>("dataDetails")->toPlainText(); }
    void showData() {
        page().showView(QStringLiteral("data"));
        ASSERT_TRUE(waitFor([&] { return step(6)->text().contains("of"); }, minute));
    }
    static QStringList rawLines() {
        QFile file(QStringLiteral(":/samples/messy.txt"));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }
};

TEST_F(TrainingStepsTest, TheWeightUnderTheGlassIsTheOneInTheCheckpoint) {
    chooseSmall(400);
    click("startTraining");
    ASSERT_TRUE(waitSteps(2));
    click("pauseTraining");
    ASSERT_TRUE(waitState(State::Paused));
    const std::size_t before = session().history().steps.size();
    page().showView(QStringLiteral("glass"));
    click("watchStep");
    ASSERT_TRUE(waitFor([&] { return session().watched() && session().state() == State::Paused; }, minute));
    const WatchedStep& step = *session().watched();
    EXPECT_EQ(step.report.step, before + 1);
    EXPECT_EQ(session().history().steps[before].loss, step.report.loss);
    EXPECT_TRUE(text("glassSummary").contains(QStringLiteral("Step %1").arg(step.report.step)));
    const auto [tensor, index] = mostChangedWeight(step);
    const WeightChange change = weightChange(step, tensor, index);
    EXPECT_TRUE(text("glassWeight").contains(QString::fromStdString(change.tensor)));
    EXPECT_TRUE(text("glassWeight").contains(QLocale().toString(change.after, 'g', 4)))
        << text("glassWeight").toStdString();
    EXPECT_TRUE(text("glassFormula").contains("w′")) << text("glassFormula").toStdString();
    EXPECT_FALSE(part<QTextBrowser>("glassTokens")->toPlainText().isEmpty());
    const auto file = Checkpoint::open(session().folder() / "training.safetensors");
    const StoredTensor* stored = file->find(change.tensor);
    ASSERT_NE(stored, nullptr);
    std::vector<float> values(stored->shape.elements());
    dequantize(*stored, values);
    EXPECT_EQ(values, step.tensors[tensor].after);
    EXPECT_NEAR(change.computed, double(values[index]), 1e-6);
    part<QSpinBox>("glassRow")->setValue(0);
    part<QSpinBox>("glassColumn")->setValue(0);
    EXPECT_TRUE(text("glassWeight").contains("[0, 0]"));
}

TEST_F(TrainingStepsTest, ThereIsAStepToLookIntoBeforeAnythingWasTrained) {
    page().showView(QStringLiteral("glass"));
    ASSERT_TRUE(waitFor([&] { return text("glassSummary").contains("Step 60"); }, minute))
        << text("glassSummary").toStdString();
    EXPECT_TRUE(text("glassSummary").contains("example"));
    EXPECT_GT(part<QTextBrowser>("glassTokens")->toPlainText().size(), 50);
    EXPECT_GT(part<BarList>("glassGradients")->topLevelItemCount(), 5);
    EXPECT_TRUE(text("glassFormula").contains("w′"));
}

TEST_F(TrainingStepsTest, LossesOfTheBatchGradientsAndRulesAreThoseOfASlowCount) {
    chooseSmall(400);
    click("startTraining");
    ASSERT_TRUE(waitSteps(2));
    click("pauseTraining");
    ASSERT_TRUE(waitState(State::Paused));
    page().showView(QStringLiteral("glass"));
    click("watchStep");
    ASSERT_TRUE(waitFor([&] { return session().watched() && session().state() == State::Paused; }, minute));
    const WatchedStep& watched = *session().watched();
    double sum = 0, asked = 0;
    for (const WatchedText& one : watched.texts)
        for (std::size_t i = 0; i < one.losses.size(); ++i)
            if (one.targets[i] != noTarget) {
                sum += double(one.losses[i]);
                ++asked;
            }
    EXPECT_NEAR(sum / asked, watched.report.loss, 1e-4);
    EXPECT_TRUE(text("glassSummary").contains(QLocale().toString(watched.report.loss, 'g', 4)));
    std::size_t number = 0; // of a text that is asked from its first token on
    while (watched.texts[number].targets[0] == noTarget) ++number;
    choose("glassText", int(number));
    const WatchedText& first = watched.texts[number];
    // Walk along the bars: what is said of a place is its loss, and the chance that goes with it.
    auto* strip = part<LossStrip>("glassLosses");
    strip->setFocus();
    QTest::keyClick(strip, Qt::Key_Home);
    EXPECT_TRUE(text("glassPlace").contains("only leads in")) << text("glassPlace").toStdString();
    for (std::size_t place = 1; place <= 3; ++place) {
        QTest::keyClick(strip, Qt::Key_Right);
        const double loss = double(first.losses[place - 1]);
        EXPECT_TRUE(text("glassPlace").contains(QStringLiteral("Position %1:").arg(place)));
        EXPECT_TRUE(text("glassPlace").contains(QLocale().toString(loss, 'g', 4) + " nats"))
            << text("glassPlace").toStdString();
        EXPECT_EQ(strip->accessibleName(), text("glassPlace"));
    }
    // The length of each gradient, and of all together.
    auto* bars = part<BarList>("glassGradients");
    double all = 0;
    for (std::size_t i = 0; i < watched.tensors.size(); ++i) {
        double square = 0;
        for (const float value : watched.tensors[i].gradient) square += double(value) * double(value);
        all += square;
        EXPECT_EQ(bars->topLevelItem(int(i))->text(1), QLocale().toString(std::sqrt(square), 'g', 3))
            << watched.tensors[i].name;
    }
    EXPECT_NEAR(std::sqrt(all), watched.report.gradientNorm, 1e-4 * watched.report.gradientNorm);
    // AdamW and Muon for one weight of each.
    bool sawAdamW = false, sawMuon = false;
    for (std::size_t i = 0; i < watched.tensors.size(); ++i) {
        const WatchedTensor& one = watched.tensors[i];
        if (one.group.muon ? sawMuon : sawAdamW) continue;
        bars->setCurrentItem(bars->topLevelItem(int(i)));
        part<QSpinBox>("glassRow")->setValue(0);
        part<QSpinBox>("glassColumn")->setValue(3);
        const double g = watched.clipScale * double(one.gradient[3]), w = double(one.before[3]);
        const auto& rule = watched.settings;
        double expected = 0;
        if (one.group.muon) {
            const double rate = watched.factor * rule.muonRate;
            const double tall = std::sqrt(std::max(1.0, double(one.shape[0]) / double(one.shape[1])));
            expected = w * (1 - rate * rule.weightDecay) - rate * tall * double(one.update[3]);
            sawMuon = true;
        } else {
            const double rate = watched.factor * rule.rate, t = double(watched.optimizerStep);
            const double m = rule.beta1 * double(one.firstBefore[3]) + (1 - rule.beta1) * g;
            const double v = rule.beta2 * double(one.secondBefore[3]) + (1 - rule.beta2) * g * g;
            expected = w * (1 - (one.group.decay ? rate * rule.weightDecay : 0)) -
                       rate * (m / (1 - std::pow(rule.beta1, t))) /
                           (std::sqrt(v / (1 - std::pow(rule.beta2, t))) + 1e-8);
            sawAdamW = true;
        }
        EXPECT_NEAR(expected, double(one.after[3]), 1e-6) << one.name;
        EXPECT_TRUE(text("glassWeight").contains("→ " + QLocale().toString(double(one.after[3]), 'g', 4)))
            << text("glassWeight").toStdString();
        EXPECT_TRUE(text("glassFormula").split(QLatin1Char('=')).last().trimmed().toDouble() != 0);
        EXPECT_NEAR(text("glassFormula").split(QLatin1Char('=')).last().trimmed().toDouble(), expected,
                    1e-4 * std::abs(expected) + 1e-7);
    }
    EXPECT_TRUE(sawAdamW && sawMuon);
}

TEST_F(TrainingStepsTest, DataPreparationSaysWhatItDrops) {
    showData();
    EXPECT_EQ(step(0)->text(), "Raw text\n40 documents");
    QTest::mouseClick(arrow(2), Qt::LeftButton);
    const QString filtered = part<QTextBrowser>("dataDetails")->toPlainText();
    for (const char* passage :
         {"13800138000", "anna.miller@example.org", "990000199003071235", "too short", "mostly signs"})
        EXPECT_TRUE(filtered.contains(passage)) << passage;
    QTest::mouseClick(arrow(3), Qt::LeftButton);
    const QString before = step(3)->text();
    part<QSlider>("dataWeight-chat")->setValue(0);
    ASSERT_TRUE(waitFor([&] { return !step(3)->text().isEmpty() && step(3)->text() != before; }, minute));
    EXPECT_TRUE(part<QTextBrowser>("dataDetails")->toPlainText().contains("left out for balance"));
}

TEST_F(TrainingStepsTest, EveryArrowSaysWhatWasDroppedAndEveryStepWhatIsThere) {
    showData();
    const QStringList raw = rawLines();
    EXPECT_EQ(step(0)->text(), QStringLiteral("Raw text\n%1 documents").arg(raw.size()));
    // The same letters and digits in the same order: every later one is a double.
    QStringList seen;
    int doubles = 0;
    for (const QString& one : raw) {
        QString key = one.section(QLatin1Char('\t'), 1).toLower();
        key.remove(QRegularExpression(QStringLiteral("[^\\p{L}\\p{N}]")));
        if (seen.contains(key)) ++doubles;
        seen += key;
    }
    ASSERT_GT(doubles, 0);
    EXPECT_EQ(arrow(1)->text(), QStringLiteral("→\n−%1").arg(doubles));
    QTest::mouseClick(arrow(1), Qt::LeftButton);
    EXPECT_TRUE(text("dataDetail").contains(QStringLiteral("%1 documents were dropped").arg(doubles)));
    EXPECT_EQ(details().count("the same as:"), doubles);
    EXPECT_EQ(step(1)->text(), QStringLiteral("Without duplicates\n%1 documents").arg(raw.size() - doubles));
    // Documents of the filter: those it names, and what stands in place of personal data.
    QTest::mouseClick(arrow(2), Qt::LeftButton);
    const auto gone = details().count("too short") + details().count("mostly signs");
    EXPECT_EQ(arrow(2)->text(), QStringLiteral("→\n−%1").arg(gone));
    EXPECT_EQ(step(2)->text(), QStringLiteral("Filtered\n%1 documents").arg(raw.size() - doubles - gone));
    const QString all = raw.join(QLatin1Char('\n'));
    int mails = 0; // QString::count would count overlapping matches
    for (auto it = QRegularExpression(QStringLiteral("[\\w.+-]+@[\\w-]+\\.[\\w.]+")).globalMatch(all);
         it.hasNext(); it.next())
        ++mails;
    EXPECT_TRUE(text("dataDetail").contains(QStringLiteral("[mail] × %1").arg(mails)))
        << mails << ": " << text("dataDetail").toStdString();
    QTest::mouseClick(step(2), Qt::LeftButton);
    EXPECT_TRUE(details().contains("[mail]") && details().contains("[phone]") && details().contains("[id]"));
    EXPECT_FALSE(details().contains("@"));
    EXPECT_FALSE(details().contains("13800138000"));
    // Vocabulary, ids and windows drop nothing; the numbers fit together.
    for (const int number : {4, 5, 6}) {
        EXPECT_EQ(arrow(number)->text(), "→\n0");
        QTest::mouseClick(arrow(number), Qt::LeftButton);
        EXPECT_TRUE(details().contains("Nothing was dropped")) << number;
        QTest::mouseClick(step(number), Qt::LeftButton);
        EXPECT_FALSE(details().isEmpty());
    }
    QTest::mouseClick(step(5), Qt::LeftButton);
    const qulonglong ids =
        QLocale().toULongLong(step(5)->text().section(QLatin1Char('\n'), 1).section(' ', 0, 0));
    EXPECT_TRUE(step(6)->text().endsWith(QStringLiteral("of %1 windows").arg((ids + 63) / 64)))
        << step(6)->text().toStdString();
}

TEST_F(TrainingStepsTest, ADomainThatIsReadTwiceComesTwice) {
    showData();
    const auto balanced = [&] {
        return step(3)->text().section(QLatin1Char('\n'), 1).section(' ', 0, 0).toInt();
    };
    const auto filtered = step(2)->text().section(QLatin1Char('\n'), 1).section(' ', 0, 0).toInt();
    EXPECT_EQ(balanced(), filtered);
    QTest::mouseClick(step(2), Qt::LeftButton);
    QTest::mouseClick(step(3), Qt::LeftButton);
    part<QSlider>("dataWeight-chat")->setValue(0);
    ASSERT_TRUE(waitFor([&] { return balanced() != filtered && balanced() > 0; }, minute));
    const int chats = filtered - balanced();
    EXPECT_EQ(arrow(3)->text(), QStringLiteral("→\n−%1").arg(chats));
    part<QSlider>("dataWeight-chat")->setValue(8); // twice
    ASSERT_TRUE(waitFor([&] { return balanced() == filtered + chats; }, minute)) << balanced();
    EXPECT_EQ(arrow(3)->text(), QStringLiteral("→\n0 +%1").arg(chats));
}

} // namespace
} // namespace tokenarium
