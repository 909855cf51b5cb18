/**
 * What the engine costs: hosts in memory × 6 tasks through the engine and the plain reporter.
 * node bench/engine.ts [hosts, 1000 by default]; 1,000 hosts must stay under 5 s of CPU and 300 MB.
 */
import type { RunEvent } from '../src/engine/events.ts';
import { runPlaybook } from '../src/engine/run.ts';
import type { Inventory, InventoryHost } from '../src/inventory/types.ts';
import { parsePlaybook } from '../src/playbook/load.ts';
import { palette } from '../src/report/colours.ts';
import { plainReporter } from '../src/report/plain.ts';
import { Redactor } from '../src/secrets/redactor.ts';
import { FakeHost, opener } from '../test/engine/fake/host.ts';
import { registry } from '../test/engine/fake/modules.ts';

const text = `
- name: Bench
  hosts: all
  serial: ["50%"]
  vars:
    version: 1.21.13
    path: 'C:\\Go {{ version }}\\bin'
  tasks:
    - name: Read
      read: { key: k0 }
      register: found
    - name: Upgrade
      block:
        - name: Keep the version
          keep: { key: k1, value: "{{ version }}" }
          register: kept
          notify: Tell
        - name: Keep the path
          keep: { key: k2, value: "{{ path }}" }
          when: found.failed == false && inventory_hostname != "nobody"
        - name: Several
          keep: { key: "{{ item }}", value: "{{ inventory_hostname }}" }
          loop: [k3, k4]
      rescue:
        - rollback:
    - name: Say
      say: { msg: "{{ inventory_hostname }} in {{ zone }}: {{ kept.changed }}" }
    - name: Remember
      set_fact: { done: "{{ version }}" }
  handlers:
    - name: Tell
      say: { msg: changed }
`;

function inventoryOf(names: readonly string[]): Inventory {
  const shared = { zone: 'one', ansible_user: 'admin' };
  const hosts = new Map(
    names.map((name): [string, InventoryHost] => [
      name,
      { name, groups: ['all', 'windows'], layers: [shared, { ansible_host: `${name}.example.com` }] },
    ]),
  );
  return {
    hosts,
    groups: new Map([
      ['all', names],
      ['windows', names],
    ]),
    select: () => [...hosts.values()],
  };
}

const count = Number(process.argv[2] ?? 1000);
const names = Array.from({ length: count }, (_, index) => `host-${index + 1}`);
const hosts = new Map(names.map((name) => [name, new FakeHost()]));
const inventory = inventoryOf(names);
const modules = registry();
const never = new AbortController().signal;

/** One run over all hosts; prints what it cost. */
async function measure(title: string): Promise<number> {
  const playbook = await parsePlaybook(text, 'bench.yml', { modules });
  let bytes = 0;
  let events = 0;
  const output = {
    write: (shown: string) => {
      bytes += shown.length;
    },
    columns: () => 120,
    colours: palette(0),
  };
  const report = plainReporter(output, {
    diff: false,
    verbosity: 0,
    stats: false,
    typed: { words: ['gorun'], check: false },
  });
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const recap = await runPlaybook({
    run: 'bench',
    playbook,
    inventory,
    modules,
    sessions: opener(hosts),
    clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
    listener: (event: RunEvent) => {
      events += 1;
      report(event);
    },
    secrets: new Redactor(),
    extraVars: {},
    tags: [],
    skipTags: [],
    check: false,
    diff: false,
    forks: 50,
    speculation: true,
    stealLock: false,
    holder: 'bench',
    folder: '/',
    stopSoon: never,
    stopNow: never,
  });
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (user + system) / 1e6;
  const trips = recap.hosts.reduce((sum, { stats }) => sum + stats.roundTrips, 0) / recap.hosts.length;
  console.log(
    `${title.padEnd(16)} ${count} hosts, exit ${recap.exit}: ${seconds.toFixed(2)} s CPU, ${((performance.now() - began) / 1000).toFixed(2)} s, ${trips.toFixed(1)} round trips per host, ${events} events, ${bytes} bytes shown`,
  );
  return seconds;
}

const cpu = Math.max(await measure('all change'), await measure('nothing changes'));
const mb = process.resourceUsage().maxRSS / 1024;
console.log(`peak memory ${mb.toFixed(0)} MB`);
if (count <= 1000) process.exitCode = cpu < 5 && mb < 300 ? 0 : 1;
