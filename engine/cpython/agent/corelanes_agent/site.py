"""Who calls: where in the user's own code an object was made, or waits."""

import os
import sys

_LIBRARY = os.path.dirname(os.__file__) + os.sep
_OUTSIDE = os.path.join(_LIBRARY, "site-packages") + os.sep
_AGENT = os.path.dirname(os.path.abspath(__file__)) + os.sep
_known = {}


def inside(file):
    """Whether a file belongs to the standard library, or to the agent."""
    known = _known.get(file)
    if known is None:
        known = file.startswith(_AGENT) or file.startswith("<frozen") or (
            file.startswith(_LIBRARY) and not file.startswith(_OUTSIDE) and not file.startswith(_LIBRARY + "test" + os.sep))
        _known[file] = known
    return known


def maker(depth):
    """The frame of the user's code that calls; None when the standard library calls for itself."""
    try:
        frame = sys._getframe(depth + 1)
    except ValueError:
        return None
    while frame is not None and frame.f_code.co_filename.startswith(_AGENT):
        frame = frame.f_back
    if frame is None or inside(frame.f_code.co_filename):
        return None
    return frame


def user(frame):
    """The nearest frame of the user's code, from one on."""
    while frame is not None and inside(frame.f_code.co_filename):
        frame = frame.f_back
    return frame
