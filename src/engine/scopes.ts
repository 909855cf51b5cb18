import { createScope } from '../expression/scope.ts';
import type { Layer, Scope } from '../expression/types.ts';
import type { JsonObject } from '../json.ts';
import type { HostState } from './host-state.ts';

import { unknownLayer, type View, type Watch } from './unknowns.ts';

/** Where variables come from, the weakest first: Ansible's order. */
export const precedence = [
  'inventory',
  'play',
  'task',
  'facts',
  'failure',
  'extra',
  'magic',
  'loop',
] as const;

/** An origin of variables. */
export type Origin = (typeof precedence)[number];

/** The variables of a run that do not depend on the host. */
export interface Shared {
  readonly play: Layer;
  readonly extra: Layer;
}

/** What one task on one host sees beside that. */
export interface Own {
  readonly task?: Layer;
  /** inventory_hostname and friends. */
  readonly magic: Layer;
  readonly loop?: Layer;
}

/** The variables as a task sees them on a host, now. */
export function viewOf(host: HostState, shared: Shared, own: Own): View {
  const watch: Watch = { after: undefined };
  const failed: JsonObject | undefined = host.rescues.at(-1)?.variables;
  const layers: Record<Origin, readonly Layer[]> = {
    inventory: host.inventory.layers,
    play: [shared.play],
    task: own.task === undefined ? [] : [own.task],
    facts: host.unknown.size === 0 ? [host.facts] : [host.facts, unknownLayer(host.unknown, watch)],
    failure: failed === undefined ? [] : [failed],
    extra: [shared.extra],
    magic: [own.magic],
    loop: own.loop === undefined ? [] : [own.loop],
  };
  const scope: Scope = createScope(precedence.flatMap((origin) => layers[origin]));
  return { scope, watch, unknownFactsAfter: host.unknownFactsAfter };
}

/** The same view with more variables on top. */
export function withVariables(view: View, layer: Layer): View {
  return { ...view, scope: view.scope.with(layer) };
}
