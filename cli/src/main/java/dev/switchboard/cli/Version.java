package dev.switchboard.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, with the JDK that runs it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "switchboard 0.1.0 on Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
