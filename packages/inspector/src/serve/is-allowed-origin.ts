import { isIP } from 'node:net';

/**
 * Whether a request names this server as somebody would who meant it: by an address, as this machine, or by a name that was
 * given. A page can lead its own name to this machine and then ask as if it were of the same host, so other names are refused.
 */
export function isAllowedHost(host: string | undefined, names: readonly string[]): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return isLoopback(hostname) || isIP(hostname.replace(/^\[|\]$/g, '')) > 0 || names.includes(hostname);
}

/**
 * Whether a page may read and write at a relay under that host: one of this machine, one that the host itself serves, one that
 * was named. What is no browser says nothing of an origin, and may.
 */
export function isAllowedOrigin(origin: string | undefined, host: string, allowed: readonly string[]): boolean {
  if (origin === undefined || allowed.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return isLoopback(from.hostname) || from.host === host;
}

/** Whether only this machine reaches a server there. */
export function isLoopback(hostname: string): boolean {
  const isName = hostname === 'localhost' || hostname.endsWith('.localhost');
  return isName || hostname === '[::1]' || hostname === '::1' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
