import numpy as np
import pytest
from matplotlib import pyplot as plt

from xentlib.losses import binary_cross_entropy
from xentlib.plots import plot_bootstrap, plot_charges, plot_decision_costs, plot_sigmoid_fit

Y, P = np.array([0, 0, 1, 0, 1]), np.array([0.05, 0.3, 0.4, 0.6, 0.9])

pytestmark = pytest.mark.usefixtures("course_style")


def test_every_charge_is_drawn_under_its_name():
    charges = {"square": lambda m: m**2, "flat": np.ones_like}
    ax = plot_charges(charges)
    assert [line.get_label() for line in ax.lines] == ["square", "flat"]
    for line, charge in zip(ax.lines, charges.values(), strict=True):
        margin, height = line.get_xydata().T
        np.testing.assert_array_equal(height, charge(margin))


def test_both_histograms_count_every_sample_in_the_same_bins():
    rng = np.random.default_rng(0)
    ax = plot_bootstrap(rng.normal(1, 1, 500), rng.normal(1, 3, 400), xlabel="gain (nats)")
    bars = ax.patches[:60]
    assert sum(bar.get_height() for bar in bars) == 500
    outline = ax.patches[60].get_xy()
    assert outline[:, 0].min() == pytest.approx(bars[0].get_x())
    assert outline[:, 1].max() * 60 >= 400


@pytest.mark.parametrize("false_alarm, miss", [(1, 9), (2.5, 1), (3, 3)])
def test_each_decision_costs_what_its_kind_costs(false_alarm, miss):
    ax = plot_decision_costs(Y, P, false_alarm=false_alarm, miss=miss)
    costs, wrong = (dict(line.get_xydata()) for line in ax.lines[:2])
    for cut in (0.01, 0.05, 0.4, 0.5, 0.99):
        alarms, misses = sum((cut <= P) & (Y == 0)), sum((cut > P) & (Y == 1))
        assert costs[cut] == false_alarm * alarms + miss * misses
        assert wrong[cut] == alarms + misses


def test_the_marked_threshold_makes_acting_and_waiting_equally_dear():
    ax = plot_decision_costs(Y, P, false_alarm=1, miss=9)
    (cut,) = set(ax.lines[2].get_xdata())
    assert (1 - cut) * 1 == pytest.approx(cut * 9)
    assert ax.get_title(loc="left") == "The costs say: act from 0.1 on"


def test_a_gap_runs_from_the_forecast_to_what_happened_and_bears_its_loss():
    x = np.array([3.0, 1.0, 5.0, 2.0, 4.0])
    ax = plot_sigmoid_fit(x, Y, P, marked=[4, 0, 3], xlabel="dose (mg)")
    ends = [line.get_xydata().tolist() for line in ax.lines if len(line.get_xydata()) == 2]
    assert ends == [[[x[row], P[row]], [x[row], Y[row]]] for row in (4, 0, 3)]
    assert [text.get_text() for text in ax.texts] == [
        f"{loss:.2f}" for loss in binary_cross_entropy(Y, P)[[4, 0, 3]]
    ]


def test_gaps_above_one_half_are_dashed_and_others_are_not():
    ax = plot_sigmoid_fit(np.arange(5), Y, P, marked=range(5), xlabel="dose (mg)")
    dashed = [line.get_linestyle() for line in ax.lines if len(line.get_xydata()) == 2]
    assert dashed == ["--" if gap > 0.5 else "-" for gap in abs(P - Y)]


def test_the_forecast_is_drawn_from_left_to_right():
    x = np.array([3.0, 1.0, 5.0, 2.0, 4.0])
    drawn = plot_sigmoid_fit(x, Y, P, marked=[0], xlabel="dose (mg)").lines[0].get_xydata()
    np.testing.assert_array_equal(drawn, np.c_[x, P][x.argsort()])


def test_refusals_say_what_came():
    with pytest.raises(ValueError, match=r"y_true must have the shape of y_proba, \(5,\); got"):
        plot_decision_costs(Y[:4], P, false_alarm=1, miss=9)
    with pytest.raises(ValueError, match=r"y_true must hold events, 0 or 1; got 0\.5"):
        plot_decision_costs(Y / 2, P, false_alarm=1, miss=9)
    with pytest.raises(ValueError, match="miss must be"):
        plot_decision_costs(Y, P, false_alarm=1, miss=-9)
    with pytest.raises(ValueError, match="one of the two must be more than 0"):
        plot_decision_costs(Y, P, false_alarm=0, miss=0)
    with pytest.raises(ValueError, match="marked must hold rows from 0 to 4, at least one; got 5"):
        plot_sigmoid_fit(Y, Y, P, marked=[5], xlabel="x")
    with pytest.raises(ValueError, match=r"marked must hold rows .*; got none"):
        plot_sigmoid_fit(Y, Y, P, marked=[], xlabel="x")
    with pytest.raises(ValueError, match="charges must hold at least one of functions, by name"):
        plot_charges({})
    assert plt.get_fignums() == []


def test_a_loss_that_leaves_the_picture_is_announced_on_its_axis():
    assert plot_charges({"big": lambda m: 9 + m}).get_ylabel() == "loss ℓ(m), drawn up to 5"
    assert plot_charges({"flat": np.ones_like}).get_ylabel() == "loss ℓ(m)"


def test_losses_differ_by_their_dashes_and_not_by_colour_alone():
    losses = {str(k): lambda m, k=k: np.full_like(m, k) for k in range(6)}
    drawn = [line._dash_pattern for line in plot_charges(losses).lines]
    assert all(drawn[i] != drawn[j] for i in range(6) for j in range(i))


def test_markers_of_a_yes_and_of_a_no_stand_in_the_legend():
    ax = plot_sigmoid_fit(np.arange(5), Y, P, marked=[0, 4], xlabel="dose (mg)")
    said = [text.get_text() for text in ax.get_legend().get_texts()]
    assert {"a yes, y = 1", "a no, y = 0"} <= set(said)
