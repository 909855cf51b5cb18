import type {
  BaseAgent,
  IdentityCallback,
  ParsedKey,
  PublicKeyEntry,
  SignCallback,
  SigningRequestOptions,
} from 'ssh2';
import ssh2 from 'ssh2';

/** The keys that an ssh-agent holds, or why they cannot be had. */
export type AgentKeys =
  | { readonly kind: 'keys'; readonly agent: BaseAgent; readonly keys: readonly ParsedKey[] }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Asks an agent for its keys. Never throws: a missing agent is passed over, as by OpenSSH. */
export async function agentKeys(socket: string): Promise<AgentKeys> {
  const agent = ssh2.createAgent(socket);
  const { promise, resolve } = Promise.withResolvers<AgentKeys>();
  agent.getIdentities((error, keys) => {
    if (error) resolve({ kind: 'unavailable', reason: error.message });
    else resolve({ kind: 'keys', agent, keys: (keys ?? []).flatMap(asKey) });
  });
  return await promise;
}

function asKey(entry: ParsedKey | Buffer | string | PublicKeyEntry): ParsedKey[] {
  if (typeof entry === 'object' && 'pubKey' in entry) {
    return asKey('pubKey' in entry.pubKey ? entry.pubKey.pubKey : entry.pubKey);
  }
  const parsed = ssh2.utils.parseKey(entry);
  return parsed instanceof Error ? [] : [parsed];
}

/** An agent that offers only some of another agent's keys, and remembers when that one would not sign. */
export class SelectedKeys extends ssh2.BaseAgent<ParsedKey> {
  readonly #agent: BaseAgent;
  readonly #keys: readonly ParsedKey[];
  readonly #onRefusal: (reason: string) => void;

  constructor(agent: BaseAgent, keys: readonly ParsedKey[], onRefusal: (reason: string) => void) {
    super();
    this.#agent = agent;
    this.#keys = keys;
    this.#onRefusal = onRefusal;
  }

  override getIdentities(done: IdentityCallback<ParsedKey>): void {
    done(undefined, [...this.#keys]);
  }

  override sign(
    key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    done?: SignCallback,
  ): void {
    const callback = typeof options === 'function' ? options : done;
    this.#agent.sign(key, data, typeof options === 'function' ? {} : options, (error, signature) => {
      if (error) this.#onRefusal(error.message);
      callback?.(error, signature);
    });
  }
}
