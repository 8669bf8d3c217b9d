// SPDX-License-Identifier: GPL-3.0-or-later
// Lengths of recorded vectors: little enough to be had at once.
#include "app/pages/model/inside/norms_section.h"

#include "app/pages/model/inside/section_parts.h"
#include "engine/view/residual_stream.h"
#include "widgets/charts/layer_chart.h"

#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {

NormsSection::NormsSection(ModelSession& modelSession, QWidget* parent)
    : RefreshedView(modelSession, parent) {
    sentence = plainLabel(this);
    chart = new LayerChart(this);
    chart->setObjectName(QStringLiteral("normsChart"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(sentence);
    column->addWidget(chart, 1);
    connect(&session, &ModelSession::runChanged, this, &RefreshedView::refreshSoon);
    connect(&session, &ModelSession::litTokenChanged, this, &RefreshedView::refreshSoon);
}

void NormsSection::setColors(const TokenColors& colors) { chart->setColors(colors); }

void NormsSection::refresh() {
    sentence->setText(
        tr("Every token has one vector that runs through the model. Attention and feed-forward of each "
           "layer only add to it; its length says how much has come together."));
    const auto& run = session.run();
    if (!run) return;
    const std::size_t token = std::min(session.litToken(), run->tokens() - 1);
    const ResidualNorms norms = residualNormsOf(*run, token);
    const QString label = session.tokenLabel(run->ids[token]);
    LayerChartData picture;
    const auto number = [](double value) { return QLocale().toString(value, 'f', 1); };
    picture.finding = tr("The vector of ‘%1’ grows from %2 at the embedding to %3 after layer %4.")
                          .arg(label, number(norms.stream.front()), number(norms.stream.back()))
                          .arg(norms.attention.size());
    if (norms.stream.back() < norms.stream.front())
        picture.finding = tr("The vector of ‘%1’ shrinks from %2 at the embedding to %3 after layer %4.")
                              .arg(label, number(norms.stream.front()), number(norms.stream.back()))
                              .arg(norms.attention.size());
    picture.layersTitle = tr("after layer (0: the embedding)");
    picture.valuesTitle = tr("length (Euclidean norm)");
    picture.layers = norms.attention.size();
    picture.curves = {{tr("all tokens, mean"), norms.meanStream, 0, LayerCurve::Kind::Yardstick},
                      {tr("added by attention"), norms.attention, 1, LayerCurve::Kind::First},
                      {tr("added by feed-forward"), norms.feedForward, 1, LayerCurve::Kind::Second},
                      {tr("the stream of ‘%1’").arg(label), norms.stream, 0, LayerCurve::Kind::Main}};
    chart->setData(std::move(picture));
}

} // namespace tokenarium
