import type { Variable } from '../expression/types.ts';
import type { Place } from '../source/file.ts';
import { type MapNode, nodeInWords, type SourceNode } from '../source/node.ts';
import { hostPattern } from './host-pattern.ts';
import { InvalidRange } from './ranges.ts';
import { type RawInventory, setVar, type Vars } from './raw.ts';

/** What the reader of a YAML inventory needs from around it. */
export interface YamlContext {
  readonly variable: (node: SourceNode) => Variable;
  /** Takes an error in; reading goes on with the next part. */
  readonly problem: (place: Place, message: string, fix?: string) => void;
}

/** Reads an inventory in Ansible's YAML form (groups with hosts, children, vars) into `raw`. Never throws for what the file says. */
export function readYamlInventory(root: SourceNode, raw: RawInventory, context: YamlContext): void {
  if (root.kind !== 'map') {
    context.problem(
      root.place,
      `an inventory is a mapping of groups, not ${nodeInWords(root)}`,
      'Begin with "all:" and "hosts:" or "children:" below it.',
    );
    return;
  }
  for (const { key, keyPlace, value } of root.entries) readGroup(key, keyPlace, value, raw, context);
}

function readGroup(
  name: string,
  place: Place,
  node: SourceNode,
  raw: RawInventory,
  context: YamlContext,
): void {
  const group = raw.group(name, place.position);
  const body = mapping(node, `group "${name}"`, context);
  for (const { key, keyPlace, value } of body?.entries ?? []) {
    if (key === 'hosts') readHosts(name, value, raw, context);
    else if (key === 'vars') {
      for (const entry of mapping(value, `vars of "${name}"`, context)?.entries ?? []) {
        const wrong = raw.setGroupVar(name, entry.key, context.variable(entry.value), place.position);
        if (wrong !== undefined) context.problem(entry.value.place, wrong);
      }
    } else if (key === 'children') {
      for (const child of mapping(value, `children of "${name}"`, context)?.entries ?? []) {
        group.children.add(child.key);
        readGroup(child.key, child.keyPlace, child.value, raw, context);
      }
    } else {
      context.problem(
        keyPlace,
        `a group has hosts, children and vars, not "${key}"`,
        key === name || value.kind === 'map' ? `Put the group "${key}" below "children:".` : undefined,
      );
    }
  }
}

function readHosts(group: string, node: SourceNode, raw: RawInventory, context: YamlContext): void {
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    addHosts(group, node.value, node.place, {}, raw, context);
    return;
  }
  for (const { key, keyPlace, value } of mapping(node, 'hosts', context)?.entries ?? []) {
    const vars: Vars = {};
    for (const entry of mapping(value, `host "${key}"`, context)?.entries ?? []) {
      setVar(vars, entry.key, context.variable(entry.value));
    }
    addHosts(group, key, keyPlace, vars, raw, context);
  }
}

function addHosts(
  group: string,
  pattern: string,
  place: Place,
  vars: Vars,
  raw: RawInventory,
  context: YamlContext,
): void {
  try {
    raw.addHosts(group, hostPattern(pattern), vars, place.position);
  } catch (error) {
    if (!(error instanceof InvalidRange)) throw error;
    context.problem(place, error.message);
  }
}

/** A mapping; nothing (`win1:`) is an empty one. */
function mapping(node: SourceNode, what: string, context: YamlContext): MapNode | undefined {
  if (node.kind === 'map') return node;
  if (node.kind === 'scalar' && node.value === null) return undefined;
  const asList = node.kind === 'list' ? ' Write "name:" instead of "- name".' : '';
  context.problem(
    node.place,
    `${what}: a mapping belongs here, not ${nodeInWords(node)}`,
    asList.trim() || undefined,
  );
  return undefined;
}
