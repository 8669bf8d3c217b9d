// SPDX-License-Identifier: GPL-3.0-or-later
// As in the setup of a training from nothing, every change goes through undo and comes back from there.
#include "app/pages/training/post_setup_bar.h"

#include "app/change_value.h"
#include "app/model/model_session.h"
#include "app/pages/training/text_choice_box.h"
#include "app/training/post_preview.h"
#include "engine/model/model_catalog.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace tokenarium {

namespace {

/// Of undo: neighbouring changes of one part are one. The parts of the other setup count from 0.
enum Part { TextsPart = 100, BasePart, MethodPart, StepsPart, PromptPart };

} // namespace

PostSetupBar::PostSetupBar(TrainingSession& trainingSession, QWidget* parent)
    : QWidget(parent)
    , session(trainingSession)
    , baseLabel(new QLabel(this))
    , textsLabel(new QLabel(this))
    , methodLabel(new QLabel(this))
    , stepsLabel(new QLabel(this))
    , promptLabel(new QLabel(this))
    , base(new QComboBox(this))
    , method(new QComboBox(this))
    , texts(new TextChoiceBox({TextChoice::Chat, TextChoice::Pairs, TextChoice::Licences, TextChoice::Poems,
                               TextChoice::OwnFiles},
                              this))
    , steps(new QSpinBox(this))
    , prompt(new QLineEdit(this))
    , buttons(new QHBoxLayout) {
    const std::pair<QWidget*, const char*> names[] = {{base, "postBase"},
                                                      {texts, "postTexts"},
                                                      {method, "postMethod"},
                                                      {steps, "postSteps"},
                                                      {prompt, "postPrompt"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    fillBase();
    steps->setRange(1, 5000);
    steps->setValue(chosen.steps);
    arrange();
    retranslate();
    chosen = shown();
    chosen.prompt = promptFor(chosen);
    prompt->setText(chosen.prompt);
    prompt->setCursorPosition(0);
    connect(texts, &TextChoiceBox::chosen, this, [this] { take(TextsPart); });
    connect(base, &QComboBox::activated, this, [this] { take(BasePart); });
    connect(method, &QComboBox::activated, this, [this] { take(MethodPart); });
    connect(steps, &QSpinBox::valueChanged, this, [this] { take(StepsPart); });
    connect(prompt, &QLineEdit::textEdited, this, [this] { take(PromptPart); });
}

void PostSetupBar::fillBase() {
    for (const EmbeddedModel& model : embeddedModels(embeddedModelsFolder()))
        base->addItem(QString::fromStdString(model.name),
                      QString::fromStdU16String(model.folder.u16string()));
    if (const int stories = base->findText(QStringLiteral("stories")); stories >= 0)
        base->setCurrentIndex(stories);
}

void PostSetupBar::arrange() {
    const std::pair<QLabel*, QWidget*> fields[] = {
        {baseLabel, base}, {textsLabel, texts}, {methodLabel, method}, {stepsLabel, steps}};
    auto* form = new QGridLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(8);
    int at = 0;
    for (const auto& [label, field] : fields) {
        label->setBuddy(field);
        form->addWidget(label, 0, at++);
        form->addWidget(field, 0, at++);
    }
    promptLabel->setBuddy(prompt);
    form->addWidget(promptLabel, 1, 0);
    form->addWidget(prompt, 1, 1, 1, 3);
    form->addLayout(buttons, 1, 4, 1, 4);
    form->setColumnStretch(1, 1);
    form->setColumnStretch(3, 2);
    form->setColumnStretch(5, 2);
    setTabOrder(steps, prompt);
}

void PostSetupBar::addButton(QWidget* button) { buttons->addWidget(button); }

PostSetupBar::Choice PostSetupBar::shown() const {
    return {texts->choice(), texts->files(), base->currentData().toString(), method->currentData().toInt(),
            steps->value(),  prompt->text()};
}

/// Something that the texts would go on from.
QString PostSetupBar::promptFor(const Choice& choice) const {
    switch (choice.texts) {
    case TextChoice::Chat: return QStringLiteral("Question: Can you tell me a story about the lost dog?");
    case TextChoice::Pairs: return QStringLiteral("The little bear was happy. =");
    case TextChoice::Licences: return QStringLiteral("You may copy");
    case TextChoice::Poems: return QStringLiteral("春");
    default: return ModelSession::samplePrompt(base->itemText(std::max(base->findData(choice.base), 0)));
    }
}

/// Another model or other texts bring a prompt of their own, unless a person wrote one.
void PostSetupBar::take(int part) {
    Choice now = shown();
    if (chosen.prompt == promptFor(chosen) && (part == TextsPart || part == BasePart))
        now.prompt = promptFor(now);
    if (now == chosen) return;
    session.undoStack().push(new ChangeValue<Choice>([this](const Choice& choice) { apply(choice); }, chosen,
                                                     now, tr("change of the post-training"), part));
}

void PostSetupBar::apply(const Choice& choice) {
    chosen = choice;
    const QSignalBlocker quiet(steps);
    texts->choose(chosen.texts, chosen.files);
    base->setCurrentIndex(base->findData(chosen.base));
    method->setCurrentIndex(method->findData(chosen.rank));
    steps->setValue(chosen.steps);
    if (prompt->text() != chosen.prompt) {
        prompt->setText(chosen.prompt);
        prompt->setCursorPosition(0);
    }
    emit changed();
}

TrainingSetup PostSetupBar::setup() const {
    const Choice choice = shown();
    TrainingSetup setup =
        postTrainingSetup(choice.texts, std::size_t(choice.steps), std::size_t(choice.rank));
    setup.files = choice.files;
    setup.base = std::filesystem::path(choice.base.toStdU16String());
    setup.baseName = base->currentText().toStdString();
    setup.prompt = choice.prompt.toStdString();
    return setup;
}

QString PostSetupBar::problem() const {
    if (base->count() == 0) return tr("No model lies beside the program, so there is nothing to go on from.");
    return texts->problem();
}

void PostSetupBar::setFieldsEnabled(bool on) {
    for (QWidget* field : std::initializer_list<QWidget*>{base, texts, method, steps, prompt})
        field->setEnabled(on);
}

void PostSetupBar::retranslate() {
    const auto nameField = [](QLabel* label, QWidget* field, const QString& text) {
        label->setText(text);
        field->setAccessibleName(text);
    };
    nameField(baseLabel, base, tr("Model"));
    nameField(textsLabel, texts, tr("Texts"));
    nameField(methodLabel, method, tr("Method"));
    nameField(stepsLabel, steps, tr("Steps"));
    nameField(promptLabel, prompt, tr("Prompt"));
    texts->retranslate();
    const int chosenMethod = method->currentIndex();
    method->clear();
    method->addItem(tr("full: all weights"), 0);
    for (const int rank : {4, 8, 16}) method->addItem(tr("LoRA of rank %1").arg(rank), rank);
    method->setCurrentIndex(std::max(chosenMethod, 0));
}

} // namespace tokenarium
