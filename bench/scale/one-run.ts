import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recap, RunEvent } from '../../src/engine/events.ts';
import { palette } from '../../src/report/colours.ts';
import { plainReporter } from '../../src/report/plain.ts';
import { executeRun } from '../../src/run/execute.ts';
import { openLog } from '../../src/run/log.ts';
import { prepareRun } from '../../src/run/prepare.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { SessionOpener } from '../../src/worker/session.ts';
import { costOf, peakMegabytes } from '../measure/self-cost.ts';
import { Allocations } from './allocations.ts';
import { type FleetOptions, makeFleet } from './fleet.ts';
import { inProcessConnector } from './in-process.ts';
import { serveIndex } from './installer-index.ts';
import { knownModules } from './known-modules.ts';
import { hostNames, inventoryText, template, templateName, upgradePlaybook } from './playbook.ts';
import { messages } from './simulated-worker.ts';
import { startTcpFleet, tcpConnector } from './tcp.ts';

/** Which run. */
export interface RunOrder extends FleetOptions {
  readonly way: 'in-process' | 'tcp';
  readonly serial?: string;
  /** Count allocations instead of time. */
  readonly allocations: boolean;
}

/** What a run of the whole tool over a simulated fleet cost. Times in seconds, memory in MB, the rest per host. */
export interface RunFigures {
  readonly hosts: number;
  readonly wall: number;
  readonly cpu: number;
  /** CPU of the whole process, its start included. */
  readonly cpuOfProcess: number;
  /** Resident before anything was read, and at most. */
  readonly baseMemory: number;
  readonly peakMemory: number;
  readonly roundTrips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Messages of the protocol both ways; only in process. */
  readonly messages: number;
  readonly events: number;
  readonly shownBytes: number;
  /** Bytes; 0 where they were not counted. */
  readonly allocated: number;
  readonly live: number;
  readonly standings: Readonly<Record<string, number>>;
  readonly changed: number;
}

/** A hung worker must not keep a bench waiting. */
const times = { grace: 0.5, helloTimeout: 60, reconnectFor: 10 };

/** Runs the playbook over the fleet, in this process, as the command line would: read, checked, told, logged. */
export async function oneRun(order: RunOrder): Promise<RunFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'gorun-scale-'));
  const index = await serveIndex();
  await writeFile(join(folder, 'upgrade.yml'), upgradePlaybook(index.url, order.serial));
  await writeFile(join(folder, templateName), template);
  await writeFile(join(folder, 'hosts.yml'), inventoryText(hostNames(order.hosts)));
  const far = await farSide(order);
  const baseMemory = process.memoryUsage().rss / 2 ** 20;
  try {
    const counts = { events: 0, shown: 0 };
    const allocations = order.allocations ? new Allocations() : undefined;
    allocations?.begin();
    const { result, ...cost } = await costOf(() => run(folder, far.sessions, counts, allocations));
    const all = process.cpuUsage();
    const perHost = (total: number) => total / order.hosts;
    const sum = (of: (host: Recap['hosts'][number]) => number) =>
      perHost(result.hosts.reduce((total, host) => total + of(host), 0));
    return {
      hosts: order.hosts,
      wall: cost.wall,
      cpu: cost.user + cost.system,
      cpuOfProcess: (all.user + all.system) / 1e6,
      baseMemory,
      peakMemory: peakMegabytes(),
      roundTrips: sum(({ stats }) => stats.roundTrips),
      bytesSent: sum(({ stats }) => stats.bytesSent),
      bytesReceived: sum(({ stats }) => stats.bytesReceived),
      messages: perHost(messages.in + messages.out),
      events: perHost(counts.events),
      shownBytes: perHost(counts.shown),
      ...perHostOf(allocations?.end() ?? { allocated: 0, live: 0 }, perHost),
      standings: countsOf(result.hosts.map(({ standing }) => standing)),
      changed: sum(({ changed }) => changed),
    };
  } finally {
    far.close();
    index.close();
    await rm(folder, { recursive: true });
  }
}

/** Opens sessions through the whole client of the worker. */
async function farSide(order: RunOrder): Promise<{ readonly sessions: SessionOpener; close(): void }> {
  if (order.way === 'tcp') {
    const { port, close } = await startTcpFleet(order);
    const open: SessionOpener['open'] = ({ name }, signal) =>
      openWorkerSession(tcpConnector(name, port), name, times, signal);
    return { sessions: { open }, close };
  }
  const fleet = makeFleet(order);
  const modules = await knownModules();
  const open: SessionOpener['open'] = ({ name }, signal) => {
    const host = fleet.get(name);
    if (host === undefined) throw new Error(`${name} is not simulated`);
    return openWorkerSession(inProcessConnector(host, modules), name, times, signal);
  };
  return { sessions: { open }, close: () => {} };
}

async function run(
  folder: string,
  sessions: SessionOpener,
  counts: { events: number; shown: number },
  allocations: Allocations | undefined,
): Promise<Recap> {
  const prepared = await prepareRun({
    source: { file: join(folder, 'upgrade.yml') },
    inventories: ['hosts.yml'],
    extraVars: {},
    modulePath: [],
    cwd: folder,
    limit: undefined,
    tags: [],
    skipTags: [],
    check: false,
    diff: false,
    forks: 50,
    speculation: true,
    stealLock: false,
    acceptNew: false,
  });
  const log = await openLog({
    run: prepared.run,
    secrets: prepared.secrets,
    cwd: folder,
    env: {},
    debug: false,
  });
  const write = (text: string): void => {
    counts.shown += text.length;
  };
  const report = plainReporter(
    { write, columns: () => 120, colours: palette(0) },
    { diff: false, verbosity: 0, stats: false, typed: { words: ['gorun'], check: false } },
  );
  const listener = (event: RunEvent): void => {
    counts.events += 1;
    report(event);
    // The last task of the block: all connections are open, all facts are known.
    if (event.type === 'task.started' && event.task.module === 'verify') allocations?.look();
  };
  try {
    return await executeRun(prepared, { listener, log, sessions });
  } finally {
    await log?.close();
  }
}

function perHostOf(
  { allocated, live }: { readonly allocated: number; readonly live: number },
  perHost: (total: number) => number,
) {
  return { allocated: perHost(allocated), live: perHost(live) };
}

function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}
