/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The C table that the CUDA module exports: the only thing that crosses between it and the program. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define TOKENARIUM_CUDA_ABI 4u
#define TOKENARIUM_CUDA_ENTRY "tokenariumCudaTable"

typedef struct TokenariumCudaDevice {
    char name[256];
    int32_t major, minor; /* compute capability */
    uint64_t memoryBytes;
    int32_t multiprocessors;
} TokenariumCudaDevice;

/* What every function below that works on a device returns; 0 is success. Out of memory is the only state
   that can be left again (forgetError): after the others the device answers nothing any more. */
enum {
    TOKENARIUM_CUDA_OK = 0,
    TOKENARIUM_CUDA_OUT_OF_MEMORY = 1,
    TOKENARIUM_CUDA_LOST = 2,
    TOKENARIUM_CUDA_UNSUPPORTED = 3 /* a shape the kernels cannot do; text says which */
};

/* What NVIDIA's cuBLASLt does in a context (TOKENARIUM_CUBLASLT, kernels/large_product.cuh). */
typedef struct TokenariumCudaLibraryUse {
    uint64_t version;  /* 130000 = 13.0.0; 0: it was not needed, or is not there */
    uint64_t compared; /* shapes of products that were looked at */
    uint64_t shapes;   /* of these it does so many */
    uint64_t products; /* that it did, those for comparing with them */
} TokenariumCudaLibraryUse;

/* How products of many rows round their factors; sums are always float32. */
enum { TOKENARIUM_CUDA_PRODUCTS_F32 = 0, TOKENARIUM_CUDA_PRODUCTS_BF16 = 1 };

/* Number formats of stored matrices; the values are those of DType in engine/tensor/tensor.h. */
enum { TOKENARIUM_CUDA_F32 = 0, TOKENARIUM_CUDA_F16 = 1, TOKENARIUM_CUDA_BF16 = 2, TOKENARIUM_CUDA_Q8_0 = 5 };

/* One device, one stream, its memory and its error. Used by one thread at a time, but for `release`. */
typedef struct TokenariumCudaContext TokenariumCudaContext;

/* Weights in device memory. F32, F16, BF16: row after row. Q8_0: first all numbers, a byte each, row after
   row, so that a thread loads 16 at once; then, from the next multiple of 256 bytes, the scales as float16,
   columns / 32 for every row. */
typedef struct TokenariumCudaMatrix {
    const void* data;
    uint64_t rows, columns;
    int32_t format;
} TokenariumCudaMatrix;

/* Attention in steps: one text. headWidth numbers a head; `heads` is a multiple of `keyHeads`. */
typedef struct TokenariumCudaHeads {
    uint64_t heads, keyHeads, headWidth, queries, positions;
} TokenariumCudaHeads;

/* Attention in one step: texts one after another; `lengths` lies in host memory. */
typedef struct TokenariumCudaTexts {
    const uint32_t* lengths;
    uint64_t texts, rows, heads, keyHeads, headWidth;
} TokenariumCudaTexts;

typedef struct TokenariumCudaAdamW {
    float rate, beta1, beta2, epsilon, weightDecay;
    float meanFactor, squareFactor; /* 1 / (1 - beta^step) */
} TokenariumCudaAdamW;

/* A tensor of weights with what AdamW keeps for it. */
typedef struct TokenariumCudaAdamWPart {
    const float* gradient;
    float *mean, *square, *w;
    uint64_t count;
    TokenariumCudaAdamW step;
} TokenariumCudaAdamWPart;

/* Numbers in device memory. */
typedef struct TokenariumCudaNumbers {
    const float* numbers;
    uint64_t count;
} TokenariumCudaNumbers;

/* The operations of engine/backend/backend.h, which says what they do; takeRows and putRows are `copyWithin`.
   All pointers are device memory but ids, positions, frequencies, targets and lengths. An absent tensor is
   null. Work is queued on the context's stream; host arrays may go when the function returns. */
