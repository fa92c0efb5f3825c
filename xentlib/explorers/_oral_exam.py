"""The oral exam: 23 questions, what a good answer says, and the cells that show it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """A question of the oral exam.

    Attributes
    ----------
    question, answer : str
        What is asked, and what a good answer says.
    cells : tuple of str
        Where the course shows it: "02 perfect" is the cell `perfect` of lesson 02.
    """

    question: str
    answer: str
    cells: tuple[str, ...]


CARDS = (
    Card(
        "What is cross-entropy, and where is it used?",
        "H(p, q) = −Σ p ln q: the mean surprise of a believer in q where p is true. It is "
        "H(p) + KL(p‖q). As −ln q of what happened, it is the usual loss of models that output "
        "probabilities; to minimise it is to maximise the likelihood.",
        ("02 cross-entropy-defined", "02 one-minimum"),
    ),
    Card(
        "How do cross-entropy and entropy differ?",
        "Entropy H(p) has one distribution, cross-entropy H(p, q) has two. H(p) = H(p, p): "
        "entropy is the special case and the least value. It is 0 only if p is sure.",
        ("02 perfect", "02 perfect-verdict"),
    ),
    Card(
        "How do cross-entropy and “a loss function” differ?",
        "A loss is any price of an outcome and a forecast. Cross-entropy is one of many: the "
        "price −ln q of what happened. Squared and absolute error and hinge are others.",
        ("03 charges", "16 order-text"),
    ),
    Card(
        "What is binary cross-entropy, and what is its gradient?",
        "The mean of −[y ln p + (1 − y) ln(1 − p)]. Both halves are needed. With p = σ(Xθ), its "
        "gradient in θ is Xᵀ(p − y)/n: one number for each parameter.",
        ("03 derivation", "04 gradient"),
    ),
    Card(
        "What is cross-entropy for K classes, and what is its gradient?",
        "The mean over the examples of −ln p of the class that came. With p = softmax(XΘ), its "
        "gradient is Xᵀ(P − Y)/n: a column for each class.",
        ("05 price", "05 weights-gradient"),
    ),
    Card(
        "Is there a cross-entropy for regression, and is its least value 0?",
        "Use −ln of a density or of a probability of counts: Gaussian, Laplace, Poisson. −y ln h "
        "is no likelihood. The price of a density depends on the unit and may be negative. "
        "Squared error has the least value 0.",
        ("16 invented", "16 unit-verdict"),
    ),
    Card(
        "How do you minimise cross-entropy, and what does back-propagation do?",
        "Forward, loss, backward, update, and again. Back-propagation applies the chain rule "
        "from the loss to each weight, node by node. It needs slopes, not convexity: with "
        "hidden layers, descent may end in a poor place.",
        ("04 five-lines", "08 graph-rule"),
    ),
    Card(
        "What belongs into a network that is trained with cross-entropy?",
        "It needs a hidden layer with a bend, and biases. It gives logits, and the loss takes "
        "logits. Mini-batches come in a new order in each epoch, and no gradient sees the "
        "validation set.",
        ("08 train-network", "09 classifier-fit"),
    ),
    Card(
        "How do you compute cross-entropy through a softmax?",
        "The loss of a row is ln Σ exp(z) − z_y, with the label's logit z_y. For the first term, "
        "subtract the largest logit from all, and add it again after the logarithm. Average over "
        "the rows. No logarithm of a probability is needed.",
        ("05 spellings", "06 three-ways"),
    ),
    Card(
        "How do cross-entropy and squared error differ?",
        "Both have their least expected price at the true probability. Squared error is a "
        "Gaussian's price. On sure outcomes both are 0 at best; on coins both cost more. Through a "
        "sigmoid the slope of squared error has the factor p(1 − p), and fades where the forecast "
        "is very wrong; that of cross-entropy is p − y.",
        ("03 minimisers", "03 pull"),
    ),
    Card(
        "How do you choose a loss?",
        "By what can happen and by what you need to know: one of K classes, several labels, a "
        "count, a number, a quantile. The optimiser and the architecture do not decide it.",
        ("16 choose", "10 losses"),
    ),
    Card(
        "What speaks for cross-entropy, and what against it?",
        "For it: it is a likelihood, honest forecasts are cheapest, its slope is p − y. Against "
        "it: one wrong label can cost any amount, sure models become too sure, and K classes "
        "cost O(K). It does not regularise, and its slope in a logit is at most 1.",
        ("05 gallery-read", "04 unbounded", "03 slope-checked"),
    ),
    Card(
        "How do you write it in Python, and how as a loss of your own?",
        "From logits: max(z, 0) − zy + ln(1 + exp(−|z|)), or log-sum-exp minus the label's "
        "logit. One number for each example, then the mean. Check the gradient by differences. "
        "A clip or an epsilon changes the loss where it matters.",
        ("06 bce", "09 own-loss"),
    ),
    Card(
        "Which variants does it have?",
        "You can change the targets (smoothed, soft), the weights (of classes, of examples), the "
        "logits (temperature, logit adjustment) or the charge (focal, poly-1), or give each label "
        "a sigmoid. Gaussian and Poisson prices are other likelihoods, and no variants.",
        ("13 remedies-ask", "12 smoothed"),
    ),
    Card(
        "Which loss suits several labels, and what else changes?",
        "Multi-hot targets, a sigmoid and a binary cross-entropy for each label, and a threshold "
        "for each label in place of arg max. A softmax cannot go below k ln k for k labels. "
        "Neither of them models how labels depend on each other.",
        ("07 floor", "07 report"),
    ),
    Card(
        "How does cross-entropy influence the optimisation?",
        "In a logit its slope p − y grows with the error, and is never above 1. So it neither "
        "explodes nor vanishes for errors. What vanishes or explodes does so in the layers "
        "below. Where a plane separates the classes, it sets no limit to the weights.",
        ("03 pull", "08 deep-runs"),
    ),
    Card(
        "How do you tune “its parameters”?",
        "It has few: class weights, smoothing, the ids to ignore, sum or mean, logits or "
        "probabilities. Rate, batch size, epochs and penalties belong to the training; choose "
        "them by validation loss.",
        ("10 not-parameters", "10 grid"),
    ),
    Card(
        "What does the learning rate do?",
        "Small rates are slow. In a direction of curvature κ, larger ones are faster up to 1/κ, "
        "then slower again. Above 2/κ for the largest κ at the minimum, descent does not settle "
        "there. Search on a logarithmic scale. A small rate does not overfit by itself.",
        ("04 rates", "04 limit"),
    ),
    Card(
        "Which methods are common in training?",
        "Optimisers such as momentum, RMSprop, Adam and AdamW move the weights; schedules and "
        "warm-up set the rate. Scaled first weights and batch normalisation help to start. L1, L2, "
        "dropout (of units), early stopping and augmentation act against overfitting.",
        ("10 optimisers", "10 penalties"),
    ),
    Card(
        "How do you judge a model by cross-entropy?",
        "By its mean loss on held-out data, each example with the same weight, beside a "
        "reference: ln K, or the entropy of the shares. Then for each class, with a standard "
        "error. Beside accuracy, not in its place.",
        ("10 ask", "09 last-batch"),
    ),
    Card(
        "What does it do in language tasks?",
        "It prices each next token, given those before; its exponential is the perplexity. Padding "
        "is masked. Named entities: a class for each token. A text's class: one softmax on "
        "the logits, with the class id as the label.",
        ("05 price", "15 chain-rule", "15 perplexities"),
    ),
    Card(
        "What do you do about a rare class?",
        "Plain cross-entropy stays honest; the threshold ½ fails. Take it from costs. Weights, "
        "also by effective numbers, and resampling add ln w to a logit, where w is the ratio of "
        "the weights: subtract it. The focal loss needs its own inverse.",
        ("13 plain-why", "13 shift-derived", "13 undo-focal"),
    ),
    Card(
        "Which loss suits the detection of anomalies?",
        "With labels: cross-entropy for a rare class. Without labels there is no cross-entropy "
        "of a label: fit a density or an autoencoder to usual data, and call unusual what "
        "is improbable or badly rebuilt.",
        ("13 plain", "17 anomaly"),
    ),
)
