import { describe, expect, it } from 'vitest';
import { hostOptions } from '../../../src/connection/ssh/config/host-options.ts';
import { parseSshConfig } from '../../../src/connection/ssh/config/parse-config.ts';
import type { HopWishes } from '../../../src/connection/ssh/resolve-hop.ts';
import { resolveRoute } from '../../../src/connection/ssh/resolve-route.ts';

const environment = {
  homeDir: '/home/me',
  userName: 'me',
  variables: { SSH_AUTH_SOCK: '/agent', KEYS: '/keys' },
};

function route(config: string, wishes: Partial<HopWishes> = {}) {
  const parsed = parseSshConfig(config, '/home/me/.ssh/config');
  const lookup = (host: string, user: string | undefined) => hostOptions(parsed, host, user);
  const whole = { name: 'web1', host: 'web1', ...wishes };
  return resolveRoute(whole, lookup(whole.host, whole.user), lookup, environment);
}

const target = (config: string, wishes?: Partial<HopWishes>) => route(config, wishes).target;

describe('without any setting', () => {
  it('a host has the defaults of OpenSSH', () => {
    expect(target('')).toEqual({
      name: 'web1',
      host: 'web1',
      port: 22,
      user: 'me',
      hostKeyName: 'web1',
      knownHosts: {
        userFiles: ['/home/me/.ssh/known_hosts', '/home/me/.ssh/known_hosts2'],
        globalFiles: ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'],
        acceptNew: false,
      },
      identities: {
        named: undefined,
        files: ['/home/me/.ssh/id_rsa', '/home/me/.ssh/id_ecdsa', '/home/me/.ssh/id_ed25519'],
        only: false,
        agentSocket: '/agent',
      },
      password: undefined,
      connectTimeout: 20,
    });
  });
});

describe('~/.ssh/config', () => {
  it('gives host, port and user; the first value counts', () => {
    const config =
      'Host web*\n  HostName 10.0.0.%%\n  Port 2222\n  User Administrator\nHost *\n  Port 22\n  User nobody\n';
    expect(target(config)).toMatchObject({ host: '10.0.0.%', port: 2222, user: 'Administrator' });
  });

  it('loses against the inventory', () => {
    const config = 'Host *\n  Port 2222\n  User a\n  ConnectTimeout 5\n  StrictHostKeyChecking accept-new\n';
    expect(target(config, { port: 22, user: 'b', connectTimeout: 7, acceptNew: false })).toMatchObject({
      port: 22,
      user: 'b',
      connectTimeout: 7,
      knownHosts: { acceptNew: false },
    });
  });

  it('expands ~, tokens and $NAME in braces in paths', () => {
    const config = 'IdentityFile ~/.ssh/%h_%r\nIdentityFile $'.concat(
      '{KEYS}/k\nUserKnownHostsFile %d/kh /other\nHostName real\n',
    );
    expect(target(config)).toMatchObject({
      identities: { files: ['/home/me/.ssh/real_me', '/keys/k'] },
      knownHosts: { userFiles: ['/home/me/kh', '/other'] },
    });
  });

  it('may do without files', () => {
    expect(target('IdentityFile none\nUserKnownHostsFile none\nIdentityAgent none\n')).toMatchObject({
      identities: { files: [], agentSocket: undefined },
      knownHosts: { userFiles: ['/dev/null'] },
    });
  });

  it.each([
    ['accept-new', true],
    ['no', true],
    ['yes', false],
    ['ask', false],
  ])('StrictHostKeyChecking %s: new keys accepted is %s', (value, acceptNew) => {
    expect(target(`StrictHostKeyChecking ${value}\n`).knownHosts.acceptNew).toBe(acceptNew);
  });

  it('runs no command of Match exec', () => {
    expect(target('Match exec "touch /tmp/gorun-was-here"\n  Port 1\n').port).toBe(22);
  });

  it('asks known_hosts for HostKeyAlias', () => {
    expect(target('HostKeyAlias Fleet\n').hostKeyName).toBe('fleet');
  });

  it('is refused with its file where it cannot be understood', () => {
    expect(() => target('IdentityFile "open\n')).toThrow(/\/home\/me\/\.ssh\/config cannot be understood/);
  });

  it('is refused where it wants a ProxyCommand', () => {
    expect(() => target('ProxyCommand nc %h %p\n')).toThrow(
      expect.objectContaining({ code: 'connection/config' }),
    );
    expect(target('ProxyCommand none\n').port).toBe(22);
  });
});

describe('ProxyJump', () => {
  const names = (config: string) =>
    route(config).jumps.map((jump) => `${jump.user}@${jump.host}:${jump.port}`);

  it('names the jump hosts in order, each with its own settings', () => {
    const config =
      'Host web1\n  ProxyJump joe@first:2201,second\nHost second\n  HostName 10.0.0.2\n  User sue\nHost first\n  User nobody\n';
    expect(names(config)).toEqual(['joe@first:2201', 'sue@10.0.0.2:22']);
  });

  it('of the first jump host comes before it', () => {
    const config = 'Host web1\n  ProxyJump near\nHost near\n  ProxyJump ssh://far:2222\n';
    expect(names(config)).toEqual(['me@far:2222', 'me@near:22']);
  });

  it('takes IPv6 addresses', () => {
    expect(names('Host web1\n  ProxyJump joe@[::1]:2222\n')).toEqual(['joe@::1:2222']);
  });

  it('none is none', () => {
    expect(names('Host web1\n  ProxyJump none\nHost *\n  ProxyJump x\n')).toEqual([]);
  });

  it('that leads back to itself is told', () => {
    expect(() => names('Host *\n  ProxyJump loop\n')).toThrow(
      /leads through more than 8 hosts \(loop -> loop/,
    );
  });

  it('passes on which known_hosts file counts, and no password', () => {
    const { jumps } = route('Host web1\n  ProxyJump near\n', { knownHostsFiles: ['/kh'], password: 'p' });
    expect(jumps[0]).toMatchObject({
      knownHosts: { userFiles: ['/kh'], globalFiles: [] },
      password: undefined,
    });
  });
});

describe('algorithms of ~/.ssh/config', () => {
  const algorithms = (config: string) => target(config).algorithms;

  it('are those that are named, in that order, without those that gorun cannot do', () => {
    const config =
      'Host *\n  KexAlgorithms sntrup761x25519-sha512@openssh.com,ecdh-sha2-nistp256,curve25519-sha256\n  Ciphers aes256-ctr\n  MACs hmac-sha2-512\n  HostKeyAlgorithms rsa-sha2-512\n';
    expect(algorithms(config)).toEqual({
      kex: ['ecdh-sha2-nistp256', 'curve25519-sha256'],
      cipher: ['aes256-ctr'],
      hmac: ['hmac-sha2-512'],
      hostKey: ['rsa-sha2-512'],
    });
  });

  it('can be added behind, put before and taken out', () => {
    expect(algorithms('Host *\n  KexAlgorithms +diffie-hellman-group14-sha1\n')?.kex).toEqual(
      expect.arrayContaining(['curve25519-sha256', 'diffie-hellman-group14-sha1']),
    );
    expect(algorithms('Host *\n  Ciphers ^aes256-*\n')?.cipher?.[0]).toBe('aes256-gcm@openssh.com');
    expect(algorithms('Host *\n  MACs -*sha1*\n')?.hmac).not.toContain('hmac-sha1');
  });

  it('stay the usual ones where gorun can do none of those named', () => {
    expect(algorithms('Host *\n  KexAlgorithms sntrup761x25519-sha512\n')).toBeUndefined();
  });
});
