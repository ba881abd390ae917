/**
 * TLS 1.3 and 1.2 as a layer without I/O between a driver and a session, and the certificates and
 * keys that it needs.
 *
 * <pre>
 *   driver ──ciphertext──► TlsSession ──plaintext──► Session ──► conversation
 *          ◄─────────────             ◄─────────────         ◄──
 *                             │
 *                        RecordLayer ─► javax.net.ssl.SSLEngine
 * </pre>
 *
 * <p>Start reading at {@link dev.switchboard.tls.TlsSession}; who wants to use it, at {@link
 * dev.switchboard.tls.ServerTls} and {@link dev.switchboard.tls.ClientTls}.
 */
@NullMarked
package dev.switchboard.tls;

import org.jspecify.annotations.NullMarked;
