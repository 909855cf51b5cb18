import type { AnyAuthMethod, AuthenticationType, Prompt } from 'ssh2';
import type { Attempt } from './attempts.ts';

type MethodName = 'publickey' | 'keyboard-interactive' | 'password';

/** Goes through the attempts as the server allows; remembers what was tried, for the message when all fail. */
export class Authenticator {
  readonly #user: string;
  readonly #left: Attempt[];
  readonly tried: string[] = [];
  /** The methods that the server named last. */
  allowed: readonly string[] | undefined;
  /** The host key is accepted and the server was asked to let the user in. */
  begun = false;
  #asked = false;
  #passwordRefused = false;

  constructor(user: string, attempts: readonly Attempt[]) {
    this.#user = user;
    this.#left = [...attempts];
  }

  /** The next method to try, or undefined when nothing is left. `allowed` is null before the server has said anything. */
  next(allowed: readonly AuthenticationType[] | null, partial: boolean | null): AnyAuthMethod | undefined {
    this.begun = true;
    if (allowed !== null) this.allowed = allowed;
    if (partial) this.tried.push('(accepted, but the server wants more)');
    // a password is never sent blindly; ssh2 keeps the list to itself when the keys of an agent are refused
    if (this.allowed === undefined && !this.#asked && !this.#left.some(isKey)) {
      this.#asked = true;
      return { type: 'none', username: this.#user };
    }
    const attempt = this.#takeNext();
    if (attempt === undefined) return undefined;
    this.tried.push(attempt.label);
    return this.#method(attempt);
  }

  #takeNext(): Attempt | undefined {
    const at = this.#left.findIndex((attempt) => {
      if (this.allowed !== undefined && !this.allowed.includes(methodOf(attempt))) return false;
      // the same password again would only count towards locking the account
      return attempt.kind !== 'password' || !this.#passwordRefused;
    });
    return at < 0 ? undefined : this.#left.splice(at, 1)[0];
  }

  #method(attempt: Attempt): AnyAuthMethod {
    const username = this.#user;
    switch (attempt.kind) {
      case 'key':
        return { type: 'publickey', username, key: attempt.key };
      case 'agent':
        return { type: 'agent', username, agent: attempt.agent };
      case 'password':
        return { type: 'password', username, password: attempt.password };
      case 'keyboard-interactive':
        return {
          type: 'keyboard-interactive',
          username,
          prompt: (_name, _instructions, _language, prompts, finish) =>
            finish(prompts.map((prompt) => this.#answer(prompt, attempt.password))),
        };
    }
  }

  /** Answers the first hidden prompt with the password, and nothing else: it is no answer to a one-time code. */
  #answer(prompt: Prompt, password: string): string {
    if (prompt.echo || this.#passwordRefused) return '';
    this.#passwordRefused = true; // if this is accepted nobody asks again
    return password;
  }
}

function methodOf(attempt: Attempt): MethodName {
  return attempt.kind === 'key' || attempt.kind === 'agent' ? 'publickey' : attempt.kind;
}

function isKey(attempt: Attempt): boolean {
  return methodOf(attempt) === 'publickey';
}
