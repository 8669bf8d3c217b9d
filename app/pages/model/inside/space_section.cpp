// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the embedding table and their projection come from a worker.
#include "app/pages/model/inside/space_section.h"

#include "app/pages/model/inside/section_parts.h"
#include "app/pages/model/inside/word_presets.h"
#include "engine/view/embedding_rows.h"
#include "engine/view/projection.h"
#include "widgets/model/point_map.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr std::size_t neighbours = 40, mostPoints = 200;

/// Each once, without the marks, which lie so far from all words that they would press these together.
std::vector<TokenId> writtenTokens(const ReadyModel& model, const std::vector<TokenId>& ids) {
    const Vocabulary& vocabulary = model.opened.tokenizer->vocabulary();
    std::vector<TokenId> written;
    for (const TokenId id : ids)
        if (vocabulary.kind(id) == TokenKind::Normal && written.size() < mostPoints &&
            std::find(written.begin(), written.end(), id) == written.end())
            written.push_back(id);
    return written;
}

} // namespace

struct SpaceSection::Cloud {
    std::vector<std::vector<TokenId>> ids; // of each point
    std::vector<std::string> words;        // of each point where they were typed
    Projection plane;
};

SpaceSection::SpaceSection(ModelSession& modelSession, QWidget* parent)
    : RefreshedView(modelSession, parent) {
    sentence = plainLabel(this);
    finding = findingLabel(this, "spaceFinding");
    choiceBox = new QComboBox(this);
    choiceBox->setObjectName(QStringLiteral("spaceChoice"));
    for (const int choice : {TypedWords, TokensOfText, Neighbours}) choiceBox->addItem(QString(), choice);
    wordsEdit = new QLineEdit(this);
    wordsEdit->setObjectName(QStringLiteral("spaceWords"));
    map = new PointMap(this);
    map->setObjectName(QStringLiteral("spaceMap"));
    auto* controls = new QHBoxLayout;
    controls->addWidget(choiceBox);
    controls->addWidget(wordsEdit, 1);
    controls->addStretch(0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(sentence);
    column->addLayout(controls);
    column->addWidget(finding);
    column->addWidget(map, 1);
    connect(choiceBox, &QComboBox::currentIndexChanged, this, &RefreshedView::refreshSoon);
    connect(wordsEdit, &QLineEdit::textEdited, this, &RefreshedView::refreshSoon);
    connect(&session, &ModelSession::modelChanged, this, [this] {
        wordsEdit->clear();
        refreshSoon();
    });
    connect(&session, &ModelSession::textChanged, this, [this] {
        if (choiceBox->currentData() != TypedWords) refreshSoon();
    });
    connect(&session, &ModelSession::litTokenChanged, this, [this] {
        if (choiceBox->currentData() == Neighbours) return refreshSoon();
        if (isVisible()) showLit();
    });
    connect(map, &PointMap::pointed, this, [this](std::optional<std::size_t> point) {
        if (choiceBox->currentData() != TokensOfText) return;
        if (!point) return session.hoverToken(std::nullopt);
        const std::vector<TokenId> ids = session.ids();
        const auto found = std::find(ids.begin(), ids.end(), shown[*point].front());
        if (found != ids.end()) session.hoverToken(std::size_t(found - ids.begin()));
    });
}

void SpaceSection::setColors(const TokenColors& colors) { map->setColors(colors); }

void SpaceSection::retranslate() {
    sentence->setText(
        tr("Each token is a row of the embedding table, a point in a space of many dimensions. This is "
           "the plane on which the chosen points lie farthest apart (principal components)."));
    choiceBox->setItemText(TokensOfText, tr("Tokens of the text"));
    choiceBox->setItemText(Neighbours, tr("Nearest to the lit token"));
    choiceBox->setItemText(TypedWords, tr("Words I choose"));
    choiceBox->setAccessibleName(tr("Which tokens"));
    wordsEdit->setAccessibleName(tr("Words, with commas between them"));
    map->setAccessibleName(tr("Embedding space"));
}

void SpaceSection::refresh() {
    retranslate();
    const bool typed = choiceBox->currentData() == TypedWords;
    wordsEdit->setVisible(typed);
    const auto model = session.model();
    const std::vector<TokenId> ids = session.ids();
    if (!model || ids.empty()) return;
    if (wordsEdit->text().isEmpty() && !wordsEdit->hasFocus()) {
        wordsEdit->setText(wordsForSpace(*model));
        wordsEdit->setCursorPosition(0); // the first words are seen
    }
    std::vector<std::string> words;
    for (const QString& word : wordGroupsOf(wordsEdit->text()).words) words.push_back(word.toStdString());
    const TokenId lit = ids[std::min(session.litToken(), ids.size() - 1)];
    job.start(
        [model, ids, words, lit, choice = choiceBox->currentData().toInt()](std::stop_token,
                                                                            const Job::Progress&) {
            Cloud cloud;
            std::vector<float> rows;
            if (choice == TypedWords) {
                for (const WordVector& word : wordVectors(*model, words)) {
                    if (word.vector.empty() || cloud.ids.size() >= mostPoints) continue;
                    cloud.ids.push_back(word.ids);
                    cloud.words.push_back(word.word);
                    rows.insert(rows.end(), word.vector.begin(), word.vector.end());
                }
            } else {
                std::vector<TokenId> chosen;
                if (choice == Neighbours)
                    for (const NearToken& near : nearestTokens(*model, lit, neighbours))
                        chosen.push_back(near.id);
                else
                    chosen = writtenTokens(*model, ids);
                rows = embeddingRows(*model, chosen);
                for (const TokenId id : chosen) cloud.ids.push_back({id});
            }
            cloud.plane = projectToPlane(rows, model->opened.config.width);
            return cloud;
        },
        [this](Cloud cloud) { show(std::move(cloud)); });
}

void SpaceSection::show(Cloud cloud) {
    QStringList labels;
    for (std::size_t i = 0; i < cloud.ids.size(); ++i)
        labels += cloud.words.empty() ? session.tokenLabel(cloud.ids[i].front())
                                      : QString::fromStdString(cloud.words[i]);
    shown = std::move(cloud.ids);
    map->setData(std::move(cloud.plane.points), labels);
    const std::size_t columns = session.model() ? session.model()->opened.config.width : 0;
    finding->setText(
        tr("%1 points in %2 dimensions; the two axes show %3 of how they differ, the rest cannot be "
           "seen here.")
            .arg(shown.size())
            .arg(columns)
            .arg(percent(cloud.plane.share[0] + cloud.plane.share[1])));
    showLit();
}

void SpaceSection::showLit() {
    const std::vector<TokenId> ids = session.ids();
    if (ids.empty()) return;
    const std::vector<TokenId> lit{ids[std::min(session.litToken(), ids.size() - 1)]};
    const auto found = std::find(shown.begin(), shown.end(), lit);
    map->setLit(found == shown.end() ? std::nullopt : std::optional(std::size_t(found - shown.begin())));
}

} // namespace tokenarium
