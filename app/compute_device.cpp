// SPDX-License-Identifier: GPL-3.0-or-later
// The answers of the GPU module in words.
#include "app/compute_device.h"

#include "app/model_device.h"
#include "engine/backend/processor.h"
#include "widgets/style/number_text.h"

#include <QStringList>

#include <utility>

namespace tokenarium {

void ComputeDevice::look() {
    if (known || job.isBusy()) return;
    job.start([module = cudaModulePath()](std::stop_token,
                                          const Job::Progress&) { return findCudaDevices(module); },
              [this](CudaDevices answer) {
                  known = std::move(answer);
                  const bool isGone = current != processor && std::size_t(current) >= known->devices.size();
                  if (isGone) current = processor; // chosen once, and not here today
                  emit found();
                  if (isGone) emit changed();
              });
}

void ComputeDevice::choose(int device) {
    if (device == current) return;
    current = device;
    emit changed();
}

QString ComputeDevice::cardName() const {
    if (known && current != processor && std::size_t(current) < known->devices.size())
        return QString::fromStdString(known->devices[std::size_t(current)].name);
    return QStringLiteral("NVIDIA");
}

QString ComputeDevice::leave(CudaTrouble trouble) {
    const QString name = cardName();
    choose(processor);
    switch (trouble) {
    case CudaTrouble::MemoryFull:
        return tr("The memory of the GPU (%1) is full: the processor goes on, and nothing is lost. Close "
                  "other "
                  "programs that use the card, or take a smaller model, before you choose it again.")
            .arg(name);
    case CudaTrouble::Unsupported:
        return tr(
            "This model has a shape that the GPU part cannot compute: the processor goes on, and nothing "
            "is lost.");
    default:
        return tr("The GPU (%1) stopped answering: the processor goes on, and nothing is lost. Start the "
                  "program "
                  "again before you choose the card again.")
            .arg(name);
    }
}

QString ComputeDevice::leaveUnopened() {
    const QString name = cardName();
    choose(processor);
    return tr("The GPU (%1) cannot be used now, perhaps because another program holds all of its memory: the "
              "processor computes.")
        .arg(name);
}

QString ComputeDevice::id() const {
    return current == processor ? QStringLiteral("cpu") : QStringLiteral("cuda:%1").arg(current);
}

void ComputeDevice::setId(const QString& id) {
    bool isNumber = false;
    const int card = id.startsWith(QLatin1String("cuda:")) ? id.mid(5).toInt(&isNumber) : processor;
    const bool isCard = isNumber && card >= 0 && (!known || std::size_t(card) < known->devices.size());
    choose(isCard ? card : processor);
}

QString ComputeDevice::title(int device) const {
    if (device == processor) {
        static const QString vectors = QString::fromStdString(processorVectors());
        const std::size_t cores = processorCores();
        QStringList facts{cores == 1 ? tr("1 core") : tr("%1 cores").arg(cores)};
        if (!vectors.isEmpty()) facts.append(vectors);
        return tr("the processor (%1)").arg(facts.join(tr(", ", "between facts in a list")));
    }
    if (!known || std::size_t(device) >= known->devices.size()) return tr("GPU");
    const CudaDevice& card = known->devices[std::size_t(device)];
    return tr("%1 (%2 GB)", "a card and its memory")
        .arg(QString::fromStdString(card.name), ratio(double(card.memoryBytes) / 1e9));
}

QString ComputeDevice::shortTitle(int device) const {
    if (device == processor) return tr("the processor");
    if (!known || std::size_t(device) >= known->devices.size()) return tr("GPU");
    return QString::fromStdString(known->devices[std::size_t(device)].name);
}

QString ComputeDevice::whyNone() const {
    if (!known) return {};
    const auto version = [](int number) {
        return QStringLiteral("%1.%2").arg(number / 1000).arg(number % 1000 / 10);
    };
    switch (known->state) {
    case CudaState::Ready: return {};
    case CudaState::NoModule: return tr("this copy was built without the GPU part");
    case CudaState::WrongModule: return tr("the GPU part belongs to another version of the program");
    case CudaState::NoDriver: return tr("no NVIDIA driver was found");
    case CudaState::DriverTooOld:
        return tr("the NVIDIA driver supports CUDA %1, and %2 is needed: update the driver")
            .arg(version(known->driverVersion), version(known->runtimeVersion));
    case CudaState::NoDevice: break;
    }
    return tr("the NVIDIA driver finds no usable card");
}

} // namespace tokenarium
