// SPDX-License-Identifier: GPL-3.0-or-later
// Its tabs; each follows the window's prices by itself.
#include "app/pages/cost_page.h"

#include "app/pages/cost/budget_view.h"
#include "app/pages/cost/compare_view.h"
#include "app/pages/cost/conversation_view.h"
#include "app/pages/cost/limits_view.h"
#include "app/pages/cost/price_book_view.h"
#include "app/pages/cost/prompt_price_view.h"
#include "app/pages/cost/quota_view.h"
#include "app/pages/cost/saved_view.h"
#include "app/pages/cost/window_view.h"

namespace tokenarium {

CostPage::CostPage(PriceSession& session, QWidget* parent) : TabbedPage(parent), prices(session), desk(session) {
    setObjectName(QStringLiteral("costPage"));
    addView(new PromptPriceView(prices));
    addView(new PriceBookView(prices));
    addView(new QuotaView(desk));
    addView(new LimitsView(desk));
    addView(new WindowView(desk));
    addView(new CompareView(desk));
    addView(new BudgetView(desk));
    addView(new ConversationView(desk));
    addView(new SavedView(desk));
}

bool CostPage::isSettled() const {
    return !prices.isReading() && !prices.isCounting() && TabbedPage::isSettled();
}

} // namespace tokenarium
