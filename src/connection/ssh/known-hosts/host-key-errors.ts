import { GorunError } from '../../../errors/gorun-error.ts';
import type { HopSettings } from '../settings.ts';
import { fingerprint } from './fingerprint.ts';
import type { KnownHostLine } from './line.ts';
import { knownHostsName } from './names.ts';
import { type HostKeyVerdict, keyTypeOf } from './verdict.ts';

/** The line that makes a key known. */
export function knownHostsLine(hop: HopSettings, key: Buffer): string {
  return `${knownHostsName(hop.hostKeyName, hop.port)} ${keyTypeOf(key)} ${key.toString('base64')}`;
}

/** The error for a key that is refused; names the place in known_hosts and the fingerprint. */
export function hostKeyError(
  hop: HopSettings,
  key: Buffer,
  verdict: Exclude<HostKeyVerdict, { kind: 'known' }>,
): GorunError {
  const shown = `${keyTypeOf(key)} key ${fingerprint(key)}`;
  if (verdict.kind === 'revoked') {
    return new GorunError('connection/host-key-changed', {
      message: `${hop.name} shows the ${shown}, which is revoked at ${place(verdict.line)}. Nothing was sent to it.`,
      fix: 'Do not connect: whoever answers there holds a key that was declared stolen. Give the host a new key.',
    });
  }
  if (verdict.kind === 'changed') return changed(hop, key, shown, verdict.lines);
  const name = knownHostsName(hop.hostKeyName, hop.port);
  const authority =
    verdict.authority === undefined
      ? ''
      : ` ${place(verdict.authority)} has only a @cert-authority for it, and gorun does not support host certificates.`;
  return new GorunError('connection/host-key-unknown', {
    message: `${hop.name} (${name}) is not in ${hop.knownHosts.userFiles[0]}; it shows the ${shown}.${authority}`,
    fix: `Compare this fingerprint with the host's own (ssh-keygen -lf), then add the line\n${knownHostsLine(hop, key)}\nto ${hop.knownHosts.userFiles[0]}; or set gorun_ssh_accept_new: true to accept hosts at first sight.`,
  });
}

function changed(
  hop: HopSettings,
  key: Buffer,
  shown: string,
  lines: readonly [KnownHostLine, ...KnownHostLine[]],
): GorunError {
  const [first] = lines;
  const otherType = first.keyType !== keyTypeOf(key);
  const message = otherType
    ? `${hop.name} is known only by its ${first.keyType} key (${place(first)}) but now shows the ${shown}.`
    : `The key of ${hop.name} has changed: ${place(first)} knows ${fingerprint(Buffer.from(first.key, 'base64'))}, it now shows the ${shown}.`;
  return new GorunError('connection/host-key-changed', {
    message: `${message} Nothing was sent to it: either the host was set up anew, or something else answers at its address.`,
    fix: `Find out which. If the host was set up anew, remove the old key: ssh-keygen -R '${knownHostsName(hop.hostKeyName, hop.port)}' -f ${first.file}`,
  });
}

function place(line: KnownHostLine): string {
  return `${line.file}:${line.line}`;
}
