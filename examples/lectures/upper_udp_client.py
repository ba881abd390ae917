"""Sends each text as a datagram and prints the answers:  python3 upper_udp_client.py HOST PORT TEXT...

Datagrams may be lost, and their answers may come late or in another order. So there is a timeout
and another try, and an answer counts only for the text that it answers. The lecture's client waits
for one answer, for ever, and takes whatever comes from anybody.
"""

import socket
import sys

if len(sys.argv) < 4:
    sys.exit("usage: python3 upper_udp_client.py HOST PORT TEXT...")
host, port, waiting = sys.argv[1], sys.argv[2], sys.argv[3:]

try:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind) as endpoint:
        endpoint.connect(address)  # from now on only that server's datagrams are received
        endpoint.settimeout(2)
        for attempt in range(5):
            for text in waiting:
                endpoint.send(text.encode())
            try:
                while waiting:
                    answer = endpoint.recv(65535).decode(errors="replace")  # the rest would be lost
                    for text in waiting:
                        if text.upper() == answer:  # and not an answer to an earlier try
                            waiting.remove(text)
                            print(answer)
                            break
                sys.exit(0)
            except TimeoutError:
                continue
except OSError as problem:  # refused: nobody has that port
    sys.exit(f"upper: {host} port {port}: {problem}")

sys.exit("upper: no answer")
