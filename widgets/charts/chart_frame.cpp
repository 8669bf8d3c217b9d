// SPDX-License-Identifier: GPL-3.0-or-later
// Finding, chart and menu; files are written whole or not at all.
#include "widgets/charts/chart_frame.h"

#include "widgets/style/csv_field.h"

#include <QBuffer>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QToolButton>
#include <QVBoxLayout>

#include <stdexcept>

namespace tokenarium {
namespace {

constexpr int margin = 16, titleGap = 8, pngScale = 2;

QByteArray csvOf(const ChartTable& table) {
    QString text;
    const auto line = [&text](QStringList fields) {
        for (QString& field : fields) {
            bool isNumber = false;
            field.toDouble(&isNumber);
            field = csvField(field, isNumber);
        }
        text += fields.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    };
    line(table.header);
    for (const QStringList& row : table.rows) line(row);
    return "\xEF\xBB\xBF" + text.toUtf8(); // spreadsheets take it for Latin-1 otherwise
}

/// The finding above the chart, on the background of the theme.
class Picture {
public:
    Picture(const Chart& ofChart, const QFont& strong, const TokenColors& theme)
        : chart(const_cast<Chart&>(ofChart))
        , font(strong)
        , colors(theme) { // painting changes nothing that counts
        const int width = chart.width();
        titleHeight = QFontMetrics(font)
                          .boundingRect(QRect(0, 0, width, 10'000), Qt::TextWordWrap, chart.finding())
                          .height();
    }
    QSize size() const {
        return {chart.width() + 2 * margin, chart.height() + titleHeight + titleGap + 2 * margin};
    }
    void paint(QPainter& painter) const {
        painter.fillRect(QRect({0, 0}, size()), colors.background());
        painter.setFont(font);
        painter.setPen(colors.text());
        painter.drawText(QRect(margin, margin, chart.width(), titleHeight), Qt::TextWordWrap,
                         chart.finding());
        painter.translate(margin, margin + titleHeight + titleGap);
        chart.render(&painter, {}, {}, QWidget::DrawChildren);
    }

private:
    Chart& chart;
    QFont font;
    TokenColors colors;
    int titleHeight = 0;
};

QByteArray svgOf(const Picture& picture, const QString& title) {
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(picture.size());
    generator.setViewBox(QRect({0, 0}, picture.size()));
    generator.setTitle(title);
    QPainter painter(&generator);
    picture.paint(painter);
    painter.end();
    return buffer.data();
}

QByteArray pdfOf(const Picture& picture, const QString& title) {
    constexpr int pointsPerInch = 72, dotsPerInch = 1200;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(title);
    writer.setResolution(dotsPerInch);
    writer.setPageMargins(QMarginsF());
    writer.setPageSize(QPageSize(QSizeF(picture.size()) * 0.75, QPageSize::Point)); // a pixel is 1/96 inch
    QPainter painter(&writer);
    const double scale = 0.75 * dotsPerInch / pointsPerInch;
    painter.scale(scale, scale);
    picture.paint(painter);
    painter.end();
    return buffer.data();
}

QByteArray pngOf(const Picture& picture) {
    QImage image(picture.size() * pngScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(pngScale);
    QPainter painter(&image);
    picture.paint(painter);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

ChartFrame::ChartFrame(Chart* chart, const QString& fileName, QWidget* parent)
    : QWidget(parent)
    , content(chart)
    , file(fileName)
    , title(new QLabel(this))
    , button(new QToolButton(this)) {
    title->setWordWrap(true);
    title->setTextFormat(Qt::PlainText);
    title->setObjectName(QStringLiteral("finding"));
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont strong = font();
    strong.setBold(true);
    title->setFont(strong);
    button->setObjectName(QStringLiteral("exportChart"));
    button->setAutoRaise(true);
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    for (const char* ending : {"svg", "pdf", "png", "csv"})
        connect(menu->addAction(QString()), &QAction::triggered, this,
                [this, ending] { askExport(QLatin1String(ending)); });
    button->setMenu(menu);
    auto* head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(button, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(content, 1);
    connect(content, &Chart::findingChanged, this, &ChartFrame::showFinding);
    retranslate();
    showFinding();
}

void ChartFrame::setColors(const TokenColors& newColors) {
    colors = newColors;
    content->setColors(colors);
}

QString ChartFrame::shownFinding() const { return title->text(); }

void ChartFrame::showFinding() {
    if (title->text() != content->finding()) title->setText(content->finding());
}

void ChartFrame::exportTo(const QString& path) const {
    const QString ending = QFileInfo(path).suffix().toLower();
    const Picture picture(*content, title->font(), colors);
    const QByteArray bytes = ending == QLatin1String("svg")   ? svgOf(picture, content->finding())
                             : ending == QLatin1String("pdf") ? pdfOf(picture, content->finding())
                             : ending == QLatin1String("png") ? pngOf(picture)
                             : ending == QLatin1String("csv") ? csvOf(content->table())
                                                              : QByteArray();
    if (bytes.isEmpty())
        throw std::runtime_error(
            tr("%1: a name that ends in .svg, .pdf, .png or .csv was expected.").arg(path).toStdString());
    QSaveFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit())
        throw std::runtime_error(
            tr("%1 could not be written: %2").arg(path, out.errorString()).toStdString());
}

void ChartFrame::askExport(const QString& ending) {
    QFileDialog dialog(this, tr("Export the chart"), file + QLatin1Char('.') + ending);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(ending);
    dialog.setNameFilter(QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending));
    if (dialog.exec() != QDialog::Accepted) return;
    const QString path = dialog.selectedFiles().first();
    try {
        exportTo(path);
        emit said(tr("The chart is in %1.").arg(path));
    } catch (const std::exception& error) {
        emit said(QString::fromUtf8(error.what()));
    }
}

void ChartFrame::retranslate() {
    button->setText(tr("Export"));
    button->setToolTip(tr("Keep this chart as a picture, or its numbers as a table"));
    button->setAccessibleName(tr("Export the chart"));
    const QString names[] = {tr("Picture that scales (SVG)…"), tr("Page (PDF)…"), tr("Picture (PNG)…"),
                             tr("Numbers (CSV)…")};
    for (int i = 0; i < button->menu()->actions().size(); ++i)
        button->menu()->actions()[i]->setText(names[i]);
}

void ChartFrame::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) {
        QFont strong = font();
        strong.setBold(true);
        title->setFont(strong);
    }
}

} // namespace tokenarium
