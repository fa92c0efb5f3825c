"""What a student's processes have of this machine's memory in all, and how all of them end."""

import os
import re
import signal
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

EVERY = 0.05  # seconds between two looks
SOON = 10.0  # seconds for what takes none
TAKEN = re.compile(r"^Vm(?:RSS|Swap|PTE):\s*(\d+) kB$", re.MULTILINE)
TOO_MUCH = "your code and what it had started took more than {:.1f} GB of memory in all"


class Watch:
    """Ends a submission's processes, all behind their walls, when they have too much memory.

    Parameters
    ----------
    process : subprocess.Popen
        What builds the walls, in a session of its own.
    most : int
        Bytes that the whole submission may have.
    family : list of Watch
        Over all processes of the submission; this one is added until it stops.

    Attributes
    ----------
    said : str
        Why the process was ended; "" as long as it was not.
    """

    def __init__(self, process: subprocess.Popen[bytes], most: int, family: list["Watch"]) -> None:
        self.process, self.said = process, ""
        self._most, self._family = most, family
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        family.append(self)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()
        with suppress(ValueError):  # it has been stopped before
            self._family.remove(self)

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            if sum(taken(one.process.pid) for one in [*self._family]) > self._most:
                for one in [*self._family]:
                    one.said = TOO_MUCH.format(self._most / 2**30)
                    end(one.process)
                return


def can_look() -> bool:
    """Whether this system says which processes a process has started."""
    return Path("/proc/thread-self/children").exists()


def taken(builder: int) -> int:
    """Add up the memory of all processes behind a process's walls.

    They are found in their own /proc, where none of them can hide.

    Parameters
    ----------
    builder : int
        Number of bubblewrap's process.

    Returns
    -------
    int
        Bytes: what is in memory, what is swapped, and the tables of both. 0 where no walls stand.

    Examples
    --------
    >>> taken(os.getpid())
    0
    """
    total = 0
    if first := first_behind(builder):
        inside = Path(f"/proc/{first}/root/proc")
        for name in filter(str.isdigit, _names(inside)):
            with suppress(OSError):  # it has ended
                status = (inside / name / "status").read_text(errors="replace")
                total += sum(map(int, TAKEN.findall(status)))
    return total * 1024


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all behind its walls; when this returns, none of them is left.

    Parameters
    ----------
    process : subprocess.Popen
        What builds the walls, in a session of its own.
    """
    if first := first_behind(process.pid):
        with suppress(OSError, subprocess.TimeoutExpired):
            os.kill(first, signal.SIGKILL)  # which ends all others before it ends
            process.wait(SOON)
    if process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def first_behind(builder: int) -> int:
    """Find the process on which all others behind the walls depend.

    Parameters
    ----------
    builder : int
        Number of bubblewrap's process.

    Returns
    -------
    int
        Its number; 0 as long as no walls stand.
    """
    with suppress(OSError, ValueError):
        (first,) = Path(f"/proc/{builder}/task/{builder}/children").read_text().split()
        if Path(f"/proc/{first}/root/proc").stat().st_dev != Path("/proc").stat().st_dev:
            return int(first)
    return 0


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []
