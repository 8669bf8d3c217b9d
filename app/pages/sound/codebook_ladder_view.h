// SPDX-License-Identifier: GPL-3.0-or-later
// The codebook ladder: a sound as ids, level by level, and what each level sounds like.
#pragma once

#include "app/pages/sound/sound_view.h"
#include "engine/audio/residual_codes.h"

#include <map>
#include <memory>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace tokenarium {

class CurveChart;
class IdStrip;
class SpectrogramStrip;
class ValueSlider;

class CodebookLadderView : public SoundView {
    Q_OBJECT
public:
    explicit CodebookLadderView(SoundSession& session, QWidget* parent = nullptr);
    ~CodebookLadderView() override;
    QString id() const override { return QStringLiteral("codes"); }
    const char* name() const override { return QT_TR_NOOP("Codebook ladder"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override;

    /// A stretch of the sound, encoded. At most `longestSeconds` of it: sound is slow to make again.
    struct Ladder {
        std::shared_ptr<const ResidualCodebook> codebook;
        std::shared_ptr<const Audio> original;
        std::shared_ptr<const SpectrogramPyramid> mel;
        ResidualCodes codes;
        std::vector<std::shared_ptr<const SpectrogramPyramid>> decoded; ///< after 1, 2 … levels
    };
    static constexpr double longestSeconds = 20;
    std::shared_ptr<const Ladder> ladder() const { return encoded; }
    /// Sound made from so many levels (0: from the spectrogram itself); null where it was not yet listened
    /// to.
    std::shared_ptr<const Audio> rebuilt(std::size_t levels) const;

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void arrange();
    TimeRange stretch() const;
    void encode();
    void showLadder();
    void showIds();
    void showChart();
    void showState();
    void showFrame(std::optional<std::size_t> frame);
    void listen(std::size_t levels);
    void make(std::size_t levels, bool andSave);
    void save(std::size_t levels);
    void train();
    std::size_t levels() const;

    QLabel *sentence, *facts, *frameFacts, *entriesLabel;
    ValueSlider* levelSlider;
    QPushButton *playOriginal, *playSpectrogram, *playLevels, *saveButton, *trainButton, *cancel;
    QComboBox *entries, *bookBox;
    QProgressBar* progress;
    SpectrogramStrip *original, *decoded;
    IdStrip* idStrip;
    CurveChart* chart;
    SpectrogramTiles originalTiles, decodedTiles;
    std::shared_ptr<const Ladder> encoded;
    std::map<std::size_t, std::shared_ptr<const Audio>> sounds;
    std::shared_ptr<const ResidualCodebook> learnt; ///< the latest, to come back to
    std::shared_ptr<const Audio> encodedOf;
    Span encodedStretch;
    Job encodeJob, soundJob, trainJob;
};

} // namespace tokenarium
