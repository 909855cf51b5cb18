import type {
  HostRecap,
  Recap,
  RunEvent,
  RunEventBody,
  TaskRef,
  TaskResult,
} from '../../src/engine/events.ts';

/** Numbers bodies and dates them, one second apart. */
export function stream(bodies: readonly RunEventBody[]): RunEvent[] {
  return bodies.map((body, index) => ({ seq: index + 1, at: 1_000_000 + index * 1000, run: 'r1', ...body }));
}

/** A task at a line of upgrade.yml. */
export function task(
  name: string,
  module: string,
  line: number,
  section: TaskRef['section'] = 'tasks',
): TaskRef {
  return { id: `0.tasks.${line}`, name, module, position: { file: 'upgrade.yml', line, column: 9 }, section };
}

/** A result with nothing special. */
export function result(host: string, more: Partial<TaskResult> = {}): TaskResult {
  return { host, status: 'ok', ms: 12, steps: [], result: {}, ...more };
}

/** A host's line of the recap with nothing special. */
export function hostRecap(host: string, more: Partial<HostRecap> = {}): HostRecap {
  return {
    host,
    ok: 0,
    changed: 0,
    failed: 0,
    unreachable: 0,
    rolledBack: 0,
    skipped: 0,
    ignored: 0,
    unknown: 0,
    stats: {
      roundTrips: 1,
      reconnects: 0,
      bytesSent: 9000,
      bytesReceived: 1200,
      connectMs: 120,
      queuedMs: 0,
      waitingMs: 80,
      workingMs: 900,
      hits: 5,
      misses: 1,
      wasted: 0,
    },
    ms: 1500,
    standing: 'done',
    ...more,
  };
}

export const install = task('Install Go', 'msi_install', 34);
const facts = task('See which Go is there', 'go_version_fact', 21);
const say = task('Say why', 'debug', 54, 'rescue');

export const upgradeStep = {
  title: 'Install Go 1.21.13',
  action: 'install',
  changes: [{ property: 'version', before: '1.20.14', after: '1.21.13' }],
};

/** Three hosts in two batches: one upgrades, one is rolled back, one cannot be reached. */
export function upgradeRun(check: boolean): RunEvent[] {
  const recap: Recap = {
    hosts: [
      hostRecap('win1', { ok: 1, changed: 1 }),
      hostRecap('win2', {
        ok: 2,
        rolledBack: 1,
        standing: 'rolled-back',
        where: 'rolled back after "Install Go": msiexec ended with 1603',
      }),
      hostRecap('win3', { unreachable: 1, standing: 'unreachable', where: 'unreachable: no answer' }),
    ],
    exit: 'rolledBack',
    ms: 42_000,
  };
  return stream([
    { type: 'run.started', playbook: 'upgrade.yml', check, diff: true, forks: 50, plays: 1 },
    { type: 'play.started', play: 0, name: 'Upgrade Go', hosts: ['win1', 'win2', 'win3'], batches: 2 },
    { type: 'batch.started', play: 0, batch: 0, of: 2, hosts: ['win1'] },
    { type: 'host.connected', host: 'win1', ms: 300 },
    { type: 'task.started', play: 0, batch: 0, task: facts, hosts: ['win1'] },
    { type: 'host.task.started', host: 'win1', task: facts },
    { type: 'host.task.finished', host: 'win1', task: facts, result: result('win1') },
    { type: 'task.finished', play: 0, batch: 0, task: facts },
    { type: 'task.started', play: 0, batch: 0, task: install, hosts: ['win1'] },
    { type: 'host.task.started', host: 'win1', task: install },
    {
      type: 'host.task.finished',
      host: 'win1',
      task: install,
      result: result('win1', { status: 'changed', steps: [upgradeStep] }),
    },
    { type: 'task.finished', play: 0, batch: 0, task: install },
    { type: 'batch.finished', play: 0, batch: 0, failed: [], rolledBack: [] },
    { type: 'batch.started', play: 0, batch: 1, of: 2, hosts: ['win2', 'win3'] },
    {
      type: 'host.unreachable',
      host: 'win3',
      failure: { code: 'connection/unreachable', message: 'win3:22 does not answer', fix: 'Start sshd.' },
    },
    { type: 'task.started', play: 0, batch: 1, task: install, hosts: ['win2'] },
    { type: 'host.task.started', host: 'win2', task: install },
    {
      type: 'host.task.finished',
      host: 'win2',
      task: install,
      result: result('win2', {
        status: 'failed',
        steps: [upgradeStep],
        failure: {
          code: 'module/apply-failed',
          message: 'msiexec ended with 1603\nProperty(S): \u001b[2J',
          fix: 'Look at the log.',
        },
      }),
    },
    { type: 'task.finished', play: 0, batch: 1, task: install },
    {
      type: 'host.step.undone',
      host: 'win2',
      task: install,
      title: 'Install Go 1.20.14 again',
      intent: 'i1',
      ok: true,
      ms: 900,
    },
    { type: 'host.task.started', host: 'win2', task: say },
    {
      type: 'host.task.finished',
      host: 'win2',
      task: say,
      result: result('win2', { message: 'Install Go: 1603' }),
    },
    { type: 'block.rescued', block: '0.tasks.1', host: 'win2', resolved: false },
    { type: 'batch.finished', play: 0, batch: 1, failed: ['win3'], rolledBack: ['win2'] },
    { type: 'play.finished', play: 0 },
    { type: 'run.finished', recap },
  ]);
}
