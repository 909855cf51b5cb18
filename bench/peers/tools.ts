import { join } from 'node:path';
import type { Program } from '../measure/program-cost.ts';
import { type AnsibleSetup, writeAnsibleFiles } from './ansible-files.ts';
import { gorunProgram } from './build-gorun.ts';
import { writeGorunFiles } from './gorun-files.ts';
import { gorunProblem } from './gorun-recap.ts';
import type { BenchHosts } from './hosts.ts';
import type { Workload } from './workload.ts';

/** What is run: the six tasks, or twenty that do nothing. */
export type Book = 'workload' | 'null';

/** How many hosts a run should have changed. */
export type Changes = 'all' | 'none';

/** Something that runs playbooks, set up in one way. */
export interface Tool {
  readonly name: string;
  /** Whether it leaves connections open for the next run: never, always, or because it was told to, which is all that it is here for. */
  readonly warm: 'never' | 'also' | 'only';
  /** Another way to set up a tool that is measured anyhow: fewer rounds will do. */
  readonly variant: boolean;
  /** Fewer hosts show no difference to another one. */
  readonly from: number;
  /** Writes its files for some hosts. */
  prepare(folder: string, fleet: BenchHosts, workload: Workload): Promise<void>;
  program(folder: string, book: Book): Omit<Program, 'mark' | 'limit'>;
  /** What is wrong with the run that has just ended; undefined: nothing. */
  problem(folder: string, output: string, hosts: number, changes: Changes): Promise<string | undefined>;
}

/** Hosts at the same time: Ansible's own 5 would be unfair, more than 50 rarely help it. */
const usualForks = 50;

const path = '/usr/sbin:/usr/bin:/sbin:/bin';

/** @param forks Undefined: as many as there are hosts. */
function ansible(name: string, strategy: AnsibleSetup['strategy'], forks: number | undefined): Tool {
  const setup = (hosts: number): AnsibleSetup => ({ strategy, forks: forks ?? hosts });
  return {
    name,
    variant: forks === undefined || strategy.endsWith('free'),
    from: forks === undefined ? usualForks + 1 : 1,
    // Mitogen has connections of its own, which end with the run.
    warm: strategy.startsWith('mitogen') ? 'never' : 'also',
    prepare: (folder, fleet, workload) =>
      writeAnsibleFiles(folder, fleet, workload, setup(fleet.hosts.length)),
    program: (folder, book) => ({
      argv: ['/usr/bin/ansible-playbook', `${book}.yml`],
      cwd: folder,
      env: {
        PATH: path,
        LANG: 'C.UTF-8',
        ANSIBLE_CONFIG: join(folder, 'ansible.cfg'),
        // Its pool of threads is to be no narrower than forks.
        MITOGEN_POOL_SIZE: String(forks ?? 200),
      },
    }),
    problem: async (_folder, output, hosts, changes) => ansibleProblem(output, hosts, changes),
  };
}

function ansibleProblem(output: string, hosts: number, changes: Changes): string | undefined {
  const recap = [...output.matchAll(/ok=\d+ +changed=(\d+) +unreachable=(\d+) +failed=(\d+)/g)];
  if (recap.length !== hosts) return `${recap.length} of ${hosts} hosts stand in the recap`;
  if (recap.some(([, , unreachable, failed]) => unreachable !== '0' || failed !== '0')) return 'hosts failed';
  const changed = recap.filter(([, count]) => count !== '0').length;
  const wanted = changes === 'all' ? hosts : 0;
  return changed === wanted ? undefined : `${changed} hosts changed where ${wanted} should have`;
}

function gorun(name: string, warm: Tool['warm'], flags: readonly string[]): Tool {
  return {
    name,
    warm,
    variant: false,
    from: 1,
    prepare: writeGorunFiles,
    program: (folder, book) => ({
      argv: [
        process.execPath,
        gorunProgram,
        ...['playbook', `${book}.yml`, '-i', 'hosts.yml', '--forks', String(usualForks)],
        ...flags,
      ],
      cwd: folder,
      env: { PATH: path, LANG: 'C.UTF-8' },
    }),
    problem: (folder, _output, hosts, changes) => gorunProblem(folder, hosts, changes),
  };
}

/** All that can be compared, gorun first. */
export const tools: readonly Tool[] = [
  gorun('gorun', 'never', []),
  gorun('gorun-persist', 'only', ['--persist', '15m']),
  ansible('ansible-linear', 'linear', usualForks),
  ansible('mitogen-linear', 'mitogen_linear', usualForks),
  ansible('ansible-free', 'free', usualForks),
  ansible('mitogen-free', 'mitogen_free', usualForks),
  ansible('ansible-wide', 'linear', undefined),
  ansible('mitogen-wide', 'mitogen_linear', undefined),
];
