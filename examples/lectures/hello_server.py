"""Greets users by their names, with a thread for each client:  python3 hello_server.py PORT

The lecture's server takes one recv() for the name, and greets half of a name that comes in two
pieces. Nothing in this protocol says where a name ends, so this one goes on until a line does, the
client says that it sends no more, or it has been silent for a while.
"""

import socket
import sys
import threading
import time

LONGEST = 1024  # bytes of a name
PATIENCE = 60  # seconds for a client to say something, and to take its answer
SILENCE = 2  # seconds after which a name is over that does not say so


def receive_name(connection):
    name = b""
    try:
        while b"\n" not in name and len(name) < LONGEST:
            piece = connection.recv(LONGEST - len(name))  # at least a byte, and maybe not all
            if not piece:
                break
            name += piece
            connection.settimeout(SILENCE)
    except TimeoutError:
        pass
    end_of_line = name.find(b"\n")
    return name if end_of_line < 0 else name[: end_of_line + 1]


def serve(connection):
    try:
        with connection:
            connection.settimeout(PATIENCE)
            name = receive_name(connection)
            connection.settimeout(PATIENCE)
            if name:
                connection.sendall(b"Hello " + name)  # a line is answered with a line
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(1024):  # to close with bytes unread is a reset, and that
                pass  # can destroy an answer which is still on its way
    except OSError as problem:  # this client is gone; the others are served
        print(f"hello: {problem}", file=sys.stderr)


if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
    sys.exit("usage: python3 hello_server.py PORT")

try:
    # socket, bind and listen; and SO_REUSEADDR, so that it can be started again at once
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError) as problem:
    sys.exit(f"hello: cannot listen on port {sys.argv[1]}: {problem}")
print("listening on", server.getsockname()[1], flush=True)

try:
    while True:
        try:
            connection, client = server.accept()
            threading.Thread(target=serve, args=[connection], daemon=True).start()
        except (OSError, RuntimeError) as problem:  # too many open files, or threads
            print(f"hello: {problem}", file=sys.stderr)
            time.sleep(0.1)  # some of them end meanwhile
except KeyboardInterrupt:  # Ctrl-C
    pass
