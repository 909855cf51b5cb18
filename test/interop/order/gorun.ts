import { runCommandLine } from '../../../src/cli/run-command-line.ts';
import type { HostRecap, RunEvent, TaskRef } from '../../../src/engine/events.ts';
import { fakeOutput } from '../../report/fake-output.ts';
import type { Run } from './ansible.ts';
import { saying, type Told } from './told.ts';

/** Runs gorun as its command line does, and reads its JSON lines. */
export async function runGorun({ playbook, inventory, args, cwd, input }: Run): Promise<Told[]> {
  const [out, err] = [fakeOutput(), fakeOutput()];
  const argv = ['playbook', playbook, '-i', inventory, '--output', 'json', ...args];
  const answers = input?.split('\n');
  const asker = answers && { canAsk: true, ask: async () => answers.shift() ?? '' };
  const terminal = { out, err, isTTY: false, cwd, env: {}, argv, ...(asker && { asker }) };
  const exit = await runCommandLine(terminal);
  const lines = out
    .text()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  if (lines.length === 0) return [{ type: 'exit', how: [exit, ...errorsIn(err.text())].join(' ') }];
  const told = toldBy(lines.map((line): RunEvent => JSON.parse(line)));
  return [...told, { type: 'exit', how: exit }];
}

/** The codes of the errors; they stand on lines of their own. */
function errorsIn(text: string): string[] {
  const codes = [...text.matchAll(/^ +([a-z]+\/[a-z-]+)$/gm)].map(([, code]) => code ?? '');
  return codes.length === 0 ? [text.trim()] : codes;
}

function toldBy(events: readonly RunEvent[]): Told[] {
  let play = '';
  const includes = new Map<string, number>();
  return events.flatMap((event): Told[] => {
    switch (event.type) {
      case 'play.started':
        play = event.name;
        return [];
      case 'batch.started':
        return [{ type: 'play', name: play }];
      case 'task.started':
        return isMeta(event.task)
          ? []
          : [{ type: 'task', name: event.task.name, section: event.task.section }];
      case 'host.item.finished':
      case 'host.task.finished': {
        if (isMeta(event.task)) return [];
        const { host, result, task } = event;
        if (/^include_(tasks|role)$/.test(task.module) && result.status === 'ok')
          includes.set(host, (includes.get(host) ?? 0) + 1);
        const { status } = result;
        const isLoop = event.type === 'host.task.finished' && Array.isArray(result.result.results);
        return [
          {
            type: 'result',
            task: task.name,
            host,
            status,
            ...(event.type === 'host.item.finished' ? { item: event.item } : {}),
            ...(isLoop ? {} : saying(task.module, status, result.result.value ?? result.result.msg)),
          },
        ];
      }
      case 'host.task.retried':
        return [{ type: 'result', task: event.task.name, host: event.host, status: 'retry' }];
      case 'run.finished':
        return event.recap.hosts.map((host) => recapOf(host, includes.get(host.host) ?? 0));
      default:
        return [];
    }
  });
}

/** Neither tool shows meta tasks as tasks. */
const isMeta = ({ module }: TaskRef) => module === 'meta';

/** Includes are counted differently; what they bring in is what is compared. */
function recapOf(
  { host, ok, changed, failed, unreachable, skipped, ignored }: HostRecap,
  includes: number,
): Told {
  return {
    type: 'recap',
    host,
    counts: { ok: ok - includes, changed, failed, unreachable, skipped, ignored },
  };
}
