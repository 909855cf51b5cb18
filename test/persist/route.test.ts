import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { becomeUser } from '../../src/connection/become/become-user.ts';
import type { HopSettings } from '../../src/connection/ssh/settings.ts';
import { keyOf } from '../../src/persist/keeper/store.ts';
import { askSchema, type Wanted } from '../../src/persist/wire/messages.ts';
import { parseMessage } from '../../src/persist/wire/parse.ts';
import { becomeOf, routeOf, wantedOf } from '../../src/persist/wire/route.ts';

const hop: HopSettings = {
  name: 'h1',
  host: 'h1.example.org',
  port: 22,
  user: 'deploy',
  hostKeyName: 'h1.example.org',
  knownHosts: { userFiles: ['/home/me/.ssh/known_hosts'], globalFiles: [], acceptNew: false },
  identities: {
    named: { path: 'keys/deploy', passphrase: undefined },
    files: ['/home/me/.ssh/id_ed25519'],
    only: false,
    agentSocket: undefined,
  },
  password: undefined,
  connectTimeout: 20,
};
const become = becomeUser('h1', { method: 'sudo', user: 'root', flags: '-n', password: undefined });
const h1 = { name: 'h1', platform: 'posix' } as const;

const wanted = (more: Partial<HopSettings> = {}): Wanted =>
  wantedOf(h1, { jumps: [], target: { ...hop, ...more } }, undefined);

/** What the keeper reads of it. */
function travelled(of: Wanted): Wanted {
  const ask = parseMessage(
    askSchema,
    JSON.stringify({ ask: 'borrow', run: 'r', wanted: of, fresh: false, seconds: 1 }),
  );
  if (ask?.ask !== 'borrow') throw new Error('not understood');
  return ask.wanted;
}

describe('what is wanted of the keeper', () => {
  it('leads to the same host as the same account after it has travelled, with paths that mean the same', () => {
    const jump = { ...hop, name: 'jump', password: 'pw' };
    const sent = travelled(wantedOf(h1, { jumps: [jump], target: hop }, become));
    const named = { path: resolve('keys/deploy'), passphrase: undefined };
    expect(routeOf(sent)).toEqual({
      jumps: [{ ...jump, identities: { ...hop.identities, named } }],
      target: { ...hop, identities: { ...hop.identities, named } },
    });
    expect(becomeOf(sent)).toEqual(become);
  });

  it('is another thing for another account, port, key, password, jump host or become user', () => {
    const all = [
      wanted(),
      wanted({ user: 'root' }),
      wanted({ port: 2222 }),
      wanted({ password: 'pw' }),
      wanted({ identities: { ...hop.identities, named: { path: '/other', passphrase: undefined } } }),
      wantedOf(h1, { jumps: [hop], target: hop }, undefined),
      wantedOf(h1, { jumps: [], target: hop }, become),
      wantedOf({ ...h1, platform: 'windows' }, { jumps: [], target: hop }, undefined),
    ];
    expect(new Set(all.map(keyOf)).size).toBe(all.length);
    expect(keyOf(travelled(wanted()))).toBe(keyOf(wanted()));
  });

  it('shows no password in its key', () => {
    expect(keyOf(wanted({ password: 'open-sesame' }))).not.toContain('open-sesame');
  });
});
