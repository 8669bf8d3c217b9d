// SPDX-License-Identifier: GPL-3.0-or-later
// A slider whose own steps would change under the hand keeps them until it is let go.
#include "app/pages/weights/dial_panel.h"

#include "app/weights/weights_words.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QCheckBox>
#include <QEvent>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr std::size_t mostSliders = 14, shownAtOnce = 6;

const char* objectNameOf(ModelDial::Kind kind) {
    using Kind = ModelDial::Kind;
    switch (kind) {
    case Kind::Layers: return "dialLayers";
    case Kind::EncoderLayers: return "dialEncoderLayers";
    case Kind::Width: return "dialWidth";
    case Kind::Heads: return "dialHeads";
    case Kind::KeyHeads: return "dialKeyHeads";
    case Kind::FeedForward: return "dialFeedForward";
    case Kind::Vocabulary: return "dialVocabulary";
    case Kind::Positions: return "dialPositions";
    case Kind::Experts: return "dialExperts";
    case Kind::ExpertsPerToken: return "dialExpertsPerToken";
    case Kind::ExpertWidth: return "dialExpertWidth";
    case Kind::SharedExperts: return "dialSharedExperts";
    case Kind::DenseLayers: return "dialDenseLayers";
    case Kind::LatentWidth: return "dialLatentWidth";
    case Kind::QueryLatentWidth: return "dialQueryLatentWidth";
    case Kind::PatchSize: return "dialPatchSize";
    case Kind::ImageSize: return "dialImageSize";
    case Kind::MelBands: return "dialMelBands";
    case Kind::TiedHead: return "dialTiedHead";
    }
    return "";
}

} // namespace

DialPanel::DialPanel(QWidget* parent)
    : QWidget(parent)
    , tied(new QCheckBox(this))
    , more(new QToolButton(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (std::size_t i = 0; i < mostSliders; ++i) {
        bound.push_back({new ValueSlider(this), {}, false});
        column->addWidget(bound[i].slider);
        connect(bound[i].slider, &ValueSlider::valueChosen, this,
                [this, i](double value) { emit turned(bound[i].dial.kind, std::size_t(value)); });
    }
    tied->setObjectName(QStringLiteral("dialTiedHead"));
    more->setObjectName(QStringLiteral("moreDials"));
    more->setCheckable(true);
    more->setAutoRaise(true);
    column->addWidget(tied);
    column->addWidget(more);
    connect(tied, &QCheckBox::clicked, this,
            [this](bool on) { emit turned(ModelDial::Kind::TiedHead, on ? 1 : 0); });
    connect(more, &QToolButton::toggled, this, [this] {
        arrange();
        retranslate();
    });
    retranslate();
}

ValueSlider* DialPanel::sliderOf(ModelDial::Kind kind) const {
    for (const Bound& one : bound)
        if (one.isUsed && one.dial.kind == kind) return one.slider;
    return nullptr;
}

void DialPanel::setDials(const std::vector<ModelDial>& dials) {
    std::size_t used = 0;
    bool newKinds = false;
    hasTied = false;
    for (const ModelDial& dial : dials) {
        if (dial.isSwitch()) {
            hasTied = true;
            const QSignalBlocker quiet(tied);
            tied->setChecked(dial.value != 0);
            continue;
        }
        if (used == bound.size()) break;
        newKinds |= !bound[used].isUsed || bound[used].dial.kind != dial.kind;
        bind(used++, dial);
    }
    for (std::size_t i = used; i < bound.size(); ++i) {
        newKinds |= bound[i].isUsed;
        bound[i].isUsed = false;
    }
    if (newKinds || tied->isHidden() == (hasTied && more->isChecked())) {
        retranslate();
        arrange();
    }
}

void DialPanel::bind(std::size_t at, const ModelDial& dial) {
    Bound& one = bound[at];
    one.dial = dial;
    one.isUsed = true;
    if (!one.slider->slider().isSliderDown())
        one.slider->setValues(std::vector<double>(dial.steps.begin(), dial.steps.end()));
    one.slider->setValue(double(dial.value));
}

void DialPanel::arrange() {
    const auto used =
        std::size_t(std::count_if(bound.begin(), bound.end(), [](const Bound& one) { return one.isUsed; }));
    int widest = 0;
    for (std::size_t i = 0; i < bound.size(); ++i) {
        const bool isShown = bound[i].isUsed && (i < shownAtOnce || more->isChecked());
        bound[i].slider->setVisible(isShown);
        bound[i].slider->setNameWidth(0);
        if (isShown) widest = std::max(widest, bound[i].slider->nameWidth());
    }
    for (const Bound& one : bound) one.slider->setNameWidth(widest);
    tied->setVisible(hasTied && more->isChecked());
    more->setVisible(used > shownAtOnce || hasTied);
}

void DialPanel::retranslate() {
    for (Bound& one : bound) {
        if (!one.isUsed) continue;
        one.slider->slider().setObjectName(QLatin1String(objectNameOf(one.dial.kind)));
        one.slider->setTexts(
            dialName(one.dial.kind), [](double value) { return grouped(std::size_t(value)); },
            dialMeaning(one.dial.kind));
    }
    tied->setText(dialName(ModelDial::Kind::TiedHead));
    tied->setToolTip(dialMeaning(ModelDial::Kind::TiedHead));
    more->setText(more->isChecked() ? tr("Fewer sizes") : tr("More sizes"));
    more->setToolTip(tr("Sizes that matter less"));
}

void DialPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange) arrange();
}

} // namespace tokenarium
