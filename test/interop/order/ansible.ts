import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
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

/** Runs the real ansible-playbook. */
export async function runAnsible({ playbook, inventory, args, cwd, input }: Run): Promise<Told[]> {
  const child = spawn('/usr/bin/ansible-playbook', ['-i', inventory, playbook, ...args], {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      LANG: 'C.UTF-8',
      ANSIBLE_CALLBACK_PLUGINS: join(import.meta.dirname, 'callback'),
      ANSIBLE_STDOUT_CALLBACK: 'told',
      // Facts of this machine are not what is compared, and take a second per play.
      ANSIBLE_GATHERING: 'explicit',
      ANSIBLE_LOCALHOST_WARNING: 'False',
      PYTHONDONTWRITEBYTECODE: '1',
    },
  });
  child.stdin.end(input ?? '');
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const exit = exits[Number(code)];
  if (exit === undefined) throw new Error(`ansible-playbook ended with ${code}:\n${out}\n${err}`);
  return [...toldBy(out), { type: 'exit', how: exit }];
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
