package dev.switchboard.wrong.endpoint;

import dev.switchboard.event.Event;

/** An endpoint is below events. */
record Points(Event up) {}
