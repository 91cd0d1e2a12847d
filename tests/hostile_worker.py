"""`python -m tests.hostile_worker`: a reading process that does what the file it reads says, good or bad."""

import os
import signal
import sys

from directives.models import Document
from ingest import reading, worker
from ingest.options import Options

read = reading.read


def obey(data: bytes, name: str, options: Options) -> Document:
    """Read the file, or die, hang, eat memory, err or chatter as its first word demands."""
    order = data.split()[0] if data.split() else b""
    if order == b"CRASH":
        os.kill(os.getpid(), signal.SIGKILL)
    elif order == b"EXIT":
        os.write(2, "cạn giấy\n".encode())
        os._exit(3)
    elif order == b"HANG":
        while True:
            pass
    elif order == b"EAT":
        bytearray(2**45)
    elif order == b"ERR":
        raise KeyError("mục")
    elif order == b"DEEP":
        return obey(data, name, options)
    elif order == b"BABBLE":
        os.write(1, b'["parsed","x"]\n')  # as a native library might
        sys.stdout.write("lời thừa\n")
    elif order == b"LIE":
        os.write(OUTCOMES, b'{"no": "outcome"}\n')
        os._exit(0)
    elif order == b"HALF":
        os.write(OUTCOMES, b'["failed","x","half a l')
        os._exit(0)
    elif order == b"SECOND" and SEEN:
        os._exit(4)  # only as long as another file was read before it
    SEEN.append(name)
    return read(data, name, options)


OUTCOMES = os.dup(1)
SEEN: list[str] = []

if __name__ == "__main__":
    reading.read = obey
    worker._GRACE_S = 1
    sys.exit(worker.main(sys.argv[1:]))
