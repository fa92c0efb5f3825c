"""Pictures of the course: every ``plot_…`` draws on one Axes and returns it."""

from xentlib._extras import extra as _extra

with _extra("notebooks", needed_by="xentlib.plots"):
    from xentlib.plots.area_bars import plot_area_bars as plot_area_bars
    from xentlib.plots.bands import plot_bands as plot_bands
    from xentlib.plots.binary import (
        plot_bootstrap as plot_bootstrap,
        plot_charges as plot_charges,
        plot_decision_costs as plot_decision_costs,
    )
    from xentlib.plots.choices import plot_choices as plot_choices
    from xentlib.plots.codes import plot_code_tree as plot_code_tree, plot_kraft as plot_kraft
    from xentlib.plots.contours import plot_probability_contours as plot_probability_contours
    from xentlib.plots.curves import plot_curves as plot_curves, plot_descent as plot_descent
    from xentlib.plots.entropy import plot_binary_entropy as plot_binary_entropy
    from xentlib.plots.forces import plot_forces as plot_forces
    from xentlib.plots.graph import plot_graph as plot_graph
    from xentlib.plots.intervals import plot_narrowing_intervals as plot_narrowing_intervals
    from xentlib.plots.labels import plot_bars as plot_bars, plot_expected_f1 as plot_expected_f1
    from xentlib.plots.landmarks import (
        plot_landmarks as plot_landmarks,
        plot_symptoms as plot_symptoms,
    )
    from xentlib.plots.loss_surface import plot_loss_surface as plot_loss_surface
    from xentlib.plots.precision import plot_digits as plot_digits
    from xentlib.plots.ranking import (
        plot_precision_recall as plot_precision_recall,
        plot_roc as plot_roc,
    )
    from xentlib.plots.reliability import plot_reliability as plot_reliability
    from xentlib.plots.repair import plot_repair as plot_repair
    from xentlib.plots.showing import show as show, use_style as use_style
    from xentlib.plots.sigmoid_fit import plot_sigmoid_fit as plot_sigmoid_fit
    from xentlib.plots.simplex import plot_kl_balls as plot_kl_balls
    from xentlib.plots.tables import plot_table as plot_table
    from xentlib.plots.ternary import plot_ternary as plot_ternary
    from xentlib.plots.text import plot_text_surprise as plot_text_surprise
    from xentlib.plots.tiles import plot_tiles as plot_tiles
