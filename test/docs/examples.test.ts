import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { commandsOf } from '../../scripts/pages/cli-page.ts';
import { gorunProgram } from '../../src/cli/program.ts';
import { GorunErrors } from '../../src/errors/gorun-error.ts';
import type { ModuleRegistry } from '../../src/module/contract.ts';
import { parsePlaybook } from '../../src/playbook/load.ts';
import { registryFor } from '../../src/run/registry.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { parseYaml } from '../../src/source/parse-yaml.ts';
import { fakeOutput } from '../report/fake-output.ts';

const root = resolve(import.meta.dirname, '../..');

interface Example {
  readonly at: string;
  /** What stands after the language, such as the path of a file. */
  readonly note: string;
  readonly text: string;
}

/** The blocks of a language in all pages, with the place of each. */
function examplesIn(language: string): readonly Example[] {
  return globSync(['docs/**/*.md', 'README.md'], { cwd: root }).flatMap((path) => {
    const page = readFileSync(join(root, path), 'utf8');
    return [...page.matchAll(new RegExp(`^\`\`\`${language}(.*)\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
      (found) => ({
        at: `${path}:${page.slice(0, found.index).split('\n').length}`,
        note: (found[1] ?? '').trim(),
        text: found[2] ?? '',
      }),
    );
  });
}

let modules: ModuleRegistry;
beforeAll(async () => {
  modules = await registryFor(root, root, []);
});

/** Names of modules and files that pages make up to show how they would be made. */
const madeUp = new Set(['module/unknown', 'playbook/no-file', 'playbook/unknown-handler']);

/** As a playbook: tasks stand in the rescue of a block, where all of them may stand. */
function asPlaybook(text: string): string | undefined {
  const node = parseYaml(text, 'example');
  if (node?.kind !== 'list') return undefined;
  const isPlay = node.items.some(
    (item) =>
      item.kind === 'map' && item.entries.some(({ key }) => key === 'hosts' || key === 'import_playbook'),
  );
  if (isPlay) return text;
  const isTasks = node.items.every(
    (item) => item.kind === 'map' && item.entries.some(({ key }) => /^[a-z][\w.]*$/.test(key)),
  );
  if (!isTasks) return undefined;
  const tasks = text.replaceAll(/^/gm, '        ');
  return `- hosts: all\n  tasks:\n    - block: []\n      rescue:\n${tasks}\n`;
}

describe('YAML on the pages', () => {
  const examples = examplesIn('yaml').filter(({ note }) => note !== 'ansible');

  test('is there', () => expect(examples.length).toBeGreaterThan(40));

  test.each(examples.map((example) => [example.at, example] as const))(
    '%s is right',
    async (at, { text }) => {
      // Cases of modules and declarations have tests of their own; here they must be YAML.
      const playbook = asPlaybook(text);
      if (playbook === undefined || at.startsWith('docs/writing-a-module.md')) return;
      try {
        await parsePlaybook(playbook, join(root, 'playbooks', 'example.yml'), { modules, cwd: root });
      } catch (error) {
        const errors = error instanceof GorunErrors ? error.errors : [error];
        expect(
          errors.filter((one) => !(one instanceof Error && 'code' in one && madeUp.has(String(one.code)))),
        ).toEqual([]);
      }
    },
  );
});

describe('commands on the pages', () => {
  const lines = examplesIn('sh').flatMap(({ at, text }) =>
    text
      .replaceAll('\\\n', ' ')
      .split('\n')
      .map((line) => line.replace(/^\$ /, '').replace(/^\.\//, ''))
      .filter((line) => line.startsWith('gorun '))
      .map((line) => [at, line] as const),
  );

  test('are there', () => expect(lines.length).toBeGreaterThan(8));

  test.each(lines)('%s: %s', async (_at, line) => {
    const command = line.replace(/ +#.*$/, '').replace(/ (?:[|>]|&&).*$/, '');
    const words = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
    const terminal = { out: fakeOutput(), err: fakeOutput(), isTTY: false, cwd: '/', env: {}, argv: [] };
    const program = gorunProgram({ terminal, secrets: new Redactor(), exit: () => {} });
    for (const each of commandsOf(program, '')) each.command.action(() => {});
    const said = await program.parseAsync(words.slice(1), { from: 'user' }).then(
      () => 'accepted',
      (error: unknown) => String(error),
    );
    expect(said).toBe('accepted');
  });
});
