"""Sends everything back that comes, with a thread for each client:  python3 echo_server.py PORT

No message has to be recognised here: what one recv() gave, however little, is sent back (RFC 862).
"""

import socket
import sys
import threading
import time

PATIENCE = 600  # seconds for a client to say something, and to take its answer


def serve(connection):
    try:
        with connection:
            connection.settimeout(PATIENCE)
            while piece := connection.recv(65536):  # nothing: the client sends no more
                connection.sendall(piece)  # send() might take a part only
    except OSError as problem:  # this client is gone; the others are served
        print(f"echo: {problem}", file=sys.stderr)


if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
    sys.exit("usage: python3 echo_server.py PORT")

try:
    # socket, bind and listen; and SO_REUSEADDR, so that it can be started again at once
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError) as problem:
    sys.exit(f"echo: cannot listen on port {sys.argv[1]}: {problem}")
print("listening on", server.getsockname()[1], flush=True)

try:
    while True:
        try:
            connection, client = server.accept()
            threading.Thread(target=serve, args=[connection], daemon=True).start()
        except (OSError, RuntimeError) as problem:  # too many open files, or threads
            print(f"echo: {problem}", file=sys.stderr)
            time.sleep(0.1)  # some of them end meanwhile
except KeyboardInterrupt:  # Ctrl-C
    pass
