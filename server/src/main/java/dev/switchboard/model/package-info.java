/**
 * How a server waits, once for each way: short drivers over the same session.
 *
 * <pre>
 *   {@link dev.switchboard.model.ServerModel}   iterative   threads   virtual          select
 *                      └──────────┼─────────┘                │
 *                           AcceptingCrew                SelectCrew        (packets: PacketCrew)
 *                        Acceptor, SharedWheel      LoopAcceptor, SelectLoop     PacketLoop
 *                         BlockingConnection       LoopConnection, LoopOutput   PacketConnection
 * </pre>
 *
 * <p>Start reading at {@code Iterative}, then {@code BlockingConnection}; then {@code Select},
 * {@code SelectLoop} and {@code LoopConnection}. The difference between the two is the lecture.
 */
@NullMarked
package dev.switchboard.model;

import org.jspecify.annotations.NullMarked;
