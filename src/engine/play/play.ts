import type { Play } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';
import { sharedOf } from '../host/scopes.ts';
import type { RunContext } from '../run-context.ts';
import { runBatch } from './batch.ts';
import { batchesOf } from './batches.ts';
import { magicVariables } from './magic.ts';
import { ordered } from './order.ts';

/** Runs a play batch by batch. Returns false when the run must end with it. */
export async function runPlay(
  run: RunContext,
  play: Play,
  playIndex: number,
  selected: readonly HostState[],
): Promise<boolean> {
  const { options, emit } = run;
  const fit = selected.filter(
    ({ failing, unreachable }) => failing === undefined && unreachable === undefined,
  );
  const hosts = ordered(fit, play.order, options.run);
  const batches = batchesOf(hosts, play.serial);
  const names = hosts.map(({ name }) => name);
  emit({ type: 'play.started', play: playIndex, name: play.name, hosts: names, batches: batches.length });
  if (selected.length === 0)
    emit({ type: 'run.warning', message: `no host matches "${play.hosts}" of play "${play.name}"` });
  const shared = sharedOf(play, options);
  let reason: string | undefined;
  for (const [batchIndex, members] of batches.entries()) {
    if (run.stopping.aborted) break;
    const magic = magicVariables({
      run,
      play,
      shared,
      playHosts: names,
      askedFor: selected.map(({ name }) => name),
      batchHosts: members,
    });
    const batch = {
      run,
      play,
      playIndex,
      batchIndex,
      hosts: members,
      shared,
      magic,
      handlers: [...play.handlers],
      visited: new Set<HostState>(),
      readAhead: { tasks: new Map(), variables: new Map() },
      endPlay: false,
      stop: undefined,
    };
    reason = await runBatch(batch, batches.length);
    if (reason === undefined && !batch.endPlay) continue;
    const untouched = batches.slice(batchIndex + 1).flat();
    if (reason === undefined) {
      for (const host of untouched) leave(host, play);
      break;
    }
    for (const host of members) host.stoppedBy = reason;
    emit({ type: 'play.stopped', play: playIndex, reason, untouched: untouched.map(({ name }) => name) });
    break;
  }
  emit({ type: 'play.finished', play: playIndex });
  return reason === undefined;
}

/** The play ended before the host's turn, as the playbook says: nothing of it is ahead any more. */
function leave(host: HostState, play: Play): void {
  host.started = true;
  const index = host.ahead.indexOf(play.name);
  if (index >= 0) host.ahead.splice(index, 1);
}
