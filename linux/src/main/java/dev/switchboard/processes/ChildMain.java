package dev.switchboard.processes;

import dev.switchboard.event.Event;
import dev.switchboard.event.EventListener;
import dev.switchboard.event.Events;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.Clock;
import dev.switchboard.model.Connections;
import dev.switchboard.model.OneConnection;
import dev.switchboard.model.Plan;
import dev.switchboard.session.Service;
import dev.switchboard.session.SessionLimits;
import dev.switchboard.sockets.NativeTransport;
import dev.switchboard.sockets.NativeWire;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that serves one connection of its parent and exits.
 *
 * <pre>
 *   parent → Order          what to serve
 *          ← ready          or: failed, with the reason
 *          → Errand         and the socket with it
 *          ← events, the last of them Ended
 *          → drain, force
 * </pre>
 *
 * <p>When the parent is gone the control socket ends, and so does the process.
 */
final class ChildMain {

  /** Where the parent puts the control socket. */
  static final int CONTROL = 3;

  static final String READY = "ready";
  static final String FAILED = "failed ";
  static final String DRAIN = "drain";
  static final String FORCE = "force";

  private final ControlSocket control;
  private final Order order;
  private final Service service;
  private @Nullable OneConnection connection; // belongs to the main thread

  private ChildMain(ControlSocket control, Order order, Service service) {
    this.control = control;
    this.order = order;
    this.service = service;
  }

  public static void main(String[] arguments) throws IOException {
    ControlSocket control = new ControlSocket(CONTROL);
    String line = control.receive();
    if (line == null) {
      exit();
      return;
    }
    Order order = Lines.read(line, Order.class);
    Service service;
    try {
      service = order.recipe().make();
    } catch (Throwable e) {
      control.send(FAILED + String.valueOf(e.getMessage()).replace('\n', ' '));
      exit();
      return;
    }
    ChildMain main = new ChildMain(control, order, service);
    Rehearsal.of(main::plan);
    main.obey();
  }

  private void obey() throws IOException {
    control.send(READY);
    for (String line = control.receive(); line != null; line = control.receive()) {
      OneConnection open = connection;
      if (open == null) {
        serve(Lines.read(line, Errand.class));
      } else if (line.equals(DRAIN)) {
        open.drain();
      } else if (line.equals(FORCE)) {
        open.force();
      }
    }
    exit();
  }

  private void serve(Errand errand) {
    Wire wire = NativeWire.of(control.takeDescriptor(), errand.local(), errand.remote());
    Plan plan = plan(service, Connections.ofOne(errand.id()), new Events(listener()));
    OneConnection one = new OneConnection(plan, wire);
    connection = one;
    Thread.ofPlatform()
        .name("switchboard-connection")
        .start(() -> {
          one.run();
          System.exit(0);
        });
  }

  private Plan plan(Service serving, Connections connections, Events events) {
    return new Plan(
        serving,
        Framing.parse(order.framing()),
        order.limits(),
        SessionLimits.of(order.limits()),
        List.of(new Plan.Share(List.of(), List.of())),
        new NativeTransport(),
        Plan.WhenFull.WAIT,
        connections,
        events,
        new Clock(),
        null);
  }

  /** The parent has told itself that it accepted, and wants to know at least how it ends. */
  private EventListener listener() {
    return event -> {
      boolean wanted =
          event instanceof Event.Ended || (order.listens() && !(event instanceof Event.Accepted));
      if (wanted) {
        tell(event);
      }
    };
  }

  private void tell(Event event) {
    try {
      control.send(Lines.of((Record) event));
    } catch (IOException e) {
      exit(); // nobody is there who could be told
    }
  }

  private static void exit() {
    Runtime.getRuntime().halt(1);
  }
}
