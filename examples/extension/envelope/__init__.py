"""How loud a signal is over time, on a GPU or on all cores.

    samples = array.array("f", ...)
    envelope.follow(samples, passes=8)
    print(envelope.device())
"""
from ._envelope import device, follow

__all__ = ["device", "follow"]
