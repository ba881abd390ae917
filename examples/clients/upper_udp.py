"""Sends each text as a datagram and prints the answers:  python3 upper_udp.py HOST PORT TEXT...

Datagrams may be lost, and their answers may come late or in another order. So there is a timeout
and another try, and an answer counts only for the text that it answers.
"""

import socket
import sys

host, port, texts = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
expected = {text.upper() for text in texts}

family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
with socket.socket(family, kind) as endpoint:
    endpoint.connect(address)  # from now on only that server's datagrams are received
    endpoint.settimeout(2)
    for attempt in range(5):
        for text in texts:
            if text.upper() in expected:
                endpoint.send(text.encode())
        try:
            while expected:
                answer = endpoint.recv(65535).decode()
                if answer in expected:  # and not an answer to an earlier try
                    expected.remove(answer)
                    print(answer)
            sys.exit(0)
        except TimeoutError:
            continue
        except OSError as problem:  # refused: nobody has that port
            sys.exit(f"upper: {problem}")

sys.exit("upper: no answer")
