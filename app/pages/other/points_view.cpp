// SPDX-License-Identifier: GPL-3.0-or-later
// The cloud, and beside it the arithmetic of three ways to make tokens of it.
#include "app/pages/other/points_view.h"

#include "widgets/other/point_cloud_view.h"
#include "widgets/still_text.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QFontDatabase>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace tokenarium {
namespace {

enum Part { PointsPart = 80, SidePart, SeedPart };
constexpr int degreesPerStep = 5;
constexpr int pointsListed = 10;

QString coordinate(float value) {
    return QStringLiteral("%1").arg(QLocale().toString(double(value), 'f', 3), 8);
}

std::vector<double> turns() {
    std::vector<double> values;
    for (int at = 0; at < 360; at += degreesPerStep) values.push_back(at);
    return values;
}

CloudPicture::Place placed(const CloudPlace& place) { return {place.x, place.y, place.depth}; }

CloudPicture pictureOf(const PointCloud& cloud, double turn) {
    const auto shownBox = [turn](const CloudBox& box) {
        const auto corners = cornersOnScreen(box, turn);
        std::array<CloudPicture::Place, 8> shown;
        for (std::size_t i = 0; i < shown.size(); ++i) shown[i] = placed(corners[i]);
        return shown;
    };
    CloudPicture picture;
    picture.whole = shownBox({-1, -1, -1, 2});
    for (const CloudPoint& point : cloud.points)
        picture.points.push_back({placed(placeOnScreen(point.x, point.y, point.z, turn)), point.voxel});
    for (const CloudBox& box : cloud.boxes) picture.boxes.push_back(shownBox(box));
    return picture;
}

} // namespace

PointsView::PointsView(PointsSession& pointsSession, QWidget* parent)
    : OtherView(parent)
    , session(pointsSession)
    , sentence(new QLabel(this))
    , facts(new QLabel(this))
    , groups(new QLabel(this))
    , place(new QLabel(this))
    , members(new QLabel(this))
    , seedLabel(new QLabel(this))
    , cloud(new PointCloudView(this))
    , points(new ValueSlider(this))
    , side(new ValueSlider(this))
    , turn(new ValueSlider(this))
    , seed(new QSpinBox(this)) {
    createControls();
    arrange();
    connect(&session, &PointsSession::changed, this, &PointsView::refreshSoon);
    connect(&session, &PointsSession::changed, this, &OtherView::promptChanged);
    connect(&session, &PointsSession::litChanged, this, [this] {
        if (isVisible()) showLit();
        emit promptChanged();
    });
    retranslate();
}

void PointsView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {{facts, "pointsFacts"},
                                                      {groups, "pointsGroups"},
                                                      {place, "pointsPlace"},
                                                      {members, "pointsMembers"},
                                                      {cloud, "pointCloud"},
                                                      {seed, "pointsSeed"},
                                                      {&points->slider(), "pointCount"},
                                                      {&side->slider(), "voxelSide"},
                                                      {&turn->slider(), "cloudTurn"},
                                                      {sentence, "pointsSentence"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, facts, groups, place, members}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    QFont strong = font();
    strong.setBold(true);
    place->setFont(strong);
    members->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    points->setValues({64, 128, 256, 512, 1024, 2048, 4096, 8192});
    side->setValues({2, 4, 8, 12, 16, 24, 32, 48, 64});
    turn->setValues(turns());
    turn->setValue(degrees);
    seed->setRange(1, 9999);
    seedLabel->setBuddy(seed);
    connect(points, &ValueSlider::valueChosen, this, [this](double value) {
        choose([value](PointsChoices& wanted) { wanted.points = std::size_t(value); }, tr("Points"),
               PointsPart);
    });
    connect(side, &ValueSlider::valueChosen, this, [this](double value) {
        choose([value](PointsChoices& wanted) { wanted.side = std::size_t(value); }, tr("Voxels"), SidePart);
    });
    connect(seed, &QSpinBox::valueChanged, this, [this](int value) {
        choose([value](PointsChoices& wanted) { wanted.seed = std::uint64_t(value); }, tr("Seed"), SeedPart);
    });
    connect(turn, &ValueSlider::valueChosen, this, [this](double value) {
        degrees = value;
        showCloud();
    });
    connect(cloud, &PointCloudView::turned, this, [this](double by) {
        degrees = std::fmod(degrees + by + 360, 360);
        turn->setValue(degrees);
        showCloud();
    });
    connect(cloud, &PointCloudView::hovered, this,
            [this](std::optional<std::size_t> voxel) { session.hoverVoxel(voxel); });
    connect(cloud, &PointCloudView::chosen, this, [this](std::size_t voxel) { session.pinVoxel(voxel); });
    cloud->setWords([this](std::size_t voxel) { return wordsOf(voxel); });
}

