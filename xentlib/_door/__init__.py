"""The public door: what comes in is converted and checked here, once, and nowhere else.

=====================  ============================================================================
`kinds`                words for what came instead of real numbers, and how to make some of it
`arrays`               arrays of real numbers, finite ones, axes, equal shapes
`numbers`              single numbers: sizes, strengths, parts of a whole, bases of logarithms
`distributions`        probabilities, distributions, logits
`targets`              what happened, looked at by itself: class ids, masses, labels, events, counts
`target_and_forecast`  what happened and the forecast of it, which must fit: what a loss takes
`observations`         numbers that were observed, and parameters of their distribution
`generators`           what makes random numbers
=====================  ============================================================================

The first word of a function's name says what it does:

- `as_…` takes what the user gave and returns it converted and checked;
- `demand_…` refuses an array unless it is as the name says, and `refuse_…` if it is;
- `holds` looks at a block of values, cheaply, and only says whether all are in order; where they
  are not, `explain` looks at the whole array, finds the first bad place and raises;
- `describe_…` returns words for a message.

Every refusal names the argument and says what it must be, what came, and how to mend it.
"""
