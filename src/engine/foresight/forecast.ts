import type { Layer } from '../../expression/types.ts';
import type { InventoryHost } from '../../inventory/types.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { ModuleDefinition } from '../../module/contract.ts';
import type { Task } from '../../playbook/types.ts';
import type { HostState, Rescue } from '../host/host-state.ts';
import type { Seen } from '../host/scopes.ts';
import { Touched } from '../host/touched.ts';
import type { Unknown, View } from '../host/unknowns.ts';
import type { Foreseen } from './foresight.ts';

/** A host as it will be when it comes to a later task, as far as that can be told from its answers so far. */
export class Forecast implements Seen {
  readonly inventory: InventoryHost;
  readonly facts: Record<string, Json>;
  readonly included: Record<string, Json>;
  /** Variables that later tasks set, to what is not known. */
  readonly unknown: Map<string, Unknown>;
  readonly unknownFactsAfter: string | undefined;
  readonly including: Layer[];
  readonly rescues: Rescue[];
  /** Ids of handlers that will have been notified, and have not run since. */
  readonly notified: Set<string>;
  /** Ids of all handlers that will be notified. */
  readonly called: Set<string>;
  readonly touched = new Touched();
  readonly probes: Foreseen[] = [];
  /** Ids of tasks whose outcome must be known before it can be told what others ask. */
  readonly waitedFor = new Set<string>();
  /** It goes no further: it will have failed, or the play ends. */
  ended = false;
  /** Within so many includes of which it is not known whether they bring anything. */
  uncertain = 0;
  readonly #factsOf: HostState['factsOf'];

  constructor(host: HostState) {
    this.inventory = host.inventory;
    this.facts = { ...host.facts };
    this.included = { ...host.included };
    this.unknown = new Map(host.unknown);
    this.unknownFactsAfter = host.unknownFactsAfter;
    this.including = [...host.including];
    this.rescues = host.rescues;
    this.notified = new Set(host.notified.keys());
    this.called = new Set(this.notified);
    this.#factsOf = host.factsOf;
  }

  learn(variables: JsonObject): void {
    this.#set(this.facts, variables);
  }

  include(variables: JsonObject): void {
    this.#set(this.included, variables);
  }

  /** A handler is notified. */
  notify(id: string): void {
    this.notified.add(id);
    this.called.add(id);
  }

  /** A task comes whose outcome is not known: what it sets is not, either. */
  forget({ id, register }: Task, { name, defines }: ModuleDefinition): void {
    const facts = Array.isArray(defines) ? defines : (this.#factsOf.get(name) ?? []);
    for (const one of facts) this.unknown.set(one, { after: id });
    if (register !== undefined) this.unknown.set(register, { after: id });
  }

  /** The task after which it is known what an expression asks for, where one of these names is not known before. */
  waitsFor(roots: readonly string[]): string | undefined {
    if (this.unknown.size === 0) return undefined;
    for (const root of roots) {
      const unknown = this.unknown.get(root);
      if (unknown !== undefined && unknown.partly === undefined) return unknown.after;
    }
    return undefined;
  }

  /** What a view was asked for is known only after a task. */
  note({ watch }: View): void {
    if (watch.after !== undefined) this.waitedFor.add(watch.after);
  }

  #set(target: Record<string, Json>, variables: JsonObject): void {
    for (const [name, value] of Object.entries(variables)) {
      Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
      this.unknown.delete(name);
    }
  }
}
