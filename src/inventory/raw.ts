import type { Variable } from '../expression/types.ts';
import type { Position } from '../position.ts';

/** A group as the sources describe it, before anything is derived. */
export interface RawGroup {
  readonly name: string;
  readonly position: Position;
  readonly hosts: Set<string>;
  readonly children: Set<string>;
  readonly vars: Map<string, Variable>;
}

/** All sources together: later ones add to and override earlier ones. */
export class RawInventory {
  readonly groups = new Map<string, RawGroup>();
  /** The variables that stand beside a host, in the order of the sources. */
  readonly hosts = new Map<string, Map<string, Variable>>();

  /** The group of that name, made where it is new. */
  group(name: string, position: Position): RawGroup {
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    const group = { name, position, hosts: new Set<string>(), children: new Set<string>(), vars: new Map() };
    this.groups.set(name, group);
    return group;
  }

  /** The variables of the host of that name, made where it is new. */
  host(name: string): Map<string, Variable> {
    const known = this.hosts.get(name);
    if (known !== undefined) return known;
    const vars = new Map<string, Variable>();
    this.hosts.set(name, vars);
    return vars;
  }
}
