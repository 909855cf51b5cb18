import type { EventListener, RunEvent, TaskRef, TaskResult } from '../engine/events.ts';
import { type ClosingOptions, closingLines } from './closing.ts';
import { failureLines } from './failure.ts';
import { count, hostList } from './host-list.ts';
import { interruptedText } from './interrupted.ts';
import { type Output, writeLines } from './output.ts';
import { type Detail, resultLines, taskTitle } from './plain-groups.ts';
import { shown, shownJson, shownLines } from './shown.ts';

interface OpenTask {
  readonly task: TaskRef;
  readonly results: TaskResult[];
}

/** How much plain lines tell. */
export interface PlainOptions extends ClosingOptions {
  readonly diff: boolean;
  readonly verbosity: number;
  /** Show what tasks returned. */
  readonly results?: boolean;
}

/**
 * Lines without cursor movements, for logs and pipes: each task once every host of its batch is through with it,
 * failures the moment they happen.
 */
export function plainReporter(output: Output, options: PlainOptions): EventListener {
  const open = new Map<string, OpenTask>();
  const { colours } = output;
  const { diff, verbosity, results = false } = options;
  const fixed = { diff, verbosity, results, colours };
  let detail: Detail = { ...fixed, check: false };
  const say = (...lines: string[]): void => writeLines(output, lines);

  function close(id: string): void {
    const found = open.get(id);
    open.delete(id);
    if (!found || found.results.length === 0) return;
    say(taskTitle(found.task, detail), ...resultLines(found.results, detail).map((line) => `  ${line}`));
  }

  function collect(task: TaskRef, result: TaskResult): void {
    const found = open.get(task.id) ?? { task, results: [] };
    open.set(task.id, found);
    found.results.push(result);
    // That a host is unreachable was told when it turned out.
    if (result.failure === undefined || result.status === 'unreachable') return;
    const word = result.status === 'failed' ? colours.failed('✗') : colours.changed('!');
    say(
      `${word} ${colours.strong(shown(result.host))} ${shown(task.name)}`,
      ...failureLines(result.failure, colours, detail.verbosity).map((line) => `    ${line}`),
    );
  }

  function closeAll(): void {
    for (const id of [...open.keys()]) close(id);
  }

  return (event: RunEvent): void => {
    switch (event.type) {
      case 'run.started':
        detail = { ...fixed, check: event.check };
        say(
          `${colours.strong(shown(event.playbook))} ${colours.faint(`run ${event.run}`)}${event.check ? ` ${colours.unknown('check mode: hosts stay as they are')}` : ''}`,
        );
        return;
      case 'play.started':
        say(
          '',
          `${colours.strong(`play ${shown(event.name)}`)} · ${count(event.hosts.length, 'host')}${event.batches > 1 ? ` in ${event.batches} batches` : ''}`,
        );
        return;
      case 'batch.started':
        if (event.of > 1)
          say('', `${colours.strong(`batch ${event.batch + 1}/${event.of}`)} · ${hostList(event.hosts, 10)}`);
        return;
      case 'host.unreachable':
        say(
          `${colours.unreachable('✗')} ${colours.strong(shown(event.host))} unreachable`,
          ...failureLines(event.failure, colours, detail.verbosity).map((line) => `    ${line}`),
        );
        return;
      case 'host.task.retried':
        if (detail.verbosity > 0)
          say(
            `  ${shown(event.host)} ${shown(event.task.name)}: attempt ${event.attempt} of ${event.of}, next in ${event.delay} s`,
          );
        return;
      case 'host.task.progress':
        if (detail.verbosity > 2)
          say(`  ${shown(event.host)} ${shown(event.task.name)}: ${shownJson(event.news)}`);
        return;
      case 'host.step.applied':
        if (detail.verbosity > 1)
          say(
            `  ${shown(event.host)} ${event.ok ? 'applied' : 'failed'} in ${event.ms} ms: ${shown(event.step.title)}`,
          );
        return;
      case 'host.step.undone':
        say(
          `  ${event.ok ? colours.rolledBack('↶') : colours.failed('✗')} ${shown(event.host)} ${event.ok ? 'undone' : 'could not be undone'}: ${shown(event.title)}`,
          ...(event.failure
            ? failureLines(event.failure, colours, detail.verbosity).map((line) => `      ${line}`)
            : []),
        );
        return;
      case 'host.item.finished':
        if (detail.verbosity > 0)
          say(
            `  ${shown(event.host)} ${shown(event.task.name)} [${shown(event.item)}]: ${event.result.status}`,
          );
        return;
      case 'host.task.finished':
        collect(event.task, event.result);
        return;
      case 'task.finished':
        close(event.task.id);
        return;
      case 'block.rescued':
        say(
          `${colours.rolledBack('↶')} ${shown(event.host)} rescued${event.resolved ? ', counts as good' : ': counts as rolled back'}`,
        );
        return;
      case 'batch.finished':
        closeAll();
        return;
      case 'play.stopped':
        closeAll();
        say(
          colours.failed(`play stopped: ${shown(event.reason)}`),
          ...(event.untouched.length > 0 ? [`  untouched: ${hostList(event.untouched, 10)}`] : []),
        );
        return;
      case 'run.warning':
        say(
          ...shownLines(event.message).map((line) =>
            colours.changed(`warning: ${event.host === undefined ? '' : `${shown(event.host)}: `}${line}`),
          ),
        );
        return;
      case 'run.interrupted':
        say(colours.changed(interruptedText(event.how)));
        return;
      case 'run.finishing':
        say(colours.changed(`finishing rescue and always of ${hostList(event.hosts, 10)}`));
        return;
      case 'run.finished':
        closeAll();
        say(...closingLines(event.recap, detail.check, options, output));
        return;
      default:
        return;
    }
  };
}
