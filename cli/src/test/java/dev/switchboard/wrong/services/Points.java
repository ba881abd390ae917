package dev.switchboard.wrong.services;

import dev.switchboard.server.Status;

/** Services know the core alone: what serves them is not theirs. */
record Points(Status aside) {}
