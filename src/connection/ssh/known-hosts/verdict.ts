import type { KnownHostLine } from './line.ts';

/** What known_hosts says about the key that a host shows. */
export type HostKeyVerdict =
  | { readonly kind: 'known' }
  | { readonly kind: 'revoked'; readonly line: KnownHostLine }
  /** Other keys are known for this host, this one is not. */
  | { readonly kind: 'changed'; readonly lines: readonly [KnownHostLine, ...KnownHostLine[]] }
  | { readonly kind: 'unknown'; readonly authority: KnownHostLine | undefined };

/** Decides about a key by the lines that mean the host. */
export function judgeHostKey(lines: readonly KnownHostLine[], key: Buffer): HostKeyVerdict {
  const shown = key.toString('base64');
  const revoked = lines.find((line) => line.marker === 'revoked' && line.key === shown);
  if (revoked !== undefined) return { kind: 'revoked', line: revoked };
  const known = lines.filter((line) => line.marker === 'none');
  if (known.some((line) => line.key === shown)) return { kind: 'known' };
  const [first, ...rest] = [...known].sort((a, b) => sameType(b, key) - sameType(a, key));
  if (first !== undefined) return { kind: 'changed', lines: [first, ...rest] };
  return { kind: 'unknown', authority: lines.find((line) => line.marker === 'cert-authority') };
}

/** The type that stands in front of a key as SSH sends it (RFC 4253, 6.6). */
export function keyTypeOf(key: Buffer): string {
  if (key.length < 4) return '';
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
}

function sameType(line: KnownHostLine, key: Buffer): number {
  return line.keyType === keyTypeOf(key) ? 1 : 0;
}
