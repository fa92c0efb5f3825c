"""The same traps in other words: models that were not fitted are enough to see them."""

import numpy as np
import pytest

pytest.importorskip("tensorflow")

from doctor_afterthoughts import LATE_HEALTHY, LATE_TRAPS
from doctor_healthy import Own, digits, made, normal, tumours

from xentlib import data
from xentlib.doctor import diagnose
from xentlib.training import SigmoidCrossEntropy, SoftmaxCrossEntropy, keras, tf

layers, losses = keras.layers, keras.losses
Dense = layers.Dense
X, IDS, X_TEST, IDS_TEST = digits(200)
HOT, LABELS = np.eye(10)[IDS], data.digit_attributes(IDS).values.astype("float32")
ODD = (IDS % 2)[:, None].astype("float32")


def compiled(loss, *last, metrics=None):
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((64,)), Dense(16, "relu"), *last])
    model.compile("sgd", loss, metrics=metrics)
    return model


def own(loss):
    model = Own()
    model(X[:1])
    model.compile("sgd", loss)
    return model


def from_logits(kind, **more):
    return getattr(losses, f"{kind}Crossentropy")(from_logits=True, **more)


def by_hand(y_true, y_pred):
    return tf.nn.softmax_cross_entropy_with_logits(y_true, y_pred)


def far_below(shape, dtype=None):
    return keras.ops.full(shape, -50.0, dtype)


def softmax_last():
    return Dense(10, "softmax")


VARIANTS = [
    ("double softmax", lambda: compiled(from_logits("SparseCategorical"), softmax_last()), IDS),
    ("double softmax", lambda: compiled(from_logits("Categorical"), softmax_last()), HOT),
    ("double softmax", lambda: compiled(SoftmaxCrossEntropy(), softmax_last()), IDS),
    ("double softmax", lambda: compiled(by_hand, softmax_last()), HOT),
    ("double softmax", lambda: own(from_logits("SparseCategorical")), IDS),
    ("probabilities as logits", lambda: compiled(from_logits("Binary"), Dense(1, "sigmoid")), ODD),
    (
        "probabilities as logits",
        lambda: compiled(SigmoidCrossEntropy(), Dense(6), layers.Activation("sigmoid")),
        LABELS,
    ),
    ("missing softmax", lambda: compiled("binary_crossentropy", Dense(1)), ODD),
    ("missing softmax", lambda: compiled("crossentropy", Dense(10)), IDS),
    ("missing softmax", lambda: compiled("kl_divergence", Dense(10, "relu")), HOT),
    ("missing softmax", lambda: compiled("categorical_crossentropy", Dense(10, "sigmoid")), HOT),
    ("labels off by one", lambda: compiled(from_logits("SparseCategorical"), Dense(10)), IDS + 1),
    ("labels off by one", lambda: compiled(SoftmaxCrossEntropy(), Dense(11)), IDS[:, None] + 1),
    ("ids into one-hot", lambda: compiled("categorical_crossentropy", softmax_last()), IDS),
    ("ids into one-hot", lambda: compiled(from_logits("Categorical"), Dense(10)), IDS[:, None]),
    ("softmax of one", lambda: compiled("binary_crossentropy", Dense(1, "softmax")), ODD),
    ("squashed logits", lambda: compiled(from_logits("Binary"), Dense(1, "tanh")), ODD),
    ("squashed logits", lambda: compiled(SigmoidCrossEntropy(), Dense(6, "relu")), LABELS),
    ("squashed logits", lambda: compiled(SoftmaxCrossEntropy(), Dense(10, "softsign")), IDS),
    ("binary loss of classes", lambda: compiled("binary_crossentropy", softmax_last()), HOT),
    ("labels out of range", lambda: compiled(SoftmaxCrossEntropy(), Dense(8)), IDS),
    ("labels out of range", lambda: compiled("bce", Dense(1, "sigmoid")), 255 * ODD),
    ("labels out of range", lambda: compiled("bce", Dense(1, "sigmoid")), 2 * ODD - 1),
    (
        "wrong axis",
        lambda: compiled("sparse_categorical_crossentropy", Dense(10), layers.Softmax(axis=0)),
        IDS,
    ),
    (
        "focal alpha",
        lambda: compiled(losses.BinaryFocalCrossentropy(alpha=0.9), Dense(1, "sigmoid")),
        ODD,
    ),
    (
        "accuracy on several labels",
        lambda: compiled(
            SigmoidCrossEntropy(), Dense(6), metrics=[keras.metrics.CategoricalAccuracy()]
        ),
        LABELS,
    ),
    (
        "dead relu",
        lambda: compiled(
            from_logits("SparseCategorical"),
            keras.Sequential([Dense(32, "relu", bias_initializer=far_below)]),
            Dense(10),
        ),
        IDS,
    ),
]


