"""The closed vocabulary of mistakes: a short name and what to think about, for each.

One name means one idea wherever it is met, so that progress can count it.  An exercise may
give a mistake a hint of its own; the hint here is what is said otherwise.
"""

from xentlib.classroom.checking._vocabulary_of_losses import ADDED_UP, DONE_WITH_IT, ON_THE_WAY

# What the engine finds by itself, whatever the exercise.
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
    "shape": "The numbers come in the wrong shape: over which axis do you add up?",
    "mutated input": "The values are right, but the function changed the array it was given. "
    "Whoever gave it to you still needs it: work on a copy.",
    "nearly": "Right but for the last digits. Keep more of them: round only to show.",
}

# What the engine derives from any reference.
DERIVED = {
    "bits": "This is the right answer in bits; another unit is asked. Which base has the log?",
    "nats": "This is the right answer in nats; another unit is asked. Which base has the log?",
    "dits": "This is the right answer in dits; another unit is asked. Which base has the log?",
    "sign": "Right but for the sign: where is the minus, or which way round the difference?",
    "percent": "A hundred times too much: a share of the whole is asked, not per cent.",
}

# What exercises recognise by computing it; first what concerns amounts of information.
ABOUT_INFORMATION = {
    "all axes": "Everything was added up to one number; the question has one answer per row.",
    "bound": "That is the largest it could be, for outcomes that are all alike. Are they?",
    "ceiling": "A whole number bounds the answer; an average need not be a whole number.",
    "clipping": "Probabilities below a limit are all treated alike. Which one alone needs care?",
    "complement": "That looks at the probability that it does not happen.",
    "conditional": "That is what the last step tells to somebody who knows the step before.",
    "double weight": "A frequent outcome was counted often and weighted on top: once is enough.",
    "each alike": "Every outcome counts alike here. How often does each of them happen?",
    "entropy": "That is the entropy: a bound. Can whole questions always reach it?",
    "entropy term": "That is one term of an average. How surprising is the outcome itself?",
    "epsilon in the log": "A little added inside the log makes a sure thing cost less than "
    "nothing: only where p = 0 is there anything to mend.",
    "floor": "Rounding down makes some words shorter than the probability can pay for.",
    "huffman": "Those lengths are possible, even better on average, but follow another rule.",
    "inverse": "That counts possibilities. How many halvings lead there?",
    "joint entropy": "That is the surprise of both together. One of the two is known already.",
    "keepdims": "The rows' sums lie flat there and divide the columns: how does each row meet its "
    "own sum?",
    "linear search": "That asks for one outcome after the other. Can a question rule out several?",
    "longest": "That is the unluckiest case; the question asks for the average.",
    "marginal": "That looks at one of the two alone. Where does the other come in?",
    "mean": "That is the average over the outcomes' number; a probability is a weight already.",
    "minus log n": "Only the number of outcomes enters here. Whatever became of their masses?",
    "mutual information": "That is what the row tells about the column; what is left to tell?",
    "no logarithm": "Those are numbers of possibilities or chances, not yet amounts.",
    "not normalised": "Something here ought to sum to 1 and does not.",
    "not rounded": "A word of a code has a whole number of symbols.",
    "odds": "Those are log-odds: for against against. How surprising is the outcome alone?",
    "one bit each": "That gives every object one bit. Are there only two ways for each?",
    "one fewer": "A factor is missing: which number begins the product? lgamma(n) is ln (n − 1)!.",
    "one more": "One too many, at least sometimes: look at a case you can do by hand.",
    "perplexity": "That is a number of equally likely outcomes. How many bits does it take?",
    "remainder": "That is what is still unknown afterwards; what has the sentence told?",
    "rounded": "The nearest whole number can be too short. What would Kraft say to those words?",
    "rounded up": "Amounts of information need not be whole: no rounding is asked.",
    "sample as masses": "The labels are names of outcomes, not their probabilities.",
    "shannon": "Those words are short enough for a code, not as short as a code can be.",
    "shannon-fano": "Halves from the top make a good game, not always the best. Which two groups "
    "can best afford another question?",
    "sorted once": "Sorted once, at the start: where does a merged group belong among the others?",
    "squares": "That adds up squares of probabilities; the average surprise has a logarithm.",
    "sum": "Added up, where each should count as often as it happens.",
    "swapped": "Conversion the wrong way round: is a nat more than a bit, or less?",
    "transposed": "Rows and columns are exchanged: which of the two is known?",
    "unit ignored": "The unit makes no difference here. What does one of each tell?",
    "unsorted": "The groups are merged in the order in which they stand. Which two should it be?",
    "with replacement": "A card that is drawn is gone: how many are left for the next one?",
    "wrong constant": "The factor is a logarithm of one base to another. Which of which?",
    "wrong axis": "Added up along another axis: which one holds the outcomes?",
    "zero log zero": "An impossible outcome makes nan or inf here. What does it add to an average?",
    # lesson 02
    "absolute": "Single terms may well be negative; made positive, they no longer cancel.",
    "belief alone": "That is the price that q expects. Who decides how often each outcome comes?",
    "cross-entropy": "That is the whole price. How much of it does the right belief pay as well?",
    "entropy gap": "That compares two entropies. What does somebody pay who believes q under p?",
    "forbidden": "What q rules out happens here, and no finite price pays for that.",
    "limit": "That is the limit for endless samples; what does this sample say?",
    "mode": "All mass lies on the most frequent outcome; the others came too.",
    "right code": "Those words were made for p. Which does somebody use who believes q?",
    "smoothing": "That adds draws that nobody saw: wise, perhaps, but not the most likely.",
    "symmetrised": "Both directions are in there; one is asked.",
    "truth and belief": "Truth and belief are exchanged: who sets the price of an outcome, and "
    "who how often it comes?",
    "unseen": "Outcomes that never came have their places too: k numbers are asked.",
}

MISCONCEPTIONS = ABOUT_INFORMATION | ON_THE_WAY | ADDED_UP | DONE_WITH_IT
VOCABULARY = SYMPTOMS | DERIVED | MISCONCEPTIONS
