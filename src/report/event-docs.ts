import type { RunEvent } from '../engine/events.ts';

/** When each event comes, for docs/events.md; its fields are in its type. */
export const eventDocs: Readonly<Record<RunEvent['type'], string>> = {
  'run.started': 'First of all. Everything was read and checked; no host was contacted yet.',
  'play.started': 'A play begins; `hosts` are those that it and `--limit` choose.',
  'batch.started': 'A batch of `serial` begins; `batch` counts from 0.',
  'host.connected': 'The worker on a host answers; once per host and play.',
  'host.unreachable': 'A host cannot be reached; it takes no further part in the play.',
  'task.started': 'A task begins for the hosts named.',
  'host.task.started': 'A task begins on a host; for each turn of a loop, with its `item`.',
  'host.task.planned': 'What the task would do on the host; in check mode it ends here.',
  'host.task.progress': 'News of work that takes long, such as the bytes of a download.',
  'host.step.intended': 'A step is about to be applied; `intent` names its receipt on the host.',
  'host.step.applied': 'A step has run; `ok` says whether it did what it was to do.',
  'host.step.undone': 'A step was taken back by `rollback`.',
  'host.task.retried':
    'An attempt of `until` or `retries` was not enough; the next follows in `delay` seconds.',
  'host.item.finished': 'A turn of a loop is over.',
  'host.task.finished': 'A task is over on a host, whatever came of it.',
  'task.finished': 'A task is over on all hosts of the batch.',
  'block.rescued': 'The rescue of a block went through on a host.',
  'batch.finished': 'A batch is over.',
  'play.stopped': 'A play ends before its end; hosts in `untouched` were not begun.',
  'play.finished': 'A play is over, stopped or not.',
  'run.warning': 'Something that is allowed and hardly meant, or that a person should know.',
  'run.interrupted': 'Ctrl-C.',
  'run.finishing':
    'After the first Ctrl-C: the rescue and always of a block run to their end on these hosts, where it failed.',
  'run.finished': 'Last of all, with where each host stands.',
};