@pytest.mark.parametrize("number", range(len(VARIANTS)))
def test_the_same_trap_in_other_words_is_found(number):
    name, make, y = VARIANTS[number]
    assert [finding.trap for finding in diagnose(make(), X, y)] == [name]


def test_where_keras_goes_back_to_the_logits_the_finding_says_so():
    (finding,) = diagnose(compiled(from_logits("SparseCategorical"), softmax_last()), X, IDS)
    assert "goes back to the logits" in finding.evidence
    (finding,) = diagnose(compiled(by_hand, softmax_last()), X, HOT)
    assert "goes back" not in finding.evidence


def ready(outputs=10):
    return compiled(from_logits("SparseCategorical"), Dense(outputs))


def test_weights_of_classes_are_right_for_one_hot_rows_and_wrong_for_several_labels():
    weights = dict.fromkeys(range(10), 1.0) | {5: 10.0}
    one = compiled(from_logits("Categorical"), Dense(10))
    assert diagnose(one, X, HOT, class_weight=weights) == []
    several = compiled(SigmoidCrossEntropy(), Dense(6))
    (finding,) = diagnose(several, X, LABELS, class_weight=weights)
    assert finding.trap == "class weights on multi-hot"
    assert "its weight 10 is used in 0.0%" in finding.evidence


def test_what_is_not_a_number_is_found_where_it_is():
    x, y = X.copy(), ODD.copy()
    x[3, 5] = y[4] = np.nan
    (finding,) = diagnose(ready(), x, IDS)
    assert (finding.trap, finding.what[:7]) == ("not a number", "x holds")
    (finding,) = diagnose(compiled(from_logits("Binary"), Dense(1)), X, y)
    assert (finding.trap, finding.what[:7]) == ("not a number", "y holds")
    (finding,) = diagnose(ready(), X, IDS, history={"loss": [2.0, np.inf]})
    assert "first in epoch 2" in finding.evidence


def test_copies_and_near_copies_of_held_out_examples_are_leakage():
    for test in (X[:60], X[:60] + 1e-4):
        (finding,) = diagnose(ready(), X, IDS, held_out=(test, IDS[:60]))
        assert finding.trap == "leakage"
        assert "60 of 60" in finding.evidence
    assert diagnose(ready(), X, IDS, held_out=(X_TEST, IDS_TEST)) == []


def test_a_column_that_is_the_label_is_leakage_and_a_good_one_is_not():
    x, y = tumours()
    model = keras.Sequential([keras.Input((31,)), Dense(1)])
    model.compile("sgd", from_logits("Binary"))
    leaking = np.column_stack([x, 5 - 3 * y])
    (finding,) = diagnose(model, leaking, y)
    assert (finding.trap, finding.mend) == ("leakage", "x = np.delete(x, 30, axis=1)")
    assert diagnose(model, np.column_stack([x, x[:, 0]]), y) == []


