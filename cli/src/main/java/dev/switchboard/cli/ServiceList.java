package dev.switchboard.cli;

import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Choice;
import dev.switchboard.services.Entry;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code serve --list}: all services, a line each; a page for each that is named. */
final class ServiceList {

  private ServiceList() {}

  static void print(List<String> names, boolean json, Console console) {
    List<Entry> entries =
        names.isEmpty() ? Catalogue.entries() : names.stream().map(Serving::named).toList();
    if (json) {
      entries.forEach(entry -> console.print(Json.line(fields(entry))));
    } else if (names.isEmpty()) {
      entries.forEach(entry -> console.print(line(entry)));
    } else {
      console.print(entries.stream().map(ServiceList::page).collect(Collectors.joining("\n\n")));
    }
  }

  private static String line(Entry entry) {
    return "%-9s %-8s %5d  %s"
        .formatted(entry.name(), String.join(" ", entry.schemes()), entry.port(), entry.does());
  }

  private static String page(Entry entry) {
    StringBuilder page = new StringBuilder(entry.name() + ": " + entry.does() + "\n\n");
    fact(page, "on", String.join(" and ", entry.schemes()) + " port " + entry.port());
    fact(page, "framing", framing(entry));
    fact(page, "message", "at most " + entry.maxMessage() + " bytes");
    fact(page, "ends", entry.ends());
    fact(page, "from", entry.origin());
    if (!entry.choices().isEmpty()) {
      fact(page, "options", String.join(" ", options(entry)));
    }
    page.append("\nBy hand:\n  switchboard speak ").append(entry.name()).append('\n');
    entry.byHand().forEach(command -> page.append("  ").append(command).append('\n'));
    entry
        .talks()
        .forEach((file, talk) ->
            page.append('\n').append(file).append(":\n").append(indented(talk)).append('\n'));
    return page.toString().stripTrailing();
  }

  private static String indented(String text) {
    return text.indent(2).replaceAll("(?m)^ +$", "").stripTrailing();
  }

  private static void fact(StringBuilder page, String what, String is) {
    page.append("  %-9s %s%n".formatted(what, is));
  }

  private static String framing(Entry entry) {
    String stream = entry.framing(false).name();
    return entry.schemes().contains("udp")
        ? "tcp: " + stream + "; udp: " + entry.framing(true).name()
        : stream;
  }

  private static List<String> options(Entry entry) {
    return EnumSet.allOf(Choice.class).stream()
        .filter(entry.choices()::contains)
        .map(ServiceOptions::option)
        .toList();
  }

  private static Map<String, Object> fields(Entry entry) {
    Map<String, Object> framing = new LinkedHashMap<>();
    entry
        .schemes()
        .forEach(scheme -> framing.put(scheme, entry.framing(scheme.equals("udp")).name()));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("service", entry.name());
    fields.put("does", entry.does());
    fields.put("port", entry.port());
    fields.put("framing", framing);
    fields.put("maxMessage", entry.maxMessage());
    fields.put("ends", entry.ends());
    fields.put("from", entry.origin());
    fields.put("options", options(entry));
    fields.put("byHand", entry.byHand());
    fields.put("talks", entry.talks());
    return fields;
  }
}
