/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests ask of the emulated device beside the table; found by name in the module. */
#pragma once

#include <stdint.h>

#ifdef _WIN32
#define TOKENARIUM_EMULATED_EXPORT __declspec(dllexport)
#else
#define TOKENARIUM_EMULATED_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif
/* So many bytes more may be taken of the device; 0: all of its memory. */
TOKENARIUM_EMULATED_EXPORT void tokenariumEmulatedLimit(uint64_t bytes);
/* From now on every call fails as it does when a card falls off the bus; 0 ends that. */
TOKENARIUM_EMULATED_EXPORT void tokenariumEmulatedLose(int32_t lose);
/* Threads of a block run from the last to the first between two barriers. */
TOKENARIUM_EMULATED_EXPORT void tokenariumEmulatedReverse(int32_t reverse);
/* A thread that can go on is drawn from this seed whenever one waits; 0: in order again. */
TOKENARIUM_EMULATED_EXPORT void tokenariumEmulatedShuffle(uint32_t seed);
/* Whether all blocks of a grid may run at once (cooperative launches); they may at first. */
TOKENARIUM_EMULATED_EXPORT void tokenariumEmulatedTogether(int32_t allowed);
/* On the clock of events every launch and every copy takes so many milliseconds more; 0 at first. */
TOKENARIUM_EMULATED_EXPORT void tokenariumEmulatedLaunchTime(uint32_t milliseconds);
/* Bytes taken of the device now. */
TOKENARIUM_EMULATED_EXPORT uint64_t tokenariumEmulatedTaken(void);
#ifdef __cplusplus
}
#endif
