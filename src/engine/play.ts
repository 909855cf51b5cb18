import type { Play } from '../playbook/types.ts';
import { runBatch, tasksOnTheWay } from './batch.ts';
import { batchesOf } from './batches.ts';
import type { HostState } from './host-state.ts';
import { magicVariables } from './magic.ts';
import type { RunContext } from './run-context.ts';

/** Runs a play batch by batch. Returns false when the run must end with it. */
export async function runPlay(
  run: RunContext,
  play: Play,
  playIndex: number,
  selected: readonly HostState[],
): Promise<boolean> {
  const { options, emit } = run;
  const hosts = selected.filter(
    ({ failing, unreachable }) => failing === undefined && unreachable === undefined,
  );
  const batches = batchesOf(hosts, play.serial);
  const names = hosts.map(({ name }) => name);
  emit({ type: 'play.started', play: playIndex, name: play.name, hosts: names, batches: batches.length });
  if (selected.length === 0)
    emit({ type: 'run.warning', message: `no host matches "${play.hosts}" of play "${play.name}"` });
  const tasks = tasksOnTheWay([...play.preTasks, ...play.tasks, ...play.postTasks], play.tags, options);
  const shared = { play: play.vars, extra: options.extraVars };
  let reason: string | undefined;
  for (const [batchIndex, members] of batches.entries()) {
    if (run.stopping.aborted) break;
    const magic = magicVariables({
      run: options.run,
      check: options.check,
      folder: options.folder,
      inventory: options.inventory,
      hosts: run.hosts,
      shared,
      playHosts: names,
      batchHosts: members.map(({ name }) => name),
    });
    const batch = {
      run,
      play,
      playIndex,
      batchIndex,
      hosts: members,
      shared,
      magic,
      tasks,
      passed: 0,
      stop: undefined,
    };
    reason = await runBatch(batch, batches.length);
    if (reason === undefined) continue;
    for (const host of members) host.stoppedBy = reason;
    const untouched = batches.slice(batchIndex + 1).flat();
    emit({ type: 'play.stopped', play: playIndex, reason, untouched: untouched.map(({ name }) => name) });
    break;
  }
  emit({ type: 'play.finished', play: playIndex });
  return reason === undefined;
}
