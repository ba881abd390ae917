"""Sends each line back with a name added, one thread for all clients:  python3 name_select_server.py PORT

No call here waits for one client: the sockets are non-blocking, and select says which of them can go
on. So what each client has said and not yet been answered, and what it has not yet taken of its
answers, is kept beside its socket. The same with threads is name_server.py.
"""

import selectors
import socket
import sys
import time

LONGEST = 65536  # bytes of a line, and of answers that a client leaves lying

selector = selectors.DefaultSelector()


class Client:
    def __init__(self, connection):
        self.connection = connection
        self.said = b""  # a line that is not whole yet
        self.answers = b""  # not sent yet
        self.finished = False  # whether it has said all

    def receive(self):
        piece = self.connection.recv(LONGEST)
        self.finished = not piece
        *lines, self.said = (self.said + piece).split(b"\n")
        if self.finished and self.said:
            lines.append(self.said)  # a last line that ends with the stream is a line
            self.said = b""
        if len(self.said) > LONGEST:
            raise ValueError(f"a line of over {LONGEST} bytes is too long")
        for line in lines:
            end = b"\r\n" if line.endswith(b"\r") else b"\n"  # telnet ends lines with both
            self.answers += line.removesuffix(b"\r") + b" Ali" + end

    def send(self):
        sent = self.connection.send(self.answers)  # as much as there is room for
        self.answers = self.answers[sent:]

    def wants(self):
        """What to wait for. A socket can nearly always send: asked for no reason, select would
        answer at once, for ever. And who does not take its answers is not read further."""
        sending = selectors.EVENT_WRITE if self.answers else 0
        receiving = not self.finished and len(self.answers) < LONGEST
        return sending | (selectors.EVENT_READ if receiving else 0)


def go_on(client, ready):
    try:
        if ready & selectors.EVENT_READ:
            client.receive()
        if client.answers:
            client.send()
    except BlockingIOError:  # no room now: select will say when
        pass
    except (OSError, ValueError) as problem:  # this client is gone; the others are served
        print(f"name: {problem}", file=sys.stderr)
        client.finished, client.answers = True, b""
    if client.wants():
        selector.modify(client.connection, client.wants(), client)
    else:
        selector.unregister(client.connection)
        client.connection.close()


def accept(server):
    try:
        connection, _ = server.accept()
    except BlockingIOError:  # it has left again
        return
    except OSError as problem:  # too many open files
        print(f"name: {problem}", file=sys.stderr)
        time.sleep(0.1)  # select would call us again at once
        return
    connection.setblocking(False)
    selector.register(connection, selectors.EVENT_READ, Client(connection))


if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
    sys.exit("usage: python3 name_select_server.py PORT")

try:
    # socket, bind and listen; and SO_REUSEADDR, so that it can be started again at once
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError) as problem:
    sys.exit(f"name: cannot listen on port {sys.argv[1]}: {problem}")
server.setblocking(False)
selector.register(server, selectors.EVENT_READ)
print("listening on", server.getsockname()[1], flush=True)

try:
    while True:
        for key, ready in selector.select():
            if key.fileobj is server:
                accept(server)
            else:
                go_on(key.data, ready)
except KeyboardInterrupt:  # Ctrl-C
    pass
