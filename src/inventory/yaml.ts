import type { Variable } from '../expression/types.ts';
import type { Place } from '../source/file.ts';
import { type MapEntry, type MapNode, nodeInWords, type SourceNode } from '../source/node.ts';
import { hostPattern } from './host-pattern.ts';
import { InvalidRange } from './ranges.ts';
import { type RawGroup, type RawInventory, setGroupVar, setVar, type Vars } from './raw.ts';

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
  for (const entry of root.entries) readGroup(entry, raw, context);
}

function readGroup(entry: MapEntry, raw: RawInventory, context: YamlContext): void {
  const name = entry.key;
  const group = raw.groups.get(name) ?? raw.group(name, entry.keyPlace.position);
  for (const part of mapping(entry.value, () => `group "${name}"`, context)?.entries ?? []) {
    const { key, value } = part;
    if (key === 'hosts') readHosts(group, value, raw, context);
    else if (key === 'vars') readVars(group, value, context);
    else if (key === 'children') {
      for (const child of mapping(value, () => `children of "${name}"`, context)?.entries ?? []) {
        group.children.add(child.key);
        readGroup(child, raw, context);
      }
    } else {
      context.problem(
        part.keyPlace,
        `a group has hosts, children and vars, not "${key}"`,
        key === name || value.kind === 'map' ? `Put the group "${key}" below "children:".` : undefined,
      );
    }
  }
}

function readVars(group: RawGroup, node: SourceNode, context: YamlContext): void {
  for (const { key, value } of mapping(node, () => `vars of "${group.name}"`, context)?.entries ?? []) {
    const wrong = setGroupVar(group, key, context.variable(value));
    if (wrong !== undefined) context.problem(value.place, wrong);
  }
}

function readHosts(group: RawGroup, node: SourceNode, raw: RawInventory, context: YamlContext): void {
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    addHosts(group, node.value, () => node.place, {}, raw, context);
    return;
  }
  for (const host of mapping(node, () => `hosts of "${group.name}"`, context)?.entries ?? []) {
    const vars: Vars = {};
    for (const { key, value } of mapping(host.value, () => `host "${host.key}"`, context)?.entries ?? []) {
      setVar(vars, key, context.variable(value));
    }
    addHosts(group, host.key, () => host.keyPlace, vars, raw, context);
  }
}

function addHosts(
  group: RawGroup,
  pattern: string,
  place: () => Place,
  vars: Vars,
  raw: RawInventory,
  context: YamlContext,
): void {
  try {
    raw.addHosts(group, hostPattern(pattern), vars);
  } catch (error) {
    if (!(error instanceof InvalidRange)) throw error;
    context.problem(place(), error.message);
  }
}

/** A mapping; nothing (`win1:`) is an empty one. */
function mapping(node: SourceNode, what: () => string, context: YamlContext): MapNode | undefined {
  if (node.kind === 'map') return node;
  if (node.kind === 'scalar' && node.value === null) return undefined;
  const asList = node.kind === 'list' ? ' Write "name:" instead of "- name".' : '';
  context.problem(
    node.place,
    `${what()}: a mapping belongs here, not ${nodeInWords(node)}`,
    asList.trim() || undefined,
  );
  return undefined;
}
