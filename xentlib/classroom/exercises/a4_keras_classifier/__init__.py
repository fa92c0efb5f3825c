"""Questions on training a classifier with Keras, most of which need no Keras."""
