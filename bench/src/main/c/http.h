/* A request and a reply of 64 bytes each; wrk sends the same request with src/main/wrk/request.lua. */
#ifndef HTTP_H
#define HTTP_H

#define HTTP_REQUEST "GET / HTTP/1.1\r\nHost: bench\r\nX: 0123456789012345678901234567\r\n\r\n"
#define HTTP_REPLY "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: 012345678901234567890\r\n\r\n"

_Static_assert(sizeof HTTP_REQUEST == 64 + 1, "a request has 64 bytes");
_Static_assert(sizeof HTTP_REPLY == 64 + 1, "a reply has 64 bytes");

#endif