typedef struct TokenariumCudaOperations {
    int32_t (*embedding)(TokenariumCudaContext*, const uint32_t* ids, uint64_t count,
                         const TokenariumCudaMatrix* table, float* y);
    int32_t (*add)(TokenariumCudaContext*, const float* a, const float* b, float* y, uint64_t count);
    int32_t (*layerNorm)(TokenariumCudaContext*, const float* x, const float* weight, const float* bias,
                         float epsilon, float* y, uint64_t rows, uint64_t width);
    int32_t (*rmsNorm)(TokenariumCudaContext*, const float* x, const float* weight, float epsilon, float* y,
                       uint64_t rows, uint64_t width);
    int32_t (*linear)(TokenariumCudaContext*, const float* x, uint64_t rows, const TokenariumCudaMatrix* w,
                      const float* bias, float* y);
    int32_t (*gelu)(TokenariumCudaContext*, const float* x, int32_t kind, float* y, uint64_t count);
    int32_t (*swiglu)(TokenariumCudaContext*, const float* gate, const float* up, float* y, uint64_t count);
    int32_t (*rotations)(TokenariumCudaContext*, const uint32_t* positions, uint64_t count,
                         const double* frequencies, uint64_t half, float* table);
    int32_t (*rope)(TokenariumCudaContext*, const float* x, const float* table, int32_t pairs, float* y,
                    uint64_t rows, uint64_t width, uint64_t headWidth);
    int32_t (*attentionScores)(TokenariumCudaContext*, const TokenariumCudaHeads*, const float* q,
                               const float* keys, float scale, float* scores);
    int32_t (*causalMask)(TokenariumCudaContext*, const TokenariumCudaHeads*, const float* scores,
                          float* masked);
    int32_t (*softmax)(TokenariumCudaContext*, const float* x, float* y, uint64_t rows, uint64_t width);
    int32_t (*attentionValues)(TokenariumCudaContext*, const TokenariumCudaHeads*, const float* probs,
                               const float* values, float* y);
    int32_t (*attention)(TokenariumCudaContext*, const TokenariumCudaTexts*, const float* q, const float* k,
                         const float* v, float scale, float* y, float* logSums);
    int32_t (*dropout)(TokenariumCudaContext*, const float* x, float probability, uint64_t seed, float* y,
                       uint64_t count);
    int32_t (*crossEntropy)(TokenariumCudaContext*, const float* logits, const uint32_t* targets,
                            uint64_t rows, uint64_t width, float* losses);

    int32_t (*embeddingBackward)(TokenariumCudaContext*, const uint32_t* ids, uint64_t count, const float* dy,
                                 float* dTable, uint64_t width);
    int32_t (*layerNormBackward)(TokenariumCudaContext*, const float* x, const float* weight, float epsilon,
                                 const float* dy, float* dx, float* dWeight, float* dBias, uint64_t rows,
                                 uint64_t width);
    int32_t (*rmsNormBackward)(TokenariumCudaContext*, const float* x, const float* weight, float epsilon,
                               const float* dy, float* dx, float* dWeight, uint64_t rows, uint64_t width);
    int32_t (*linearBackward)(TokenariumCudaContext*, const float* x, uint64_t rows, const float* w,
                              uint64_t outputs, uint64_t inputs, const float* dy, float* dx, float* dw,
                              float* dBias);
    int32_t (*geluBackward)(TokenariumCudaContext*, const float* x, int32_t kind, const float* dy, float* dx,
                            uint64_t count);
    int32_t (*swigluBackward)(TokenariumCudaContext*, const float* gate, const float* up, const float* dy,
                              float* dGate, float* dUp, uint64_t count);
    int32_t (*ropeBackward)(TokenariumCudaContext*, const float* dy, const float* table, int32_t pairs,
                            float* dx, uint64_t rows, uint64_t width, uint64_t headWidth);
    /* Rows of both kinds: takeRowsBackward and putRowsBackward. y += x */
    int32_t (*addTo)(TokenariumCudaContext*, const float* x, float* y, uint64_t count);
    int32_t (*attentionScoresBackward)(TokenariumCudaContext*, const TokenariumCudaHeads*, const float* q,
                                       const float* keys, float scale, const float* dScores, float* dq,
                                       float* dKeys);
    int32_t (*causalMaskBackward)(TokenariumCudaContext*, const TokenariumCudaHeads*, const float* dMasked,
                                  float* dScores);
    int32_t (*softmaxBackward)(TokenariumCudaContext*, const float* y, const float* dy, float* dx,
                               uint64_t rows, uint64_t width);
    int32_t (*attentionValuesBackward)(TokenariumCudaContext*, const TokenariumCudaHeads*, const float* probs,
                                       const float* values, const float* dy, float* dProbs, float* dValues);
    int32_t (*attentionBackward)(TokenariumCudaContext*, const TokenariumCudaTexts*, const float* q,
                                 const float* k, const float* v, float scale, const float* y,
                                 const float* logSums, const float* dy, float* dq, float* dk, float* dv);
    int32_t (*dropoutBackward)(TokenariumCudaContext*, const float* dy, float probability, uint64_t seed,
                               float* dx, uint64_t count);
    int32_t (*crossEntropyBackward)(TokenariumCudaContext*, const float* logits, const uint32_t* targets,
                                    float scale, float* dLogits, uint64_t rows, uint64_t width);

    int32_t (*fill)(TokenariumCudaContext*, float value, float* y, uint64_t count);
    int32_t (*blend)(TokenariumCudaContext*, const float* x, float ofX, float ofY, float* y, uint64_t count);
    /* Of every tensor in two launches; waits for the results. `tensors` and `sums` lie in host memory. */
    int32_t (*sumsOfSquares)(TokenariumCudaContext*, const TokenariumCudaNumbers* tensors, uint64_t count,
                             double* sums);
    /* All parts in one launch, each gradient times `gradientScale` as `blend` rounds it; they lie in host
       memory. */
    int32_t (*adamW)(TokenariumCudaContext*, const TokenariumCudaAdamWPart* parts, uint64_t count,
                     float gradientScale);
} TokenariumCudaOperations;

