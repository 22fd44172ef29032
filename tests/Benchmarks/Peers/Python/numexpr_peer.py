"""numexpr: expressions compiled for its own register machine, tile by tile, on threads of its own."""

import os

os.environ["NUMEXPR_MAX_THREADS"] = str(os.cpu_count())

import numexpr as ne  # noqa: E402: it reads the environment when it is imported
import numpy as np  # noqa: E402
from peer import numbers, serve  # noqa: E402


def expression(text, *ranges):
    """An expression over a, b, c: one range of numbers for each."""
    def make(request):
        values = {name: numbers(request, request.n, 1 + i, *bounds)
                  for i, (name, bounds) in enumerate(zip("abc", ranges))}
        values["half"] = request.dtype(0.5)  # numbers of Python would make floats doubles
        ne.set_num_threads(request.threads)

        def ready():
            y = np.empty(request.n, request.dtype)
            return lambda: ne.evaluate(text, local_dict=values, out=y, casting="same_kind")
        return ready
    return make


def incremental(request):
    a, b = numbers(request, request.n, 1, 0.1, 10), numbers(request, request.n, 2, 0, 1)
    ne.set_num_threads(request.threads)

    def ready():
        y = np.empty_like(a)

        def run():
            s = ne.evaluate("sum(log(abs(cos(sin(a)))))", local_dict={"a": a})
            return ne.evaluate("s * a + b", local_dict={"s": s, "a": a, "b": b}, out=y)
        return run
    return ready


def plus(request):
    a, b = numbers(request, request.n, 1, 0.1, 10), numbers(request, request.n, 2, 0, 1)
    ne.set_num_threads(request.threads)
    a *= ne.evaluate("sum(log(abs(cos(sin(a)))))", local_dict={"a": a})

    def ready():
        y = np.empty_like(a)
        return lambda: ne.evaluate("a + b", local_dict={"a": a, "b": b}, out=y)
    return ready


def sines(request):
    """It nests no deeper than this: longer chains are cut."""
    deepest = 50
    x = numbers(request, request.n, 1, 0.1, 10)
    ne.set_num_threads(request.threads)
    depths = [deepest] * (request.count // deepest)
    if request.count % deepest:
        depths.append(request.count % deepest)
    texts = ["sin(" * depth + "v" + ")" * depth for depth in depths]

    def ready():
        y = np.empty_like(x)

        def run():
            value = x
            for text in texts:
                value = ne.evaluate(text, local_dict={"v": value}, out=y)
            return y
        return run
    return ready


def over_all(text):
    def make(request):
        x = numbers(request, request.n, 1, 0, 1)
        ne.set_num_threads(request.threads)
        return lambda: lambda: ne.evaluate(text, local_dict={"x": x})
    return make


def outer(request):
    a, b = numbers(request, (request.n, 1), 1, 0, 1), numbers(request, (1, request.n), 2, 0, 1)
    ne.set_num_threads(request.threads)

    def ready():
        y = np.empty((request.n, request.n), request.dtype)
        return lambda: ne.evaluate("a + b", local_dict={"a": a, "b": b}, out=y)
    return ready


POSITIVE = (0.1, 10)
WORKS = {
    # It has no rounding to even; no element of this work lies half-way.
    "chain": expression("arctan(floor(sinh(abs(cos(-sin(log(a + a))))) + half))", POSITIVE),
    "square": expression("-(((2*a + (3*b + 4*c)) / 2) * ((2*a + (3*b + 4*c)) / 2))", POSITIVE, POSITIVE, POSITIVE),
    "incremental": incremental,
    "plus": plus, "sines-": sines,
    "sum": over_all("sum(x)"), "max": over_all("max(x)"), "outer": outer,
}

if __name__ == "__main__":
    # It keeps the arrays of the last expression, to evaluate that again.
    serve(WORKS, lambda y: float(np.sum(y, dtype=np.float64)), f"numexpr {ne.__version__}",
          lambda: ne.necompiler._numexpr_last.clear())
