import { createScope } from '../../expression/scope.ts';
import type { Layer, Scope, Taint } from '../../expression/types.ts';
import type { JsonObject } from '../../json.ts';
import type { Play, Role, Task } from '../../playbook/types.ts';
import type { RunOptions } from '../types.ts';
import type { HostState } from './host-state.ts';
import { unknownLayer, type View, type Watch } from './unknowns.ts';

/** Where variables come from, the weakest first: Ansible's order. */
export const precedence = [
  'defaults',
  'inventory',
  'play',
  'role',
  'task',
  'included',
  'facts',
  'params',
  'failure',
  'extra',
  'magic',
  'loop',
] as const;

/** An origin of variables. */
export type Origin = (typeof precedence)[number];

/** The variables of a run that do not depend on the host. */
export interface Shared {
  /** Defaults of the roles of the play, the weakest of all. */
  readonly defaults: readonly Layer[];
  /** `vars`, answers to `vars_prompt`, `vars_files`. */
  readonly play: readonly Layer[];
  readonly role: readonly Layer[];
  readonly extra: Layer;
  /** What is made of a secret is one. */
  readonly taint: Taint;
}

/** The shared variables of a play. */
export function sharedOf(
  play: Play,
  { extraVars, answers, secrets }: Pick<RunOptions, 'extraVars' | 'answers' | 'secrets'>,
): Shared {
  return {
    defaults: play.roles.map(({ defaults }) => defaults),
    play: [play.vars, answers ?? {}, ...play.varsFiles],
    role: play.roles.map(({ vars }) => vars),
    extra: extraVars,
    taint: secrets,
  };
}

/** What one task on one host sees beside that. */
export interface Own {
  readonly task?: Pick<Task, 'vars' | 'role'>;
  /** inventory_hostname and friends. */
  readonly magic: readonly Layer[];
  readonly loop?: Layer;
}

/** Of a host, what its variables come from. */
export type Seen = Pick<
  HostState,
  'inventory' | 'facts' | 'included' | 'unknown' | 'unknownFactsAfter' | 'including' | 'rescues'
>;

/** The variables as a task sees them on a host, now or as it is foreseen. */
export function viewOf(host: Seen, shared: Shared, own: Own): View {
  const watch: Watch = { after: undefined };
  const role = own.task?.role;
  const failed: JsonObject | undefined = host.rescues.at(-1)?.variables;
  const layers: Record<Origin, readonly Layer[]> = {
    defaults: role === undefined ? shared.defaults : [...shared.defaults, role.defaults],
    inventory: host.inventory.layers,
    play: shared.play,
    role: role === undefined ? shared.role : [...shared.role, role.vars],
    task: own.task === undefined ? [] : [own.task.vars],
    included: [host.included],
    facts: host.unknown.size === 0 ? [host.facts] : [host.facts, unknownLayer(host.unknown, watch)],
    params: role === undefined ? host.including : [role.params, ...host.including],
    failure: failed === undefined ? [] : [failed],
    extra: [shared.extra],
    magic: role === undefined ? own.magic : [...own.magic, roleMagic(role)],
    loop: own.loop === undefined ? [] : [own.loop],
  };
  const scope: Scope = createScope(
    precedence.flatMap((origin) => layers[origin]),
    shared.taint,
  );
  return { scope, watch, unknownFactsAfter: host.unknownFactsAfter };
}

/** The same view with more variables on top. */
export function withVariables(view: View, layer: Layer): View {
  return { ...view, scope: view.scope.with(layer) };
}

/** What a role's own tasks know of it. */
function roleMagic({ name, path }: Role): Layer {
  return { role_name: name, ansible_role_name: name, role_path: path };
}
