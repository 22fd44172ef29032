"""NumPy in its fastest usual form: results go to arrays that are there already."""

import numpy as np
from peer import Request, blas_core, limit_blas, numbers, serve


def chain(request):
    x = numbers(request, request.n, 1, 0.1, 10)

    def ready():
        y = np.empty_like(x)

        def run():
            np.add(x, x, out=y)
            for function in (np.log, np.sin, np.negative, np.cos, np.abs, np.sinh, np.rint, np.arctan):
                function(y, out=y)
            return y
        return run
    return ready


def square(request):
    a, b, c = (numbers(request, request.n, 1 + i, 0.1, 10) for i in range(3))

    def ready():
        t, u = np.empty_like(a), np.empty_like(a)

        def run():
            np.multiply(b, 3, out=t)
            np.multiply(c, 4, out=u)
            np.add(t, u, out=t)
            np.multiply(a, 2, out=u)
            np.add(u, t, out=t)
            np.divide(t, 2, out=t)
            np.multiply(t, t, out=t)
            return np.negative(t, out=t)
        return run
    return ready


def incremental(request):
    a, b = numbers(request, request.n, 1, 0.1, 10), numbers(request, request.n, 2, 0, 1)

    def ready():
        y = np.empty_like(a)

        def run():
            np.sin(a, out=y)
            for function in (np.cos, np.abs, np.log):
                function(y, out=y)
            np.multiply(a, y.sum(), out=y)
            return np.add(y, b, out=y)
        return run
    return ready


def plus(request):
    p, b = numbers(request, request.n, 1, 0.1, 10), numbers(request, request.n, 2, 0, 1)
    p *= np.log(np.abs(np.cos(np.sin(p)))).sum()

    def ready():
        y = np.empty_like(p)
        return lambda: np.add(p, b, out=y)
    return ready


def sines(request):
    x = numbers(request, request.n, 1, 0.1, 10)

    def ready():
        y = np.empty_like(x)

        def run():
            np.sin(x, out=y)
            for _ in range(request.count - 1):
                np.sin(y, out=y)
            return y
        return run
    return ready


def matmul(request):
    shape = (request.n, request.n)
    a, b = numbers(request, shape, 1, 0, 1), numbers(request, shape, 2, 0, 1)
    limit_blas(request.threads)

    def ready():
        y = np.empty_like(a)
        return lambda: np.matmul(a, b, out=y)
    return ready


def matvec(request):
    a, v = numbers(request, (request.n, request.n), 1, 0, 1), numbers(request, request.n, 2, 0, 1)
    limit_blas(request.threads)

    def ready():
        y = np.empty_like(v)
        return lambda: np.matmul(a, v, out=y)
    return ready


def over_all(function):
    def make(request):
        x = numbers(request, request.n, 1, 0, 1)
        return lambda: lambda: function(x)
    return make


def over_axis(axis):
    def make(request):
        x = numbers(request, (request.n, request.n), 1, 0, 1)

        def ready():
            y = np.empty(request.n, request.dtype)
            return lambda: np.sum(x, axis=axis, out=y)
        return ready
    return make


def softmax(request):
    x = numbers(request, (request.n, request.n), 1, -5, 5)

    def ready():
        y = np.empty_like(x)

        def run():
            np.subtract(x, x.max(1, keepdims=True), out=y)
            np.exp(y, out=y)
            return np.multiply(y, 1 / y.sum(1, keepdims=True), out=y)
        return run
    return ready


def transpose(request):
    x = numbers(request, (request.n, request.n), 1, 0, 1)

    def ready():
        y = np.empty_like(x)

        def run():
            np.copyto(y, x.T)
            return y
        return run
    return ready


def outer(request):
    a, b = numbers(request, (request.n, 1), 1, 0, 1), numbers(request, (1, request.n), 2, 0, 1)

    def ready():
        y = np.empty((request.n, request.n), request.dtype)
        return lambda: np.add(a, b, out=y)
    return ready


def vectors():
    """The widest vectors that NumPy's own loops use, as its dispatcher found them or was told."""
    try:
        from numpy._core._multiarray_umath import __cpu_features__ as features
    except ImportError:
        try:
            from numpy.core._multiarray_umath import __cpu_features__ as features
        except ImportError:
            return "vectors of a width that it does not say"
    bits = 512 if features.get("AVX512_SKX") else 256 if features.get("AVX2") else 128
    return f"vectors of {bits} bits"


WORKS = {
    "chain": chain, "square": square, "incremental": incremental, "plus": plus, "sines-": sines,
    "matmul": matmul, "matvec": matvec,
    "sum": over_all(np.sum), "max": over_all(np.max), "argmax": over_all(np.argmax),
    "sum0": over_axis(0), "sum1": over_axis(1), "softmax": softmax, "transpose": transpose, "outer": outer,
}

if __name__ == "__main__":
    matmul(Request("matmul", 64, "f64", 1))()()  # OpenBLAS is loaded by its first use
    serve(WORKS, lambda y: float(np.sum(y, dtype=np.float64)),
          f"NumPy {np.__version__} (OpenBLAS {blas_core()}), {vectors()}")
