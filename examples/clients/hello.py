"""Sends a user name and prints the answer:  python3 hello.py HOST PORT NAME"""

import socket
import sys

host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]

try:
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(name.encode())
        connection.shutdown(socket.SHUT_WR)  # that was all: nobody has to wait for more
        reply = b""
        while piece := connection.recv(1024):  # what has come so far; nothing at the end
            reply += piece
except OSError as problem:  # refused, reset, silent for too long
    sys.exit(f"hello: {problem}")

if not reply:
    sys.exit("hello: the server closed without an answer")
print(reply.decode())
