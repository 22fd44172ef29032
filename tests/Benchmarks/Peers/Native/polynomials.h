/*
 * Functions of vectors as bare polynomials, for one type: finite arguments of moderate size, about 2 ULP, no special
 * cases. They are the speed of light, not a library. Included once a type.
 *
 * Needs VEC, MASK, REAL, LANES, F (names by type), V (intrinsics by type), LESS and FIRST (masks of lanes, the latter
 * of so many first ones), BITS and FLOATS (casts to integers and back), SHIFT (of lanes), and INTEGER_AT (adding it puts the nearest integer into the low bits).
 */

#define INLINE static inline __attribute__((always_inline))
#define SET(x) V(set1)((REAL)(x))
#define HORNER(p, coefficients, t) \
    VEC p = SET(coefficients[sizeof coefficients / sizeof *coefficients - 1]); \
    _Pragma("GCC unroll 16") \
    for (int q = (int)(sizeof coefficients / sizeof *coefficients) - 2; q >= 0; q--) \
        p = V(fmadd)(p, t, SET(coefficients[q]))

INLINE VEC F(round)(VEC x) { return V(roundscale)(x, 8); }

/* The sign that an odd multiple of pi turns: bit 0 of q becomes the sign. */
INLINE VEC F(turn)(VEC y, VEC q) { return V(xor)(y, FLOATS(SHIFT(BITS(V(add)(q, SET(INTEGER_AT))), LANE_BITS - 1))); }

/* sin(x - m pi) for |x - m pi| <= pi / 2, with the two parts of pi taken off one after the other. */
INLINE VEC F(sin_reduced)(VEC x, VEC m)
{
    VEC r = V(fnmadd)(m, SET(F(PI)[1]), V(fnmadd)(m, SET(F(PI)[0]), x)), t = V(mul)(r, r);
    HORNER(p, F(SIN), t);
    return V(fmadd)(V(mul)(p, t), r, r);
}

INLINE VEC F(sin)(VEC x)
{
    VEC q = F(round)(V(mul)(x, SET(0.31830988618379067154)));
    return F(turn)(F(sin_reduced)(x, q), q);
}

INLINE VEC F(cos)(VEC x)
{
    VEC q = F(round)(V(fmadd)(x, SET(0.31830988618379067154), SET(-0.5)));
    return F(turn)(F(sin_reduced)(x, V(add)(q, SET(0.5))), V(add)(q, SET(1)));
}

/* x = 2^e m with m from 3/4 to 3/2; log m = 2 atanh((m - 1) / (m + 1)). */
INLINE VEC F(log)(VEC x)
{
    VEC m = V(getmant)(x, _MM_MANT_NORM_p75_1p5, _MM_MANT_SIGN_src);
    VEC e = V(getexp)(x);
    e = V(mask_add)(e, LESS(m, SET(1)), e, SET(1));
    VEC s = V(div)(V(sub)(m, SET(1)), V(add)(m, SET(1))), t = V(mul)(s, s);
    HORNER(p, F(LOG), t);
    VEC y = V(fmadd)(V(mul)(p, t), s, V(add)(s, s));
    return V(fmadd)(e, SET(F(LN2)[0]), V(fmadd)(e, SET(F(LN2)[1]), y));
}

/* exp(r) - 1 of the remainder r after k times ln 2. */
INLINE VEC F(expm1_reduced)(VEC x, VEC *k)
{
    *k = F(round)(V(mul)(x, SET(1.4426950408889634)));
    VEC r = V(fnmadd)(*k, SET(F(LN2)[1]), V(fnmadd)(*k, SET(F(LN2)[0]), x));
    HORNER(p, F(EXP), r);
    return V(fmadd)(V(mul)(r, r), p, r);
}

INLINE VEC F(exp)(VEC x)
{
    VEC k, y = F(expm1_reduced)(x, &k);
    return V(scalef)(V(add)(y, SET(1)), k);
}

/* With e = exp|x| - 1: (e + e / (e + 1)) / 2, with the sign of x. */
INLINE VEC F(sinh)(VEC x)
{
    VEC k, y = F(expm1_reduced)(V(abs)(x), &k), power = V(scalef)(SET(1), k);
    VEC e = V(fmadd)(power, y, V(sub)(power, SET(1)));
    VEC half = V(mul)(SET(0.5), V(add)(e, V(div)(e, V(add)(e, SET(1)))));
    return V(or)(half, V(and)(x, SET(-0.0)));
}

