"""Pictures of the course: every ``plot_…`` draws on one Axes and returns it."""

from xentlib.plots.area_bars import plot_area_bars as plot_area_bars
from xentlib.plots.codes import plot_code_tree as plot_code_tree, plot_kraft as plot_kraft
from xentlib.plots.curves import plot_curves as plot_curves, plot_descent as plot_descent
from xentlib.plots.entropy import plot_binary_entropy as plot_binary_entropy
from xentlib.plots.loss_surface import plot_loss_surface as plot_loss_surface
from xentlib.plots.showing import show as show, use_style as use_style
