import { Argument } from 'commander';
import { writeLines } from '../../report/output.ts';
import { shown } from '../../report/shown.ts';
import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';
import { gathered } from '../option-values.ts';

const kinds = ['playbook', 'tasks', 'inventory', 'config'] as const;

interface SchemaFlags {
  readonly modulePath: readonly string[];
  readonly write?: string | true;
}

/** `gorun schema [KIND]` */
export const addSchema: AddCommand = (program, { terminal }) => {
  program
    .command('schema')
    .description('print the JSON Schema of the language, for editors; your modules in ./modules are in it')
    .addArgument(new Argument('[kind]', 'of what').choices(kinds).default('playbook'))
    .option('-w, --write [folder]', 'write all of them into a folder instead; schemas by default')
    .option(
      '-M, --module-path <folder>',
      'folder with modules of your own; may stand several times',
      gathered,
      [],
    )
    .addHelpText(
      'after',
      `${examples([
        ['gorun schema > playbook.schema.json', 'the schema of playbooks'],
        ['gorun schema --write', 'schemas/playbook.json, tasks.json, inventory.json, config.json'],
      ])}

First line of a YAML file, for editors with the YAML language server:
  # yaml-language-server: $schema=schemas/playbook.json`,
    )
    .action(async (kind: (typeof kinds)[number], flags: SchemaFlags) => {
      const { schemaFolder, schemaKinds, schemaText } = await import('../schemas.ts');
      const { registryFor } = await import('../../run/registry.ts');
      const { cwd, out } = terminal;
      const modules = await registryFor(cwd, cwd, flags.modulePath);
      if (flags.write === undefined) {
        out.write(schemaText(kind, modules));
        return;
      }
      const { wholeFile } = await import('../whole-file.ts');
      const folder = flags.write === true ? schemaFolder : flags.write;
      for (const each of schemaKinds) {
        const name = `${folder}/${each}.json`;
        await (await wholeFile(name, cwd)).write(schemaText(each, modules));
        writeLines(out, [`wrote ${shown(name)}`]);
      }
    });
};
