"""One way to measure for all benches: CPU seconds, wall seconds, peak memory, side by side."""

import ctypes
import gc
import os
import platform
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass
class Taken:
    """What something took: seconds of the clock and of the processors, children included.

    Attributes:
        peak: the most memory the process held meanwhile, in MiB, all it held before included.
    """

    wall: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0

    def times(self, factor: float) -> "Taken":
        """Return what so many times as much would take, in the same memory."""
        return Taken(self.wall * factor, self.cpu * factor, self.peak)

    def plus(self, other: "Taken") -> "Taken":
        """Return what both took, one after the other."""
        return Taken(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))

    def in_memory(self, peak: float) -> "Taken":
        """Return the same times with the peak of what they are part of."""
        return Taken(self.wall, self.cpu, peak)


@contextmanager
def measured() -> Iterator[Taken]:
    """Measure the block."""
    taken = Taken()
    forget_peak()
    wall, cpu = time.perf_counter(), _cpu()
    yield taken
    taken.wall, taken.cpu = time.perf_counter() - wall, _cpu() - cpu
    taken.peak = peak_mib()


def interleaved(runs: dict[str, Callable[[], object]], repeats: int = 3) -> dict[str, Taken]:
    """Run each in turn, some times over, and return the median of each: noise hits all alike."""
    seen: dict[str, list[Taken]] = {name: [] for name in runs}
    for _ in range(repeats):
        for name, run in runs.items():
            with measured() as taken:
                run()
            seen[name].append(taken)
    return {
        name: Taken(
            float(np.median([one.wall for one in all_of_them])),
            float(np.median([one.cpu for one in all_of_them])),
            max(one.peak for one in all_of_them),
        )
        for name, all_of_them in seen.items()
    }


def latencies(calls: Iterable[Callable[[], object]]) -> tuple[float, float]:
    """Return the median and the 95th percentile of calls, in milliseconds of the clock."""
    wall, _ = _taken(calls)
    return float(np.median(wall)), float(np.percentile(wall, 95))


def both_latencies(calls: Iterable[Callable[[], object]]) -> str:
    """Return median and 95th percentile as words, of the clock and of the processor."""
    told = [f"{np.median(part):.1f} / {np.percentile(part, 95):.1f} ms" for part in _taken(calls)]
    return f"p50 / p95: clock {told[0]}, processor {told[1]}"


def _taken(calls: Iterable[Callable[[], object]]) -> tuple[list[float], list[float]]:
    wall, cpu = [], []
    for call in calls:
        start, worked = time.perf_counter(), time.process_time()
        call()
        wall.append(1000 * (time.perf_counter() - start))
        cpu.append(1000 * (time.process_time() - worked))
    return wall, cpu


def peak_mib() -> float:
    """Return the most memory this process held since ``forget_peak``, in MiB."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    peaks = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return (peaks[0] if peaks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def forget_peak() -> None:
    """Give unused memory back and count the peak from here, where Linux lets us."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def say(name: str, told: object) -> None:
    """Print one line of a report."""
    print(f"{name:<58} {told}", flush=True)


def row(name: str, size: str, taken: Taken, beside: str = "") -> None:
    """Print one measured thing: of what size, what it took, and how it stands to others."""
    say(f"{name:<44} {size:>13}", f"{seconds(taken)} {taken.peak:6,.0f} MiB  {beside}".rstrip())


def seconds(taken: Taken) -> str:
    """Return both times as words."""
    return f"{taken.cpu:8.2f} CPU-s {taken.wall:8.2f} s"


def each(taken: Taken, people: int) -> str:
    """Return the processor's time for one person as words."""
    return f"{1e6 * taken.cpu / people:,.0f} µs each"


def title(words: str) -> None:
    """Print a heading with the machine."""
    load = os.getloadavg()[0]
    print(
        f"\n== {words} ==\n{_processor()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}, load {load:.1f}",
        flush=True,
    )


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
