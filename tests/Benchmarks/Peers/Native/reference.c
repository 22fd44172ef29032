/*
 * The C peer: what a careful programmer gets from gcc and libmvec. One loop an operator over tiles of 1,024 elements
 * for chains of functions, one fused loop for arithmetic, on as many threads as asked for.
 *
 *   gcc -O3 -march=native -mprefer-vector-width=512 -ffast-math -fopenmp reference.c -lmvec -lm
 */
#include "peer.h"
#define FOR_EACH_TYPE "loops.h"
#include "types.h"
#include "streams.h"
#define FOR_EACH_TYPE "works.h"
#include "types.h"

#define PART static void
#define A ((double *)the.input[0])
#define B ((double *)the.input[1])
#define Y ((double *)the.output)

/* ---- sum(log(abs(cos(sin(a))))) * a + b, and its last addition ---- */

static double sums[64];

static void incremental_prepare(void)
{
    the.input[0] = numbers(the.n, 1, 0.1, 10);
    the.input[1] = numbers(the.n, 2, 0, 1);
    the.outputs = the.n;
    the.may_stream = STREAMS;
}

PART incremental_sum(long first, long count, int index)
{
    double tile[512] __attribute__((aligned(64))), sum = 0;
    for (long at = first, end = first + count; at < end; at += 512) {
        long n = end - at < 512 ? end - at : 512;
        sin_f64(tile, A + at, n);
        cos_f64(tile, tile, n);
        abs_f64(tile, tile, n);
        log_f64(tile, tile, n);
        sum += sum_loop_f64(tile, n);
    }
    sums[index] = sum;
}

PART incremental_map(long first, long count, int index)
{
    (void)index;
    if (the.streams) scale_add_streamed(Y + first, sums[63], A + first, B + first, count);
    else scale_add_loop_f64(Y + first, sums[63], A + first, B + first, count);
}

static double sum_of_parts(void)
{
    double sum = 0;
    for (int i = 0; i < the.threads; i++) sum += sums[i];
    return sum;
}

static void incremental(void)
{
    in_parts(the.n, incremental_sum);
    sums[63] = sum_of_parts();
    in_parts(the.n, incremental_map);
}

/* The product is an input here. */
static void plus_prepare(void)
{
    incremental_prepare();
    in_parts(the.n, incremental_sum);
    double factor = sum_of_parts();
    for (long i = 0; i < the.n; i++) A[i] *= factor;
}

PART plus_part(long first, long count, int index)
{
    (void)index;
    if (the.streams) add_streamed(Y + first, A + first, B + first, count);
    else add_loop_f64(Y + first, A + first, B + first, count);
}

static void plus(void) { in_parts(the.n, plus_part); }

/* ---- -(d * d) in doubles; floats are in works.h ---- */

PART square_part(long first, long count, int index)
{
    (void)index;
    double *c = (double *)the.input[2] + first;
    if (the.streams) square_streamed(Y + first, A + first, B + first, c, count);
    else square_loop_f64(Y + first, A + first, B + first, c, count);
}

static void square(void) { in_parts(the.n, square_part); }

static void square_prepare(void)
{
    square_prepare_f64();
    the.may_stream = STREAMS;
}

/* ---- movement of doubles ---- */

static void transpose_prepare(void)
{
    the.input[0] = numbers(the.n * the.n, 1, 0, 1);
    the.outputs = the.n * the.n;
    the.may_stream = STREAMS;
}

PART transpose_rows(long first, long count, int index)
{
    (void)index;
    const long block = 16;
    for (long row = first; row < first + count; row += block)
        for (long column = 0; column < the.n; column += block)
            for (long j = row; j < row + block; j += 8)
                for (long k = column; k < column + block; k += 8)
                    transpose_block(Y + j * the.n + k, A + k * the.n + j, the.n, the.streams);
}

static void transpose(void) { in_parts(the.n, transpose_rows); }

static void outer_prepare(void)
{
    the.input[0] = numbers(the.n, 1, 0, 1);
    the.input[1] = numbers(the.n, 2, 0, 1);
    the.outputs = the.n * the.n;
    the.may_stream = STREAMS;
}

NOT_INLINED void shift_loop(double *restrict y, double s, const double *b, long n)
{
    for (long i = 0; i < n; i++) y[i] = s + b[i];
}

PART outer_rows(long first, long count, int index)
{
    (void)index;
    for (long row = first; row < first + count; row++) {
        if (the.streams) shift_streamed(Y + row * the.n, A[row], B, the.n);
        else shift_loop(Y + row * the.n, A[row], B, the.n);
    }
}

static void outer(void) { in_parts(the.n, outer_rows); }

#define BOTH(name, prepare, run) \
    { name, "f64", prepare##_f64, run##_f64 }, { name, "f32", prepare##_f32, run##_f32 }
#define FUNCTION(name) BOTH("f-" #name, f_##name##_prepare, f_##name)

static const work works[] = {
    BOTH("chain", chain_prepare, chain),
    { "square", "f64", square_prepare, square },
    { "square", "f32", square_prepare_f32, square_f32 },
    { "incremental", "f64", incremental_prepare, incremental },
    { "plus", "f64", plus_prepare, plus },
    BOTH("sines-", chain_prepare, sines),
    BOTH("sum", matrix_prepare, sum),
    BOTH("max", matrix_prepare, max),
    BOTH("argmax", matrix_prepare, argmax),
    BOTH("sum0", axis_prepare, sum0),
    BOTH("sum1", axis_prepare, sum1),
    BOTH("softmax", softmax_prepare, softmax),
    BOTH("matvec", matvec_prepare, matvec),
    { "transpose", "f64", transpose_prepare, transpose },
    { "outer", "f64", outer_prepare, outer },
    FUNCTION(exp), FUNCTION(expm1), FUNCTION(exp2), FUNCTION(log), FUNCTION(log1p), FUNCTION(log2), FUNCTION(log10),
    FUNCTION(sin), FUNCTION(cos), FUNCTION(tan), FUNCTION(asin), FUNCTION(acos), FUNCTION(atan),
    FUNCTION(sinh), FUNCTION(cosh), FUNCTION(tanh), FUNCTION(asinh), FUNCTION(acosh), FUNCTION(atanh),
    FUNCTION(erf), FUNCTION(cbrt), FUNCTION(sqrt), FUNCTION(round), FUNCTION(abs), FUNCTION(neg),
    FUNCTION(sigmoid), FUNCTION(softplus),
    FUNCTION(pow), FUNCTION(atan2), FUNCTION(hypot), FUNCTION(add), FUNCTION(div),
    { NULL, NULL, NULL, NULL },
};
