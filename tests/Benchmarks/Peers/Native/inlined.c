/*
 * The speed of light: the same chains with polynomials of our own, inlined, four vectors in flight: of 512 bits where
 * the compiler may use AVX-512, else of 256 bits with AVX2 and FMA.
 *
 *   gcc -O3 -march=native -fopenmp inlined.c -lm        (not -ffast-math: it would undo the two-part constants)
 *   the same with -mno-avx512f                          (256 bits on any processor)
 */
#include "peer.h"

#if defined __AVX512F__ && defined __AVX512DQ__
#include <immintrin.h>
#define WIDE 512
#elif defined __AVX2__ && defined __FMA__
#include "vectors256.h"
#define WIDE 256
#endif

#ifdef WIDE

static const double PI_f64[] = { 3.141592653589793116, 1.2246467991473532e-16 };
static const double LN2_f64[] = { 6.93147180369123816490e-01, 1.90821492927058770002e-10 };
static const double SIN_f64[] = {
    -0.16666666666666666, 0.0083333333333333037, -0.00019841269841251198, 2.7557319218569354e-06,
    -2.5052107566858499e-08, 1.6058974978792569e-10, -7.643913840913101e-13, 2.7308900480390248e-15 };
static const double LOG_f64[] = {
    0.66666666666667285, 0.39999999999170349, 0.28571428863782916, 0.22222180591010077, 0.18184698077217443,
    0.15281962450485656, 0.15131985733332196 };
static const double EXP_f64[] = {
    0.49999999999999983, 0.16666666666666671, 0.041666666666698729, 0.0083333333333257629, 0.0013888888873955134,
    0.00019841269875597522, 2.4801615702808333e-05, 2.7557254712849147e-06, 2.7533671257902215e-07,
    2.5105440110764533e-08, 2.8054021946110992e-09 };
static const double ATAN_f64[] = {
    -0.33333333333333343, 0.2000000000000231, -0.14285714285951473, 0.11111111122262399, -0.090909093391434131,
    0.076923090017601337, -0.066666032459201691, 0.058806034295614262, -0.052408054353071033, 0.045920709755368341,
    -0.03547794264445811, 0.017174088755157833 };

static const float PI_f32[] = { 3.14159274f, -8.74227766e-8f };
static const float LN2_f32[] = { 6.93145752e-1f, 1.42860677e-6f };
static const float SIN_f32[] = { -0.166666672f, 0.00833335984f, -0.000198450376f, 2.77497884e-06f, -2.79177392e-08f };
static const float LOG_f32[] = { 0.666666687f, 0.399995536f, 0.285892963f, 0.225860491f };
static const float EXP_f32[] = { 0.5f, 0.166665763f, 0.041666463f, 0.00836326089f, 0.00139353296f };
static const float ATAN_f32[] = { -0.333333313f, 0.199995175f, -0.142635971f, 0.107415847f, -0.0644749552f };

#define REAL double
#define LANE_BITS 64
#define INTEGER_AT 0x1.8p52
#define F(name) name##_f64
#if WIDE == 512
#define VEC __m512d
#define MASK __mmask8
#define LANES 8
#define V(name) _mm512_##name##_pd
#define LESS(x, y) _mm512_cmp_pd_mask(x, y, _CMP_LT_OQ)
#define FIRST(n) ((MASK)((1u << (n)) - 1))
#define BITS _mm512_castpd_si512
#define FLOATS _mm512_castsi512_pd
#define SHIFT _mm512_slli_epi64
#else
#define VEC __m256d
#define MASK __m256d
#define LANES 4
#define V(name) v256_##name##_pd
#define LESS(x, y) _mm256_cmp_pd(x, y, _CMP_LT_OQ)
#define FIRST(n) v256_first_pd(n)
#define BITS _mm256_castpd_si256
#define FLOATS _mm256_castsi256_pd
#define SHIFT _mm256_slli_epi64
#endif
#include "polynomials.h"

