/* One loop an operator and the reductions, for one type; the compiler calls libmvec in them. Included once a type. */

#define TILE 1024
#define LOOP(name, expression) \
    NOT_INLINED void F(name)(REAL *y, const REAL *x, long n) \
    { \
        _Pragma("GCC ivdep") \
        for (long i = 0; i < n; i++) { REAL v = x[i]; y[i] = (expression); } \
    }

LOOP(twice, v + v)
LOOP(neg, -v)
LOOP(abs, M(fabs)(v))
LOOP(sqrt, M(sqrt)(v))
LOOP(round, M(rint)(v))
LOOP(exp, M(exp)(v))
LOOP(expm1, M(expm1)(v))
LOOP(exp2, M(exp2)(v))
LOOP(log, M(log)(v))
LOOP(log1p, M(log1p)(v))
LOOP(log2, M(log2)(v))
LOOP(log10, M(log10)(v))
LOOP(sin, M(sin)(v))
LOOP(cos, M(cos)(v))
LOOP(tan, M(tan)(v))
LOOP(asin, M(asin)(v))
LOOP(acos, M(acos)(v))
LOOP(atan, M(atan)(v))
LOOP(sinh, M(sinh)(v))
LOOP(cosh, M(cosh)(v))
LOOP(tanh, M(tanh)(v))
LOOP(asinh, M(asinh)(v))
LOOP(acosh, M(acosh)(v))
LOOP(atanh, M(atanh)(v))
LOOP(erf, M(erf)(v))
LOOP(cbrt, M(cbrt)(v))
LOOP(sigmoid, 1 / (1 + M(exp)(-v)))
LOOP(softplus, M(log1p)(M(exp)(v)))

#define LOOP_OF_TWO(name, expression) \
    NOT_INLINED void F(name)(REAL *z, const REAL *x, const REAL *y, long n) \
    { \
        _Pragma("GCC ivdep") \
        for (long i = 0; i < n; i++) { REAL v = x[i], w = y[i]; z[i] = (expression); } \
    }

LOOP_OF_TWO(pow, M(pow)(v, w))
LOOP_OF_TWO(atan2, M(atan2)(v, w))
LOOP_OF_TWO(hypot, M(hypot)(v, w))
LOOP_OF_TWO(add, v + w)
LOOP_OF_TWO(div, v / w)

/* atan(round(sinh(abs(cos(neg(sin(log(x + x))))))), one loop an operator over a tile that stays in the L1. */
static void F(chain_part)(long first, long count, int index)
{
    REAL tile[TILE] __attribute__((aligned(64)));
    (void)index;
    for (long at = first, end = first + count; at < end; at += TILE) {
        long n = end - at < TILE ? end - at : TILE;
        F(twice)(tile, (REAL *)the.input[0] + at, n);
        F(log)(tile, tile, n);
        F(sin)(tile, tile, n);
        F(neg)(tile, tile, n);
        F(cos)(tile, tile, n);
        F(abs)(tile, tile, n);
        F(sinh)(tile, tile, n);
        F(round)(tile, tile, n);
        F(atan)((REAL *)the.output + at, tile, n);
    }
}

static void F(chain)(void) { in_parts(the.n, F(chain_part)); }

/* -(d * d) with d = (2 * a + (3 * b + 4 * c)) / 2, in one loop. */
NOT_INLINED void F(square_loop)(REAL *restrict y, const REAL *a, const REAL *b, const REAL *c, long n)
{
    for (long i = 0; i < n; i++) {
        REAL d = (2 * a[i] + (3 * b[i] + 4 * c[i])) / 2;
        y[i] = -(d * d);
    }
}

NOT_INLINED void F(add_loop)(REAL *restrict y, const REAL *a, const REAL *b, long n)
{
    for (long i = 0; i < n; i++) y[i] = a[i] + b[i];
}

NOT_INLINED void F(scale_add_loop)(REAL *restrict y, REAL s, const REAL *a, const REAL *b, long n)
{
    for (long i = 0; i < n; i++) y[i] = s * a[i] + b[i];
}

/* sin(sin(...sin(x))), the.count times, a tile at a time. */
static void F(sines_part)(long first, long count, int index)
{
    REAL tile[TILE] __attribute__((aligned(64)));
    (void)index;
    for (long at = first, end = first + count; at < end; at += TILE) {
        long n = end - at < TILE ? end - at : TILE;
        F(sin)(tile, (REAL *)the.input[0] + at, n);
        for (long i = 2; i < the.count; i++) F(sin)(tile, tile, n);
        F(sin)((REAL *)the.output + at, tile, n);
    }
}

static void F(sines)(void) { in_parts(the.n, F(sines_part)); }

NOT_INLINED REAL F(sum_loop)(const REAL *x, long n)
{
    REAL sum = 0;
    for (long i = 0; i < n; i++) sum += x[i];
    return sum;
}

NOT_INLINED REAL F(max_loop)(const REAL *x, long n)
{
    REAL most = x[0];
    for (long i = 0; i < n; i++) most = most > x[i] ? most : x[i];
    return most;
}

/* The largest of a block at a time, then its place in the first block that has it. */
NOT_INLINED long F(argmax_loop)(const REAL *x, long n)
{
    REAL most = x[0];
    long block = 0;
    for (long i = 0; i < n; i += 2048) {
        REAL largest = F(max_loop)(x + i, n - i < 2048 ? n - i : 2048);
        if (largest > most) { most = largest; block = i; }
    }
    while (x[block] != most) block++;
    return block;
}

/* Eight rows at a time into one row of sums. */
NOT_INLINED void F(sum_rows)(REAL *restrict sums, const REAL *x, long rows, long columns)
{
    memset(sums, 0, columns * sizeof(REAL));
    long row = 0;
    for (; row + 8 <= rows; row += 8) {
        const REAL *p = x + row * columns;
        for (long j = 0; j < columns; j++)
            sums[j] += ((p[j] + p[columns + j]) + (p[2 * columns + j] + p[3 * columns + j]))
                + ((p[4 * columns + j] + p[5 * columns + j]) + (p[6 * columns + j] + p[7 * columns + j]));
    }
    for (; row < rows; row++)
        for (long j = 0; j < columns; j++) sums[j] += x[row * columns + j];
}

NOT_INLINED void F(softmax_rows)(REAL *restrict y, const REAL *x, long rows, long columns)
{
    for (long row = 0; row < rows; row++, x += columns, y += columns) {
        REAL most = F(max_loop)(x, columns), sum = 0;
        for (long j = 0; j < columns; j++) {
            REAL power = M(exp)(x[j] - most);
            y[j] = power;
            sum += power;
        }
        REAL factor = 1 / sum;
        for (long j = 0; j < columns; j++) y[j] *= factor;
    }
}

/* Four rows of the matrix at a time, so that each load of the vector serves four. */
NOT_INLINED void F(matvec_rows)(REAL *y, const REAL *x, const REAL *v, long rows, long columns)
{
    for (long row = 0; row < rows; row += 4) {
        const REAL *p = x + row * columns;
        REAL s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        for (long j = 0; j < columns; j++) {
            s0 += p[j] * v[j];
            s1 += p[columns + j] * v[j];
            s2 += p[2 * columns + j] * v[j];
            s3 += p[3 * columns + j] * v[j];
        }
        y[row] = s0;
        y[row + 1] = s1;
        y[row + 2] = s2;
        y[row + 3] = s3;
    }
}
