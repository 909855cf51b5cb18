import type { CipherAlgorithm, KexAlgorithm, MacAlgorithm, ServerHostKeyAlgorithm } from 'ssh2';
import { wildcardMatches } from '../known-hosts/names.ts';
import type { HostOptions } from './host-options.ts';

/** What ~/.ssh/config wants to be offered to a server, best first; where it says nothing it is ssh2's own list. */
export interface AlgorithmSettings {
  readonly kex?: KexAlgorithm[];
  readonly cipher?: CipherAlgorithm[];
  readonly hmac?: MacAlgorithm[];
  readonly hostKey?: ServerHostKeyAlgorithm[];
}

/** `offered` without being asked for, in order; `more` only for who names them. */
interface Known<Name extends string> {
  readonly offered: readonly Name[];
  readonly more: readonly Name[];
}

const kex: Known<KexAlgorithm> = {
  offered: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group-exchange-sha256',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group15-sha512',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group17-sha512',
    'diffie-hellman-group18-sha512',
  ],
  more: ['diffie-hellman-group-exchange-sha1', 'diffie-hellman-group14-sha1', 'diffie-hellman-group1-sha1'],
};

const ciphers: Known<CipherAlgorithm> = {
  offered: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'chacha20-poly1305@openssh.com',
    'aes128-ctr',
    'aes192-ctr',
    'aes256-ctr',
  ],
  more: ['aes256-cbc', 'aes192-cbc', 'aes128-cbc'],
};

const macs: Known<MacAlgorithm> = {
  offered: [
    'hmac-sha2-256-etm@openssh.com',
    'hmac-sha2-512-etm@openssh.com',
    'hmac-sha1-etm@openssh.com',
    'hmac-sha2-256',
    'hmac-sha2-512',
    'hmac-sha1',
  ],
  more: [],
};

const hostKeys: Known<ServerHostKeyAlgorithm> = {
  offered: [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
    'ssh-rsa',
  ],
  more: [],
};

/** KexAlgorithms, Ciphers, MACs and HostKeyAlgorithms of a host. What gorun cannot do is passed over; where nothing is left the setting is. */
export function algorithmSettings(options: HostOptions): AlgorithmSettings | undefined {
  const exchange = algorithmList(options.kexAlgorithms, kex);
  const cipher = algorithmList(options.ciphers, ciphers);
  const hmac = algorithmList(options.macs, macs);
  const hostKey = algorithmList(options.hostKeyAlgorithms, hostKeys);
  const settings = {
    ...(exchange.length > 0 && { kex: exchange }),
    ...(cipher.length > 0 && { cipher }),
    ...(hmac.length > 0 && { hmac }),
    ...(hostKey.length > 0 && { hostKey }),
  };
  return Object.keys(settings).length === 0 ? undefined : settings;
}

/** A list as ssh_config(5) has it: names, or `+` names behind, `^` before, `-` out of what is offered anyway; `*` and `?` stand for others. */
function algorithmList<Name extends string>(
  text: string | undefined,
  { offered, more }: Known<Name>,
): Name[] {
  if (text === undefined) return [];
  const [, how = '', names = ''] = /^([+^-]?)(.*)$/s.exec(text.trim()) ?? [];
  const meant = names.split(',').flatMap((name) => {
    const pattern = name.trim();
    return [...offered, ...more].filter((one) => wildcardMatches(pattern, one));
  });
  if (how === '-') return offered.filter((name) => !meant.includes(name));
  if (how === '+') return [...new Set([...offered, ...meant])];
  return [...new Set(how === '^' ? [...meant, ...offered] : meant)];
}
