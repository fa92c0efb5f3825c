"""Names of mistakes that several exercises share, each with what to think about.

One name means one idea wherever it is met, so that progress can count it. An exercise may say
something else to a name, and bring names of its own, each with its sentence, in its `say`.
"""

VOCABULARY = {
    "a half": "A half is best for the share of right decisions. Is it here?",
    "absolute": "Single terms may well be negative; made positive, they no longer cancel.",
    "absolute error": "That is the absolute difference; the loss is a logarithm.",
    "absorption": "A sum forgot its small part.",
    "accuracy": "That counts right and wrong decisions; how sure was the forecast?",
    "after the end": "Nobody looked after the end: what could have happened there does not count.",
    "all axes": "Everything was added up to one number; the question has one answer per row.",
    "argmax": "A forecast, or a label, was replaced by its likeliest class: its doubt is lost.",
    "argument ignored": "One of the arguments makes no difference here.",
    "as printed": "The faults of the printed program are still there.",
    "averaged": "Each example has an answer of its own: return all of them.",
    "belief alone": "That is the price that q expects. Which of the two says how often each "
    "outcome comes?",
    "bias forgotten": "The biases are left out.",
    "bound": "That is the largest value possible, for outcomes that are all equally likely. "
    "Are they?",
    "brackets": "Without brackets, * and / come before + and −, and ** before both.",
    "broadcast": "Every label met every forecast: shapes (n, 1) and (n,) make a table of n × "
    "n, and a product of two means does the same.",
    "cancellation": "A difference of nearly equal numbers lost the digits that matter.",
    "ceiling": "A whole number bounds the answer; an average need not be a whole number.",
    "censored as events": "What had not happened when somebody last looked was counted as if it "
    "happened then.",
    "censored left out": "What had not happened so far tells you something, too: leave nobody "
    "out.",
    "clipped": "The probability is held away from 0 and 1, so that a forecast which rules out "
    "what happens costs too little, and has a gradient of 0.",
    "clipping": "Probabilities below some limit are treated as if they were that limit. Only a "
    "probability of exactly 0 needs care.",
    "complement": "That looks at the probability that it does not happen.",
    "conditional": "That is what is new to somebody who knows a part already; the whole is asked.",
    "constant dropped": "A term without parameters is missing. The best parameters stay the "
    "same, but the price changes.",
    "counted from 0": "The first one has the number 1.",
    "costs ignored": "The costs make no difference here.",
    "cross-entropy": "That is the whole price. How much of it does the right belief pay as well?",
    "diagonal only": "Only the Jacobian's diagonal: every probability depends on every logit.",
    "difference": "A difference is taken where a ratio counts.",
    "divergence": "That is the cross-entropy less the target's own entropy: 0 for a forecast "
    "that is right. Is the price of a right forecast 0?",
    "divided by d": "Divided by the number of features; the mean is over examples.",
    "divided by n": "Divided by the wrong number: what do the parts that count sum to?",
    "divided twice": "Means were divided by the number of examples once more.",
    "double weight": "A frequent outcome counts twice: it occurs often, and it is weighted by "
    "its probability as well. Use one of the two.",
    "each alike": "Every outcome counts alike here. How often does each of them happen?",
    "entropy": "That is the entropy, a lower bound. Whole questions cannot always reach it.",
    "entropy of the forecast": "That is how unsure the forecast is, whatever came.",
    "epsilon": "Something was added inside the logarithm: the loss of p = 0 becomes finite, "
    "and that of p = 1 negative. Both are wrong.",
    "epsilon in the log": "Something was added inside the logarithm: every term changes, and "
    "the surprise of p = 1 becomes negative. Only a probability of exactly 0 needs care.",
    "factor forgotten": "A factor of 2 is missing: look at a perfect decision.",
    "features forgotten": "That is the slope in the logits; how do they depend on the parameters?",
    "flattened": "One softmax ran over the whole table: its probabilities sum to 1 over all "
    "rows together, and not in each row.",
    "floor": "Rounded down: some words are then shorter than −log2 p.",
    "forbidden": "An outcome with q = 0 happens here: its price is infinite.",
    "frequencies": "Frequent classes weigh more here. Which ones should weigh more?",
    "half forgotten": "The squared distance counts half: where does the 1/2 come from?",
    "hard label": "A target may be a share, such as 0.3; here it was taken for a plain yes or no.",
    "invented likelihood": "Those are no probabilities of any distribution: they do not sum to "
    "1, and the loss has no lower bound.",
    "inverse": "That is a number of possibilities. How many halvings lead from so many to one?",
    "joint entropy": "That is the surprise of both together. One of the two is known already.",
    "keepdims": "The rows' sums have the shape (rows,), and so they divide the columns. Divide "
    "each row by its own sum, with keepdims=True.",
    "largest merged": "The largest groups are merged first, so that the likeliest outcomes get "
    "the most questions. Which two groups should get one question more?",
    "last step alone": "The steps before the last were not certain, either.",
    "last step missing": "Where nothing happened, the last step was survived as well.",
    "link forgotten": "That is the slope in the probability; the one in the logit is asked.",
    "log of a mean": "That is the logarithm of a mean; a mean of logarithms is asked.",
    "log of each": "The logarithm of a sum is not the sum of logarithms.",
    "logarithm": "The logarithm is not asked here.",
    "logarithm missing": "A term with a logarithm is missing.",
    "logit": "That is on the scale of logits; a probability is asked.",
    "logits as probabilities": "A logit went where a probability belongs: it may be negative, "
    "or above 1.",
    "longest": "That is the unluckiest case; the question asks for the average.",
    "marginal": "Only one of the two enters here. What does the other one change?",
    "maximum": "That is the largest alone; what do the others add?",
    "mean": "Divided by the number of outcomes as well; the probabilities are the weights of "
    "the mean already.",
    "means averaged": "That is a mean of means: groups of unequal size count alike in it.",
    "means first": "The mean comes last: first each label's F1.",
    "misread": "Nearly: read again, at another point of the picture.",
    "missing 1/n": "That is the gradient of the sum; the mean's is asked.",
    "multiplied": "Multiplied, where a logarithm is to be added.",
    "no exponential": "Divided without exp: what happens to negative numbers?",
    "no logarithm": "Without a logarithm those are probabilities, or numbers of possibilities, "
    "not yet amounts of information.",
    "not averaged": "Each example's loss is right; their mean is asked.",
    "not normalised": "Some numbers here should sum to 1, and do not.",
    "not rounded": "A word of a code, or a file, has a whole number of bits.",
    "not sorted": "Sort first: the order of the examples says nothing.",
    "not squared": "The distance counts squared.",
    "not summed": "A row per example: the gradient has one number per parameter.",
    "not transposed": "On the way back a table of weights is transposed.",
    "odds": "That compares p with 1 − p (odds, or their logarithm); p alone is asked for.",
    "off by one": "The labels are off by one: they count from 0.",
    "one fewer": "A factor is missing: which number begins the product? lgamma(n) is ln (n − 1)!.",
    "one logarithm": "The same logarithm stands in both terms: what is the chance of a no?",
    "one more": "Too large by one, at least in some cases: look at one that you can do by hand.",
    "one threshold": "Each label has a threshold of its own.",
    "only the target": "Only the class that came enters; the other classes count as well.",
    "overflow": "Right for small logits; somewhere exp overflows, or the logarithm meets a 0.",
    "per class": "Divided by the number of classes as well: the mean is over examples only.",
    "per example": "Added up along the other axis.",
    "perplexity": "That is a number of equally likely outcomes. How many bits does it take?",
    "price": "That is the price; its slope is asked.",
    "root": "There is one square root too many.",
    "rounded": "The nearest whole number can be below −log2 p: then the word is too short.",
    "rounded up": "Amounts of information need not be whole: no rounding is asked.",
    "sample as masses": "The labels are names of outcomes, not their probabilities.",
    "scale ignored": "The scale makes no difference here.",
    "shannon": "Those words are short enough for a code, not as short as a code can be.",
    "searched": "That is a search over fixed steps: it is only as fine as they are.",
    "shift forgotten": "The maximum was taken out of the exponentials, and not put back.",
    "sigmoid": "Each class got a sigmoid of its own: the classes must share a sum of 1.",
    "sigmoid missing": "The logit was used as it is: where does it become a probability?",
    "sigmoid twice": "A sigmoid of a sigmoid: everything ends between 0.5 and 0.73.",
    "sigmoid upside down": "The forecast falls where the logit rises: the sigmoid is 1 / (1 + "
    "exp(−z)).",
    "sigmoid's slope": "tanh has the slope 1 − h²; h(1 − h) is the sigmoid's.",
    "sign and 1/n": "That is the gradient of the sum, with its sign turned.",
    "slope for weights": "That is the slope in the weights; another one is asked.",
    "softmax for labels": "A softmax gives each example a sum of 1. May it have two labels, or "
    "none?",
    "softmax missing": "The logits were used as they are: where do they become probabilities?",
    "softmax twice": "A softmax of a softmax is nearly flat: was it a softmax already?",
    "squared error": "That is the squared error, or its slope: another score, and where the "
    "forecast is very wrong a slope of nearly 0.",
    "squares": "That adds up squares of probabilities; the average surprise has a logarithm.",
    "step alone": "That is the step; where does it lead from?",
    "subtracted": "Subtracted, where something is to be added, or to divide.",
    "sum": "That is a sum; a mean is asked. How much does each part count in the mean?",
    "sum to one": "They sum to 1: another sum is asked.",
    "swapped": "The conversion goes the wrong way: is a nat more than a bit, or less?",
    "swapped costs": "The two costs are exchanged.",
    "swapped pair": "The two are exchanged: reality comes first, then belief.",
    "tanh twice": "h is tanh(u) already: its slope is 1 − h².",
    "target forgotten": "The target does not enter: the slope is the forecast minus the target.",
    "term missing": "Half of the formula is missing: what does a no cost?",
    "times theta": "That is θ times the gradient, the slope along θ: each parameter needs a "
    "slope of its own, so multiply by the features.",
    "transposed": "Rows and columns are exchanged: which of the two is known?",
    "truth and belief": "Truth and belief are exchanged: the belief sets the price of an "
    "outcome, and the truth says how often it comes.",
    "underflow": "Right for small logits; somewhere exp becomes 0, and its logarithm −inf.",
    "unsorted": "The groups are merged in the order in which they stand. Which two should it "
    "be?",
    "upside down": "The fraction is upside down: what belongs on top?",
    "variance for scale": "The scale is a standard deviation; the variance is its square.",
    "weight in the logit": "The weight changed the logit, and so the forecast; it belongs to "
    "the loss.",
    "weights ignored": "The weights make no difference here.",
    "wrong axis": "Added up along another axis: which one holds the outcomes?",
    "wrong base": "The logarithm has another base than e.",
    "wrong constant": "The factor is a logarithm of one base to another. Which of which?",
    "wrong shift": "What is taken out of the exponentials is not each row's own maximum: rows "
    "far from it still overflow, or become 0.",
    "wrong sign inside": "One of the terms has the wrong sign.",
    "wrong way round": "The two priors are exchanged.",
    "yes missing": "Half of the formula is missing: what does a yes cost?",
    "zero by zero": "Somewhere this divides 0 by 0. What is right there?",
    "zero log zero": "An impossible outcome makes nan or inf here. What does it add to an average?",
}
