/* Works that are the same for both types: their inputs, and their loops in parts. Included once a type. */

#define X(i) ((REAL *)the.input[i])
#define RESULT ((REAL *)the.output)

static void F(chain_prepare)(void)
{
    the.input[0] = numbers(the.n, 1, 0.1, 10);
    the.outputs = the.n;
}

static void F(square_prepare)(void)
{
    for (int i = 0; i < 3; i++) the.input[i] = numbers(the.n, 1 + i, 0.1, 10);
    the.outputs = the.n;
}

static void F(square_part)(long first, long count, int index)
{
    (void)index;
    F(square_loop)(RESULT + first, X(0) + first, X(1) + first, X(2) + first, count);
}

static void F(square)(void) { in_parts(the.n, F(square_part)); }

/* ---- reductions ---- */

static REAL F(partial)[64];
static long F(place)[64];

static void F(matrix_prepare)(void)
{
    the.input[0] = numbers(the.n, 1, 0, 1);
    the.outputs = 1;
}

static void F(sum_part)(long first, long count, int index) { F(partial)[index] = F(sum_loop)(X(0) + first, count); }

static void F(sum)(void)
{
    in_parts(the.n, F(sum_part));
    RESULT[0] = F(sum_loop)(F(partial), the.threads);
}

static void F(max_part)(long first, long count, int index) { F(partial)[index] = F(max_loop)(X(0) + first, count); }

static void F(max)(void)
{
    in_parts(the.n, F(max_part));
    RESULT[0] = F(max_loop)(F(partial), the.threads);
}

static void F(argmax_part)(long first, long count, int index)
{
    F(place)[index] = first + F(argmax_loop)(X(0) + first, count);
}

static void F(argmax)(void)
{
    in_parts(the.n, F(argmax_part));
    long best = F(place)[0];
    for (int i = 1; i < the.threads; i++)
        if (X(0)[F(place)[i]] > X(0)[best]) best = F(place)[i];
    RESULT[0] = best;
}

/* A square matrix of the.n by the.n. */
static void F(axis_prepare)(void)
{
    the.input[0] = numbers(the.n * the.n, 1, 0, 1);
    the.input[1] = allocate(the.n * the.threads);
    the.outputs = the.n;
}

static void F(sum0_part)(long first, long count, int index)
{
    F(sum_rows)(X(1) + index * the.n, X(0) + first * the.n, count, the.n);
}

static void F(sum0)(void)
{
    in_parts(the.n, F(sum0_part));
    for (long j = 0; j < the.n; j++) {
        REAL sum = 0;
        for (int i = 0; i < the.threads; i++) sum += X(1)[i * the.n + j];
        RESULT[j] = sum;
    }
}

static void F(sum1_part)(long first, long count, int index)
{
    (void)index;
    for (long row = first; row < first + count; row++) RESULT[row] = F(sum_loop)(X(0) + row * the.n, the.n);
}

static void F(sum1)(void) { in_parts(the.n, F(sum1_part)); }

static void F(softmax_prepare)(void)
{
    the.input[0] = numbers(the.n * the.n, 1, -5, 5);
    the.outputs = the.n * the.n;
}

static void F(softmax_part)(long first, long count, int index)
{
    (void)index;
    F(softmax_rows)(RESULT + first * the.n, X(0) + first * the.n, count, the.n);
}

static void F(softmax)(void) { in_parts(the.n, F(softmax_part)); }

static void F(matvec_prepare)(void)
{
    the.input[0] = numbers(the.n * the.n, 1, 0, 1);
    the.input[1] = numbers(the.n, 2, 0, 1);
    the.outputs = the.n;
}

static void F(matvec_part)(long first, long count, int index)
{
    (void)index;
    F(matvec_rows)(RESULT + first, X(0) + first * the.n, X(1), count, the.n);
}

static void F(matvec)(void) { in_parts(the.n, F(matvec_part)); }

/* ---- single functions, on the ranges that all peers use ---- */

#define ONE(name, low, high) \
    static void F(f_##name##_prepare)(void) \
    { \
        the.input[0] = numbers(the.n, 1, low, high); \
        the.outputs = the.n; \
    } \
    static void F(f_##name)(void) { F(name)(RESULT, X(0), the.n); }

#define TWO(name, low, high, low2, high2) \
    static void F(f_##name##_prepare)(void) \
    { \
        the.input[0] = numbers(the.n, 1, low, high); \
        the.input[1] = numbers(the.n, 2, low2, high2); \
        the.outputs = the.n; \
    } \
    static void F(f_##name)(void) { F(name)(RESULT, X(0), X(1), the.n); }

ONE(exp, -10, 10)
ONE(expm1, -10, 10)
ONE(exp2, -10, 10)
ONE(log, 0.1, 10)
ONE(log1p, -0.9, 10)
ONE(log2, 0.1, 10)
ONE(log10, 0.1, 10)
ONE(sin, -10, 10)
ONE(cos, -10, 10)
ONE(tan, -10, 10)
ONE(asin, -1, 1)
ONE(acos, -1, 1)
ONE(atan, -5, 5)
ONE(sinh, -3, 3)
ONE(cosh, -3, 3)
ONE(tanh, -3, 3)
ONE(asinh, -5, 5)
ONE(acosh, 1, 10)
ONE(atanh, -0.99, 0.99)
ONE(erf, -3, 3)
ONE(cbrt, -10, 10)
ONE(sigmoid, -10, 10)
ONE(softplus, -10, 10)
ONE(sqrt, 0.1, 10)
ONE(round, -10, 10)
ONE(abs, -10, 10)
ONE(neg, -10, 10)
TWO(pow, 0.1, 10, -3, 3)
TWO(atan2, -3, 3, 0.1, 10)
TWO(hypot, -10, 10, -10, 10)
TWO(add, -10, 10, -10, 10)
TWO(div, -10, 10, 0.1, 10)
#undef ONE
#undef TWO
#undef X
#undef RESULT
