package dev.switchboard.wrong.one;

import dev.switchboard.wrong.two.Two;

/** Half of a cycle. */
public record One(Two two) {}
