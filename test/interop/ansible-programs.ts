import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A command line of one of Ansible's programs. */
export interface AnsibleCommand {
  readonly program: 'ansible' | 'ansible-inventory' | 'ansible-playbook';
  readonly args: readonly string[];
  readonly cwd: string;
  /** The folder that its input and output go through. */
  readonly files: string;
  readonly input?: string;
}

/** How it has ended. */
export interface AnsibleEnd {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** The real programs of Ansible, loaded once. */
export class AnsiblePrograms implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  /** @param env All that they have of an environment. */
  constructor(env: NodeJS.ProcessEnv) {
    this.#child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'ansible-programs.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
    });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** One run at a time. */
  async run(command: AnsibleCommand): Promise<AnsibleEnd> {
    this.#child.stdin.write(`${JSON.stringify({ input: '', ...command })}\n`);
    const { value } = await this.#answers.next();
    const [out = '', err = ''] = await Promise.all(
      ['out', 'err'].map((name) => readFile(join(command.files, name), 'utf8')),
    );
    return { exit: Number(value), out, err };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.stdin.end();
    await ended;
  }
}
