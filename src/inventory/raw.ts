import type { Layer, Variable } from '../expression/types.ts';
import type { Position } from '../position.ts';

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

  /** Adds a host that may be known already; says whether it was new. */
  host(name: string): boolean {
    if (this.hosts.has(name)) return false;
    this.hosts.set(name, none);
    return true;
  }

  /** The groups that a host stands in itself. */
  groupsOf(host: string): readonly string[] {
    return [...this.groups.values()].filter(({ hosts }) => hosts.has(host)).map(({ name }) => name);
  }

  /** Sets variables of a host, made where it is new, over those that it has. */
  setHostVars(name: string, vars: Layer): void {
    const known = this.hosts.get(name) ?? none;
    this.hosts.set(name, known === none ? vars : merged(known, vars));
  }
}

/** Both layers in one, the second over the first. */
export function merged(below: Layer, above: Layer): Layer {
  const both: Vars = {};
  for (const layer of [below, above]) for (const name of Object.keys(layer)) setVar(both, name, layer[name]);
  return both;
}

/** Sets a variable, whatever its name: one called __proto__ is a variable like any other. */
export function setVar(vars: Vars, name: string, value: Variable | undefined): void {
  if (value === undefined) return;
  if (name !== '__proto__') vars[name] = value;
  else Object.defineProperty(vars, name, { value, enumerable: true, configurable: true, writable: true });
}
