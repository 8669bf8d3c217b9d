// SPDX-License-Identifier: GPL-3.0-or-later
// The last row is a person's own, which cannot be chosen, only made.
#include "app/pages/serving/use_case_box.h"

#include "app/serving/use_cases.h"

#include <QStandardItemModel>

namespace tokenarium {
namespace {

constexpr UseCases::Kind kinds[] = {UseCases::Chatbot, UseCases::Reading, UseCases::Video,
                                    UseCases::Research};
constexpr int ownRow = 4;

} // namespace

UseCaseBox::UseCaseBox(ServingSession& servingSession, QWidget* parent)
    : QComboBox(parent)
    , session(servingSession) {
    setObjectName(QStringLiteral("useCase"));
    for (int row = 0; row <= ownRow; ++row) addItem(QString());
    qobject_cast<QStandardItemModel*>(model())->item(ownRow)->setEnabled(false);
    connect(this, &QComboBox::activated, this, [this](int row) {
        if (row >= ownRow) return showChoice();
        ServingChoices wanted = session.choices();
        UseCases::apply(kinds[row], wanted);
        session.choose(wanted, accessibleName());
    });
    retranslate();
}

void UseCaseBox::showChoice() {
    const auto kind = UseCases::of(session.choices());
    const int row = kind ? int(*kind) : ownRow;
    if (row != currentIndex()) setCurrentIndex(row);
    setToolTip(kind ? UseCases::reason(*kind) : tr("A request of your own"));
}

void UseCaseBox::retranslate() {
    setAccessibleName(tr("Use case"));
    for (const UseCases::Kind kind : kinds) setItemText(int(kind), tr("For: %1").arg(UseCases::name(kind)));
    setItemText(ownRow, tr("For: your own request"));
    showChoice();
}

} // namespace tokenarium
