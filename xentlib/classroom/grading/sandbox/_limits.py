"""What a student's process may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a student's process may use.

    Attributes
    ----------
    memory : int
        Bytes of address space, of each process.
    total : int
        Bytes of memory, of all processes together.
    processes : int
        Processes and threads.
    cpu : int
        Seconds of processor time.
    load : float
        Seconds until all cells have been run.
    cell : float
        Seconds for one cell.
    """

    memory: int = 1500 * 2**20
    total: int = 3000 * 2**20
    processes: int = 48
    cpu: int = 60
    load: float = 20.0
    cell: float = 5.0

    @property
    def resources(self) -> dict[str, int]:
        """Names as in the module `resource`, without RLIMIT."""
        return {
            "AS": self.memory,
            "NPROC": self.processes,
            "CPU": self.cpu,
            "FSIZE": 32 * 2**20,
            "NOFILE": 256,
            "CORE": 0,
        }
