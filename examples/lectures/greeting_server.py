"""Greets everybody who connects:  python3 greeting_server.py PORT

The server speaks first, and the end of its stream is the end of the message. The lecture's server
leaves the connection open: a client that reads to the end then waits for ever.
"""

import socket
import sys
import threading
import time

PATIENCE = 60  # seconds for a client to take it and leave


def serve(connection):
    try:
        with connection:
            connection.settimeout(PATIENCE)
            connection.sendall(b"Hi we are connected!")
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(1024):  # to close with bytes unread is a reset, and that
                pass  # can destroy an answer which is still on its way
    except OSError as problem:  # this client is gone; the others are served
        print(f"greeting: {problem}", file=sys.stderr)


if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
    sys.exit("usage: python3 greeting_server.py PORT")

try:
    # socket, bind and listen; and SO_REUSEADDR, so that it can be started again at once
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError) as problem:
    sys.exit(f"greeting: cannot listen on port {sys.argv[1]}: {problem}")
print("listening on", server.getsockname()[1], flush=True)

try:
    while True:
        try:
            connection, client = server.accept()
            threading.Thread(target=serve, args=[connection], daemon=True).start()
        except (OSError, RuntimeError) as problem:  # too many open files, or threads
            print(f"greeting: {problem}", file=sys.stderr)
            time.sleep(0.1)  # some of them end meanwhile
except KeyboardInterrupt:  # Ctrl-C
    pass
