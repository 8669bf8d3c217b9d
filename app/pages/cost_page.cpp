// SPDX-License-Identifier: GPL-3.0-or-later
// Its tabs; each follows the window's prices by itself.
#include "app/pages/cost_page.h"

#include "app/pages/cost/price_book_view.h"
#include "app/pages/cost/prompt_price_view.h"

namespace tokenarium {

CostPage::CostPage(PriceSession& session, QWidget* parent) : TabbedPage(parent), prices(session) {
    setObjectName(QStringLiteral("costPage"));
    addView(new PromptPriceView(prices));
    addView(new PriceBookView(prices));
}

bool CostPage::isSettled() const {
    return !prices.isReading() && !prices.isCounting() && TabbedPage::isSettled();
}

} // namespace tokenarium
