import type { Palette } from '../colours.ts';
import { duration } from '../duration.ts';
import { count, hostList } from '../host-list.ts';
import { interruptedMark } from '../interrupted.ts';
import { shown } from '../shown.ts';
import type { Activity, BatchView, PlayView, RunView, Trouble } from './view.ts';

/** Rows of the window: what failed and what is running. */
export const windowRows = 10;
/** Of these at most so many for failures; the rest of them is counted, and told in full at the end. */
const troubleRows = 4;

/** What a frame is drawn with. */
export interface Frame {
  readonly now: number;
  /** The spinner's present character. */
  readonly spin: string;
  readonly colours: Palette;
}

const troubleMarks: Readonly<Record<Trouble['kind'], readonly [string, keyof Palette]>> = {
  failed: ['✗', 'failed'],
  unreachable: ['✗', 'unreachable'],
  'rolled-back': ['↶', 'rolledBack'],
};

function counts(play: PlayView, check: boolean, colours: Palette): string[] {
  const parts: readonly [number, string, keyof Palette][] = [
    [play.changed.size, check ? 'would change' : 'changed', 'changed'],
    [play.failed.size, check ? 'would fail' : 'failed', 'failed'],
    [play.unreachable.size, 'unreachable', 'unreachable'],
    [play.rolledBack.size, 'rolled back', 'rolledBack'],
  ];
  return parts.filter(([n]) => n > 0).map(([n, word, colour]) => colours[colour](`${n} ${word}`));
}

/** The row of a play. */
export function playRow(play: PlayView, check: boolean, frame: Frame): string {
  const { colours } = frame;
  const bad = play.failed.size + play.unreachable.size + play.rolledBack.size > 0;
  const done = bad ? colours.changed('!') : colours.ok('✓');
  const mark = { running: colours.unknown(frame.spin), done, stopped: colours.failed('✗') }[play.state];
  const parts = [
    colours.strong(shown(play.name)),
    count(play.hosts, 'host'),
    ...(play.batches > 1 && play.state !== 'running'
      ? [`${play.batchesDone} of ${play.batches} batches`]
      : []),
    ...counts(play, check, colours),
    colours.faint(duration((play.ended ?? frame.now) - play.since)),
    ...(play.stopped === undefined ? [] : [colours.failed(`stopped: ${shown(play.stopped)}`)]),
  ];
  return `${mark} ${parts.join(' · ')}`;
}

/** The row of the batches that are through; undefined while there are none. */
export function doneRow(play: PlayView, { colours }: Frame): string | undefined {
  if (play.batches < 2 || play.batchesDone === 0) return undefined;
  return `${colours.ok('✓')} ${count(play.batchesDone, 'batch', 'batches')} done`;
}

/** The row of the batch that runs. */
export function batchRow(batch: BatchView, frame: Frame): string {
  const { colours } = frame;
  const task = batch.task
    ? `${shown(batch.task.name)} ${batch.taskDone}/${batch.taskHosts}`
    : `connecting ${batch.connected}/${batch.hosts}`;
  const name = batch.of > 1 ? `batch ${batch.number}/${batch.of}` : 'hosts';
  return [
    `${colours.unknown(frame.spin)} ${colours.strong(name)}`,
    count(batch.hosts, 'host'),
    task,
    colours.faint(duration(frame.now - batch.since)),
  ].join(' · ');
}

function troubleRow(trouble: Trouble, colours: Palette): string {
  const [mark, colour] = troubleMarks[trouble.kind];
  return `${colours[colour](mark)} ${colours.strong(shown(trouble.host))} ${shown(trouble.why)}`;
}

function activityRow(activity: Activity, frame: Frame): string {
  const { colours } = frame;
  const news = activity.news === undefined ? '' : ` · ${shown(activity.news)}`;
  const time = colours.faint(duration(frame.now - activity.since));
  return `${colours.unknown(frame.spin)} ${shown(activity.host)} ${shown(activity.task.name)}${news} · ${time}`;
}

/** Hosts that have no row of their own, by what they are doing. */
function restRow(rest: readonly Activity[], { colours }: Frame): string {
  const byTask = new Map<string, number>();
  for (const { task } of rest) byTask.set(task.name, (byTask.get(task.name) ?? 0) + 1);
  const told = [...byTask].slice(0, 3).map(([name, n]) => `${shown(name)} ${n}`);
  return colours.faint(`  … ${rest.length} more: ${told.join(', ')}`);
}

/** The rows of the window: failures first, then what has been running longest; never more than {@link windowRows}. */
export function windowOf(batch: BatchView, frame: Frame): string[] {
  const troubles = [...batch.troubles.values()];
  const shownTroubles = troubles.slice(-troubleRows);
  const rows = shownTroubles.map((trouble) => troubleRow(trouble, frame.colours));
  const hidden = troubles.length - shownTroubles.length;
  if (hidden > 0) {
    const others = troubles.slice(0, hidden).map(({ host }) => host);
    rows.push(frame.colours.failed(`  … and ${hidden} before: ${hostList(others, 5)}`));
  }
  const room = windowRows - rows.length;
  const running = [...batch.running.values()];
  const shownRunning = running.length > room ? running.slice(0, room - 1) : running;
  rows.push(...shownRunning.map((activity) => activityRow(activity, frame)));
  if (shownRunning.length < running.length) rows.push(restRow(running.slice(shownRunning.length), frame));
  return rows;
}

/** What Ctrl-C did, beside the title of the play. */
export function interruptedRow(view: RunView, { colours }: Frame): string | undefined {
  return view.interrupted && colours.changed(interruptedMark(view.interrupted, view.finishing));
}