/* Turned by pi/4 above tan(pi/8), by pi/2 above tan(3 pi/8). */
INLINE VEC F(atan)(VEC x)
{
    VEC a = V(abs)(x), one = SET(1);
    MASK turned = LESS(SET(0.41421356237309503), a), upright = LESS(SET(2.414213562373095), a);
    VEC n = V(mask_sub)(a, turned, a, one), d = V(mask_add)(one, turned, a, one);
    n = V(mask_mov)(n, upright, SET(-1));
    d = V(mask_mov)(d, upright, a);
    VEC angle = V(maskz_mov)(turned, SET(0.78539816339744831));
    angle = V(mask_mov)(angle, upright, SET(1.5707963267948966));
    VEC z = V(div)(n, d), t = V(mul)(z, z);
    HORNER(p, F(ATAN), t);
    VEC y = V(add)(V(fmadd)(V(mul)(p, t), z, z), angle);
    return V(or)(y, V(and)(x, SET(-0.0)));
}

/* Four independent vectors a pass: enough for the core to work on while each of them waits for itself. */
#define PASS(name, expression) \
    NOT_INLINED void F(pass_##name)(REAL *y, const REAL *x, long n) \
    { \
        long i = 0; \
        for (; i + 4 * LANES <= n; i += 4 * LANES) { \
            VEC four[4]; \
            _Pragma("GCC unroll 4") \
            for (int u = 0; u < 4; u++) { VEC v = V(loadu)(x + i + LANES * u); four[u] = (expression); } \
            _Pragma("GCC unroll 4") \
            for (int u = 0; u < 4; u++) V(storeu)(y + i + LANES * u, four[u]); \
        } \
        for (; i < n; i += LANES) { \
            MASK left = FIRST(n - i < LANES ? n - i : LANES); \
            VEC v = V(mask_loadu)(SET(1), left, x + i); \
            V(mask_storeu)(y + i, left, (expression)); \
        } \
    }

PASS(log_of_twice, F(log)(V(add)(v, v)))
PASS(abs_of_cos, V(abs)(F(cos)(v)))
PASS(log_of_abs, F(log)(V(abs)(v)))
PASS(round_of_sinh, F(round)(F(sinh)(v)))
PASS(exp, F(exp)(v))
PASS(log, F(log)(v))
PASS(sin, F(sin)(v))
PASS(cos, F(cos)(v))
PASS(sinh, F(sinh)(v))
PASS(atan, F(atan)(v))

#define TILE 512
#define X ((REAL *)the.input[0])
#define RESULT ((REAL *)the.output)

/* The seed chain: five passes, each one function with its cheap neighbours. */
static void F(chain_part)(long first, long count, int index)
{
    REAL tile[TILE] __attribute__((aligned(64)));
    (void)index;
    for (long at = first, end = first + count; at < end; at += TILE) {
        long n = end - at < TILE ? end - at : TILE;
        F(pass_log_of_twice)(tile, X + at, n);
        F(pass_sin)(tile, tile, n);
        F(pass_abs_of_cos)(tile, tile, n);
        F(pass_round_of_sinh)(tile, tile, n);
        F(pass_atan)(RESULT + at, tile, n);
    }
}

static void F(chain)(void) { in_parts(the.n, F(chain_part)); }

static void F(chain_prepare)(void)
{
    the.input[0] = numbers(the.n, 1, 0.1, 10);
    the.outputs = the.n;
}

static void F(sines_part)(long first, long count, int index)
{
    REAL tile[TILE] __attribute__((aligned(64)));
    (void)index;
    for (long at = first, end = first + count; at < end; at += TILE) {
        long n = end - at < TILE ? end - at : TILE;
        F(pass_sin)(tile, X + at, n);
        for (long i = 2; i < the.count; i++) F(pass_sin)(tile, tile, n);
        F(pass_sin)(RESULT + at, tile, n);
    }
}

static void F(sines)(void) { in_parts(the.n, F(sines_part)); }

#define ONE(name, low, high) \
    static void F(name##_prepare)(void) \
    { \
        the.input[0] = numbers(the.n, 1, low, high); \
        the.outputs = the.n; \
    } \
    static void F(name##_run)(void) { F(pass_##name)(RESULT, X, the.n); }

ONE(exp, -10, 10)
ONE(log, 0.1, 10)
ONE(sin, -10, 10)
ONE(cos, -10, 10)
ONE(sinh, -3, 3)
ONE(atan, -5, 5)

#undef ONE
#undef RESULT
#undef X
#undef TILE
#undef PASS
#undef HORNER
#undef SET
#undef INLINE
