import type { Recap, RunEvent, TaskResult } from '../../../src/engine/events.ts';
import { runPlaybook } from '../../../src/engine/run.ts';
import type { RunOptions } from '../../../src/engine/types.ts';
import type { Inventory, InventoryHost } from '../../../src/inventory/types.ts';
import type { Play } from '../../../src/playbook/types.ts';
import { Redactor } from '../../../src/secrets/redactor.ts';
import { FakeClock } from './clock.ts';
import { FakeHost, opener } from './host.ts';
import { registry } from './modules.ts';
import { playbook } from './playbook.ts';

/** Hosts `a`, `b`, … in memory, and what is needed to run plays on them. */
export class Lab {
  readonly hosts: ReadonlyMap<string, FakeHost>;
  readonly clock = new FakeClock();
  readonly secrets = new Redactor();
  readonly soon = new AbortController();
  readonly now = new AbortController();
  modules = registry();
  variables: Readonly<Record<string, InventoryHost['layers'][number]>> = {};

  constructor(...names: readonly string[]) {
    this.hosts = new Map(names.map((name) => [name, new FakeHost()]));
  }

  host(name: string): FakeHost {
    const host = this.hosts.get(name);
    if (host === undefined) throw new Error(`no host ${name}`);
    return host;
  }

  async run(plays: readonly Play[], more: Partial<RunOptions> = {}): Promise<Ran> {
    const events: RunEvent[] = [];
    const recap = await runPlaybook({
      run: 'r1',
      playbook: playbook(...plays),
      inventory: this.inventory(),
      modules: this.modules,
      sessions: opener(this.hosts),
      clock: this.clock,
      listener: (event) => events.push(event),
      secrets: this.secrets,
      extraVars: {},
      tags: [],
      skipTags: [],
      check: false,
      diff: false,
      forks: 1,
      speculation: true,
      stealLock: false,
      holder: 'test',
      folder: '/playbooks',
      stopSoon: this.soon.signal,
      stopNow: this.now.signal,
      ...more,
    });
    return new Ran(recap, events);
  }

  private inventory(): Inventory {
    const hosts = new Map(
      [...this.hosts.keys()].map((name): [string, InventoryHost] => [
        name,
        { name, groups: ['all', 'fakes'], layers: [{ zone: 'one' }, this.variables[name] ?? {}] },
      ]),
    );
    const names = [...hosts.keys()];
    return {
      hosts,
      groups: new Map([
        ['all', names],
        ['fakes', names],
      ]),
      select: (pattern) =>
        [...hosts.values()].filter(({ name }) => pattern === 'all' || pattern.split(':').includes(name)),
    };
  }
}

/** What came of a run. */
export class Ran {
  readonly recap: Recap;
  readonly events: readonly RunEvent[];

  constructor(recap: Recap, events: readonly RunEvent[]) {
    this.recap = recap;
    this.events = events;
  }

  /** `host task: status` for every finished task, in order. */
  get lines(): string[] {
    return this.finished.map(({ host, task, result }) => `${host} ${task}: ${result.status}`);
  }

  get finished(): { host: string; id: string; task: string; result: TaskResult }[] {
    return this.events.flatMap((event) =>
      event.type === 'host.task.finished'
        ? [{ host: event.host, id: event.task.id, task: event.task.name, result: event.result }]
        : [],
    );
  }

  /** The result of a task on a host. */
  result(task: string, host = 'a'): TaskResult {
    const found = this.finished.findLast((one) => one.task === task && one.host === host);
    if (found === undefined) throw new Error(`${task} did not run on ${host}`);
    return found.result;
  }

  standing(host: string): string | undefined {
    return this.recap.hosts.find((one) => one.host === host)?.standing;
  }

  where(host: string): string | undefined {
    return this.recap.hosts.find((one) => one.host === host)?.where;
  }

  of<T extends RunEvent['type']>(type: T): Extract<RunEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
  }
}
