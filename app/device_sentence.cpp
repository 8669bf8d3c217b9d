// SPDX-License-Identifier: GPL-3.0-or-later
// A translated sentence for every answer of the GPU module; translators know them as the About page's.
#include "app/device_sentence.h"

#include "widgets/style/number_text.h"

#include <QCoreApplication>

namespace tokenarium {

namespace {

QString cudaVersion(int version) {
    return QStringLiteral("%1.%2").arg(version / 1000).arg(version % 1000 / 10);
}

} // namespace

QString deviceSentence(const CudaDevices& found) {
    switch (found.state) {
    case CudaState::Ready:
        return QCoreApplication::translate("tokenarium::AboutPage", "GPU: %1, %2 GB.")
            .arg(QString::fromStdString(found.devices.front().name),
                 ratio(double(found.devices.front().memoryBytes) / 1e9));
    case CudaState::NoModule:
        return QCoreApplication::translate("tokenarium::AboutPage",
                                           "No GPU is used: this copy was built without the CUDA toolkit.");
    case CudaState::WrongModule:
        return QCoreApplication::translate(
            "tokenarium::AboutPage",
            "No GPU is used: the GPU module belongs to another version of the program.");
    case CudaState::NoDriver:
        return QCoreApplication::translate("tokenarium::AboutPage",
                                           "No GPU is used: no NVIDIA driver was found.");
    case CudaState::DriverTooOld:
        return QCoreApplication::translate(
                   "tokenarium::AboutPage",
                   "No GPU is used: the NVIDIA driver supports CUDA %1, and CUDA %2 is needed; update the "
                   "driver.")
            .arg(cudaVersion(found.driverVersion), cudaVersion(found.runtimeVersion));
    case CudaState::NoDevice: break;
    }
    return QCoreApplication::translate("tokenarium::AboutPage",
                                       "No GPU is used: the NVIDIA driver found no usable card.");
}

} // namespace tokenarium
