-- The request of src/main/c/http.h, 64 bytes, for wrk.
local message = "GET / HTTP/1.1\r\nHost: bench\r\nX: 0123456789012345678901234567\r\n\r\n"

request = function()
  return message
end
