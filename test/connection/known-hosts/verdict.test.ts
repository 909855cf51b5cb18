import { describe, expect, it } from 'vitest';
import { hostKeyAlgorithms } from '../../../src/connection/ssh/known-hosts/algorithms.ts';
import { hostKeyError } from '../../../src/connection/ssh/known-hosts/host-key-errors.ts';
import { parseKnownHosts } from '../../../src/connection/ssh/known-hosts/line.ts';
import { judgeHostKey } from '../../../src/connection/ssh/known-hosts/verdict.ts';
import { resolveHop } from '../../../src/connection/ssh/resolve-hop.ts';

function key(type: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return Buffer.concat([length, Buffer.from(type + body)]);
}

const ed = key('ssh-ed25519', 'one');
const otherEd = key('ssh-ed25519', 'two');
const rsa = key('ssh-rsa', 'three');
const written = (bytes: Buffer, type = 'ssh-ed25519') => `${type} ${bytes.toString('base64')}`;
const lines = (...texts: string[]) => parseKnownHosts(texts.join('\n'), '/kh');

describe('the key that a host shows', () => {
  it('is known when a line has it, whatever other lines say', () => {
    expect(judgeHostKey(lines(`h ${written(otherEd)}`, `h ${written(ed)}`), ed)).toEqual({ kind: 'known' });
  });

  it('is revoked even when another line has it as good', () => {
    const verdict = judgeHostKey(lines(`h ${written(ed)}`, `@revoked h ${written(ed)}`), ed);
    expect(verdict).toMatchObject({ kind: 'revoked', line: { line: 2 } });
  });

  it('is not touched by the revocation of another key', () => {
    expect(judgeHostKey(lines(`h ${written(ed)}`, `@revoked h ${written(otherEd)}`), ed).kind).toBe('known');
  });

  it('has changed when only other keys are known; the line of its own type comes first', () => {
    const verdict = judgeHostKey(lines(`h ${written(rsa, 'ssh-rsa')}`, `h ${written(otherEd)}`), ed);
    expect(verdict).toMatchObject({ kind: 'changed', lines: [{ line: 2 }, { line: 1 }] });
  });

  it('is unknown when there is no line', () => {
    expect(judgeHostKey([], ed)).toEqual({ kind: 'unknown', authority: undefined });
  });

  it('is unknown when there is only a certificate authority, which is named', () => {
    const verdict = judgeHostKey(lines(`@cert-authority h ${written(rsa, 'ssh-rsa')}`), ed);
    expect(verdict).toMatchObject({ kind: 'unknown', authority: { line: 1 } });
  });
});

describe('the message about a refused key', () => {
  const hop = resolveHop(
    { name: 'web1', host: '10.0.0.1', port: 2222, knownHostsFiles: ['/kh'] },
    { identityFiles: [] },
    { homeDir: '/h', userName: 'u', variables: {} },
  );

  it('says that certificates are not supported where only they would help', () => {
    const [authority] = lines(`@cert-authority h ${written(rsa, 'ssh-rsa')}`);
    const error = hostKeyError(hop, ed, { kind: 'unknown', authority });
    expect(error.message).toContain(
      '/kh:1 has only a @cert-authority for it, and gorun does not support host certificates',
    );
  });

  it('tells a key of another type from a changed one', () => {
    const verdict = judgeHostKey(lines(`h ${written(rsa, 'ssh-rsa')}`), ed);
    if (verdict.kind !== 'changed') throw new Error(verdict.kind);
    expect(hostKeyError(hop, ed, verdict).message).toMatch(
      /^web1 is known only by its ssh-rsa key \(\/kh:1\) but now shows the ssh-ed25519 key SHA256:/,
    );
  });

  it('says how to remove the old key', () => {
    const verdict = judgeHostKey(lines(`h ${written(otherEd)}`), ed);
    if (verdict.kind !== 'changed') throw new Error(verdict.kind);
    expect(hostKeyError(hop, ed, verdict).fix).toContain("ssh-keygen -R '[10.0.0.1]:2222' -f /kh");
  });
});

describe('the algorithms asked for', () => {
  it('begin with those of the known keys', () => {
    expect(hostKeyAlgorithms(lines(`h ${written(rsa, 'ssh-rsa')}`)).slice(0, 4)).toEqual([
      'rsa-sha2-512',
      'rsa-sha2-256',
      'ssh-rsa',
      'ssh-ed25519',
    ]);
  });

  it('are in the usual order for an unknown host', () => {
    expect(hostKeyAlgorithms([])[0]).toBe('ssh-ed25519');
  });
});
