// SPDX-License-Identifier: GPL-3.0-or-later
// Semantic against acoustic: the same sentence in two voices, as ids of what is said and of how it sounds.
#pragma once

#include "app/pages/sound/sound_view.h"
#include "engine/audio/unit_alignment.h"

class QComboBox;
class QLabel;
class QPushButton;
class QScrollArea;
class QTreeWidget;

namespace tokenarium {

class AlignmentRows;

class SameSentenceView : public SoundView {
    Q_OBJECT
public:
    explicit SameSentenceView(SoundSession& session, QWidget* parent = nullptr);
    ~SameSentenceView() override;
    QString id() const override { return QStringLiteral("meaning"); }
    const char* name() const override { return QT_TR_NOOP("Meaning and voice"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return compared && !job.isBusy(); }

    /// One recording as ids, repeats joined, and where each begins and ends.
    struct Voice {
        std::shared_ptr<const Audio> audio;
        std::vector<std::uint16_t> semantic, acoustic;
        std::vector<TimeRange> semanticTimes, acousticTimes;
        double semanticPerSecond = 0;
    };
    struct Comparison {
        Voice left, right;
        UnitAlignment semantic, acoustic;
    };
    std::shared_ptr<const Comparison> comparison() const { return compared; }

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void arrange();
    void fillVoices(QComboBox& box) const;
    void compare();
    void showComparison();
    void showSystems();
    void showState();
    void showPair(bool semantic, std::optional<std::size_t> pair);
    void play(bool left);

    QLabel *sentence, *semanticTitle, *acousticTitle, *pairFacts, *plain, *leftLabel, *rightLabel;
    QComboBox *left, *right;
    QPushButton *playLeft, *playRight;
    AlignmentRows *semantic, *acoustic;
    QScrollArea *semanticArea, *acousticArea;
    QTreeWidget* systems;
    std::shared_ptr<const Comparison> compared;
    QString comparedLeft, comparedRight;
    std::shared_ptr<const Audio> comparedOf;
    std::shared_ptr<const ResidualCodebook> comparedBook;
    Job job;
};

} // namespace tokenarium
