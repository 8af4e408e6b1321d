/**
 * The port on 127.0.0.1 where a Gateway's listener is served. Only root may bind ports below 1024, so every
 * listener is moved up by 8000: port 80 is served at 8080 in slot 0.
 */
export function listenerHostPort(slot: number, listenerPort: number): number {
  return 8000 + slot * 100 + listenerPort;
}
