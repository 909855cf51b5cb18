import { setMaxListeners } from 'node:events';
import type { Play } from '../playbook/types.ts';
import { emitter } from './emitter.ts';
import { HostState } from './host/host-state.ts';
import { Lookups } from './host-module/lookups.ts';
import { chosenAtFirst, chosenSoFar } from './play/chosen.ts';
import { tellFinishing } from './play/finishing.ts';
import { runPlay } from './play/play.ts';
import { checkStart } from './play/start-at.ts';
import { recapOf } from './recap.ts';
import type { RunContext } from './run-context.ts';
import type { RunOptions, RunPlaybook } from './types.ts';

/**
 * Runs a playbook to its end and says where each host stands. Never rejects for what happens on hosts; rejects before
 * anything starts for host patterns that match nothing (GorunError `inventory/unknown-pattern`).
 */
export const runPlaybook: RunPlaybook = async (options) => {
  const { clock, playbook, stopSoon, stopNow } = options;
  checkStart(playbook, options.startAtTask);
  const chosen = chosenAtFirst(options);
  const stopping = AbortSignal.any([stopSoon, stopNow]);
  // One listener per host that is being waited for; that is no leak.
  setMaxListeners(0, stopping, stopSoon, stopNow);
  const run: RunContext = {
    options,
    emit: emitter(options),
    hosts: hostStates(options, chosen),
    helpers: new Map(),
    changes: 0,
    waiting: options.startAtTask !== undefined,
    asking: true,
    throttles: new Map(),
    lookups: new Lookups({ signal: stopNow, folder: options.folder }),
    stopping,
  };
  const began = clock.now();
  const tellStop = stopTeller(run);
  options.sessions.onWarning?.((message) => run.emit({ type: 'run.warning', message }));
  run.emit({
    type: 'run.started',
    playbook: playbook.file,
    check: options.check,
    diff: options.diff,
    forks: options.forks,
    plays: playbook.plays.length,
  });
  for (const [index, play] of playbook.plays.entries()) {
    if (stopping.aborted) break;
    if (!(await runPlay(run, play, index, membersOf(run, play, chosen.get(play) ?? [])))) break;
  }
  tellStop();
  const recap = recapOf(run.hosts.values(), stopping.aborted, clock.now() - began);
  run.emit({ type: 'run.finished', recap });
  return options.secrets.value(recap);
};

/** The hosts of a play; where the inventory has grown since the run began, as it is now. */
function membersOf(run: RunContext, play: Play, before: readonly string[]): readonly HostState[] {
  const { options, hosts, helpers } = run;
  const { inventory } = options;
  if (run.changes === 0) return before.flatMap((name) => hosts.get(name) ?? []);
  return chosenSoFar(options, play).flatMap((name) => {
    const host = inventory.hosts.get(name);
    if (host === undefined) return [];
    const state = hosts.get(name) ?? helpers.get(name) ?? new HostState(host);
    state.inventory = host;
    if (!before.includes(name)) state.ahead.push(play.name);
    hosts.set(name, state);
    return [state];
  });
}

/** In the order of the inventory. */
function hostStates(
  { inventory }: RunOptions,
  chosen: ReadonlyMap<Play, readonly string[]>,
): Map<string, HostState> {
  const wanted = new Set([...chosen.values()].flat());
  const states = new Map<string, HostState>();
  for (const host of inventory.hosts.values())
    if (wanted.has(host.name)) states.set(host.name, new HostState(host));
  for (const [play, names] of chosen) for (const name of names) states.get(name)?.ahead.push(play.name);
  return states;
}

/** Tells of Ctrl-C when it happens; the returned function stops listening. */
function stopTeller(run: RunContext): () => void {
  const { emit, options } = run;
  const { stopSoon, stopNow } = options;
  const soon = (): void => {
    emit({ type: 'run.interrupted', how: 'finish-steps' });
    tellFinishing(
      run,
      [...run.hosts.values()].filter(({ rescues }) => rescues.length > 0),
    );
  };
  const now = (): void => emit({ type: 'run.interrupted', how: 'now' });
  stopSoon.addEventListener('abort', soon, { once: true });
  stopNow.addEventListener('abort', now, { once: true });
  return () => {
    stopSoon.removeEventListener('abort', soon);
    stopNow.removeEventListener('abort', now);
  };
}
