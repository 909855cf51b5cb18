import type { ServerHostKeyAlgorithm } from 'ssh2';
import type { KnownHostLine } from './line.ts';

/** What is asked for, best first. ssh-rsa (SHA-1 signatures) last, for old servers. */
const inOrder: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
];

/**
 * The host key algorithms to ask for: those of the keys known for the host come first (as OpenSSH does), so that the
 * server shows a key that can be compared. The others follow: a host that lost its known key is then told by name.
 */
export function hostKeyAlgorithms(
  lines: readonly KnownHostLine[],
  wanted: readonly ServerHostKeyAlgorithm[] = inOrder,
): ServerHostKeyAlgorithm[] {
  const types = new Set(lines.filter((line) => line.marker === 'none').map((line) => line.keyType));
  const known = wanted.filter((algorithm) => types.has(typeOf(algorithm)));
  return [...known, ...wanted.filter((algorithm) => !known.includes(algorithm))];
}

function typeOf(algorithm: ServerHostKeyAlgorithm): string {
  return algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm;
}
