import { rename, writeFile } from 'node:fs/promises';
import { Option } from 'commander';
import { count } from '../../report/host-list.ts';
import { writeLines } from '../../report/output.ts';
import { shown } from '../../report/shown.ts';
import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';
import { untilInterrupted } from '../interrupts.ts';
import { wholeNumber } from '../option-values.ts';

function dirOption(): Option {
  return new Option('-d, --dir <folder>', 'the folder of the depot').default('depot');
}

interface ServeFlags {
  readonly dir: string;
  readonly port: number;
  readonly host: string;
  readonly quiet?: boolean;
  readonly state?: string;
}

/** Tells whoever started this process where it listens; whole or not at all. */
async function announce(file: string, indexUrl: string): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify({ pid: process.pid, indexUrl }));
  await rename(`${file}.new`, file);
}

/** `gorun depot serve|add|list` */
export const addDepot: AddCommand = (program, { terminal }) => {
  const depot = program
    .command('depot')
    .description("serve Go's installers and their version index")
    .addHelpText(
      'after',
      examples([
        ['gorun depot add go1.21.13.windows-amd64.msi', 'put an installer into the depot'],
        ['gorun depot serve --host 0.0.0.0', 'serve it to the network'],
      ]),
    );

  depot
    .command('serve')
    .description('serve a depot over HTTP until Ctrl-C')
    .addOption(dirOption())
    .option('-p, --port <number>', 'port; 0: any free one', wholeNumber(0, 65_535), 8750)
    .option('--host <address>', 'address to listen on; 0.0.0.0 for the whole network', '127.0.0.1')
    .option('-q, --quiet', 'do not print requests')
    .addOption(new Option('--state <file>', 'write process id and address there').hideHelp())
    .action(async (options: ServeFlags) => {
      const { startDepot } = await import('../../depot/server.ts');
      const { colours } = terminal.out;
      const running = await startDepot({
        ...options,
        onRequest: ({ method, path, status, bytes }) => {
          if (options.quiet === true) return;
          const shade = status < 400 ? colours.ok : colours.failed;
          writeLines(terminal.out, [`${shade(String(status))} ${shown(`${method} ${path}`)} ${bytes} bytes`]);
        },
      });
      writeLines(terminal.out, [
        `serving ${shown(options.dir)}; Ctrl-C ends it. In the inventory:`,
        `  go_index: ${running.indexUrl}`,
      ]);
      const ended = untilInterrupted();
      if (options.state !== undefined) await announce(options.state, running.indexUrl);
      await ended;
      await running.close();
    });

  depot
    .command('add')
    .description('put files of Go into a depot: go1.21.13.windows-amd64.msi, zip and tar.gz too')
    .argument('<files...>', 'files named as at go.dev/dl')
    .addOption(dirOption())
    .action(async (files: string[], options: { dir: string }) => {
      const { depotAdd } = await import('../../depot/add.ts');
      const added = await depotAdd(options.dir, files);
      writeLines(
        terminal.out,
        added.map((file) => `${shown(file.filename)}  ${file.size} bytes  sha256 ${file.sha256}`),
      );
    });

  depot
    .command('list')
    .description('list what a depot has')
    .addOption(dirOption())
    .option('--json', "the index itself, in go.dev's shape")
    .action(async (options: { dir: string; json?: boolean }) => {
      const { readDepotIndex } = await import('../../depot/index-file.ts');
      const index = await readDepotIndex(options.dir);
      if (options.json === true) {
        writeLines(terminal.out, [JSON.stringify(index, null, 2)]);
        return;
      }
      const files = index.flatMap((version) => version.files);
      const { tableLines } = await import('../../report/table.ts');
      const rows = files.map(({ version, os, arch, kind, size, filename }) =>
        [version.replace(/^go/, ''), os, arch, kind, String(size), filename].map((text) => ({
          text: shown(text),
        })),
      );
      const columns = ['version', 'os', 'arch', 'kind', 'bytes', 'file'].map((title) => ({
        title,
        align: title === 'bytes' ? ('right' as const) : ('left' as const),
      }));
      if (files.length > 0) writeLines(terminal.out, tableLines(columns, rows, terminal.out.colours.faint));
      writeLines(terminal.out, [`${count(files.length, 'file')} in ${shown(options.dir)}`]);
    });
};
