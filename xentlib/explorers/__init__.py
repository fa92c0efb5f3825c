"""Pictures that answer at once: move a control and read what changes."""

from xentlib.explorers.area_bars import explore_area_bars as explore_area_bars
from xentlib.explorers.coin_entropy import explore_coin_entropy as explore_coin_entropy
from xentlib.explorers.descent import explore_descent as explore_descent
from xentlib.explorers.forecast import explore_forecast as explore_forecast
