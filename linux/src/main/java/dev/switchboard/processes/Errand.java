package dev.switchboard.processes;

import dev.switchboard.endpoint.Endpoint;

/**
 * The connection that a process is to serve; its socket comes with this.
 *
 * @param id its number
 */
record Errand(long id, Endpoint local, Endpoint remote) {}
