// SPDX-License-Identifier: GPL-3.0-or-later
// What is missing is marked and says why.
#include "app/pages/training/text_choice_box.h"

#include "app/training/training_words.h"

#include <QFileDialog>

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
    for (const TextChoice one : choices) {
        TrainingSetup setup;
        setup.texts = one;
        const bool missing = one != TextChoice::OwnFiles && !textProblem(setup).empty();
        addItem(missing ? tr("%1 – not on this machine").arg(textChoiceName(one)) : textChoiceName(one));
    }
    choose(current, own);
}

void TextChoiceBox::choose(TextChoice choice, std::vector<std::filesystem::path> files) {
    current = choice;
    own = std::move(files);
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (choices[i] == choice) setCurrentIndex(int(i));
    QStringList names;
    for (const auto& file : own) names += QString::fromStdU16String(file.filename().u16string());
    setToolTip(names.join(QStringLiteral(", ")));
}

QString TextChoiceBox::problem() const {
    TrainingSetup setup;
    setup.texts = current;
    setup.files = own;
    return QString::fromStdString(textProblem(setup));
}

void TextChoiceBox::take(int row) {
    const TextChoice wanted = choices[std::size_t(row)];
    if (wanted == TextChoice::OwnFiles) {
        const QStringList files = QFileDialog::getOpenFileNames(this, tr("Texts to train with"), {},
                                                                tr("Texts (*.txt *.md);;All files (*)"));
        if (files.isEmpty()) return choose(current, own);
        own.clear();
        for (const QString& file : files) own.emplace_back(file.toStdU16String());
    }
    choose(wanted, own);
    emit chosen();
}

} // namespace tokenarium
