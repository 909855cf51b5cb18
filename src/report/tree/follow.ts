import type { RunEvent } from '../../engine/events.ts';
import type { JsonObject } from '../../json.ts';
import { type BatchView, type PlayView, type RunView, reason } from './view.ts';

/** A view in which nothing has happened yet. */
export function emptyView(): RunView {
  return { check: false, plays: [], interrupted: undefined, finishing: [] };
}

/** Progress in a few words: a share where amounts are known, else the text that came with it. */
export function newsText(news: JsonObject): string | undefined {
  const done = news.done ?? news.bytes ?? news.sent ?? news.received;
  const total = news.total ?? news.size;
  if (typeof done === 'number' && typeof total === 'number' && total > 0)
    return `${Math.min(100, Math.floor((100 * done) / total))} %`;
  const text = news.message ?? news.text ?? news.stage;
  return typeof text === 'string' ? text : undefined;
}

function newPlay(event: Extract<RunEvent, { type: 'play.started' }>): PlayView {
  return {
    name: event.name,
    hosts: event.hosts.length,
    batches: event.batches,
    since: event.at,
    state: 'running',
    ended: undefined,
    batchesDone: 0,
    changed: new Set(),
    failed: new Set(),
    unreachable: new Set(),
    rolledBack: new Set(),
    batch: undefined,
    stopped: undefined,
  };
}

function newBatch(event: Extract<RunEvent, { type: 'batch.started' }>): BatchView {
  return {
    number: event.batch + 1,
    of: event.of,
    hosts: event.hosts.length,
    since: event.at,
    running: new Map(),
    troubles: new Map(),
    task: undefined,
    taskHosts: 0,
    taskDone: 0,
    connected: 0,
  };
}

function followInBatch(event: RunEvent, play: PlayView, batch: BatchView): void {
  switch (event.type) {
    case 'host.connected':
      batch.connected++;
      return;
    case 'host.unreachable':
      batch.running.delete(event.host);
      play.unreachable.add(event.host);
      batch.troubles.set(event.host, { host: event.host, kind: 'unreachable', why: reason(event.failure) });
      return;
    case 'task.started':
      batch.task = event.task;
      batch.taskHosts = event.hosts.length;
      batch.taskDone = 0;
      return;
    case 'host.task.started':
      // Set anew, so that the map's order is the order of beginning.
      batch.running.delete(event.host);
      batch.running.set(event.host, { host: event.host, task: event.task, since: event.at });
      return;
    case 'host.task.progress': {
      const activity = batch.running.get(event.host);
      const text = newsText(event.news);
      if (activity && text !== undefined) activity.news = text;
      return;
    }
    case 'host.task.finished': {
      batch.running.delete(event.host);
      if (event.task.id === batch.task?.id) batch.taskDone++;
      const { status, failure } = event.result;
      if (status === 'changed') play.changed.add(event.host);
      if (status !== 'failed' && status !== 'unreachable') return;
      play[status].add(event.host);
      if (status === 'unreachable' && batch.troubles.has(event.host)) return;
      const why = `${event.task.name}: ${failure ? reason(failure) : (event.result.message ?? status)}`;
      batch.troubles.set(event.host, { host: event.host, kind: status, why });
      return;
    }
    case 'block.rescued': {
      play.failed.delete(event.host);
      const trouble = batch.troubles.get(event.host);
      if (event.resolved) batch.troubles.delete(event.host);
      else {
        play.rolledBack.add(event.host);
        play.unreachable.delete(event.host);
        batch.troubles.set(event.host, { host: event.host, kind: 'rolled-back', why: trouble?.why ?? '' });
      }
      return;
    }
    default:
      return;
  }
}

/** Takes an event into the view; constant work per event. */
export function follow(view: RunView, event: RunEvent): void {
  const play = view.plays.at(-1);
  switch (event.type) {
    case 'run.started':
      view.check = event.check;
      return;
    case 'run.interrupted':
      view.interrupted = event.how;
      return;
    case 'run.finishing':
      view.finishing.push(...event.hosts);
      return;
    case 'play.started':
      view.plays.push(newPlay(event));
      return;
    case 'batch.started':
      if (play) play.batch = newBatch(event);
      return;
    case 'batch.finished':
      if (play) play.batchesDone++;
      return;
    case 'play.stopped':
      if (play) {
        play.state = 'stopped';
        play.stopped = event.reason;
      }
      return;
    case 'play.finished':
      if (play) {
        if (play.state === 'running') play.state = 'done';
        play.ended = event.at;
      }
      return;
    default:
      if (play?.batch) followInBatch(event, play, play.batch);
  }
}