def test_a_column_that_is_the_label_with_a_little_noise_is_leakage_too():
    x, y = tumours()
    model = keras.Sequential([keras.Input((31,)), Dense(1)])
    model.compile("sgd", from_logits("Binary"))
    noise = normal(len(y))
    (finding,) = diagnose(model, np.column_stack([x, y + 0.05 * noise]), y)
    assert (finding.trap, finding.mend) == ("leakage", "x = np.delete(x, 30, axis=1)")
    strong = 3 * y + noise  # tells much, as an honest column may
    assert diagnose(model, np.column_stack([x, strong]), y) == []


def test_a_rule_that_cuts_a_column_in_two_is_no_leak():
    x = normal(400, 5)
    x[:, 0] = 80 * np.random.default_rng(1).random(400)
    model = keras.Sequential([keras.Input((5,)), Dense(1)])
    model.compile("sgd", from_logits("Binary"))
    assert diagnose(model, x, (x[:, :1] >= 18) * 1.0) == []


def test_rows_that_are_empty_in_both_parts_are_no_leak():
    x = np.random.default_rng(2).random((600, 100)) < 0.05
    x[::5] = False
    x, y = x.astype("float32"), (np.arange(600) % 2)[:, None].astype("float32")
    model = keras.Sequential([keras.Input((100,)), Dense(1)])
    model.compile("sgd", from_logits("Binary"))
    found = diagnose(model, x[:400], y[:400], held_out=(x[400:], y[400:]))
    assert "leakage" not in [finding.trap for finding in found]


def test_a_gap_that_chance_gives_to_few_validation_examples_is_nothing_to_explain():
    model = ready()
    loss = float(model.evaluate(X, IDS, verbose=0))
    history = {"loss": np.full(6, loss), "val_loss": np.full(6, loss - 0.05)}
    few = X_TEST[:20], IDS_TEST[:20]
    assert diagnose(model, X, IDS, history=history, held_out=few) == []
    history["val_loss"] -= 2
    (finding,) = diagnose(model, X, IDS, history=history, held_out=few)
    assert "validation data are easier" in finding.what


def test_ids_of_many_classes_in_a_binary_loss_need_another_loss_and_no_clip():
    for last in (Dense(1, "sigmoid"), softmax_last()):
        (finding,) = diagnose(compiled("binary_crossentropy", last), X, IDS[:, None])
        assert finding.mend.startswith('loss="sparse_categorical_crossentropy"')


def test_where_class_0_may_be_kept_free_the_finding_says_so():
    (finding,) = diagnose(ready(11), X, IDS + 1)
    assert "kept free on purpose" in finding.what
    (finding,) = diagnose(ready(), X, IDS + 1)
    assert "kept free" not in finding.what


def test_the_most_that_a_label_can_cost_depends_on_the_label():
    (finding,) = diagnose(compiled("binary_crossentropy", Dense(1)), X, ODD)
    assert "16.118 = -ln 1e-7 of a 1, 15.942 of a 0," in finding.landmark


def test_a_line_that_mends_data_mends_them():
    model = compiled(from_logits("SparseCategorical"), Dense(10))
    for wrong in (IDS + 1, HOT):
        space = {"y": wrong, "np": np}
        (finding,) = diagnose(model, X, wrong)
        exec(finding.mend, space)
        assert diagnose(model, X, space["y"]) == []


@pytest.mark.parametrize("name", LATE_TRAPS)
def test_a_trap_that_was_thought_of_later_is_found(name):
    trap = LATE_TRAPS[name][0]
    found = diagnose(**made(name, {name: LATE_TRAPS[name][1]}))
    assert [finding.trap for finding in found] == [trap]


@pytest.mark.parametrize("name", LATE_HEALTHY)
def test_of_a_healthy_program_that_was_thought_of_later_there_is_nothing_to_say(name):
    found = diagnose(**made(name, LATE_HEALTHY))
    readings = ["validation below training"] * (name in TRUE_READINGS)
    assert [finding.trap for finding in found] == readings
    assert all("validation data are easier" in finding.what for finding in found)


TRUE_READINGS = ["wrong labels a schedule and a penalty"]  # the wrong labels are in training alone
