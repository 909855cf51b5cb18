import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '../../../src/json.ts';
import { AnsiblePrograms } from '../ansible-programs.ts';
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
  readonly #programs: AnsiblePrograms;

  /** @param home Where it keeps its own files. */
  constructor(home: string) {
    this.#programs = new AnsiblePrograms({
      PATH: process.env.PATH,
      HOME: home,
      LANG: 'C.UTF-8',
      ANSIBLE_CALLBACK_PLUGINS: join(import.meta.dirname, 'callback'),
      ANSIBLE_STDOUT_CALLBACK: 'told',
      // Facts of this machine are not what is compared, and take a second per play.
      ANSIBLE_GATHERING: 'explicit',
      ANSIBLE_LOCALHOST_WARNING: 'False',
    });
  }

  /** One run at a time. */
  async run({ playbook, inventory, args, cwd, input = '' }: Run): Promise<Told[]> {
    const words = ['-i', inventory, playbook, ...args];
    const end = await this.#programs.run({
      program: 'ansible-playbook',
      args: words,
      cwd,
      files: cwd,
      input,
    });
    const exit = exits[end.exit];
    if (exit === undefined)
      throw new Error(`ansible-playbook ended with ${end.exit}:\n${end.out}\n${end.err}`);
    return [...toldBy(end.out), { type: 'exit', how: exit }];
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#programs[Symbol.asyncDispose]();
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
