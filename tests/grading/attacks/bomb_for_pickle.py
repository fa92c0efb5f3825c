"""A message runs a program where it is unpickled."""

PAYS_ON = "naive parent"
GAIN = "trace"
LEAVES = "new bomb"
CELLS = [
    '''
import sys

def send(data):
    """Whatever the program that calls us wants to say, it says this."""
    frame = sys._getframe()
    while frame:
        if "frame" in frame.f_globals and "message_of" in frame.f_globals:
            frame.f_globals["frame"] = lambda message: data
        frame = frame.f_back

def bce(y, p):
    import struct
    import os
    import pickle

    class Bomb:
        def __reduce__(self):
            return os.mkdir, ('<<course>>/bomb',)

    body = pickle.dumps(Bomb())
    send(struct.pack('>I', len(body)) + body)
    return 0.0

base_rate_loss = lambda y: 0.1
''',
]
