package dev.switchboard.script;

import java.time.Duration;

/**
 * A step that was played.
 *
 * @param at when it was over, from the beginning
 */
public record Played(Step step, Duration at) {}
