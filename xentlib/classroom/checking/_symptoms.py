"""What the engine finds whatever the exercise: a short name and what to think about, for each."""

# What can be seen of an answer, or of what it does, beside the right numbers.
SYMPTOMS = {
    "not a function": "Hand over the function itself, without brackets: check(name, f), not f(x).",
    "not a value": "A value is asked here, not a function: call it, and hand over what it returns.",
    "parameters": "The function takes other parameters than the exercise gives it.",
    "error": "The function stopped before it returned.",
    "endless": "The function had not come to an end when its time was up. What ends its loop?",
    "nothing": "None was handed over: is that what print gave, or a function without a return? "
    "Hand over the value itself.",
    "no return": "None came instead of numbers: does every way through end in a return?",
    "printed": "The function prints its answer; print shows it to you, return hands it on.",
    "text": "The answer is text that looks like numbers: return the numbers themselves.",
    "type": "Return real numbers: one number, a list of them or an array.",
    "keys": "The dictionary's keys are not the ones that are asked.",
    "not finite": "nan or inf came out where the answer is a finite number. Which step made it?",
    "unset memory": "Some numbers were never set: np.empty, or where= without out=, keeps what the "
    "memory happened to hold. Give it zeros to begin with, as in out=np.zeros_like(p).",
    "shape": "The numbers come in the wrong shape: compare the two below. In a sum, over "
    "which axis do you add up?",
    "mutated input": "The values are right, but the function changed the array it was given. "
    "Whoever gave it to you still needs it: work on a copy.",
    "nearly": "Right but for the last digits. Keep more of them: round only to show.",
}

# Mistakes that the engine makes of any reference: its numbers times a factor.
DERIVED = {
    "bits": "This is the right answer in bits; another unit is asked. Which base has the log?",
    "nats": "This is the right answer in nats; another unit is asked. Which base has the log?",
    "dits": "This is the right answer in dits; another unit is asked. Which base has the log?",
    "sign": "Right but for the sign: where is the minus, or which way round the difference?",
    "percent": "A hundred times too much: a share of the whole is asked, not per cent.",
}
