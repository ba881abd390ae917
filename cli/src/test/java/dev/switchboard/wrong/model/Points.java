package dev.switchboard.wrong.model;

import dev.switchboard.server.Status;
import dev.switchboard.services.Entry;

/** A model is below the server, and knows no service. */
interface Points {

  record Up(Status status) {}

  record Aside(Entry entry) {}
}
