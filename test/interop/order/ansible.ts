import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { isJsonObject, type JsonObject } from '../../../src/json.ts';
import { type Status, saying, type Told } from './told.ts';

/** Ansible's exit codes; 2 and 4 can be added up. */
const exits: Readonly<Record<number, string>> = {
  0: 'success',
  2: 'failed',
  4: 'unreachable',
  6: 'failed, unreachable',
};

/** What both tools get: files, arguments of the command line, and what a person types. */
export interface Run {
  readonly playbook: string;
  readonly inventory: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly input?: string;
}

/** The real ansible-playbook, loaded once; runs one playbook after the other. */
export class AnsiblePlaybook implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  /** @param home Where it keeps its own files. */
  constructor(home: string) {
    this.#child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'playbooks.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        HOME: home,
        LANG: 'C.UTF-8',
        ANSIBLE_CALLBACK_PLUGINS: join(import.meta.dirname, 'callback'),
        ANSIBLE_STDOUT_CALLBACK: 'told',
        // Facts of this machine are not what is compared, and take a second per play.
        ANSIBLE_GATHERING: 'explicit',
        ANSIBLE_LOCALHOST_WARNING: 'False',
        PYTHONDONTWRITEBYTECODE: '1',
      },
    });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** One run at a time. */
  async run({ playbook, inventory, args, cwd, input }: Run): Promise<Told[]> {
    const request = { args: ['-i', inventory, playbook, ...args], cwd, input: input ?? '' };
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value } = await this.#answers.next();
    const [out, err] = await Promise.all(['out', 'err'].map((name) => readFile(join(cwd, name), 'utf8')));
    const exit = exits[Number(value)];
    if (exit === undefined) throw new Error(`ansible-playbook ended with ${value}:\n${out}\n${err}`);
    return [...toldBy(out ?? ''), { type: 'exit', how: exit }];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.stdin.end();
    await ended;
  }
}

function toldBy(out: string): Told[] {
  const modules = new Map<string, string>();
  const names = new Map<string, string>();
  const includes = new Map<string, number>();
  return out.split('\n').flatMap((line): Told[] => {
    if (!line.startsWith('{')) return [];
    const event: unknown = JSON.parse(line);
    if (!isJsonObject(event)) throw new Error(`not an event: ${line}`);
    const word = (name: string) => String(event[name] ?? '');
    switch (event.type) {
      case 'play':
        return [{ type: 'play', name: word('name') }];
      case 'task':
        modules.set(word('id'), word('module'));
        names.set(word('id'), word('name'));
        return [{ type: 'task', name: word('name'), section: word('section') }];
      case 'result':
        return [
          {
            type: 'result',
            task: names.get(word('id')) ?? '',
            host: word('host'),
            status: word('status') as Status,
            ...('item' in event ? { item: itemText(event.item) } : {}),
            ...saying(modules.get(word('id')) ?? '', word('status') as Status, event.msg),
          },
        ];
      case 'include':
        includes.set(word('host'), (includes.get(word('host')) ?? 0) + 1);
        return [];
      case 'recap':
        return [
          { type: 'recap', host: word('host'), counts: countsOf(event, includes.get(word('host')) ?? 0) },
        ];
      default:
        throw new Error(`unknown event: ${line}`);
    }
  });
}

/** Ansible's `ok` holds what changed, what was ignored and what was included as well. */
function countsOf(event: JsonObject, includes: number) {
  const count = (name: string) => Number(event[name] ?? 0);
  return {
    ok: count('ok') - count('changed') - count('ignored') - includes,
    changed: count('changed'),
    failed: count('failures'),
    unreachable: count('unreachable'),
    skipped: count('skipped'),
    ignored: count('ignored'),
  };
}

const itemText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
