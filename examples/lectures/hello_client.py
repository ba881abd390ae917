"""Sends a user name and prints the answer:  python3 hello_client.py HOST PORT NAME"""

import socket
import sys

if len(sys.argv) != 4:
    sys.exit("usage: python3 hello_client.py HOST PORT NAME")
host, port, name = sys.argv[1:]

try:
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(name.encode())
        connection.shutdown(socket.SHUT_WR)  # that was all: nobody has to wait for more
        reply = b""
        while piece := connection.recv(1024):  # what has come so far; nothing at the end
            reply += piece
except OSError as problem:  # refused, reset, silent for too long
    sys.exit(f"hello: {host} port {port}: {problem}")

if not reply:
    sys.exit("hello: the server closed without an answer")
print(reply.decode(errors="replace"))  # whole first, then decoded: a letter may come in two pieces
