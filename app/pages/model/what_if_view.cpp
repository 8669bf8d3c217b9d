// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers what the person has changed, reads the text once more with it, and compares the two predictions.
#include "app/pages/model/what_if_view.h"

#include "engine/model/prompt_tokens.h"
#include "engine/view/what_if.h"
#include "widgets/model/change_list.h"
#include "widgets/model/switch_grid.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tokenarium {
namespace {

constexpr std::size_t candidatesShown = 10;

/// Only the prediction is looked at.
std::vector<float> predict(const std::shared_ptr<const ReadyModel>& model, std::vector<TokenId> ids,
                           std::vector<Intervention> interventions, std::stop_token stop) {
    const auto run = recordRun(model, std::move(ids), std::move(interventions), 0, std::move(stop));
    return run ? run->lastLogits : std::vector<float>();
}

} // namespace

bool WhatIfView::Changes::any() const { return !switchedOff.empty() || !donor.empty() || ids != original; }

WhatIfView::WhatIfView(ModelSession& modelSession, QWidget* parent) : ModelView(modelSession, parent) {
    createControls();
    connect(&session, &ModelSession::modelChanged, this, &WhatIfView::showModel);
    connect(&session, &ModelSession::runChanged, this, &WhatIfView::refresh);
    connect(&session, &ModelSession::litTokenChanged, this, [this] {
        retranslate();
        if (!swapEdit->text().isEmpty() || !donorEdit->text().isEmpty()) refresh();
    });
    connect(grid, &SwitchGrid::switched, this, &WhatIfView::refresh);
    connect(swapEdit, &QLineEdit::textEdited, this, &WhatIfView::refresh);
    connect(donorEdit, &QLineEdit::textEdited, this, &WhatIfView::refresh);
    connect(placeBox, &QComboBox::activated, this, &WhatIfView::refresh);
    connect(undoButton, &QPushButton::clicked, this, &WhatIfView::undoAll);
    showModel();
}

WhatIfView::~WhatIfView() { job.cancel(); }