void PointsView::choose(const std::function<void(PointsChoices&)>& set, const QString& name, int part) {
    PointsChoices wanted = session.choices();
    set(wanted);
    session.choose(wanted, name, part);
}

void PointsView::arrange() {
    auto* panel = new QWidget(this);
    panel->setFixedWidth(fontMetrics().averageCharWidth() * 52);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(points);
    column->addWidget(side);
    column->addWidget(turn);
    auto* seedRow = new QHBoxLayout;
    seedRow->addWidget(seedLabel);
    seedRow->addWidget(seed);
    seedRow->addStretch(1);
    column->addLayout(seedRow);
    column->addWidget(facts);
    column->addWidget(groups);
    column->addWidget(new StillText(place, 2));
    column->addWidget(new StillText(members, pointsListed + 2));
    column->addStretch(1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(cloud, 1);
    columns->addWidget(panel);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addLayout(columns, 1);
}

void PointsView::setColors(const TokenColors& colors) { cloud->setColors(colors); }

void PointsView::refresh() {
    const PointsChoices& chosen = session.choices();
    const VoxelGrid& grid = session.grid();
    points->setValue(double(chosen.points));
    side->setValue(double(chosen.side));
    {
        const QSignalBlocker quiet(seed);
        seed->setValue(int(chosen.seed));
    }
    facts->setText(
        tr("%1 × %1 × %1 = %2 voxels in all; a point lies in %3 of them (%4). A token for each voxel: %2; "
           "only for the occupied ones: %3.")
            .arg(chosen.side)
            .arg(grouped(grid.all()), grouped(grid.voxels.size()),
                 percent(double(grid.voxels.size()) / double(grid.all()))));
    const PointGroups gathered = pointGroups(session.points());
    groups->setText(
        tr("Point-BERT (2021) takes no voxels: %1 centres far apart, and the %2 points nearest to each, "
           "make %1 tokens and [CLS]. A point is in %3 groups on average.")
            .arg(gathered.centres.size())
            .arg(gathered.groupSize)
            .arg(ratio(gathered.coverage(session.points().size()))));
    showCloud();
    showLit();
}

void PointsView::showCloud() { cloud->setPicture(pictureOf(*session.shown(), degrees)); }

void PointsView::showLit() {
    const std::size_t voxel = session.litVoxel();
    cloud->setLit(voxel);
    place->setText(wordsOf(voxel));
    QStringList lines{tr("Its points (x, y, z):")};
    const std::size_t count = session.grid().voxels[voxel].points;
    for (std::size_t i = 0; i < session.points().size() && lines.size() <= pointsListed; ++i) {
        if (session.grid().voxelOf[i] != voxel) continue;
        const Point& point = session.points()[i];
        lines +=
            QStringLiteral("%1 %2 %3").arg(coordinate(point.x), coordinate(point.y), coordinate(point.z));
    }
    if (count > std::size_t(pointsListed)) lines += tr("… and %1 more").arg(grouped(count - pointsListed));
    members->setText(lines.join(QLatin1Char('\n')));
}

QString PointsView::wordsOf(std::size_t voxel) const {
    const OccupiedVoxel& one = session.grid().voxels[voxel];
    return tr("Token %1 of %2: voxel x = %3, y = %4, z = %5; points in it: %6")
        .arg(grouped(voxel + 1), grouped(session.grid().voxels.size()))
        .arg(one.column)
        .arg(one.row)
        .arg(one.layer)
        .arg(grouped(one.points));
}

Page::Prompt PointsView::prompt() const {
    Page::Prompt prompt;
    const std::size_t count = session.grid().voxels.size();
    prompt.strip.tokenCount = count;
    prompt.strip.contextWindow = 128'000;
    prompt.strip.tint = [](std::size_t token) -> std::uint8_t { return std::uint8_t(token % 6); };
    prompt.strip.lit = session.litVoxel();
    prompt.label = tr("%1 tokens: occupied voxels").arg(grouped(count));
    return prompt;
}

void PointsView::retranslate() {
    sentence->setText(
        tr("A laser scanner or depth camera gives points in space, and most of the space is empty. A token "
           "for each voxel would mostly say \"nothing\"; so only those with a point are read. Drag to "
           "turn the cloud; it is made by a formula."));
    points->setTexts(
        tr("How many points"), [](double value) { return grouped(std::size_t(value)); },
        tr("So many points were measured"));
    side->setTexts(
        tr("Voxels"), [](double value) { return tr("%1 a side").arg(int(value)); },
        tr("Into how many voxels each side of the cube is cut"));
    turn->setTexts(
        tr("Turn"), [](double value) { return QStringLiteral("%1°").arg(int(value)); },
        tr("From which side the cloud is seen"));
    seedLabel->setText(tr("Seed"));
    seed->setToolTip(tr("Another seed, other points of the same shape"));
    cloud->setAccessibleName(tr("Cloud of points with its occupied voxels"));
}

} // namespace tokenarium
