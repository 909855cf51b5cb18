import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { ofBoth } from './inventory-pair.ts';

// Inventories that nobody thought of, always the same ones: groups within groups, several sources, priorities, folders of variables.
const groups = ['g0', 'g1', 'g2', 'g3', 'g4', 'g5'];
const hosts = ['h0', 'h1', 'h2', 'h3', 'h4', 'h5'];
const names = ['x', 'y', 'z', 'w'];

const vars = fc.dictionary(fc.constantFrom(...names), fc.constantFrom('a', '5', 'True', "[1, 'b']", '1.5'), {
  maxKeys: 3,
  noNullPrototype: true,
});

interface Group {
  readonly hosts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly vars: Readonly<Record<string, string>>;
  readonly priority: number | undefined;
  readonly children: readonly string[];
}

/** A group contains only later ones, so that no circle can be. */
const groupOf = (index: number): fc.Arbitrary<Group> =>
  fc.record({
    hosts: fc.dictionary(fc.constantFrom(...hosts), vars, { maxKeys: 3, noNullPrototype: true }),
    vars,
    priority: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined, freq: 2 }),
    children: fc.subarray(groups.slice(index + 1), { maxLength: Math.min(2, groups.length - index - 1) }),
  });
const sourceOf = fc.tuple(...groups.map((_, index) => groupOf(index)));

function ini(all: readonly Group[]): string {
  const assigned = (values: Readonly<Record<string, string>>, quote: string) =>
    Object.entries(values).map(([name, value]) => `${name}=${quote}${value}${quote}`);
  return all
    .flatMap(({ hosts: its, vars: own, priority, children }, index) => [
      `[g${index}]`,
      ...Object.entries(its).map(([host, values]) => [host, ...assigned(values, '"')].join(' ')),
      `[g${index}:vars]`,
      ...assigned(own, ''),
      ...(priority === undefined ? [] : [`ansible_group_priority=${priority}`]),
      `[g${index}:children]`,
      ...children,
    ])
    .join('\n');
}

/** JSON is YAML. */
function yaml(all: readonly Group[]): string {
  const entries = all.map(({ hosts: its, vars: own, priority, children }, index) => [
    `g${index}`,
    {
      hosts: its,
      vars: priority === undefined ? own : { ...own, ansible_group_priority: priority },
      children: Object.fromEntries(children.map((child) => [child, null])),
    },
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

const files = fc.dictionary(
  fc
    .tuple(fc.constantFrom('group_vars', 'host_vars'), fc.constantFrom(...groups, ...hosts, 'all'))
    .map(([kind, name]) => `${kind}/${name}.yml`),
  vars.map((values) => JSON.stringify(values)),
  { maxKeys: 5, noNullPrototype: true },
);
const project = fc.record({
  first: fc.tuple(sourceOf, files),
  second: fc.tuple(sourceOf, files),
  beside: files,
});

const written = fc.sample(project, { numRuns: 12, seed: 42 }).map(({ first, second, beside }) => {
  const below = (folder: string, its: Readonly<Record<string, string>>) =>
    Object.entries(its).map(([path, text]) => [join(folder, path), text] as const);
  return Object.fromEntries([
    ['one/hosts', ini(first[0])],
    ...below('one', first[1]),
    ['two/hosts.yml', yaml(second[0])],
    ...below('two', second[1]),
    ...below('.', beside),
  ]);
});

it.each(written.map((each, index) => [index, each] as const))(
  'inventory %i, made at random, is the same for both',
  async (_, its) => {
    const cwd = await mkdtemp(join(tmpdir(), 'gorun-random-'));
    onTestFinished(() => rm(cwd, { recursive: true }));
    for (const [path, text] of Object.entries(its)) {
      await mkdir(dirname(join(cwd, path)), { recursive: true });
      await writeFile(join(cwd, path), text);
    }
    const [ours, theirs] = await ofBoth(['-i', 'one/hosts', '-i', 'two', '--list'], cwd);
    expect(JSON.parse(ours)).toEqual(JSON.parse(theirs));
    expect(Object.keys(JSON.parse(ours)._meta.hostvars).length).toBeGreaterThan(1);
    const [tree, theirTree] = await ofBoth(['-i', 'one', '-i', 'two/hosts.yml', '--graph'], cwd);
    expect(tree.trimEnd()).toBe(theirTree.trimEnd());
  },
);
