"""Sends lines and prints them as they come back with a name:  python3 name_client.py HOST PORT LINE..."""

import socket
import sys

if len(sys.argv) < 4:
    sys.exit("usage: python3 name_client.py HOST PORT LINE...")
host, port, lines = sys.argv[1], sys.argv[2], sys.argv[3:]

try:
    with socket.create_connection((host, port), timeout=10) as connection:
        # One reader for all answers: what it has read ahead is the next one.
        with connection.makefile("rb") as answers:
            for line in lines:
                connection.sendall(line.encode() + b"\n")  # in one piece, so that nothing waits
                answer = answers.readline(65536)
                if not answer.endswith(b"\n"):
                    sys.exit("name: the server closed in the middle of its answer")
                print(answer.decode(errors="replace").rstrip("\r\n"))
except OSError as problem:
    sys.exit(f"name: {host} port {port}: {problem}")
