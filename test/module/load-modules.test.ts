import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GorunErrors } from '../../src/errors/gorun-error.ts';
import { loadModules } from '../../src/module/load/load-modules.ts';
import { fileId } from '../../src/module/resources.ts';
import { folderOf } from './fixture-folder.ts';

const builtin = join(import.meta.dirname, '../../modules');
const moduleTs = (name: string, rest = '') => `import { defineHostModule, Type } from 'gorun/module';
export default defineHostModule({ name: '${name}', summary: 'x', platforms: ['windows'], params: Type.Object({}), plan: () => ({ steps: [] }), ${rest} });
`;

async function problemsOf(files: Readonly<Record<string, string>>) {
  const folder = await folderOf(files);
  const error = await loadModules({ builtin: join(folder, 'none'), paths: [folder] }).catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GorunErrors)) throw new Error(`expected GorunErrors, not ${error}`);
  return error.errors.map(({ code, message, position, fix }) => {
    expect(code).toBe('module/definition');
    return {
      message,
      fix,
      line: position?.line,
      column: position?.column,
      file: position?.file.slice(folder.length + 1),
    };
  });
}

describe('loadModules', () => {
  test('finds what ships, in the order of names', async () => {
    const registry = await loadModules({ builtin, paths: [] });
    expect(registry.names()).toEqual(expect.arrayContaining(['assert', 'debug', 'ping', 'rollback']));
    expect(registry.names()).toEqual(registry.names().toSorted());
    expect(registry.get('nothing')).toBeUndefined();
  });

  test("takes a module of one's own from outside of the project, with its own script", async () => {
    const folder = await folderOf({
      'mine/module.ts': moduleTs('mine'),
      'mine/windows.ps1': 'function Probe($p) { @{} }\r\n',
    });
    const mine = (await loadModules({ builtin, paths: [folder] })).get('mine');
    const text = 'function Probe($p) { @{} }\n';
    const hash = createHash('sha256').update(text).digest('hex');
    expect(mine?.scripts).toEqual({ windows: { hash, text } });
    expect(mine?.folder).toBe(join(folder, 'mine'));
  });

  test('joins the libraries that a module uses in front of its script', async () => {
    const folder = await folderOf({
      'mine/module.ts': moduleTs('mine', "uses: ['one', 'two']"),
      'mine/windows.ps1': 'mine',
      'lib/windows/lib/one.ps1': 'one',
      'lib/windows/lib/two.ps1': 'two',
    });
    const registry = await loadModules({ builtin: folder, paths: [], libraries: join(folder, 'lib') });
    const script = registry.get('mine')?.scripts.windows;
    expect(script?.text).toBe('mine\n');
    expect(script?.uses?.map((library) => library.text)).toEqual(['one\n', 'two\n']);
  });

  test('a folder that is given twice, or does not exist, is no mistake', async () => {
    const folder = await folderOf({ 'mine/module.ts': moduleTs('mine'), 'mine/windows.ps1': '' });
    const registry = await loadModules({ builtin: folder, paths: [`${folder}/`, join(folder, 'nowhere')] });
    expect(registry.names()).toEqual(['mine']);
  });

  test('two modules of one name are refused, and both are named', async () => {
    const folder = await folderOf({ 'ping/module.ts': moduleTs('ping'), 'ping/windows.ps1': '' });
    const loading = loadModules({ builtin, paths: [folder] });
    await expect(loading).rejects.toMatchObject({
      errors: [
        {
          code: 'module/definition',
          message: `Two modules are named ping: ${join(builtin, 'ping')} and ${join(folder, 'ping')}.`,
        },
      ],
    });
  });

  test('tells of all broken modules at once', async () => {
    const problems = await problemsOf({
      'a/module.ts': moduleTs('b'),
      'a/windows.ps1': '',
      'c/module.ts': 'export default 5;',
      'd/module.ts': moduleTs('d'),
    });
    expect(problems.map(({ message }) => message)).toEqual([
      'Module a is not declared well: its name is "b" but its folder is a.',
      expect.stringContaining('Module c is not declared well: its default export is missing'),
      expect.stringContaining('Module d has no windows.ps1 for windows'),
    ]);
  });

  test('says where a module throws while it is loaded', async () => {
    const [problem] = await problemsOf({ 'a/module.js': "\n\nthrow new Error('no');\n" });
    expect(problem).toMatchObject({ message: 'Module a cannot be loaded: no', file: 'a/module.js', line: 3 });
  });

  test.each([
    ['params: 5', '"params" must be a Type.Object(…)'],
    ["params: { type: 'object', properties: { a: { type: 'strnig' } } }", 'its params are not a good schema'],
    ["platfroms: ['windows']", 'it has an unknown key "platfroms"; did you mean "platforms"?'],
    ["freeform: 'b'", '"freeform" must name one of its params'],
    ["platforms: ['mac']", '"platforms" must be a list of windows, posix'],
    ["verify: 'maybe'", '"verify" must be replan or none'],
    ['plan: undefined', '"plan" is missing'],
  ])('refuses a definition with %s', async (wrong, message) => {
    const [problem] = await problemsOf({ 'a/module.ts': moduleTs('a', wrong), 'a/windows.ps1': '' });
    expect(problem?.message).toContain(message);
  });

  test('a folder with two declarations, or with a name that no playbook could write, is refused', async () => {
    expect(await problemsOf({ 'a/module.ts': '', 'a/module.yml': '' })).toMatchObject([
      { message: 'Module a is declared twice: in module.ts and in module.yml.' },
    ]);
    expect(await problemsOf({ 'My-Module/module.ts': '' })).toMatchObject([
      { message: '"My-Module" cannot be the name of a module.' },
    ]);
  });
});

describe('module.yml', () => {
  const yaml = (rest: string) =>
    `name: a\nsummary: x\nplatforms: [windows]\nparams:\n  path: { type: string, required: true }\n${rest}`;

  test.each([
    ['an unknown key', 'stat: {}\nstate: { text: path }', 6, 'unknown key "stat"', 'Did you mean state?'],
    [
      'a state that names no param',
      'state:\n  text: txt',
      7,
      'There is no param "txt".',
      'Declared are: path.',
    ],
    [
      'braces that name no param',
      'state: { text: path }\nresource: "file:{pth}"',
      7,
      'There is no param "pth".',
      'Declared are: path.',
    ],
    [
      'a default of another type',
      '  n: { type: integer, default: five }\nstate: { text: path }',
      6,
      'The default of n must be integer',
      undefined,
    ],
    [
      'a type that does not exist',
      '  n: { type: int }\nstate: { text: path }',
      6,
      'must be "string" or "integer"',
      undefined,
    ],
  ])('refuses %s at its place', async (_what, rest, line, message, fix) => {
    const [problem] = await problemsOf({ 'a/module.yml': yaml(rest), 'a/windows.ps1': '' });
    expect(problem).toMatchObject({ file: 'a/module.yml', line, message: expect.stringContaining(message) });
    if (fix !== undefined) expect(problem?.fix).toBe(fix);
  });

  test('names a file as other modules do, so that their changes are about the same one', async () => {
    const folder = await folderOf({
      'a/module.yml': yaml('state: { text: path }\nresource: "file:{path}"'),
      'a/windows.ps1': '',
    });
    const { definition } = (await loadModules({ builtin: folder, paths: [] })).get('a') ?? {};
    const ids =
      definition?.kind === 'host' ? definition.reads?.({ path: 'C:/x/' }, undefined, 'windows') : [];
    expect(ids).toEqual([fileId('C:\\x')]);
  });
});
