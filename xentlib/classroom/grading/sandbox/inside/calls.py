"""Calls of the system that a student's process may not make: a filter that it can't take off.

None of them is of use in an answer. In a user namespace of its own a process has all rights,
mounts what it likes, and so fills this machine's memory beside every limit. Memory that is a file,
or shared, or that the system keeps for sockets and queues, is nobody's: no sum would have it.
"""

import ctypes
import platform
import struct
import sys

MACHINES = {  # mark, numbers of clone and mmap
    "x86_64": (0xC000003E, 56, 9),
    "aarch64": (0xC00000B7, 220, 222),
}
REFUSED = {  # numbers on these two machines
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "fsopen": (430, 430),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "perf_event_open": (298, 241),
    "io_uring_setup": (425, 425),
}
CLONE3, OTHER_TABLE = 435, 0x40000000
NEW_USER = 0x10000000  # of clone's flags
SHARED, NO_FILE = 0x01, 0x20  # of mmap's
LOAD, EQUAL, AT_LEAST, BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
CALL, MACHINE, FLAGS, MMAP_FLAGS = 0, 4, 16, 40  # where they stand in what the filter sees
ALLOW, NOT_PERMITTED, NOT_THERE = 0x7FFF0000, 0x50000 + 1, 0x50000 + 38
NO_NEW_RIGHTS, SECCOMP, FILTER = 38, 22, 2


def forbid() -> bool:
    """Forbid the calls to this process and all that it starts; False where that can't be done."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in MACHINES:
        return False
    code = b"".join(struct.pack("=HBBI", *step) for step in steps(machine))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))

    program = Program(len(code) // 8, code)
    control = ctypes.CDLL(None).prctl
    rights = control(NO_NEW_RIGHTS, 1, 0, 0, 0)
    return rights == 0 and control(SECCOMP, FILTER, ctypes.byref(program), 0, 0) == 0


def steps(machine: str) -> list[tuple[int, int, int, int]]:
    """Write the filter: what is done, how many steps are left out if it holds and if not."""
    mark, clone, mmap = MACHINES[machine]
    refused = [numbers[[*MACHINES].index(machine)] for numbers in REFUSED.values()]
    return [
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 1, 0, mark),
        (RETURN, 0, 0, NOT_PERMITTED),
        (LOAD, 0, 0, CALL),
        (AT_LEAST, 0, 1, OTHER_TABLE),
        (RETURN, 0, 0, NOT_PERMITTED),
        *(step for number in refused for step in refuse(number, NOT_PERMITTED)),
        *refuse(CLONE3, NOT_THERE),  # whose flags can't be seen: clone is used instead
        *refuse_with(clone, FLAGS, NEW_USER),
        *refuse_with(mmap, MMAP_FLAGS, SHARED, NO_FILE),
        (RETURN, 0, 0, ALLOW),
    ]


def refuse(number: int, error: int) -> list[tuple[int, int, int, int]]:
    """Write the two steps that refuse one call."""
    return [(EQUAL, 0, 1, number), (RETURN, 0, 0, error)]


def refuse_with(number: int, place: int, *flags: int) -> list[tuple[int, int, int, int]]:
    """Write the steps that refuse one call when it has all of some flags."""
    n = len(flags)
    return [
        (EQUAL, 0, n + 3, number),
        (LOAD, 0, 0, place),
        *((BITS, 0, n - i, flag) for i, flag in enumerate(flags)),
        (RETURN, 0, 0, NOT_PERMITTED),
        (RETURN, 0, 0, ALLOW),
    ]
