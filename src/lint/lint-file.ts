import { moduleName } from '../playbook/ansible/ansible-modules.ts';
import { isKeyword } from '../playbook/keywords.ts';
import { SourceFile } from '../source/file.ts';
import type { MapEntry, MapNode, SourceNode } from '../source/node.ts';

/** What a file is. */
export type FileKind = 'playbook' | 'tasks' | 'inventory' | 'vars';

/** A play as it is written. */
export interface LintPlay {
  readonly node: MapNode;
  readonly tasks: readonly LintTask[];
}

/** A task, block or handler as it is written, with what is around it. */
export interface LintTask {
  readonly node: MapNode;
  readonly play: MapNode | undefined;
  readonly section: 'tasks' | 'rescue' | 'always' | 'handlers';
  /** Undefined for blocks. */
  readonly module: MapEntry | undefined;
}

/** A file with everything that rules look at. */
export interface LintFile {
  readonly kind: FileKind;
  readonly path: string;
  readonly source: SourceFile;
  readonly root: SourceNode;
  readonly plays: readonly LintPlay[];
  /** All of them, however deep, blocks included. */
  readonly tasks: readonly LintTask[];
}

/** Sorts out what a parsed file holds. */
export function lintFile(kind: FileKind, path: string, text: string, root: SourceNode): LintFile {
  const source = new SourceFile(path, text);
  const plays = kind === 'playbook' ? itemsOf(root).map(playOf) : [];
  const own =
    kind === 'tasks' ? tasksIn(root, undefined, path.includes('handlers/') ? 'handlers' : 'tasks') : [];
  return { kind, path, source, root, plays, tasks: [...plays.flatMap(({ tasks }) => tasks), ...own] };
}

function playOf(node: MapNode): LintPlay {
  const tasks = ['pre_tasks', 'tasks', 'post_tasks', 'handlers'].flatMap((key) =>
    tasksIn(valueAt(node, key), node, key === 'handlers' ? 'handlers' : 'tasks'),
  );
  return { node, tasks };
}

function tasksIn(
  list: SourceNode | undefined,
  play: MapNode | undefined,
  section: LintTask['section'],
): readonly LintTask[] {
  return itemsOf(list).flatMap((node): readonly LintTask[] => {
    if (valueAt(node, 'block') === undefined) return [{ node, play, section, module: moduleOf(node) }];
    return [
      { node, play, section, module: undefined },
      ...tasksIn(valueAt(node, 'block'), play, section),
      ...tasksIn(valueAt(node, 'rescue'), play, 'rescue'),
      ...tasksIn(valueAt(node, 'always'), play, 'always'),
    ];
  });
}

function moduleOf(node: MapNode): MapEntry | undefined {
  return node.entries.find(({ key }) => !isKeyword(key) && !key.startsWith('with_'));
}

/** The mappings of a list. */
export function itemsOf(node: SourceNode | undefined): readonly MapNode[] {
  return node?.kind === 'list' ? node.items.filter((item) => item.kind === 'map') : [];
}

/** An entry of a mapping by its key. */
export function entryOf(node: SourceNode | undefined, key: string): MapEntry | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** A value of a mapping by its key. */
export function valueAt(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return entryOf(node, key)?.value;
}

/** The module of a task without its collection. */
export function moduleOfTask({ module }: LintTask): string | undefined {
  return module === undefined ? undefined : moduleName(module.key);
}

/** Every mapping entry of a tree, however deep. */
export function* entriesIn(node: SourceNode): Generator<MapEntry> {
  if (node.kind === 'list') for (const item of node.items) yield* entriesIn(item);
  if (node.kind !== 'map') return;
  for (const entry of node.entries) {
    yield entry;
    yield* entriesIn(entry.value);
  }
}

/** The offset of a place in the text of its file. */
export function offsetOf({ source }: LintFile, { line, column }: { line: number; column: number }): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) start = source.text.indexOf('\n', start) + 1;
  return start + column - 1;
}