#undef REAL
#undef VEC
#undef MASK
#undef LANES
#undef LANE_BITS
#undef INTEGER_AT
#undef F
#undef V
#undef LESS
#undef FIRST
#undef BITS
#undef FLOATS
#undef SHIFT
#define REAL float
#define LANE_BITS 32
#define INTEGER_AT 0x1.8p23f
#define F(name) name##_f32
#if WIDE == 512
#define VEC __m512
#define MASK __mmask16
#define LANES 16
#define V(name) _mm512_##name##_ps
#define LESS(x, y) _mm512_cmp_ps_mask(x, y, _CMP_LT_OQ)
#define FIRST(n) ((MASK)((1u << (n)) - 1))
#define BITS _mm512_castps_si512
#define FLOATS _mm512_castsi512_ps
#define SHIFT _mm512_slli_epi32
#else
#define VEC __m256
#define MASK __m256
#define LANES 8
#define V(name) v256_##name##_ps
#define LESS(x, y) _mm256_cmp_ps(x, y, _CMP_LT_OQ)
#define FIRST(n) v256_first_ps(n)
#define BITS _mm256_castps_si256
#define FLOATS _mm256_castsi256_ps
#define SHIFT _mm256_slli_epi32
#endif
#include "polynomials.h"

/* ---- sum(log(abs(cos(sin(a))))) * a + b ---- */

#define A ((double *)the.input[0])
#define B ((double *)the.input[1])
#define Y ((double *)the.output)
#define DOUBLES (WIDE / 64)

typedef double wide __attribute__((vector_size(WIDE / 8), may_alias));
typedef double loose __attribute__((vector_size(WIDE / 8), aligned(8), may_alias));

#if WIDE == 512
#define STREAM(y, x) _mm512_stream_pd(y, (__m512d)(x))
#else
#define STREAM(y, x) _mm256_stream_pd(y, (__m256d)(x))
#endif

static double sums[64];

static void incremental_prepare(void)
{
    the.input[0] = numbers(the.n, 1, 0.1, 10);
    the.input[1] = numbers(the.n, 2, 0, 1);
    the.outputs = the.n;
    the.may_stream = true;
}

static void incremental_sum(long first, long count, int index)
{
    double tile[512] __attribute__((aligned(64)));
    wide sum = {0};
    for (long at = first, end = first + count; at < end; at += 512) {
        long n = end - at < 512 ? end - at : 512, i = 0;
        pass_sin_f64(tile, A + at, n);
        pass_cos_f64(tile, tile, n);
        pass_log_of_abs_f64(tile, tile, n);
        for (; i + DOUBLES <= n; i += DOUBLES) sum += *(const wide *)(tile + i);
        for (; i < n; i++) sum[0] += tile[i];
    }
    double all = 0;
    for (int lane = 0; lane < DOUBLES; lane++) all += sum[lane];
    sums[index] = all;
}

static void incremental_map(long first, long count, int index)
{
    (void)index;
    const double factor = sums[63];
    double *y = Y + first, *a = A + first, *b = B + first;
    long i = 0;
    for (; i < count && ((uintptr_t)(y + i) & (WIDE / 8 - 1)); i++) y[i] = factor * a[i] + b[i];
    for (; i + DOUBLES <= count; i += DOUBLES) {
        wide sum = factor * (wide)*(const loose *)(a + i) + (wide)*(const loose *)(b + i);
        if (the.streams) STREAM(y + i, sum);
        else *(wide *)(y + i) = sum;
    }
    for (; i < count; i++) y[i] = factor * a[i] + b[i];
    _mm_sfence();
}

static void incremental(void)
{
    in_parts(the.n, incremental_sum);
    double sum = 0;
    for (int i = 0; i < the.threads; i++) sum += sums[i];
    sums[63] = sum;
    in_parts(the.n, incremental_map);
}

#define BOTH(name, prepare, run) \
    { name, "f64", prepare##_f64, run##_f64 }, { name, "f32", prepare##_f32, run##_f32 }
#define FUNCTION(name) BOTH("f-" #name, name##_prepare, name##_run)

static const work works[] = {
    BOTH("chain", chain_prepare, chain),
    BOTH("sines-", chain_prepare, sines),
    { "incremental", "f64", incremental_prepare, incremental },
    FUNCTION(exp), FUNCTION(log), FUNCTION(sin), FUNCTION(cos), FUNCTION(sinh), FUNCTION(atan),
    { NULL, NULL, NULL, NULL },
};

#else
static const work works[] = { { NULL, NULL, NULL, NULL } };
#endif
