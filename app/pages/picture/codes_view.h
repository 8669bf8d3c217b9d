// SPDX-License-Identifier: GPL-3.0-or-later
// The picture as ids of a codebook learnt on it: how good it is at which size, and a model that goes on with
// it.
#pragma once

#include "app/pages/picture/picture_view.h"
#include "engine/image/patch_codebook.h"
#include "engine/train/picture_codes.h"

#include <QTimer>

#include <memory>
#include <mutex>
#include <vector>

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace tokenarium {

class CurveChart;
class ValueSlider;

/// A code that the model has drawn: its place is the order.
struct DrawnCode {
    TokenId id = 0;
    std::vector<Candidate> likeliest; ///< a few
};

class CodesView : public PictureView {
    Q_OBJECT
public:
    explicit CodesView(PictureSession& session, QWidget* parent = nullptr);
    ~CodesView() override;
    QString id() const override { return QStringLiteral("codes"); }
    const char* name() const override { return QT_TR_NOOP("Discrete tokens"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !curveJob.isBusy() && !completeJob.isBusy(); }

    /// What is shown: of the chosen size, or the largest that there is yet; null before the first.
    std::shared_ptr<const CodebookPoint> point() const;
    /// Picture that the codebook is learnt on.
    const std::shared_ptr<const Image>& codedImage() const { return coded; }
    /// What the model has completed; empty before.
    const CodePicture& completed() const { return whole; }
    const std::vector<DrawnCode>& drawnCodes() const { return drawn; }
    /// The model that has learnt, and the first codes of the picture; nothing before, and while it draws.
    std::optional<GivenModel> modelToStep() const;

protected:
    void refresh() override;
    void retranslate() override;

private:
    /// Where a worker leaves what it found; its mutex guards everything.
    struct Found {
        std::mutex mutex;
        std::shared_ptr<const Image> picture;
        std::vector<std::shared_ptr<const CodebookPoint>> points;
    };
    struct Drawing {
        std::mutex mutex;
        std::vector<DrawnCode> codes;
        PictureModelReport report;
        std::shared_ptr<const ReadyModel> model; ///< once it has learnt
    };
    void createControls();
    void arrange();
    QWidget* captioned(QLabel* caption, PictureCanvas* canvas);
    void learn();
    void takePoints();
    void showPoint();
    void showCodes(const CodebookPoint& shown);
    void showChart();
    void showCell(std::optional<std::size_t> cell);
    void complete();
    void forgetCompleted();
    void showDrawing();
    void showStepButton();
    std::shared_ptr<const ReadyModel> learntModel() const;
    QString cellWords(std::size_t cell) const;

    QLabel *sentence, *facts, *cellFacts, *modelFacts, *seedLabel, *stepsLabel;
    QLabel *originalCaption, *codesCaption, *rebuiltCaption, *completedCaption;
    PictureCanvas *original, *codesCanvas, *rebuilt, *completedCanvas;
    ValueSlider *patch, *codes;
    QProgressBar* progress;
    QPushButton *cancel, *completeButton, *stepButton;
    QSpinBox *seed, *steps;
    QCheckBox* wholePicture;
    CurveChart* chart;
    std::shared_ptr<const Image> learntOf, coded;
    std::uint32_t learntPatch = 0;
    std::shared_ptr<Found> found;
    std::vector<std::shared_ptr<const CodebookPoint>> points;
    std::shared_ptr<Drawing> drawing;
    std::shared_ptr<const CodebookPoint> completedFrom;
    CodePicture whole;
    std::vector<DrawnCode> drawn;
    std::size_t firstDrawn = 0;
    QTimer drawTimer;
    Job curveJob, completeJob;
};

} // namespace tokenarium
