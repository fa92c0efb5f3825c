"""The classroom: what knows learners, lessons and marks; the library never imports it."""