void WhatIfView::createControls() {
    const auto label = [this](const char* objectName) {
        auto* made = new QLabel(this);
        made->setObjectName(QLatin1String(objectName));
        made->setWordWrap(true);
        return made;
    };
    intro = label("whatIfIntro");
    gridTitle = label("whatIfGridTitle");
    swapLabel = label("whatIfSwapLabel");
    donorLabel = label("whatIfDonorLabel");
    finding = label("whatIfFinding");
    legend = label("whatIfLegend");
    grid = new SwitchGrid(this);
    grid->setObjectName(QStringLiteral("whatIfGrid"));
    swapEdit = new QLineEdit(this);
    swapEdit->setObjectName(QStringLiteral("whatIfSwap"));
    donorEdit = new QLineEdit(this);
    donorEdit->setObjectName(QStringLiteral("whatIfDonor"));
    placeBox = new QComboBox(this);
    placeBox->setObjectName(QStringLiteral("whatIfPlace"));
    placeBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    undoButton = new QPushButton(this);
    undoButton->setObjectName(QStringLiteral("whatIfUndo"));
    list = new ChangeList(this);
    list->setObjectName(QStringLiteral("whatIfList"));
    QFont strong = finding->font();
    strong.setBold(true);
    finding->setFont(strong);

    auto* left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(gridTitle);
    left->addWidget(grid, 1);
    auto* fields = new QGridLayout;
    fields->addWidget(swapLabel, 0, 0);
    fields->addWidget(swapEdit, 0, 1, 1, 2);
    fields->addWidget(donorLabel, 1, 0);
    fields->addWidget(donorEdit, 1, 1);
    fields->addWidget(placeBox, 1, 2);
    fields->setColumnStretch(0, 2);
    fields->setColumnStretch(1, 2);
    left->addLayout(fields);
    left->addWidget(undoButton, 0, Qt::AlignLeft);
    auto* right = new QVBoxLayout;
    right->setSpacing(8);
    right->addWidget(finding);
    right->addWidget(legend);
    right->addWidget(list, 1);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(24);
    sides->addLayout(left, 3);
    sides->addLayout(right, 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(intro);
    column->addLayout(sides, 1);
}

void WhatIfView::setColors(const TokenColors& colors) {
    grid->setColors(colors);
    list->setColors(colors);
}

void WhatIfView::showModel() {
    swapEdit->clear();
    donorEdit->clear();
    grid->switchAllOn();
    retranslate();
    if (session.model()) showPlaces();
}

void WhatIfView::showPlaces() {
    const int chosen = placeBox->currentIndex();
    const int layers = int(session.model()->opened.config.layers);
    placeBox->clear();
    placeBox->addItem(tr("after the embedding"));
    for (int layer = 1; layer <= layers; ++layer) placeBox->addItem(tr("after layer %1").arg(layer));
    placeBox->setCurrentIndex(chosen >= 0 && chosen <= layers ? chosen : (layers + 1) / 2);
}

WhatIfView::Changes WhatIfView::wanted() const {
    const ModelConfig& config = session.model()->opened.config;
    Changes changes;
    const int heads = int(config.heads);
    for (int layer = 0; layer < grid->rows(); ++layer)
        for (int part = 0; part < grid->columns(); ++part) {
            if (grid->isOn(layer, part)) continue;
            Intervention off;
            off.layer = std::size_t(layer);
            off.head = std::size_t(part);
            off.kind = part < heads    ? Intervention::Kind::HeadOff
                       : part == heads ? Intervention::Kind::AttentionOff
                                       : Intervention::Kind::FeedForwardOff;
            changes.switchedOff.push_back(off);
        }
    changes.original = changes.ids = session.run()->ids;
    changes.token = std::min(session.litToken(), changes.ids.size() - 1);
    if (!swapEdit->text().isEmpty()) {
        std::vector<TokenId> swapped;
        session.model()->opened.tokenizer->encodeIds(swapEdit->text().toStdString(), swapped);
        const auto place = changes.ids.begin() + std::ptrdiff_t(changes.token);
        changes.ids.insert(changes.ids.erase(place), swapped.begin(), swapped.end());
        changes.ids.resize(std::min(changes.ids.size(), config.positions));
    }
    if (!donorEdit->text().isEmpty()) {
        changes.donor =
            tokenarium::promptTokens(session.model()->opened, donorEdit->text().toStdString()).ids;
        changes.donor.resize(std::min(changes.donor.size(), config.positions));
    }
    const int place = placeBox->currentIndex();
    if (place > 0)
        changes.tensor = "block." + std::to_string(place - 1) + ".output";
    else
        changes.tensor =
            config.positionKind == ModelConfig::Positions::Learned ? "embed.output" : "embed.tokens";
    return changes;
}

void WhatIfView::refresh() {
    if (!session.run() || session.isComputing()) return;
    if (!isVisible()) {
        stale = true;
        return;
    }
    stale = false;
    Changes changes = wanted();
    undoButton->setEnabled(changes.any());
    if (!changes.any()) {
        job.cancel();
        return arrived(session.run()->lastLogits, changes);
    }
    job.start(
        [model = session.model(), changes](std::stop_token stop, const Job::Progress&) {
            std::vector<Intervention> interventions = changes.switchedOff;
            if (!changes.donor.empty()) {
                const auto donor = recordRun(model, changes.donor, {}, 0, stop);
                if (!donor) return std::vector<float>();
                Intervention set;
                set.kind = Intervention::Kind::SetVector;
                set.tensor = changes.tensor;
                set.token = changes.token;
                const auto vector = donor->row(changes.tensor, donor->tokens() - 1);
                set.vector.assign(vector.begin(), vector.end());
                interventions.push_back(std::move(set));
            }
            return predict(model, changes.ids, std::move(interventions), stop);
        },
        [this, changes](const std::vector<float>& logits) {
            if (!logits.empty() && session.run()) arrived(logits, changes);
        },
        [this](const QString& message) { emit failed(message); });
}

void WhatIfView::arrived(const std::vector<float>& logits, const Changes& changes) {
    const std::vector<float>& before = session.run()->lastLogits;
    const PredictionChange change = comparePredictions(before, logits, candidatesShown);
    std::vector<ChangeRow> rows;
    for (const ChangedCandidate& one : change.candidates)
        rows.push_back({session.tokenLabel(one.id), one.before, one.after});
    list->setRows(std::move(rows));
    const QString first = session.tokenLabel(change.likeliestBefore),
                  now = session.tokenLabel(change.likeliestAfter);
    const double share = softmaxOf(logits)[change.likeliestAfter];
    if (!changes.any())
        finding->setText(tr("Nothing is changed yet: ‘%1’ is likeliest with %2. Click a square, or type "
                            "below the squares.")
                             .arg(first, percent(share)));
    else if (change.likeliestBefore == change.likeliestAfter)
        finding->setText(tr("‘%1’ is still likeliest, now with %2. The prediction has moved by %3 bits "
                            "(Kullback-Leibler divergence).")
                             .arg(first, percent(share), ratio(change.divergenceBits)));
    else
        finding->setText(
            tr("Now ‘%1’ is likeliest with %2, before it was ‘%3’. The prediction has moved by %4 "
               "bits (Kullback-Leibler divergence).")
                .arg(now, percent(share), first, ratio(change.divergenceBits)));
}

void WhatIfView::undoAll() {
    grid->switchAllOn();
    swapEdit->clear();
    donorEdit->clear();
    refresh();
}

void WhatIfView::showEvent(QShowEvent* event) {
    ModelView::showEvent(event);
    if (stale) refresh();
}

void WhatIfView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (session.model()) showPlaces();
        refresh();
    }
    ModelView::changeEvent(event);
}

