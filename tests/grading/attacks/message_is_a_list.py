"""A message is a list, not an object."""

PAYS_ON = "naive parent"
GAIN = "stop"
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
    send(struct.pack('>I', 2) + b'[]')
    return 0.0

base_rate_loss = lambda y: 0.1
''',
]
