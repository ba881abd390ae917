package dev.switchboard.wrong.ring;

import dev.switchboard.script.Script;

/** The kernel's side knows no scripts: those are played over whatever sockets there are. */
record Points(Script up) {}
