package dev.switchboard.cli;

import picocli.CommandLine.Command;

/** {@code try}: experiments on this machine. Each is a verb of its own below this one. */
@Command(
    name = "try",
    header = "Try something on this machine, and see what comes of it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisHeading = "%nUsage: ",
    customSynopsis = "switchboard try models [OPTION]…",
    commandListHeading = "%nExperiments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer =
        "  switchboard try models       one slow client: who else waits, under each server model",
    subcommands = TryModels.class)
final class Try {}
