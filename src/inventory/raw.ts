import type { Layer, Variable } from '../expression/types.ts';
import type { Position } from '../position.ts';
import type { HostPattern } from './host-pattern.ts';

/** Variables under construction. */
export type Vars = Record<string, Variable>;

/** Most hosts have no variables of their own: they share this. */
const none: Layer = Object.freeze({});

/** A group as the sources describe it, before anything is derived. */
export interface RawGroup {
  readonly name: string;
  readonly position: Position;
  readonly hosts: Set<string>;
  readonly children: Set<string>;
  readonly vars: Vars;
  /** Of groups of one depth the higher one wins; 1 where nothing was said. */
  priority: number;
}

/** All sources together: later ones add to and override earlier ones. */
export class RawInventory {
  /** In the order in which they were first named; `all` and `ungrouped` are always there. */
  readonly groups = new Map<string, RawGroup>();
  /** Host name to the variables that stand beside it. */
  readonly hosts = new Map<string, Layer>();

  constructor() {
    const nowhere = { file: '-i', line: 1, column: 1 };
    this.group('all', nowhere).children.add('ungrouped');
    this.group('ungrouped', nowhere);
  }

  /** The group of that name, made where it is new. */
  group(name: string, position: Position): RawGroup {
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    const group = {
      name,
      position,
      hosts: new Set<string>(),
      children: new Set<string>(),
      vars: {},
      priority: 1,
    };
    this.groups.set(name, group);
    return group;
  }

  /** Puts hosts into a group, with the variables that stand beside them. The port of a pattern is for hosts that are new. */
  addHosts(group: RawGroup, { names, port }: HostPattern, vars: Layer): void {
    for (const name of names) {
      group.hosts.add(name);
      if (port !== undefined && !this.hosts.has(name)) this.hosts.set(name, { ansible_port: port });
      this.setHostVars(name, vars);
    }
  }

  /** The groups that a host stands in itself. */
  groupsOf(host: string): readonly string[] {
    return [...this.groups.values()].filter(({ hosts }) => hosts.has(host)).map(({ name }) => name);
  }

  /** Sets variables of a host, made where it is new, over those that it has. */
  setHostVars(name: string, vars: Layer): void {
    const known = this.hosts.get(name) ?? none;
    if (known === none) this.hosts.set(name, isEmpty(vars) ? none : vars);
    else if (!isEmpty(vars)) this.hosts.set(name, merged(known, vars));
  }
}

/**
 * Sets a variable of a group; `ansible_group_priority` is no variable but the group's place among those of its depth.
 * @returns what is wrong with the value, if anything
 */
export function setGroupVar(group: RawGroup, name: string, value: Variable): string | undefined {
  if (name === 'ansible_group_priority') {
    const priority = Number(value);
    if (!Number.isInteger(priority)) return 'ansible_group_priority is a whole number';
    group.priority = priority;
  } else setVar(group.vars, name, value);
  return undefined;
}

/** Both layers in one, the second over the first. */
export function merged(below: Layer, above: Layer): Layer {
  const both: Vars = {};
  for (const layer of [below, above]) for (const name of Object.keys(layer)) setVar(both, name, layer[name]);
  return both;
}

/** Says whether a layer has no variables. */
export function isEmpty(layer: Layer): boolean {
  for (const _ in layer) return false;
  return true;
}

/** Sets a variable, whatever its name: one called __proto__ is a variable like any other. */
export function setVar(vars: Vars, name: string, value: Variable | undefined): void {
  if (value === undefined) return;
  if (name !== '__proto__') vars[name] = value;
  else Object.defineProperty(vars, name, { value, enumerable: true, configurable: true, writable: true });
}
