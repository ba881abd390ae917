package dev.switchboard.wrong.two;

import dev.switchboard.wrong.one.One;
import java.util.List;

/** The other half. */
public record Two(List<One> ones) {}
