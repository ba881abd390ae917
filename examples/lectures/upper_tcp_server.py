"""Answers text in capitals, with a thread for each client:  python3 upper_tcp_server.py PORT

The lecture's server takes one recv() for the text, which is as much of it as has come by then, and
serves one client after the other, so that one who says nothing holds up all. Nothing in this
protocol says where a text ends; here a line does, the client's end, or some silence.
"""

import socket
import sys
import threading
import time

LONGEST = 65536  # bytes of a text
PATIENCE = 60  # seconds for a client to say something, and to take its answer
SILENCE = 2  # seconds after which a text is over that does not say so
ODD = "surrogateescape"  # bytes that are no text come back as they were


def receive_text(connection):
    text = b""
    try:
        while b"\n" not in text and len(text) < LONGEST:
            piece = connection.recv(LONGEST - len(text))  # at least a byte, and maybe not all
            if not piece:
                break
            text += piece
            connection.settimeout(SILENCE)
    except TimeoutError:
        pass
    end_of_line = text.find(b"\n")
    return text if end_of_line < 0 else text[: end_of_line + 1]


def serve(connection):
    try:
        with connection:
            connection.settimeout(PATIENCE)
            text = receive_text(connection).decode(errors=ODD)  # once it is whole
            connection.settimeout(PATIENCE)
            connection.sendall(text.upper().encode(errors=ODD))
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(1024):  # to close with bytes unread is a reset, and that
                pass  # can destroy an answer which is still on its way
    except OSError as problem:  # this client is gone; the others are served
        print(f"upper: {problem}", file=sys.stderr)


if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
    sys.exit("usage: python3 upper_tcp_server.py PORT")

try:
    # socket, bind and listen; and SO_REUSEADDR, so that it can be started again at once
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError) as problem:
    sys.exit(f"upper: cannot listen on port {sys.argv[1]}: {problem}")
print("listening on", server.getsockname()[1], flush=True)

try:
    while True:
        try:
            connection, client = server.accept()
            threading.Thread(target=serve, args=[connection], daemon=True).start()
        except (OSError, RuntimeError) as problem:  # too many open files, or threads
            print(f"upper: {problem}", file=sys.stderr)
            time.sleep(0.1)  # some of them end meanwhile
except KeyboardInterrupt:  # Ctrl-C
    pass
