// SPDX-License-Identifier: GPL-3.0-or-later
// What is missing is grey and says why.
#include "app/pages/training/text_choice_box.h"

#include "app/training/training_words.h"

#include <QFileDialog>
#include <QStandardItemModel>

namespace tokenarium {

TextChoiceBox::TextChoiceBox(std::vector<TextChoice> offered, QWidget* parent)
    : QComboBox(parent)
    , choices(std::move(offered))
    , current(choices.front()) {
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(16);
    connect(this, &QComboBox::activated, this, &TextChoiceBox::take);
    retranslate();
}

void TextChoiceBox::retranslate() {
    const QSignalBlocker quiet(this);
    clear();
    auto* items = qobject_cast<QStandardItemModel*>(model());
    for (const TextChoice one : choices) {
        addItem(textChoiceName(one));
        TrainingSetup setup;
        setup.texts = one;
        const std::string problem = one == TextChoice::OwnFiles ? std::string() : textProblem(setup);
        items->item(count() - 1)->setEnabled(problem.empty());
        if (!problem.empty()) items->item(count() - 1)->setToolTip(QString::fromStdString(problem));
    }
    choose(current);
}

void TextChoiceBox::choose(TextChoice choice) {
    current = choice;
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (choices[i] == choice) setCurrentIndex(int(i));
}

void TextChoiceBox::take(int row) {
    const TextChoice wanted = choices[std::size_t(row)];
    if (wanted == TextChoice::OwnFiles) {
        const QStringList files = QFileDialog::getOpenFileNames(this, tr("Texts to train with"), {},
                                                                tr("Texts (*.txt *.md);;All files (*)"));
        if (files.isEmpty()) return choose(current);
        own.clear();
        for (const QString& file : files) own.emplace_back(file.toStdU16String());
    }
    current = wanted;
    emit chosen();
}

} // namespace tokenarium
