import { GorunErrors } from '../../errors/gorun-error.ts';
import type { Layer } from '../../expression/types.ts';
import type { Json } from '../../json.ts';
import type { Include, Included } from '../../playbook/types.ts';
import type { TaskRef } from '../events.ts';
import type { HostState } from '../host/host-state.ts';
import { viewOf, withVariables } from '../host/scopes.ts';
import { tell, type View } from '../host/unknowns.ts';
import type { BatchContext, Place } from '../run-context.ts';
import { failure, thrownFailure } from '../task/failures.ts';
import { loopVariables } from '../task/loop-variables.ts';
import { note } from '../task/note.ts';
import { failed, type Outcome, skipped, unknown } from '../task/outcome.ts';
import { nameOf } from '../task/task-name.ts';
import { evaluateWhen } from '../task/when.ts';
import { isLive } from './live.ts';
import { runNodes } from './nodes.ts';
import { leaveUnknownNodes } from './unknown-nodes.ts';

/** What one turn of an include brings to one host. */
interface Turn {
  readonly target: string;
  /** Stronger than facts, as in Ansible. */
  readonly variables: Layer;
}

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
  const { emit, stopping } = batch.run;
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
    const told = after === undefined ? turnsOf(batch, include, host) : { outcome: unknown(after) };
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
      if (stopping.aborted) return;
      const brought = loaded.get(target);
      const members = [...turns.keys()].filter((host) => turns.get(host)?.[index]?.target === target);
      if (brought !== undefined) await runTurn(batch, brought, place, members, turns, index);
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

function turnsOf(
  batch: BatchContext,
  include: Include,
  host: HostState,
): { readonly turns: readonly Turn[] } | { readonly outcome: Outcome } {
  const view = viewOf(host, batch.shared, { task: include, magic: batch.magic(host) });
  const { loop } = include;
  if (loop === undefined) {
    const turn = turnOf(include, view, {});
    if ('outcome' in turn) return turn;
    return { turns: [turn] };
  }
  const items = tell(view, (scope) => loop.items.render(scope));
  if (items.kind === 'unknown') return { outcome: unknown(items.after) };
  if (items.kind === 'failed') {
    const needed = evaluateWhen(include.when, view);
    const skip = needed.kind === 'known' && needed.value !== undefined;
    return { outcome: skip ? skipped(needed.value) : failed(items.failure) };
  }
  if (!Array.isArray(items.value)) return { outcome: failed(failure('task/loop', 'loop needs a list')) };
  const turns: Turn[] = [];
  let last: Outcome | undefined;
  for (const index of items.value.keys()) {
    const own = loopVariables(loop, items.value, index);
    const turn = turnOf(include, withVariables(view, own), own);
    if (!('outcome' in turn)) turns.push(turn);
    else if (turn.outcome.status === 'skipped') last = turn.outcome;
    else return turn;
  }
  return turns.length === 0 ? { outcome: last ?? skipped('the loop has no items') } : { turns };
}

function turnOf(include: Include, view: View, own: Layer): Turn | { readonly outcome: Outcome } {
  const needed = evaluateWhen(include.when, view);
  if (needed.kind === 'failed') return { outcome: failed(needed.failure) };
  if (needed.kind === 'unknown') return { outcome: unknown(needed.after) };
  if (needed.value !== undefined) return { outcome: skipped(needed.value) };
  const target = tell(view, (scope): Json => include.target.render(scope));
  if (target.kind === 'failed') return { outcome: failed(target.failure) };
  if (target.kind === 'unknown') return { outcome: unknown(target.after) };
  if (typeof target.value !== 'string')
    return { outcome: failed(failure('task/failed', 'the name of what is included is not a text')) };
  return { target: target.value, variables: { ...include.vars, ...own } };
}

function included(turns: readonly Turn[]): Outcome {
  return {
    status: 'ok',
    steps: [],
    message: `included: ${[...new Set(turns.map(({ target }) => target))].join(', ')}`,
    result: {},
  };
}
