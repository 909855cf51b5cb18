import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Option } from 'commander';
import { duration } from '../../report/duration.ts';
import { count, hostList } from '../../report/host-list.ts';
import { type Output, writeLines } from '../../report/output.ts';
import { shown } from '../../report/shown.ts';
import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';
import { pairs, wholeNumber } from '../option-values.ts';
import { findPlaybook } from '../playbook-file.ts';

interface UpFlags extends InstanceFlags {
  readonly hosts?: number;
  readonly linux?: number;
  readonly go?: string;
  readonly linuxGo?: string;
  readonly linuxSlim?: boolean;
  readonly fault: Readonly<Record<string, string>>;
  readonly fresh?: boolean;
}

interface InstanceFlags {
  readonly instance?: string;
}

function instanceOption(): Option {
  return new Option('--instance <name>', 'a lab of its own beside others');
}

function instanceOf({ instance }: InstanceFlags): InstanceFlags {
  return instance === undefined ? {} : { instance };
}

function progressTo(
  output: Output,
): (event: { state: 'start' | 'done' | 'failed'; detail: string; took?: number }) => void {
  const { ok, failed, faint } = output.colours;
  return ({ state, detail, took }) => {
    const mark = { start: faint('·'), done: ok('✓'), failed: failed('✗') }[state];
    const time = took === undefined ? ' …' : faint(` ${duration(took)}`);
    writeLines(output, [`${mark} ${shown(detail)}${time}`]);
  };
}

/** What can be typed next in this folder: not every one has the playbook. */
async function firstCommand(cwd: string, group: 'windows' | 'linux'): Promise<string> {
  return findPlaybook('upgrade.yml', cwd).then(
    () => 'gorun playbook upgrade.yml -i lab --check --diff',
    () => `gorun run ${group} go_version_fact -i lab -v`,
  );
}

/** `gorun lab up|status|down|ssh` */
export const addLab: AddCommand = (program, context) => {
  const { terminal } = context;
  const { out } = terminal;
  const lab = program
    .command('lab')
    .description('Windows and Linux hosts on this machine, to practise on')
    .addHelpText(
      'after',
      examples([
        ['gorun lab up --hosts 2', 'make two Windows hosts; the inventory is called lab'],
        ['gorun lab up --hosts 2 --linux 3 --go 1.20.14', 'two Windows and three Linux hosts with this Go'],
        ['gorun playbook upgrade.yml -i lab', 'practise'],
        ['gorun lab down', 'end them'],
      ]),
    );

  lab
    .command('up')
    .description('make and start hosts, and write inventories/lab.yml')
    .option('-n, --hosts <number>', 'how many Windows hosts: 4, or none beside --linux', wholeNumber(1, 64))
    .option('--linux <number>', 'how many Linux hosts', wholeNumber(1, 5000))
    .option('--go <version>', 'the Go that is on them; none: no Go (Windows: 1.20.14, Linux: none)')
    .option('--linux-go <version>', 'another Go on the Linux hosts')
    .option('--linux-slim', "the Linux hosts' Go has no sources: lighter where they are many")
    .option(
      '--fault <host=name>',
      'a fault to order, e.g. win3=msi-fails-midway or linux2=sh-busybox; may stand several times',
      pairs,
      {},
    )
    .option('--fresh', 'make the hosts anew, as they were on the first day')
    .addOption(instanceOption())
    .action(async (flags: UpFlags) => {
      const [{ isLinuxName, labPlaces, labUp, parseFaults, parseLinuxFaults }, { ensureLabDepot }] =
        await Promise.all([import('../../../lab/index.ts'), import('../lab-depot.ts')]);
      // Typing errors first: what follows takes minutes on a new machine.
      for (const [host, fault] of Object.entries(flags.fault)) {
        if (isLinuxName(host)) parseLinuxFaults(fault);
        else parseFaults(fault);
      }
      const { depot } = labPlaces(flags.instance);
      await mkdir(depot, { recursive: true });
      const up = await labUp(
        {
          ...(flags.hosts === undefined ? {} : { hosts: flags.hosts }),
          ...(flags.linux === undefined ? {} : { linux: flags.linux }),
          ...(flags.go === undefined ? {} : { go: flags.go, linuxGo: flags.go }),
          ...(flags.linuxGo === undefined ? {} : { linuxGo: flags.linuxGo }),
          linuxSlim: flags.linuxSlim === true,
          faults: flags.fault,
          fresh: flags.fresh === true,
          project: terminal.cwd,
          depot: await ensureLabDepot(depot),
          ...instanceOf(flags),
        },
        progressTo(out),
      );
      const names = [...up.hosts, ...up.linux].map(({ name }) => name);
      writeLines(out, [
        `${count(names.length, 'host')}: ${hostList(names, 8)}; inventory ${shown(up.inventoryPath)}`,
        `Try: ${await firstCommand(terminal.cwd, up.hosts.length > 0 ? 'windows' : 'linux')}`,
      ]);
    });

  lab
    .command('status')
    .description('what runs')
    .addOption(instanceOption())
    .action(async (flags: InstanceFlags) => {
      const { labStatus } = await import('../../../lab/index.ts');
      const status = labStatus(flags.instance);
      writeLines(out, [
        status.running ? 'the lab is up' : 'the lab is down',
        ...[...status.hosts.map((host) => ({ ...host, address: '127.0.0.1' })), ...status.linux].map(
          ({ name, address, port }) => `  ${name}  ${port === undefined ? 'down' : `${address}:${port}`}`,
        ),
      ]);
    });

  lab
    .command('down')
    .description('stop all hosts; they keep their state')
    .option('--remove', 'delete the hosts too')
    .addOption(instanceOption())
    .action(async (flags: InstanceFlags & { remove?: boolean }) => {
      const [{ labDown, labPlaces, labRoot, labStatus }, { stopLabDepot }] = await Promise.all([
        import('../../../lab/index.ts'),
        import('../lab-depot.ts'),
      ]);
      await labDown({ remove: flags.remove === true, ...instanceOf(flags) });
      // Labs beside this one are served by the same depot.
      const instances = await readdir(join(labRoot(), 'instances')).catch(() => []);
      if (!instances.some((name) => labStatus(name).running)) await stopLabDepot(labPlaces().depot);
      writeLines(out, [out.colours.ok('✓ the lab is down')]);
    });

  lab
    .command('ssh')
    .description("OpenSSH's ssh to a host, or one command there")
    .argument('<host>', 'e.g. win1')
    .argument('[command...]', 'what to run there; without it, a shell')
    .passThroughOptions()
    .addOption(instanceOption())
    .action(async (host: string, command: string[], flags: InstanceFlags) => {
      const { labSsh } = await import('../../../lab/index.ts');
      // Its exit code is ssh's own: whoever scripts this wants that of the command.
      process.exit(await labSsh(host, command, flags.instance));
    });
};
