"""How the quizzes write amounts."""


def shown(x: float, unit: str = "") -> str:
    """Write a number of four digits, with its unit if it has one."""
    return f"{x:.4g} {unit if x != 1 else unit[:-1]}".rstrip().replace("-", "−")
