import { GorunErrors } from '../../errors/gorun-error.ts';
import type { Include, Included } from '../../playbook/types.ts';
import type { TaskRef } from '../events.ts';
import type { HostState } from '../host/host-state.ts';
import { viewOf } from '../host/scopes.ts';
import type { BatchContext, Place } from '../run-context.ts';
import { failure, thrownFailure } from '../task/failures.ts';
import { note } from '../task/note.ts';
import { failed, type Outcome, unknown } from '../task/outcome.ts';
import { nameOf } from '../task/task-name.ts';
import type { Ahead } from './ahead.ts';
import { isLive } from './live.ts';
import { runNodes } from './nodes.ts';
import { type Turn, turnsOf } from './turns.ts';
import { leaveUnknownNodes } from './unknown-nodes.ts';

/**
 * Takes in the tasks of files or roles. Each host says what it includes (its condition, its loop, its name of the
 * file); then, turn by turn, hosts that include the same run it together. With run_once only the first host includes,
 * as in Ansible.
 *
 * @param perhaps Check mode, for handlers: hosts of which it is known only after a task whether they include.
 */
export async function runInclude(
  batch: BatchContext,
  include: Include,
  place: Place,
  hosts: readonly HostState[],
  perhaps: ReadonlyMap<HostState, string> = new Map(),
): Promise<void> {
  const first = include.runOnce ? hosts.slice(0, 1) : hosts;
  const ref: TaskRef = {
    id: include.id,
    name: first[0] === undefined ? include.id : nameOf(batch, include, first[0]),
    module: `include_${include.what}`,
    position: include.position,
    section: place.section,
  };
  const { emit } = batch.run;
  emit({
    type: 'task.started',
    play: batch.playIndex,
    batch: batch.batchIndex,
    task: ref,
    hosts: first.map(({ name }) => name),
  });
  const turns = new Map<HostState, readonly Turn[]>();
  for (const host of first) {
    const after = perhaps.get(host);
    const told =
      after === undefined
        ? turnsOf(include, viewOf(host, batch.shared, { task: include, magic: batch.magic(host) }))
        : { outcome: unknown(after) };
    if ('outcome' in told) {
      if (told.outcome.status === 'unknown') leaveUnknownNodes(host, include.known?.nodes ?? [], ref.name);
      note(batch, include, ref, place, host, told.outcome, 0);
    } else turns.set(host, told.turns);
  }
  const loaded = await load(batch, include, ref, place, turns);
  for (const host of turns.keys()) note(batch, include, ref, place, host, included(turns.get(host) ?? []), 0);
  emit({ type: 'task.finished', play: batch.playIndex, batch: batch.batchIndex, task: ref });
  const most = Math.max(0, ...[...turns.values()].map(({ length }) => length));
  for (let index = 0; index < most; index++) {
    for (const target of targetsOf(turns, index)) {
      const brought = loaded.get(target);
      const members = [...turns.keys()].filter((host) => turns.get(host)?.[index]?.target === target);
      if (brought === undefined) continue;
      const ahead: Ahead = { kind: 'turns', include, turns, from: index + 1, loaded, next: place.ahead };
      await runTurn(batch, brought, { ...place, ahead }, members, turns, index);
    }
  }
}

async function runTurn(
  batch: BatchContext,
  brought: Included,
  place: Place,
  members: readonly HostState[],
  turns: ReadonlyMap<HostState, readonly Turn[]>,
  index: number,
): Promise<void> {
  const hosts = members.filter((host) => isLive(batch, host, place));
  for (const host of hosts) host.including.push(turns.get(host)?.[index]?.variables ?? {});
  try {
    await runNodes(batch, brought.nodes, place, hosts);
  } finally {
    for (const host of hosts) host.including.pop();
  }
}

function targetsOf(turns: ReadonlyMap<HostState, readonly Turn[]>, index: number): ReadonlySet<string> {
  return new Set([...turns.values()].flatMap((each) => each[index]?.target ?? []));
}

/** Reads every file that is asked for, once. Hosts whose file cannot be had fail. */
async function load(
  batch: BatchContext,
  include: Include,
  ref: TaskRef,
  place: Place,
  turns: Map<HostState, readonly Turn[]>,
): Promise<ReadonlyMap<string, Included>> {
  const loaded = new Map<string, Included>();
  const wanted = new Set([...turns.values()].flatMap((each) => each.map(({ target }) => target)));
  for (const target of wanted) {
    try {
      const brought = include.known ?? (await include.load(target));
      loaded.set(target, brought);
      const there = new Set(batch.handlers.map(({ id }) => id));
      batch.handlers.push(...brought.handlers.filter(({ id }) => !there.has(id)));
    } catch (error) {
      const outcome = failed(loadFailure(error));
      for (const [host, each] of turns) {
        if (!each.some((turn) => turn.target === target)) continue;
        note(batch, include, ref, place, host, outcome, 0);
        turns.delete(host);
      }
    }
  }
  return loaded;
}

function loadFailure(error: unknown) {
  if (!(error instanceof GorunErrors)) return thrownFailure(error, 'cannot include');
  const [first] = error.errors;
  const said = error.errors.map(({ message, position }) =>
    position === undefined ? message : `${position.file}:${position.line}:${position.column}: ${message}`,
  );
  return failure(
    first?.code ?? 'playbook/shape',
    said.join('; '),
    first === undefined ? {} : { fix: first.fix },
  );
}

function included(turns: readonly Turn[]): Outcome {
  return {
    status: 'ok',
    steps: [],
    message: `included: ${[...new Set(turns.map(({ target }) => target))].join(', ')}`,
    result: {},
  };
}
