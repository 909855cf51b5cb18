import { GorunError } from '../../../errors/gorun-error.ts';
import { type HostOptions, hostOptions } from './host-options.ts';
import { parseSshConfig } from './parse-config.ts';

const understood = new Set([
  'ciphers',
  'connecttimeout',
  'globalknownhostsfile',
  'hostkeyalgorithms',
  'hostkeyalias',
  'identitiesonly',
  'identityagent',
  'identityfile',
  'kexalgorithms',
  'macs',
  'port',
  'proxyjump',
  'stricthostkeychecking',
  'user',
  'userknownhostsfile',
]);

/** Without meaning here: gorun keeps its own connection open and alive, and asks nobody. */
const passedOver = new Set([
  'batchmode',
  'controlmaster',
  'controlpath',
  'controlpersist',
  'loglevel',
  'passwordauthentication',
  'preferredauthentications',
  'serveralivecountmax',
  'serveraliveinterval',
  'tcpkeepalive',
]);

const switches: Record<string, string> = {
  '-J': 'ProxyJump',
  '-i': 'IdentityFile',
  '-p': 'Port',
  '-l': 'User',
};

/** Reads the options of `ssh` that inventories carry (`-o Name=value`, `-J`, `-i`, `-p`, `-l`). Throws `connection/config`. */
export function parseSshArguments(text: string, host: string): HostOptions {
  const words = splitWords(text);
  const lines: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const [whole, flag = '', rest = ''] = /^(-[A-Za-z])(.*)$/s.exec(words[i] ?? '') ?? [];
    const value = rest === '' ? words[++i] : rest;
    const option = whole === undefined || value === undefined ? undefined : asOption(flag, value);
    if (option === undefined) throw notUnderstood(host, words[i] ?? text);
    const name = option.name.toLowerCase();
    if (understood.has(name)) lines.push(`${option.name} ${option.value}`);
    else if (!passedOver.has(name)) throw notUnderstood(host, `-o ${option.name}`);
  }
  return hostOptions(parseSshConfig(lines.join('\n'), 'ansible_ssh_common_args'), host, undefined);
}

function asOption(flag: string, value: string): { name: string; value: string } | undefined {
  const name = switches[flag];
  if (name !== undefined) return { name, value };
  const [, key, setting] = /^(\w+)\s*[=\s]\s*([^\r\n]+)$/.exec(value.trim()) ?? [];
  return flag === '-o' && key !== undefined && setting !== undefined
    ? { name: key, value: setting }
    : undefined;
}

function splitWords(text: string): string[] {
  const words = text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g);
  return Array.from(words, ([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}

function notUnderstood(host: string, what: string): GorunError {
  return new GorunError('connection/config', {
    message: `${host}: ansible_ssh_common_args has ${what}, which gorun does not understand: it speaks SSH itself and runs no ssh program.`,
    fix: 'Remove it, or put what it sets into ~/.ssh/config or the inventory variables of the connection.',
  });
}
