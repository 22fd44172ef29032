/*
 * What polynomials.h asks of vectors, at 256 bits: the names of AVX-512's intrinsics over AVX2 and FMA. Good for what
 * polynomials.h does with them, which is finite arguments of moderate size, and logarithms of positive ones.
 */
#include <immintrin.h>

#define LIKE static inline __attribute__((always_inline))

#define SAME_2(type, suffix, name) \
    LIKE type v256_##name##_##suffix(type x, type y) { return _mm256_##name##_##suffix(x, y); }
#define SAME_3(type, suffix, name) \
    LIKE type v256_##name##_##suffix(type x, type y, type z) { return _mm256_##name##_##suffix(x, y, z); }

#define COMMON(type, real, integer, suffix) \
    SAME_2(type, suffix, add) SAME_2(type, suffix, sub) SAME_2(type, suffix, mul) SAME_2(type, suffix, div) \
    SAME_2(type, suffix, and) SAME_2(type, suffix, or) SAME_2(type, suffix, xor) \
    SAME_3(type, suffix, fmadd) SAME_3(type, suffix, fnmadd) \
    LIKE type v256_set1_##suffix(real x) { return _mm256_set1_##suffix(x); } \
    LIKE type v256_loadu_##suffix(const real *x) { return _mm256_loadu_##suffix(x); } \
    LIKE void v256_storeu_##suffix(real *y, type x) { _mm256_storeu_##suffix(y, x); } \
    LIKE type v256_abs_##suffix(type x) { return _mm256_andnot_##suffix(_mm256_set1_##suffix((real)-0.0), x); } \
    LIKE type v256_roundscale_##suffix(type x, int places) { (void)places; return _mm256_round_##suffix(x, 8); } \
    LIKE type v256_mask_mov_##suffix(type x, type mask, type y) { return _mm256_blendv_##suffix(x, y, mask); } \
    LIKE type v256_maskz_mov_##suffix(type mask, type x) { return _mm256_and_##suffix(mask, x); } \
    LIKE type v256_mask_add_##suffix(type o, type mask, type x, type y) \
    { return _mm256_blendv_##suffix(o, _mm256_add_##suffix(x, y), mask); } \
    LIKE type v256_mask_sub_##suffix(type o, type mask, type x, type y) \
    { return _mm256_blendv_##suffix(o, _mm256_sub_##suffix(x, y), mask); } \
    LIKE type v256_mask_loadu_##suffix(type o, type mask, const real *x) \
    { return _mm256_blendv_##suffix(o, _mm256_maskload_##suffix(x, integer(mask)), mask); } \
    LIKE void v256_mask_storeu_##suffix(real *y, type mask, type x) \
    { _mm256_maskstore_##suffix(y, integer(mask), x); }

COMMON(__m256d, double, _mm256_castpd_si256, pd)
COMMON(__m256, float, _mm256_castps_si256, ps)

/* The stored exponent as a number: it becomes the low bits of 2^52, or is converted. */
LIKE __m256d v256_getexp_pd(__m256d x)
{
    __m256i field = _mm256_srli_epi64(_mm256_castpd_si256(v256_abs_pd(x)), 52);
    __m256d high = _mm256_set1_pd(0x1p52);
    return _mm256_sub_pd(_mm256_or_pd(_mm256_castsi256_pd(field), high), _mm256_set1_pd(0x1p52 + 1023));
}

LIKE __m256 v256_getexp_ps(__m256 x)
{
    __m256i field = _mm256_srli_epi32(_mm256_castps_si256(v256_abs_ps(x)), 23);
    return _mm256_sub_ps(_mm256_cvtepi32_ps(field), _mm256_set1_ps(127));
}

/* From 3/4 to 3/2. */
LIKE __m256d v256_getmant_pd(__m256d x, int norm, int sign)
{
    (void)norm, (void)sign;
    const __m256d stored = _mm256_castsi256_pd(_mm256_set1_epi64x(0x000FFFFFFFFFFFFF));
    __m256d m = _mm256_or_pd(_mm256_and_pd(x, stored), _mm256_set1_pd(1));
    __m256d large = _mm256_cmp_pd(_mm256_set1_pd(1.5), m, _CMP_LE_OQ);
    return _mm256_blendv_pd(m, _mm256_mul_pd(m, _mm256_set1_pd(0.5)), large);
}

LIKE __m256 v256_getmant_ps(__m256 x, int norm, int sign)
{
    (void)norm, (void)sign;
    const __m256 stored = _mm256_castsi256_ps(_mm256_set1_epi32(0x007FFFFF));
    __m256 m = _mm256_or_ps(_mm256_and_ps(x, stored), _mm256_set1_ps(1));
    __m256 large = _mm256_cmp_ps(_mm256_set1_ps(1.5f), m, _CMP_LE_OQ);
    return _mm256_blendv_ps(m, _mm256_mul_ps(m, _mm256_set1_ps(0.5f)), large);
}

/* x times 2 to the power of k. */
LIKE __m256d v256_scalef_pd(__m256d x, __m256d k)
{
    __m256i low = _mm256_castpd_si256(_mm256_add_pd(k, _mm256_set1_pd(0x1.8p52 + 1023)));
    return _mm256_mul_pd(x, _mm256_castsi256_pd(_mm256_slli_epi64(low, 52)));
}

LIKE __m256 v256_scalef_ps(__m256 x, __m256 k)
{
    __m256i power = _mm256_add_epi32(_mm256_cvtps_epi32(k), _mm256_set1_epi32(127));
    return _mm256_mul_ps(x, _mm256_castsi256_ps(_mm256_slli_epi32(power, 23)));
}

LIKE __m256d v256_first_pd(long n)
{
    return _mm256_cmp_pd(_mm256_set_pd(3, 2, 1, 0), _mm256_set1_pd((double)n), _CMP_LT_OQ);
}

LIKE __m256 v256_first_ps(long n)
{
    return _mm256_cmp_ps(_mm256_set_ps(7, 6, 5, 4, 3, 2, 1, 0), _mm256_set1_ps((float)n), _CMP_LT_OQ);
}