/* Decoding one token at a time (batch 1) without an operation's overhead. Everything but what says "host" is
   device memory that must live as long as the decoder; what is absent is null (a matrix: its data). */
typedef struct TokenariumCudaDecodeBlock {
    const float *attentionNorm, *attentionNormBias, *queryNorm, *keyNorm;
    TokenariumCudaMatrix query, key, value, attentionOutput;
    const float *queryBias, *keyBias, *valueBias, *attentionOutputBias;
    const float *feedForwardNorm, *feedForwardNormBias;
    TokenariumCudaMatrix gate, up, down;
    const float *gateBias, *upBias, *downBias;
    float *keys, *values; /* the cache: [capacity, keyHeads * headWidth] */
} TokenariumCudaDecodeBlock;

/* How a step is started. */
enum { TOKENARIUM_CUDA_DECODE_BEST = 0, TOKENARIUM_CUDA_DECODE_GRAPH = 1 };

typedef struct TokenariumCudaDecodeModel {
    uint64_t layers, width, heads, keyHeads, headWidth, feedForwardWidth, capacity;
    int32_t rmsNorm, geluKind, ropePairs;
    float epsilon, scale;
    TokenariumCudaMatrix tokens, positions, head; /* positions: learned ones */
    const float *finalNorm, *finalNormBias;
    const float* turns;                      /* [capacity, headWidth]; null: positions are learned */
    const TokenariumCudaDecodeBlock* blocks; /* host, `layers` of them; not needed afterwards */
    int32_t way;                             /* TOKENARIUM_CUDA_DECODE_... */
    uint64_t blocksAtOnce;                   /* of the grid; 0: one for every multiprocessor */
    uint64_t splitPositions;                 /* the fewest that blocks share; 0: the module's choice */
} TokenariumCudaDecodeModel;

typedef struct TokenariumCudaDecoder TokenariumCudaDecoder;

typedef struct TokenariumCudaDecode {
    /* TOKENARIUM_CUDA_UNSUPPORTED, and no error of the context, for a model this way does not suit. */
    int32_t (*create)(TokenariumCudaContext*, const TokenariumCudaDecodeModel*, TokenariumCudaDecoder**);
    void (*destroy)(TokenariumCudaDecoder*); /* before its context is closed */
    /* Writes the cache's row `position`, which is below the capacity, and waits. `numbers` is host memory of
       the decoder until the next step: the logits, or everything in the order of decode_layout.h. */
    int32_t (*decode)(TokenariumCudaContext*, TokenariumCudaDecoder*, uint32_t id, uint64_t position,
                      int32_t everything, const float** numbers);
    /* Blocks of the cooperative kernel; 0 where a graph of small kernels is used. */
    int32_t (*togetherBlocks)(const TokenariumCudaDecoder*);
} TokenariumCudaDecode;

