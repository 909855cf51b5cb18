import { expect, test } from 'vitest';
import { commandsOf } from '../../scripts/pages/cli-page.ts';
import { gorunProgram } from '../../src/cli/program.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { fakeOutput } from '../report/fake-output.ts';
import { project, twoHosts } from './project.ts';

const terminal = { out: fakeOutput(), err: fakeOutput(), isTTY: false, cwd: '/', env: {}, argv: [] };
const program = gorunProgram({ terminal, secrets: new Redactor(), exit: () => {} });
const names = commandsOf(program, '').map(({ name }) => name);

/** What was typed, as words: quotes are for the shell. */
function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

test.each(names)(
  'gorun %s --help has examples that the command line accepts, or its group has',
  async (name) => {
    const one = await project();
    const help = await one.type(...name.split(' '), '--help');
    expect(help.exit).toBe('success');
    const group = await one.type(name.split(' ')[0] ?? '', '--help');
    const text = help.out.includes('Examples:') ? help.out : group.out;
    const lines = [...text.matchAll(/^ {2}(?:\w+=\S+ )?(?:source <\()?(gorun .*?)(?: {2,}|\)| > |$)/gm)].map(
      ([, line = '']) => line,
    );
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect([line, await parsed(words(line).slice(1))]).toEqual([line, 'accepted']);
  },
);

/** Parses a command line without doing what it says. */
async function parsed(argv: readonly string[]): Promise<string> {
  const fresh = gorunProgram({ terminal, secrets: new Redactor(), exit: () => {} });
  for (const { command } of commandsOf(fresh, '')) command.action(() => {});
  try {
    await fresh.parseAsync(argv, { from: 'user' });
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('a narrow terminal gets help without lines that are much too long', async () => {
  const one = await project({}, 40);
  const { out } = await one.type('playbook', '--help');
  const options = out.slice(out.indexOf('Options:'), out.indexOf('Examples:')).split('\n');
  expect(options.filter((line) => line.length > 60)).toEqual([]);
});

test('a run fits a narrow terminal: no line of the recap is longer', async () => {
  const files = {
    'p.yml': '- hosts: all\n  tasks:\n    - debug: { msg: x }\n',
    'inventories/two.yml': twoHosts,
  };
  const { out } = await (await project(files, 40)).type('playbook', 'p.yml', '-i', 'two');
  const recap = out.slice(out.indexOf('\nhost'));
  expect(recap.split('\n').filter((line) => line.length > 40)).toEqual([]);
});
