package dev.switchboard.wire;

/** A socket that the {@link Poller} of its own transport can wait for. */
public interface Pollable {}
