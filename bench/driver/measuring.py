"""Times whole processes in alternation, so that what else the machine does falls on both alike."""
import dataclasses
import statistics
import subprocess


class CommandFailed(Exception):
    pass


@dataclasses.dataclass(frozen=True)
class Run:
    seconds: float
    peak_kib: int


@dataclasses.dataclass(frozen=True)
class Comparison:
    """What two commands took, pair by pair."""

    first: list[Run]
    second: list[Run]

    @property
    def ratio(self):
        """The median of the ratios of the pairs: a slow minute spoils a pair, not the figure."""
        return statistics.median(a.seconds / b.seconds for a, b in zip(self.first, self.second))

    @property
    def medians(self):
        return tuple(statistics.median(run.seconds for run in runs) for runs in (self.first, self.second))

    @property
    def peak_mib(self):
        return max(run.peak_kib for run in self.first) / 1024


class Measurer:
    def __init__(self, runner):
        self.runner = runner

    def run(self, command):
        """Runs a command once. Its answer must be yes: what fails is not fast."""
        printed = subprocess.run([self.runner, *command], capture_output=True, text=True, check=True).stdout
        nanoseconds, peak, code = map(int, printed.split())
        if code != 0:
            raise CommandFailed(f"It ended with {code}: {' '.join(map(str, command))}")
        return Run(nanoseconds / 1e9, peak)

    def compare(self, first, second, repetitions):
        """Runs two commands in alternation. Each is a function of the repetition's number that makes ready what has to be and gives
        the command; number 0 is a rehearsal that isn't counted."""
        runs = ([], [])
        for number in range(repetitions + 1):
            # Who goes first changes from pair to pair.
            for side in (0, 1) if number % 2 else (1, 0):
                taken = self.run((first, second)[side](number))
                if number:
                    runs[side].append(taken)
        return Comparison(*runs)
