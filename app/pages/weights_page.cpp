// SPDX-License-Identifier: GPL-3.0-or-later
// The bar that says which model it is about, and one line for each tab.
#include "app/pages/weights_page.h"

#include "app/pages/weights/any_model_view.h"
#include "app/pages/weights/data_mix_view.h"
#include "app/pages/weights/ladder_view.h"
#include "app/pages/weights/memory_view.h"
#include "app/pages/weights/model_choice_bar.h"
#include "app/pages/weights/scaling_view.h"
#include "app/pages/weights/split_view.h"
#include "app/pages/weights/training_cost_view.h"
#include "widgets/message_bar.h"

#include <QDropEvent>
#include <QMimeData>

namespace tokenarium {

WeightsPage::WeightsPage(QWidget* parent) : TabbedPage(parent), bar(new ModelChoiceBar(state, this)) {
    setAcceptDrops(true);
    setHeader(bar);
    auto* ladder = new LadderView(state);
    addView(ladder);
    addView(new AnyModelView(state));
    addView(new MemoryView(sizing));
    addView(new SplitView(sizing));
    addView(new TrainingCostView(sizing));
    addView(new ScalingView(sizing));
    addView(new DataMixView(sizing));
    connect(ladder, &LadderView::modelWanted, this, [this] { showView(QStringLiteral("any-model")); });
    connect(&state, &WeightsSession::said, this, [this](const QString& sentence) {
        if (sentence.isEmpty()) return messages().clear();
        messages().say(sentence);
    });
}

WeightsPage::~WeightsPage() {
    delete bar;
    removeViews();
}

void WeightsPage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void WeightsPage::dropEvent(QDropEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) state.openFile(urls.first().toLocalFile());
}

} // namespace tokenarium
