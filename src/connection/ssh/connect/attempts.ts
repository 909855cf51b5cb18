import type { BaseAgent, ParsedKey } from 'ssh2';
import { GorunError } from '../../../errors/gorun-error.ts';
import { agentKeys, SelectedKeys } from '../keys/agent.ts';
import type { KeyFile, KeyRing } from '../keys/key-ring.ts';
import type { HopSettings } from '../settings.ts';

/** One way to authenticate; `label` is what a message calls it. */
export type Attempt = { readonly label: string } & (
  | { readonly kind: 'key'; readonly key: ParsedKey }
  | { readonly kind: 'agent'; readonly agent: BaseAgent }
  | { readonly kind: 'keyboard-interactive'; readonly password: string }
  | { readonly kind: 'password'; readonly password: string }
);

/** What will be tried, in order, and what was passed over, with why. */
export interface AttemptPlan {
  readonly attempts: readonly Attempt[];
  readonly passedOver: string[];
}

/**
 * Plans how to authenticate: the inventory's key first, then as OpenSSH: keys of the agent that ~/.ssh/config names, the
 * agent's others, key files, keyboard-interactive, password. Throws where the inventory's own key cannot be used.
 */
export async function planAttempts(hop: HopSettings, ring: KeyRing): Promise<AttemptPlan> {
  const { named, files, only, agentSocket } = hop.identities;
  const passedOver: string[] = [];
  const first = named === undefined ? undefined : await ring.read(named.path, named.passphrase);
  const others = (await Promise.all(files.map((file) => ring.read(file)))).filter(
    (file) => file.private.kind !== 'missing' && file.path !== first?.path,
  );
  const agent = agentSocket === undefined ? undefined : await agentKeys(agentSocket);
  if (agent?.kind === 'unavailable') passedOver.push(`ssh-agent at ${agentSocket} (${agent.reason})`);
  const held = agent?.kind === 'keys' ? agent.keys : [];
  if (first !== undefined && first.private.kind !== 'key' && !holds(held, first))
    throw namedKeyError(hop, first);

  const attempts: Attempt[] = first === undefined ? [] : keyAttempt(first);
  const offered = held.filter((key) => first?.private.kind !== 'key' || !holds([key], first));
  const listed = offered.filter((key) => [first, ...others].some((file) => file && holds([key], file)));
  const unlisted = only ? [] : offered.filter((key) => !listed.includes(key));
  for (const keys of [listed, unlisted]) {
    if (agent?.kind === 'keys' && keys.length > 0) attempts.push(agentAttempt(agent.agent, keys, passedOver));
  }
  for (const file of others.filter((candidate) => !holds(held, candidate))) {
    const attempt = keyAttempt(file);
    attempts.push(...attempt);
    if (attempt.length === 0) passedOver.push(`key ${file.path} (${whyUnusable(file)})`);
  }
  return { attempts: [...attempts, ...passwordAttempts(hop.password)], passedOver };
}

/** Says whether one of the keys is that of a file. */
function holds(keys: readonly ParsedKey[], file: KeyFile): boolean {
  return keys.some((key) => file.public?.equals(key.getPublicSSH()));
}

function keyAttempt({ path, private: result }: KeyFile): Attempt[] {
  return result.kind === 'key' ? [{ kind: 'key', key: result.key, label: `key ${path}` }] : [];
}

function passwordAttempts(password: string | undefined): Attempt[] {
  if (password === undefined) return [];
  return [
    { kind: 'keyboard-interactive', password, label: 'password (keyboard-interactive)' },
    { kind: 'password', password, label: 'password' },
  ];
}

function agentAttempt(agent: BaseAgent, keys: readonly ParsedKey[], passedOver: string[]): Attempt {
  const names = keys.map((key) => key.comment || key.type).join(', ');
  const refused = (reason: string): void =>
    void passedOver.push(`a key of ssh-agent (it would not sign: ${reason})`);
  return { kind: 'agent', agent: new SelectedKeys(agent, keys, refused), label: `ssh-agent (${names})` };
}

function whyUnusable({ private: result }: KeyFile): string {
  if (result.kind === 'passphrase-needed') return 'encrypted, and no passphrase is given';
  if (result.kind === 'passphrase-wrong') return 'the passphrase is wrong';
  return result.kind === 'unusable' ? result.reason : 'no such file';
}

function namedKeyError(hop: HopSettings, file: KeyFile): GorunError {
  const key = `${hop.name}: the private key ${file.path}`;
  switch (file.private.kind) {
    case 'passphrase-needed':
      return new GorunError('connection/authentication', {
        message: `${key} is encrypted, no passphrase is given, and ssh-agent does not hold it.`,
        fix: `Add it to the agent (ssh-add ${file.path}), or set ansible_ssh_private_key_passphrase.`,
      });
    case 'passphrase-wrong':
      return new GorunError('connection/authentication', {
        message: `${key} cannot be decrypted: the passphrase is wrong.`,
        fix: `Correct ansible_ssh_private_key_passphrase; \`ssh-keygen -y -f ${file.path}\` tells whether a passphrase is right.`,
      });
    case 'missing':
      return new GorunError('connection/config', {
        message: `${key} does not exist.`,
        fix: 'Correct ansible_ssh_private_key_file.',
      });
    default:
      return new GorunError('connection/config', {
        message: `${key} cannot be used: ${whyUnusable(file)}.`,
        fix: 'Name a private key in OpenSSH’s or PEM format in ansible_ssh_private_key_file.',
      });
  }
}
