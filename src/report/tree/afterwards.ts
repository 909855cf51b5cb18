import type { Failure, RunEvent, TaskRef, TaskResult } from '../../engine/events.ts';
import { failureLines } from '../failure.ts';
import { hostList } from '../host-list.ts';
import { type Detail, resultLines, taskTitle } from '../plain-groups.ts';
import { shown, shownLines } from '../shown.ts';

/** What the rows of the tree have no room for: kept while the run goes on, told when it is over. */
export interface Afterwards {
  listen(event: RunEvent): void;
  /** What there is to tell of a task that is through; it is not told again. */
  take(task: string, detail: Detail): string[];
  lines(detail: Detail): string[];
}

/** Different failures told in full; the log has the rest. */
const mostFailures = 20;
const mostWarnings = 20;

interface Told {
  readonly task: TaskRef;
  readonly results: TaskResult[];
}

function taskLines({ task, results }: Told, detail: Detail): string[] {
  return [taskTitle(task, detail), ...resultLines(results, detail).map((line) => `  ${line}`)];
}

interface FailureGroup {
  readonly failure: Failure;
  readonly where: string;
  readonly hosts: string[];
}

/** Collects what is worth telling afterwards: failures, messages, warnings, undone steps and, where asked for, plans. */
export function afterwards(wantsPlans: boolean): Afterwards {
  const tasks = new Map<string, Told>();
  const failures = new Map<string, FailureGroup>();
  const undone = new Map<string, { ok: boolean; title: string; hosts: string[] }>();
  const warnings = new Set<string>();

  function failed(host: string, where: string, failure: Failure): void {
    const key = JSON.stringify([where, failure]);
    const group = failures.get(key) ?? { failure, where, hosts: [] };
    failures.set(key, group);
    group.hosts.push(host);
  }

  function finished(task: TaskRef, result: TaskResult): void {
    const where = result.status === 'ignored' ? `${task.name} (ignored)` : task.name;
    // That a host is unreachable has an event of its own.
    if (result.failure && result.status !== 'unreachable') failed(result.host, where, result.failure);
    const told = result.message !== undefined && result.failure === undefined;
    const news = told || (result.warnings?.length ?? 0) > 0 || result.status === 'unknown';
    if (!news && !(wantsPlans && result.steps.length > 0)) return;
    const found = tasks.get(task.id) ?? { task, results: [] };
    tasks.set(task.id, found);
    found.results.push(result);
  }

  return {
    listen(event) {
      if (event.type === 'host.task.finished') finished(event.task, event.result);
      else if (event.type === 'host.unreachable') failed(event.host, 'unreachable', event.failure);
      else if (event.type === 'run.warning')
        warnings.add(event.host === undefined ? event.message : `${event.host}: ${event.message}`);
      else if (event.type === 'host.step.undone') {
        const key = `${event.ok} ${event.title}`;
        const group = undone.get(key) ?? { ok: event.ok, title: event.title, hosts: [] };
        undone.set(key, group);
        group.hosts.push(event.host);
        if (event.failure) failed(event.host, `undo: ${event.title}`, event.failure);
      }
    },
    take(id, detail) {
      const found = tasks.get(id);
      tasks.delete(id);
      return found === undefined ? [] : taskLines(found, detail);
    },
    lines(detail) {
      const { colours } = detail;
      const hidden = failures.size - mostFailures;
      return [
        ...[...tasks.values()].flatMap((found) => taskLines(found, detail)),
        ...[...failures.values()]
          .slice(0, mostFailures)
          .flatMap(({ failure, where, hosts }) => [
            `${colours.failed('✗')} ${colours.strong(hostList(hosts, 5))} ${shown(where)}`,
            ...failureLines(failure, colours, detail.verbosity).map((line) => `    ${line}`),
          ]),
        ...(hidden > 0 ? [colours.faint(`… and ${hidden} other failures; see the log`)] : []),
        ...[...undone.values()].map(({ ok, title, hosts }) =>
          ok
            ? `${colours.rolledBack('↶')} ${hostList(hosts, 5)} undone: ${shown(title)}`
            : `${colours.failed('✗')} ${hostList(hosts, 5)} could not be undone: ${shown(title)}`,
        ),
        ...[...warnings]
          .slice(0, mostWarnings)
          .flatMap((text) => shownLines(text).map((line) => colours.changed(`warning: ${line}`))),
      ];
    },
  };
}
