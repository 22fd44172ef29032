"""PyTorch in its fastest usual form: in place, without gradients. Which kernels it takes is said by
ATEN_CPU_CAPABILITY, for it would not take those for AVX-512 by itself."""

import numpy as np
import torch
from peer import Request, blas_core, limit_blas, numbers, serve


def tensor(request, shape, seed, low, high):
    return torch.from_numpy(numbers(request, shape, seed, low, high))


def threaded(make):
    def limited(request):
        torch.set_num_threads(request.threads)
        limit_blas(request.threads)
        return make(request)
    return limited


def chain(request):
    x = tensor(request, request.n, 1, 0.1, 10)

    def ready():
        y = torch.empty_like(x)
        return lambda: torch.add(x, x, out=y).log_().sin_().neg_().cos_().abs_().sinh_().round_().atan_()
    return ready


def square(request):
    a, b, c = (tensor(request, request.n, 1 + i, 0.1, 10) for i in range(3))

    def ready():
        y = torch.empty_like(a)

        def run():
            torch.mul(b, 3, out=y)
            torch.add(y, c, alpha=4, out=y)
            torch.add(y, a, alpha=2, out=y)
            y.div_(2)
            return y.mul_(y).neg_()
        return run
    return ready


def incremental(request):
    a, b = tensor(request, request.n, 1, 0.1, 10), tensor(request, request.n, 2, 0, 1)

    def ready():
        y = torch.empty_like(a)

        def run():
            torch.sin(a, out=y)
            total = y.cos_().abs_().log_().sum()
            return torch.mul(a, total, out=y).add_(b)
        return run
    return ready


def plus(request):
    p, b = tensor(request, request.n, 1, 0.1, 10), tensor(request, request.n, 2, 0, 1)
    p.mul_(p.sin().cos().abs().log().sum())

    def ready():
        y = torch.empty_like(p)
        return lambda: torch.add(p, b, out=y)
    return ready


def sines(request):
    x = tensor(request, request.n, 1, 0.1, 10)

    def ready():
        y = torch.empty_like(x)

        def run():
            torch.sin(x, out=y)
            for _ in range(request.count - 1):
                y.sin_()
            return y
        return run
    return ready


def matmul(request):
    shape = (request.n, request.n)
    a, b = tensor(request, shape, 1, 0, 1), tensor(request, shape, 2, 0, 1)

    def ready():
        y = torch.empty_like(a)
        return lambda: torch.mm(a, b, out=y)
    return ready


def matvec(request):
    a, v = tensor(request, (request.n, request.n), 1, 0, 1), tensor(request, request.n, 2, 0, 1)

    def ready():
        y = torch.empty_like(v)
        return lambda: torch.mv(a, v, out=y)
    return ready


def over_all(function):
    def make(request):
        x = tensor(request, request.n, 1, 0, 1)
        return lambda: lambda: function(x)
    return make


def over_axis(axis):
    def make(request):
        x = tensor(request, (request.n, request.n), 1, 0, 1)

        def ready():
            y = torch.empty(request.n, dtype=x.dtype)
            return lambda: torch.sum(x, axis, out=y)
        return ready
    return make


def softmax(request):
    x = tensor(request, (request.n, request.n), 1, -5, 5)

    def ready():
        y = torch.empty_like(x)
        return lambda: torch._softmax(x, 1, False, out=y)
    return ready


def transpose(request):
    x = tensor(request, (request.n, request.n), 1, 0, 1)

    def ready():
        y = torch.empty_like(x)
        return lambda: y.copy_(x.t())
    return ready


def outer(request):
    a, b = tensor(request, (request.n, 1), 1, 0, 1), tensor(request, (1, request.n), 2, 0, 1)

    def ready():
        y = torch.empty((request.n, request.n), dtype=a.dtype)
        return lambda: torch.add(a, b, out=y)
    return ready


def vectors():
    """What ATen chose, or was told by ATEN_CPU_CAPABILITY."""
    try:
        capability = torch.backends.cpu.get_cpu_capability()
    except AttributeError:
        return "vectors of a width that it does not say"
    return f"vectors of {512 if 'AVX512' in capability else 256 if 'AVX2' in capability else 128} bits"


WORKS = {name: threaded(make) for name, make in {
    "chain": chain, "square": square, "incremental": incremental, "plus": plus, "sines-": sines,
    "matmul": matmul, "matvec": matvec,
    "sum": over_all(torch.sum), "max": over_all(torch.max), "argmax": over_all(torch.argmax),
    "sum0": over_axis(0), "sum1": over_axis(1), "softmax": softmax, "transpose": transpose, "outer": outer,
}.items()}

if __name__ == "__main__":
    torch.set_grad_enabled(False)
    matmul(Request("matmul", 64, "f64", 1))()()  # OpenBLAS is loaded by its first use
    serve(WORKS, lambda y: float(np.sum(y.numpy(), dtype=np.float64)),
          f"PyTorch {torch.__version__} (OpenBLAS {blas_core()}), {vectors()}")
