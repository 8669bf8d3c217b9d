/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The C table that the CUDA module exports: the only thing that crosses between it and the program. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define TOKENARIUM_CUDA_ABI 1u
#define TOKENARIUM_CUDA_ENTRY "tokenariumCudaTable"

typedef struct TokenariumCudaDevice {
    char name[256];
    int32_t major, minor; /* compute capability */
    uint64_t memoryBytes;
    int32_t multiprocessors;
} TokenariumCudaDevice;

typedef struct TokenariumCudaTable {
    uint32_t abi;           /* TOKENARIUM_CUDA_ABI of the module */
    int32_t runtimeVersion; /* CUDA runtime inside the module: 13000 = 13.0 */
    /* Version of CUDA that the driver supports, 0 where there is no driver. */
    int32_t (*driverVersion)(void);
    /* Number of devices; below 0: none can be used, and `reason` (size bytes) says why in CUDA's words. */
    int32_t (*deviceCount)(char* reason, size_t size);
    /* 0 when `device` was filled in. */
    int32_t (*device)(int32_t index, TokenariumCudaDevice* device);
} TokenariumCudaTable;

typedef const TokenariumCudaTable* (*TokenariumCudaEntry)(void);
