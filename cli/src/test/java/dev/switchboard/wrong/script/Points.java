package dev.switchboard.wrong.script;

import dev.switchboard.services.Entry;

/** Scripts know no services: they are about whatever is served. */
record Points(Entry aside) {}
