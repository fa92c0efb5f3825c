"""Pictures that answer at once: move a control and read what changes."""

from xentlib._extras import extra as _extra

with _extra("notebooks", needed_by="xentlib.explorers"):
    from xentlib.explorers.area_bars import explore_area_bars as explore_area_bars
    from xentlib.explorers.atlas import explore_atlas as explore_atlas
    from xentlib.explorers.causes import explore_causes as explore_causes
    from xentlib.explorers.coin_entropy import explore_coin_entropy as explore_coin_entropy
    from xentlib.explorers.cost import explore_cost as explore_cost
    from xentlib.explorers.deck import explore_deck as explore_deck
    from xentlib.explorers.descent import explore_descent as explore_descent
    from xentlib.explorers.families import explore_families as explore_families
    from xentlib.explorers.float_error import explore_float_error as explore_float_error
    from xentlib.explorers.forecast import explore_forecast as explore_forecast
    from xentlib.explorers.graph import explore_graph as explore_graph
    from xentlib.explorers.kl_balls import explore_kl_balls as explore_kl_balls
    from xentlib.explorers.logit_loss import explore_logit_loss as explore_logit_loss
    from xentlib.explorers.rate_and_batch import explore_rate_and_batch as explore_rate_and_batch
    from xentlib.explorers.softmax_bars import explore_softmax_bars as explore_softmax_bars
    from xentlib.explorers.surprise import explore_surprise as explore_surprise
    from xentlib.explorers.temperature import explore_temperature as explore_temperature
    from xentlib.explorers.ternary import explore_ternary as explore_ternary
    from xentlib.explorers.thresholds import explore_thresholds as explore_thresholds
    from xentlib.explorers.training_curves import (
        explore_training_curves as explore_training_curves,
    )
    from xentlib.explorers.two_humps import explore_two_humps as explore_two_humps
    from xentlib.explorers.weights import explore_weights as explore_weights
    from xentlib.explorers.wrong_code import explore_wrong_code as explore_wrong_code
