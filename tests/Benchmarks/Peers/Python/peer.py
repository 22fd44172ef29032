"""What the Python peers share: requests by lines, the clock, memory, and inputs that every peer makes alike.

    first     ready WHO
    request   NAME LENGTH TYPE THREADS MILLISECONDS        sines-1000 10000 f64 2 200
    answer    ok NANOSECONDS SAMPLES PEAK_BYTES CHECKSUM   the median of one run; what was held beyond the inputs
              none REASON                                  there is no such work here

A peer is a dictionary of works: name -> function of a request, which makes the inputs and returns a second function;
that one allocates what is used again and again, and returns the work itself. Arrays stay until another work is asked
for, so that measurements can alternate between peers.
"""

import ctypes
import gc
import statistics
import sys
import time
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Request:
    """What is asked for; count is the number behind the last '-' of the name."""

    name: str
    n: int
    type: str
    threads: int

    @property
    def count(self):
        return int(self.name.rsplit("-", 1)[1])

    @property
    def dtype(self):
        return np.float64 if self.type == "f64" else np.float32


def numbers(request, shape, seed, low, high):
    """The i-th number of a seed is a hash of both; made in pieces, so that the peak of memory is not here."""
    array = np.empty(shape, request.dtype)
    flat = array.reshape(-1)
    with np.errstate(over="ignore"):
        for start in range(0, flat.size, 1 << 16):
            end = min(start + (1 << 16), flat.size)
            z = np.arange(start, end, dtype=np.uint64) + (np.uint64(seed) << np.uint64(40))
            z *= np.uint64(0x9E3779B97F4A7C15)
            z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            unit = ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * 2.0**-53
            flat[start:end] = low + (high - low) * unit
    return array


def limit_blas(threads):
    """OpenBLAS is asked through its own function: what its environment said was read long ago."""
    for library in blas_libraries():
        if hasattr(library, "openblas_set_num_threads"):
            library.openblas_set_num_threads(threads)
            return


def blas_core():
    """The name of the kernels that OpenBLAS chose for this processor; nothing where there is no OpenBLAS."""
    for library in blas_libraries():
        if hasattr(library, "openblas_get_corename"):
            library.openblas_get_corename.restype = ctypes.c_char_p
            return library.openblas_get_corename().decode()
    return ""


def blas_libraries():
    with open("/proc/self/maps") as maps:
        paths = {line.split()[-1] for line in maps if "blas" in line}
    return [ctypes.CDLL(path) for path in sorted(paths)]


def serve(works, checksum, version, forget=lambda: None):
    """Answers requests until there are no more; forget drops what the package remembers of the work before."""
    print("ready", version, flush=True)
    last = run = held = None
    for line in sys.stdin:
        name, n, kind, threads, milliseconds = line.split()
        request = Request(name, int(n), kind, int(threads))
        if request != last:
            run = None
            forget()
            gc.collect()
            last, (run, held) = request, prepare(works, request)
        if run is None:
            print(f"none no {name} here", flush=True)
            continue
        result = run()
        times = sample(run, int(milliseconds) / 1e3)
        peak = status("VmHWM:") - held
        print("ok", f"{statistics.median(times):.1f}", len(times), peak, f"{checksum(result):.17g}", flush=True)
        del result


def prepare(works, request):
    make = works.get(request.name) or works.get(request.name.rsplit("-", 1)[0] + "-")
    ready = make(request) if make else None
    if ready is None:
        return None, 0
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/clear_refs", "w") as peak:
        peak.write("5")
    held = status("VmRSS:")
    run = ready()
    run()
    return run, held


def sample(run, seconds):
    """Nanoseconds of one run, of samples of a millisecond or more."""
    began = time.perf_counter()
    run()
    first = time.perf_counter() - began
    repeats = 1 if first > 1e-3 else int(1e-3 / (first + 1e-9)) + 1
    times = []
    while not times or time.perf_counter() - began < seconds:
        start = time.perf_counter_ns()
        for _ in range(repeats):
            run()
        times.append((time.perf_counter_ns() - start) / repeats)
    return times


def status(field):
    with open("/proc/self/status") as lines:
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(field)), 0)
