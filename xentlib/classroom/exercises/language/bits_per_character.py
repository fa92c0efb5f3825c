"""Bits per character of a model whose tokens are longer than characters."""

import numpy as np

from xentlib.classroom.checking import Exercise

EXERCISE = Exercise(
    reference=lambda perplexity, tokens, characters: tokens * np.log2(perplexity) / characters,
    inputs=lambda rng: [
        (16.0, 10, 40),
        (2.0, 30, 30),
        *(
            (round(rng.uniform(2, 300), 1), tokens, int(tokens * rng.integers(2, 7) + 3))
            for tokens in (5, 12, 200)
        ),
    ],
    hints=(
        "How many bits does the model pay for one token? And for the whole text?",
        "Both means share out the bits of the whole text: one over tokens, one over characters.",
        "tokens * np.log2(perplexity) / characters.",
    ),
    mistakes={
        "per token": lambda w, t, c: np.log2(w) + 0 * (t + c),
        "bits of the text": lambda w, t, c: t * np.log2(w) + 0 * c,
        "upside down": lambda w, t, c: c * np.log2(w) / t,
        "perplexity": lambda w, t, c: w ** (t / c),
        "no logarithm": [lambda w, t, c: w * t / c, lambda w, t, c: w * c / t],
        "divided inside": lambda w, t, c: np.log2(w * t / c),
        "inside as well": lambda w, t, c: np.log2(w / c * t) * t / c,
        "cut ignored": lambda w, t, c: np.log2(w) / c + 0 * t,
    },
    say={
        "per token": "Those are the bits of a token; a token has several characters.",
        "bits of the text": "Those are the bits of the whole text; a character's are asked.",
        "upside down": "A longer token has more characters to share its bits: the fraction is "
        "upside down.",
        "divided inside": "Lengths divide bits, and not perplexities: take the logarithm first.",
        "inside as well": "Lengths divide bits, once; the perplexity stays as it is.",
        "cut ignored": "That is one token's bits over all characters. How many tokens are there?",
        "sign": "Bits are positive: a perplexity is one over a probability.",
    },
    right=(
        lambda perplexity, tokens, characters: np.log2(perplexity ** (tokens / characters)),
        lambda perplexity, tokens, characters: (
            np.log(perplexity) / (characters / tokens) / np.log(2)
        ),
    ),
    unit="bits",
    reread="Perplexity, right and wrong",
    kind="derivation",
)
