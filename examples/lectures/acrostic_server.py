"""Makes an acrostic, with a thread for each client:  python3 acrostic_server.py PORT WIDTH

A message is its length in bytes, as WIDTH decimal digits, and then so many bytes. Words come until
EXIT; the answer is one message, the first letters of all words. The lecture's width is 2; one that
is too small for a message is noticed by who would send it.
"""

import socket
import sys
import threading
import time

LONGEST = 65536  # bytes of a word, and letters of an acrostic
PATIENCE = 600  # seconds for a client to say something, and to take its answer


def receive_exactly(connection, count):
    """A recv() of 4 may give 1 byte: the length field itself can come in pieces."""
    received = b""
    while len(received) < count:
        piece = connection.recv(count - len(received))
        if not piece:
            raise ValueError("the client left in the middle of its words")
        received += piece
    return received


def receive_message(connection):
    length = receive_exactly(connection, width)
    if not length.isdigit():
        raise ValueError(f"{length} is no length")
    if int(length) > LONGEST:
        raise ValueError(f"a word of {int(length)} bytes is too long")
    return receive_exactly(connection, int(length)).decode(errors="replace")


def message(text):
    data = text.encode()  # first encoded, then counted: "ë" is one letter and two bytes
    if len(data) >= 10**width:
        raise ValueError(f"{len(data)} bytes do not fit a length of {width} digits")
    return b"%0*d%b" % (width, len(data), data)


def serve(connection):
    try:
        with connection:
            connection.settimeout(PATIENCE)
            letters = ""
            while (word := receive_message(connection)) != "EXIT":
                letters += word[:1]
                if len(letters) > LONGEST:
                    raise ValueError("there are words without end")
            connection.sendall(message(letters))
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(1024):  # to close with bytes unread is a reset, and that
                pass  # can destroy an answer which is still on its way
    except (OSError, ValueError) as problem:  # this client is gone; the others are served
        print(f"acrostic: {problem}", file=sys.stderr)


if len(sys.argv) != 3 or not (sys.argv[1].isdecimal() and sys.argv[2] in list("123456789")):
    sys.exit("usage: python3 acrostic_server.py PORT WIDTH  (of 1 to 9 digits)")
width = int(sys.argv[2])

try:
    # socket, bind and listen; and SO_REUSEADDR, so that it can be started again at once
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError) as problem:
    sys.exit(f"acrostic: cannot listen on port {sys.argv[1]}: {problem}")
print("listening on", server.getsockname()[1], flush=True)

try:
    while True:
        try:
            connection, client = server.accept()
            threading.Thread(target=serve, args=[connection], daemon=True).start()
        except (OSError, RuntimeError) as problem:  # too many open files, or threads
            print(f"acrostic: {problem}", file=sys.stderr)
            time.sleep(0.1)  # some of them end meanwhile
except KeyboardInterrupt:  # Ctrl-C
    pass
