"""Prints the time that a server tells:  python3 daytime_client.py HOST PORT

Nothing is asked: the server speaks first, and closes. What it says is over when its stream is.
"""

import socket
import sys

if len(sys.argv) != 3:
    sys.exit("usage: python3 daytime_client.py HOST PORT")
host, port = sys.argv[1:]

try:
    with socket.create_connection((host, port), timeout=10) as connection:
        said = b""
        while piece := connection.recv(1024):  # one recv() may give a part of it
            said += piece
except OSError as problem:
    sys.exit(f"daytime: {host} port {port}: {problem}")

if not said:
    sys.exit("daytime: the server closed without a word")
print(said.decode(errors="replace").rstrip())
