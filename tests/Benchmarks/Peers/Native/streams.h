/* Loops over doubles that write around the caches: faster where nobody reads the result before it has left them. */
#pragma once
#ifdef __AVX512DQ__
#include <immintrin.h>
#define STREAMS true

/* The first element of a line of the output, at or after `from`. */
static long line_start(const double *y, long from, long n)
{
    while (from < n && ((uintptr_t)(y + from) & 63)) from++;
    return from;
}

/* Runs `scalar` for i outside whole vectors and `vector` for i within. */
#define STREAMED(y, n, scalar, vector) \
    do { \
        long i = 0, start = line_start(y, 0, n); \
        for (; i < start; i++) y[i] = (scalar); \
        for (; i + 8 <= n; i += 8) _mm512_stream_pd(y + i, (vector)); \
        for (; i < n; i++) y[i] = (scalar); \
        _mm_sfence(); \
    } while (0)

#define AT(x) _mm512_loadu_pd((x) + i)

NOT_INLINED void square_streamed(double *y, const double *a, const double *b, const double *c, long n)
{
    const __m512d two = _mm512_set1_pd(2), three = _mm512_set1_pd(3), four = _mm512_set1_pd(4);
    const __m512d half = _mm512_set1_pd(0.5), minus = _mm512_set1_pd(-0.5);
    double d;
    __m512d e;
    STREAMED(y, n,
        (d = (2 * a[i] + (3 * b[i] + 4 * c[i])) / 2, -(d * d)),
        (e = _mm512_fmadd_pd(two, AT(a), _mm512_fmadd_pd(three, AT(b), _mm512_mul_pd(four, AT(c)))),
            _mm512_mul_pd(_mm512_mul_pd(e, half), _mm512_mul_pd(e, minus))));
}

NOT_INLINED void add_streamed(double *y, const double *a, const double *b, long n)
{
    STREAMED(y, n, a[i] + b[i], _mm512_add_pd(AT(a), AT(b)));
}

NOT_INLINED void scale_add_streamed(double *y, double s, const double *a, const double *b, long n)
{
    const __m512d factor = _mm512_set1_pd(s);
    STREAMED(y, n, s * a[i] + b[i], _mm512_fmadd_pd(factor, AT(a), AT(b)));
}

NOT_INLINED void shift_streamed(double *y, double s, const double *b, long n)
{
    const __m512d shift = _mm512_set1_pd(s);
    STREAMED(y, n, s + b[i], _mm512_add_pd(shift, AT(b)));
}

/* Eight by eight elements: rows of x become columns of y. */
static inline void transpose_block(double *y, const double *x, long step, bool streams)
{
    __m512d r[8], t[8], u[8];
    for (int k = 0; k < 8; k++) r[k] = _mm512_loadu_pd(x + k * step);
    for (int k = 0; k < 8; k += 2) {
        t[k] = _mm512_unpacklo_pd(r[k], r[k + 1]);
        t[k + 1] = _mm512_unpackhi_pd(r[k], r[k + 1]);
    }
    for (int k = 0; k < 8; k += 4)
        for (int j = 0; j < 2; j++) {
            u[k + j] = _mm512_shuffle_f64x2(t[k + j], t[k + j + 2], 0x88);
            u[k + j + 2] = _mm512_shuffle_f64x2(t[k + j], t[k + j + 2], 0xdd);
        }
    for (int k = 0; k < 4; k++) {
        t[k] = _mm512_shuffle_f64x2(u[k], u[k + 4], 0x88);
        t[k + 4] = _mm512_shuffle_f64x2(u[k], u[k + 4], 0xdd);
    }
    for (int k = 0; k < 8; k++) {
        if (streams) _mm512_stream_pd(y + k * step, t[k]);
        else _mm512_storeu_pd(y + k * step, t[k]);
    }
}

#else
#define STREAMS false
#define square_streamed square_loop_f64
#define add_streamed add_loop_f64
#define scale_add_streamed scale_add_loop_f64
#define shift_streamed(y, s, b, n) ((void)0)

static inline void transpose_block(double *y, const double *x, long step, bool streams)
{
    (void)streams;
    for (int j = 0; j < 8; j++)
        for (int k = 0; k < 8; k++) y[j * step + k] = x[k * step + j];
}
#endif
