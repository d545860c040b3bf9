"""Loaded by every Python that an example starts (by PYTHONPATH): what an example must not do fails.

No network but this machine's own, and no file written outside the folder it runs in (EXAMPLE_FOLDER).
"""
import os
import sys

FOLDER = os.path.realpath(os.environ["EXAMPLE_FOLDER"]) + os.sep
LOCAL = {"localhost", "127.0.0.1", "::1", "", None}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def refuse_network(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments[:1]
    else:
        return
    host = address[0] if isinstance(address, tuple) else "localhost"    # else a socket in the file system
    if (host.decode() if isinstance(host, bytes) else host) not in LOCAL:
        raise OSError(f"an example must not use the network: {host}")


def refuse_writing(event, arguments):
    if event != "open":
        return
    path, _, flags = arguments
    if isinstance(path, int) or not (flags or 0) & WRITING:
        return
    full = os.path.realpath(os.fsdecode(path))
    if not full.startswith(FOLDER) and full != os.devnull:
        raise OSError(f"an example must not write outside its folder: {full}")


sys.addaudithook(refuse_network)
sys.addaudithook(refuse_writing)
