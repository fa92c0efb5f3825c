"""The topics of the course in their order: the only place that knows a lesson's number."""

TOPICS = (
    "start",
    "surprise",
    "cross_entropy",
    "binary",
    "descent",
    "softmax",
    "stability",
    "multi_label",
    "network",
    "training",
    "experiments",
    "clinic",
    "calibration",
    "imbalance",
    "divergence",
    "language",
    "likelihoods",
    "atlas",
    "scale",
    "myths",
)
ASSIGNMENTS = (
    "a1_information",
    "a2_binary_and_softmax",
    "a3_multi_label",
    "a4_keras_classifier",
    "a5_imbalance_and_calibration",
    "a6_capstone",
)


def lesson_of(topic: str) -> str:
    """Return the two digits that the lesson on a topic begins with.

    Parameters
    ----------
    topic : str
        One of `TOPICS`.

    Returns
    -------
    str
        The lesson's number, with a leading zero below 10.

    Raises
    ------
    ValueError
        If there is no such topic.

    Examples
    --------
    >>> lesson_of("softmax")
    '05'
    """
    return f"{TOPICS.index(topic):02}"


def topic_of(name: str) -> str:
    """Return the topic of what is named "softmax.loss" or "05_softmax_cross_entropy"; or "".

    Parameters
    ----------
    name : str
        Of an exercise, a question, an experiment or a lesson.

    Returns
    -------
    str
        One of `TOPICS`, or "" if the name begins with none of them and no lesson's number.

    Examples
    --------
    >>> topic_of("softmax.loss"), topic_of("05_softmax_cross_entropy"), topic_of("cooking")
    ('softmax', 'softmax', '')
    """
    first = name.partition(".")[0]
    if first in TOPICS:
        return first
    number = name[:2]
    return TOPICS[int(number)] if number.isdecimal() and int(number) < len(TOPICS) else ""
