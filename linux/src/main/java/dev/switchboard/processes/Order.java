package dev.switchboard.processes;

import dev.switchboard.session.Limits;

/**
 * What a process is told before it is ready.
 *
 * @param framing its name
 * @param listens whether somebody hears of events of bytes
 */
record Order(Recipe recipe, String framing, Limits limits, boolean listens) {}