void WhatIfView::retranslate() {
    intro->setText(
        tr("Switch parts of the model off, swap a token, or patch in a vector from another prompt, and see "
           "what becomes of the next token. Swap and patch act on the token that is lit above."));
    gridTitle->setText(tr("Each square is one attention head, a whole attention part or a whole feed-forward "
                          "part. A click switches it off: what it adds becomes 0."));
    legend->setText(tr("grey: before · coloured: after · computed by the model, over the whole vocabulary"));
    grid->setAccessibleName(tr("Parts of the model"));
    list->setAccessibleName(tr("Prediction before and after"));
    swapEdit->setAccessibleName(tr("Text in place of the lit token"));
    swapEdit->setPlaceholderText(tr("another token"));
    donorEdit->setAccessibleName(tr("Prompt whose last vector is carried over"));
    donorEdit->setPlaceholderText(tr("another prompt"));
    placeBox->setAccessibleName(tr("Where the vector is taken and put"));
    undoButton->setText(tr("Undo all changes"));
    if (!session.model()) return;
    const std::vector<TokenId> ids = session.ids();
    const QString lit =
        ids.empty() ? QString() : session.tokenLabel(ids[std::min(session.litToken(), ids.size() - 1)]);
    swapLabel->setText(tr("Swap: in place of ‘%1’ it reads").arg(lit));
    donorLabel->setText(tr("Patch: ‘%1’ gets the last vector of").arg(lit));
    SwitchGrid::Names names;
    const ModelConfig& config = session.model()->opened.config;
    for (std::size_t layer = 1; layer <= config.layers; ++layer) names.rows.append(tr("Layer %1").arg(layer));
    for (std::size_t head = 1; head <= config.heads; ++head) {
        names.columns.append(QString::number(head));
        names.spokenColumns.append(tr("head %1").arg(head));
    }
    for (const QString& part : {tr("Attention"), tr("Feed-forward")}) {
        names.columns.append(part);
        names.spokenColumns.append(part);
    }
    names.corner = tr("Head");
    if (grid->rows() != names.rows.size() || grid->columns() != names.columns.size())
        grid->setParts(names);
    else
        grid->renameParts(names);
}

} // namespace tokenarium
