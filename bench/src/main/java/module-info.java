import org.jspecify.annotations.NullMarked;

/**
 * What Switchboard costs, measured by hand and never as a test. To begin, run {@code bench/compare
 * --help} from the repository's folder.
 */
@NullMarked
module dev.switchboard.bench {
  requires dev.switchboard.server;
  requires dev.switchboard.services;
  requires static org.jspecify;
}
