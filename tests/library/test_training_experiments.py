"""Networks that are trained side by side are trained as Keras trains each of them alone."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from xentlib import training
from xentlib.training import keras
from xentlib.training.experiments import Runs

OPT, LAYERS = keras.optimizers, keras.layers
RNG = np.random.default_rng(3)
X, Y = RNG.random((20, 6)), RNG.integers(3, size=20)
HELD = RNG.random((7, 6)), RNG.integers(3, size=7)
BASE = training.Recipe(width=5, batch=8, epochs=3, rate=0.5)


@pytest.fixture(autouse=True)
def _one_seed():
    training.set_seed(0)


def side_by_side(recipes, x=X, y=Y, held=HELD, **options):
    return training.side_by_side(recipes, x, y, held, **{"seeds": 2} | options)


def keras_network(recipe, more):
    x = inputs = keras.Input((6,))
    for _ in range(recipe.depth):
        before = x
        x = LAYERS.Dense(recipe.width, use_bias=not recipe.batch_norm, **more)(x)
        if recipe.batch_norm:
            x = LAYERS.BatchNormalization(momentum=0.9)(x)
        x = LAYERS.Activation(recipe.unit)(x)
        if recipe.skip and before is not inputs:
            x = LAYERS.Add()([before, x])
    return keras.Model(inputs, LAYERS.Dense(3, **more)(x))


def logits_of_keras(recipe, optimiser, seed=1, again=None, **more):
    """Logits of the held-out rows after Keras has trained one network alone, batch by batch."""
    model = keras_network(recipe, more)
    start = training.first_weights(recipe, 6, 3, seed)
    dense = [layer for layer in model.layers if isinstance(layer, LAYERS.Dense)]
    for layer, weights, bias in zip(dense, start[::2], start[1::2], strict=True):
        layer.set_weights([weights, bias][: len(layer.weights)])
    model.compile(optimiser, training.SoftmaxCrossEntropy())
    for epoch, order in enumerate(training.batch_orders(len(Y), recipe.epochs, seed)):
        if again and epoch:
            model.compile(again(), training.SoftmaxCrossEntropy())
        for few in np.split(order, range(recipe.batch, len(Y), recipe.batch)):
            model.train_on_batch(X[few], Y[few])
    return model(HELD[0]).numpy()


SAME = {
    "SGD": (BASE, OPT.SGD(0.5), {}),
    "two layers of tanh": (replace(BASE, depth=2, unit="tanh"), OPT.SGD(0.5), {}),
    "momentum": (
        replace(BASE, optimiser=partial(OPT.SGD, momentum=0.9)),
        OPT.SGD(0.5, momentum=0.9),
        {},
    ),
    "Adam": (replace(BASE, optimiser=OPT.Adam, rate=0.01), OPT.Adam(0.01), {}),
    "RMSprop": (replace(BASE, optimiser=OPT.RMSprop, rate=0.01), OPT.RMSprop(0.01), {}),
    "Adadelta": (replace(BASE, optimiser=OPT.Adadelta, rate=1.0), OPT.Adadelta(1.0), {}),
    "L2": (
        replace(BASE, l2=0.1),
        OPT.SGD(0.5),
        {"kernel_regularizer": keras.regularizers.L2(0.05)},
    ),
    "L1": (replace(BASE, l1=0.1), OPT.SGD(0.5), {"kernel_regularizer": keras.regularizers.L1(0.1)}),
    "clipping": (replace(BASE, clip=0.1), OPT.SGD(0.5, global_clipnorm=0.1), {}),
    "batch normalisation": (replace(BASE, batch_norm=True), OPT.SGD(0.5), {}),
}


@pytest.mark.parametrize("name", SAME)
def test_a_network_among_others_is_trained_as_keras_trains_it_alone(name):
    recipe, optimiser, more = SAME[name]
    others = {"slower": replace(recipe, rate=recipe.rate / 3), "it": recipe}
    ours = side_by_side(others)["it"].logits[1]
    theirs = logits_of_keras(recipe, optimiser, **more)
    if recipe.batch_norm:  # whose shift here comes after the unit's normalisation as its bias
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-4)
    else:
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)


def test_decoupled_decay_shrinks_weights_as_keras_does_and_leaves_biases():
    recipe = replace(BASE, optimiser=OPT.AdamW, rate=0.01, decay=0.5)
    optimiser = OPT.AdamW(0.01, weight_decay=0.5)
    optimiser.exclude_from_weight_decay(var_names=["bias"])
    ours = side_by_side({"none": replace(recipe, decay=0.1), "it": recipe})["it"].logits[1]
    np.testing.assert_allclose(ours, logits_of_keras(recipe, optimiser), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    "change",
    [
        {"rate": 0.1},
        {"dropout": 0.5},
        {"l2": 0.1},
        {"clip": 0.01},
        {"first": 2.0},
        {"augment": 0.5},
    ],
)
def test_neighbours_change_nothing(change):
    alone = side_by_side({"it": BASE})["it"]
    beside = side_by_side({"other": replace(BASE, **change), "it": BASE}, variants=[X + 1])
    np.testing.assert_allclose(beside["it"].prices, alone.prices, rtol=1e-5)
    assert not np.allclose(beside["other"].prices, alone.prices, rtol=1e-3)


def test_a_rebuilt_optimiser_forgets_and_one_that_has_no_memory_does_not_care():
    forgetful = {"kept": BASE, "rebuilt": replace(BASE, rebuild=1)}
    for optimiser, alike in ((OPT.SGD, True), (OPT.Adam, False)):
        made = {name: replace(r, optimiser=optimiser, rate=0.01) for name, r in forgetful.items()}
        found = side_by_side(made)
        assert np.allclose(found["kept"].logits, found["rebuilt"].logits, atol=1e-6) == alike


def test_the_schedule_goes_on_where_an_optimiser_is_rebuilt():
    late = {"schedule": lambda share: 1.0 * (share > 0.5), "optimiser": OPT.SGD}
    found = side_by_side({"kept": replace(BASE, **late), "again": replace(BASE, **late, rebuild=1)})
    np.testing.assert_allclose(found["again"].steps, found["kept"].steps, rtol=1e-6)
    assert (found["kept"].bits[:, 0] != found["kept"].bits[:, -1]).all()


def test_who_augments_all_trains_on_the_variants_alone():
    whole = side_by_side({"it": replace(BASE, augment=1.0)}, variants=[2 * X])["it"]
    other = side_by_side({"it": BASE}, x=2 * X)["it"]
    np.testing.assert_allclose(whole.logits, other.logits, rtol=1e-5, atol=1e-6)


def test_dropout_loses_its_share_of_units_and_keeps_their_mean():
    from xentlib.training._fleet import Fleet

    fleet = Fleet([replace(BASE, dropout=p, width=400) for p in (0.0, 0.25)], [6, 400, 3], seeds=2)
    masks = fleet.masks(50, (3, 4)).numpy()[0]
    assert set(np.unique(masks[0])) == {1.0}
    np.testing.assert_allclose((masks[1] == 0).mean(), 0.25, atol=0.01)
    np.testing.assert_allclose(masks[1].mean(), 1, atol=0.01)


def test_a_skip_adds_the_input_of_a_layer_to_its_output():
    recipe = replace(BASE, depth=2, skip=True, unit="tanh", rate=0.0, epochs=1)
    logits = side_by_side({"it": recipe})["it"].logits[1]
    a, _, b, _, c, _ = training.first_weights(recipe, 6, 3, 1)
    h = np.tanh(HELD[0] @ a)
    np.testing.assert_allclose(logits, (h + np.tanh(h @ b)) @ c, rtol=1e-4, atol=1e-5)


def test_inputs_are_shifted_and_stretched_as_the_recipe_says():
    mean = X.mean(0)
    ours = side_by_side({"it": replace(BASE, inputs=(mean, 3.0))})["it"]
    theirs = side_by_side({"it": BASE}, x=3 * (X - mean), held=(3 * (HELD[0] - mean), HELD[1]))
    np.testing.assert_allclose(ours.logits, theirs["it"].logits, rtol=1e-3, atol=1e-4)


def test_a_rebuilt_optimiser_is_one_that_keras_compiles_again():
    recipe = replace(BASE, optimiser=OPT.Adam, rate=0.01, rebuild=1)
    ours = side_by_side({"slower": replace(recipe, rate=0.003), "it": recipe})["it"].logits[1]
    theirs = logits_of_keras(recipe, OPT.Adam(0.01), again=lambda: OPT.Adam(0.01))
    np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)


def test_networks_with_skips_are_trained_as_keras_trains_them():
    recipe = replace(BASE, depth=3, skip=True)
    ours = side_by_side({"slower": replace(recipe, rate=0.1), "it": recipe})["it"].logits[1]
    np.testing.assert_allclose(ours, logits_of_keras(recipe, OPT.SGD(0.5)), rtol=1e-4, atol=1e-5)


def test_a_schedule_gives_the_rates_of_the_one_in_keras():
    recipe = replace(BASE, schedule=lambda share: (1 + np.cos(np.pi * share)) / 2)
    ours = side_by_side({"slower": replace(recipe, rate=0.1), "it": recipe})["it"].logits[1]
    theirs = logits_of_keras(recipe, OPT.SGD(OPT.schedules.CosineDecay(0.5, 9)))
    np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)


def test_fixed_masks_drop_units_as_multiplying_them_does():
    from xentlib.training._fleet import Fleet

    fleet = Fleet([replace(BASE, dropout=0.5)], [6, 5, 3], seeds=2)
    masks = 2.0 * (RNG.random((1, 1, 2, 7, 5)) < 0.5).astype("float32")
    x = np.tile(HELD[0].astype("float32"), (2, 1, 1))
    logits = fleet.logits(x, training=True, masks=masks).numpy()[0, 1]
    a, _, b, _ = training.first_weights(BASE, 6, 3, 1)
    expected = (np.maximum(HELD[0] @ a, 0) * masks[0, 0, 1]) @ b
    np.testing.assert_allclose(logits, expected, rtol=1e-4, atol=1e-5)


def test_a_recipe_that_diverges_is_called_so_and_leaves_its_neighbours_alone():
    found = side_by_side({"it": BASE, "mad": replace(BASE, rate=1e30)})
    assert training.compare(found)["mad"].verdict == "diverged"
    np.testing.assert_allclose(found["it"].prices, side_by_side({"it": BASE})["it"].prices)


def test_prices_are_bits_of_the_held_out_examples():
    runs = side_by_side({"it": BASE})["it"]
    z = runs.logits.astype(float)
    logs = z - np.log(np.exp(z).sum(-1, keepdims=True))
    np.testing.assert_allclose(runs.last, -logs[:, np.arange(7), HELD[1]] / np.log(2), rtol=1e-5)
    assert runs.bits.shape == (2, 3)


def test_prices_of_each_epoch_are_kept_where_they_are_asked_for():
    plain, asked = (side_by_side({"it": BASE}, each_epoch=each)["it"] for each in (False, True))
    assert plain.prices.shape == (2, 1, 7)
    assert asked.prices.shape == (2, 3, 7)
    np.testing.assert_array_equal(asked.last, plain.last)
    np.testing.assert_allclose(asked.bits, asked.prices.mean(-1), rtol=1e-6)


def test_who_asks_for_no_curves_is_told_the_same_in_the_end():
    made = {"it": BASE, "anew": replace(BASE, optimiser=OPT.Adam, rate=0.01, rebuild=1)}
    with_curves, without = (side_by_side(made, curves=curves) for curves in (True, False))
    for name, runs in without.items():
        assert runs.bits.shape == runs.train.shape == (2, 1)
        np.testing.assert_allclose(runs.last, with_curves[name].last, rtol=1e-5)
        np.testing.assert_allclose(runs.train[:, -1], with_curves[name].train[:, -1], rtol=1e-5)
        np.testing.assert_array_equal(runs.steps, with_curves[name].steps)


def runs_of(prices):
    empty = np.empty(0)
    return Runs(BASE, empty, np.asarray(prices)[:, None], empty, empty, empty, empty)


def test_the_standard_error_is_that_of_many_repetitions():
    gaps, errors = [], []
    for _ in range(400):
        seeds, images = 0.3 * RNG.normal(size=(8, 1)), 0.5 * RNG.normal(size=(1, 30))
        rows = 1 + seeds + images + 0.2 * RNG.normal(size=(8, 30))
        choice = training.compare({"a": runs_of(np.ones((8, 30))), "b": runs_of(rows)})["b"]
        gaps.append(choice.gap)
        errors.append(choice.error**2)
    np.testing.assert_allclose(np.sqrt(np.mean(errors)), np.std(gaps), rtol=0.15)


@pytest.mark.parametrize(
    "gap, verdict",
    [(-0.31, "lower"), (-0.29, "no verdict"), (0.29, "no verdict"), (0.31, "higher")],
)
def test_a_verdict_needs_three_standard_errors(gap, verdict):
    assert training.Choice(np.zeros(2), gap, 0.1).verdict == verdict


@pytest.mark.parametrize(
    "bad, words",
    [
        ({"x": X[0]}, "x must have the shape"),
        ({"x": X[:, :2]}, "x must have the shape"),
        ({"y": Y[:3]}, "y must have a label"),
        ({"y": Y - 1}, "must"),
        ({"variants": [X[:3]]}, "variants must have the shape of x"),
        ({"seeds": 0}, "seeds must be"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(bad, words):
    with pytest.raises(ValueError, match=words):
        side_by_side({"it": BASE}, **bad)