/* The lessons of cuda/ladder: c [n,n] = a [n,n] * b [n,n], one kernel for every step. */
typedef struct TokenariumCudaLadder {
    int32_t (*steps)(void);
    /* After one call that is not timed: the average of `repetitions`. TOKENARIUM_CUDA_UNSUPPORTED, and no
       error of the context, for a step that the device cannot do. */
    int32_t (*run)(TokenariumCudaContext*, int32_t step, uint64_t n, const float* a, const float* b, float* c,
                   int32_t repetitions, double* milliseconds);
    /* Bytes a second that a copy within the device's memory reads and writes together, by copying `bytes`. */
    int32_t (*bandwidth)(TokenariumCudaContext*, uint64_t bytes, double* bytesPerSecond);
} TokenariumCudaLadder;

typedef struct TokenariumCudaTable {
    uint32_t abi;           /* TOKENARIUM_CUDA_ABI of the module */
    int32_t runtimeVersion; /* CUDA runtime inside the module: 13000 = 13.0 */
    /* Version of CUDA that the driver supports, 0 where there is no driver. */
    int32_t (*driverVersion)(void);
    /* Number of devices; below 0: none can be used, and `reason` (size bytes) says why in CUDA's words. */
    int32_t (*deviceCount)(char* reason, size_t size);
    /* 0 when `device` was filled in. */
    int32_t (*device)(int32_t index, TokenariumCudaDevice* device);

    /* 0 and a context; else `reason` says why. `products` is one of TOKENARIUM_CUDA_PRODUCTS_… */
    int32_t (*open)(int32_t device, int32_t products, TokenariumCudaContext** context, char* reason,
                    size_t size);
    /* Waits for the stream; all memory of the context goes. */
    void (*close)(TokenariumCudaContext*);
    /* The first error since `open` or `forgetError`; `text` gets CUDA's words (size bytes). */
    int32_t (*lastError)(TokenariumCudaContext*, char* text, size_t size);
    /* 0 where work can go on, which is after running out of memory only. */
    int32_t (*forgetError)(TokenariumCudaContext*);
    /* Bytes that another process or we could still take, and of the card. */
    int32_t (*freeMemory)(TokenariumCudaContext*, uint64_t* freeBytes, uint64_t* allBytes);

    /* Aligned to 256 bytes. What is released is kept and given out again; before giving up, all that is kept
       goes back to the driver. */
    int32_t (*allocate)(TokenariumCudaContext*, uint64_t bytes, void** memory);
    void (*release)(TokenariumCudaContext*, void* memory); /* from any thread */
    /* Host to device; the host memory may go when it returns. */
    int32_t (*copyIn)(TokenariumCudaContext*, void* to, const void* from, uint64_t bytes);
    /* Device to host, after everything queued before it; waits. */
    int32_t (*copyOut)(TokenariumCudaContext*, void* to, const void* from, uint64_t bytes);
    int32_t (*copyWithin)(TokenariumCudaContext*, void* to, const void* from, uint64_t bytes);
    int32_t (*synchronise)(TokenariumCudaContext*);

    /* Bytes of a stored matrix; 0 for a format that is not stored. */
    uint64_t (*storedBytes)(uint64_t rows, uint64_t columns, int32_t format);
    /* `rows` is the matrix as files hold it, in host memory; `stored` has storedBytes(). */
    int32_t (*store)(TokenariumCudaContext*, const void* rows, const TokenariumCudaMatrix* stored);
    /* All numbers of a stored matrix as float32, in device memory. */
    int32_t (*widen)(TokenariumCudaContext*, const TokenariumCudaMatrix* stored, float* rows);

    void (*libraryUse)(TokenariumCudaContext*, TokenariumCudaLibraryUse*);

    TokenariumCudaOperations operations;
    TokenariumCudaDecode decode;
    TokenariumCudaLadder ladder;
} TokenariumCudaTable;

typedef const TokenariumCudaTable* (*TokenariumCudaEntry)(void);
