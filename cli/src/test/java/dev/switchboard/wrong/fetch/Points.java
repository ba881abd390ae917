package dev.switchboard.wrong.fetch;

/** An arrow from fetch aside, to services. */
record Points(dev.switchboard.services.Hello hello) {}
