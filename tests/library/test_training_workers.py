"""Several processes that train one network: the losses of one."""

import pytest

pytest.importorskip("tensorflow")

from xentlib.training import losses_on_workers


def test_two_workers_train_as_one_does():
    one, two = losses_on_workers(1), losses_on_workers(2)
    assert one[0] > one[1] > one[2]
    assert two == pytest.approx(one, abs=2e-6)


def test_a_worker_that_fails_says_why(tmp_path, monkeypatch):
    (tmp_path / "tensorflow.py").write_text("raise ImportError('a fault of ours')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(RuntimeError, match=r"(?s)a worker ended with 1: .*a fault of ours"):
        losses_on_workers(2, epochs=1)


@pytest.mark.parametrize(
    "arguments, error, says",
    [
        ({"n_workers": 0}, ValueError, "n_workers must be at least 1; got 0"),
        ({"n_workers": 1.5}, TypeError, "n_workers must be a whole number; got 1.5"),
        ({"epochs": 0}, ValueError, "epochs must be at least 1; got 0"),
    ],
)
def test_refusals_of_workers_say_what_came(arguments, error, says):
    with pytest.raises(error, match=says):
        losses_on_workers(**arguments)
