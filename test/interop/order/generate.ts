import type { JsonObject } from '../../../src/json.ts';
import { Chance } from './chance.ts';

/** A playbook that nobody wrote, the files that it needs, and arguments for the command line. */
export interface Generated {
  readonly plays: readonly JsonObject[];
  readonly files: ReadonlyMap<string, JsonObject | readonly JsonObject[]>;
  readonly args: readonly string[];
  /** With strategy free: hosts cannot be compared but each for itself. */
  readonly free: boolean;
}

interface Making {
  readonly chance: Chance;
  readonly files: Map<string, JsonObject | readonly JsonObject[]>;
  readonly handlers: number;
  readonly meta: boolean;
  /** Rescued hosts count as rolled back in gorun, which ends batches and uses up budgets: one or the other. */
  readonly rescue: boolean;
  /** Strategy free, which knows no run_once. */
  readonly free: boolean;
  tasks: number;
}

const deepest = 3;

/**
 * Makes a playbook for h1 to h4, of which h4 never fails. What differs on purpose (see the scenarios) does not occur in it; nor
 * does force_handlers, with which Ansible 2.14 ends the play at the next run_once after any failure.
 */
export function generate(seed: number): Generated {
  const chance = new Chance(seed);
  const rescue = chance.is(0.7);
  const making: Making = {
    chance,
    files: new Map(),
    handlers: chance.number(0, 2),
    meta: chance.is(0.4),
    rescue,
    free: chance.is(0.25),
    tasks: 0,
  };
  // Lost hosts count in Ansible's batches of later plays.
  const plays = chance.some(1, rescue ? 2 : 1, (index) => play(making, index));
  for (const name of ['r1', 'r2']) role(making, name);
  const tags = chance.pick('a', 'b', 'a,c', 'tagged', 'untagged');
  const args = chance.is(0.2) ? ['--tags', tags] : chance.is(0.15) ? ['--skip-tags', tags] : [];
  return { plays, files: making.files, args, free: making.free };
}

function play(making: Making, index: number): JsonObject {
  const { chance, rescue, free } = making;
  return {
    name: `play${index}`,
    hosts: chance.pick('all', 'all', 'h1,h2,h4', 'h2,h4'),
    vars: { flag: 1, v: 'play', fact: 'none' },
    ...(!rescue &&
      chance.is(0.6) && { serial: chance.pick<number | string | number[]>(2, 3, [1, 2], '50%') }),
    ...(free && { strategy: 'free' }),
    ...(!rescue && !free && chance.is(0.3) && { max_fail_percentage: chance.pick(0, 30, 60) }),
    ...(chance.is(0.15) && { order: chance.pick('reverse_inventory', 'sorted') }),
    ...(chance.is(0.2) && {
      roles: [chance.pick('r1', 'r2'), { role: chance.pick('r1', 'r2'), ...tagged(making) }],
    }),
    ...(chance.is(0.3) && { pre_tasks: nodes(making, 0, 2) }),
    tasks: nodes(making, 0, 5),
    ...(chance.is(0.3) && { post_tasks: nodes(making, 0, 2) }),
    handlers: Array.from({ length: making.handlers }, (_, handler) => ({
      name: `hand${handler}`,
      debug: { msg: `hand${handler}` },
      ...((handler === 0 || chance.is(0.3)) && { listen: 'topic' }),
    })),
  };
}

function role(making: Making, name: string): void {
  const { files, chance } = making;
  files.set(`roles/${name}/tasks/main.yml`, nodes(making, deepest, 3));
  files.set(`roles/${name}/defaults/main.yml`, { v: name, fact: name });
  if (chance.is(0.3)) files.set(`roles/${name}/vars/main.yml`, { v: `vars of ${name}` });
  if (name === 'r1' && chance.is(0.5)) files.set(`roles/${name}/meta/main.yml`, { dependencies: ['r2'] });
}

function nodes(making: Making, depth: number, most: number): JsonObject[] {
  return making.chance.some(1, most, () => node(making, depth));
}

function node(making: Making, depth: number): JsonObject {
  const { chance } = making;
  const kinds: ((making: Making, name: string, depth: number) => JsonObject)[] = [
    fails,
    learns,
    says,
    says,
    notifies,
    tries,
  ];
  if (making.meta) kinds.push(meta);
  if (depth < deepest) kinds.push(block, block, include, include);
  const make = kinds[chance.number(0, kinds.length - 1)] ?? says;
  return make(making, `t${making.tasks++}`, depth);
}

function tagged({ chance }: Making): JsonObject {
  if (!chance.is(0.15)) return {};
  const tag = () => chance.pick('a', 'b', 'c', 'always', 'never');
  return { tags: chance.is(0.5) ? tag() : [tag(), tag()] };
}

function common(making: Making): JsonObject {
  const { chance } = making;
  const condition = chance.pick(
    "inventory_hostname == 'h1'",
    "inventory_hostname != 'h1'",
    "inventory_hostname in ['h1', 'h3']",
    'flag == 1',
    'flag == 2',
  );
  return {
    ...(chance.is(0.25) && { when: condition }),
    ...(chance.is(0.1) && { vars: { v: chance.pick('x', 'y') } }),
    ...tagged(making),
  };
}

function fails(making: Making, name: string): JsonObject {
  const { chance } = making;
  const when = chance.pick("== 'h1'", "== 'h2'", "== 'h3'", "in ['h1', 'h2']");
  const ignored = chance.is(0.4) && { ignore_errors: true };
  return { name, fail: { msg: name }, when: `inventory_hostname ${when}`, ...ignored, ...tagged(making) };
}

function learns(making: Making, name: string): JsonObject {
  const { chance } = making;
  const facts: JsonObject = chance.is(0.5) ? { flag: chance.number(1, 2) } : { fact: name };
  return {
    name,
    set_fact: facts,
    ...(!making.free && chance.is(0.2) && { run_once: true }),
    ...common(making),
  };
}

function says(making: Making, name: string): JsonObject {
  const { chance } = making;
  const msg = chance.pick(name, '{{ inventory_hostname }}', '{{ flag }}', '{{ v }}', '{{ fact }}');
  const loop: JsonObject = chance.is(0.2)
    ? { loop: chance.some(0, 3, (index) => index), when: 'item != 1' }
    : {};
  return {
    name,
    debug: { msg },
    ...common(making),
    ...loop,
    ...(!making.free && chance.is(0.1) && { run_once: true }),
    ...(chance.is(0.1) && { delegate_to: 'h4' }),
    ...(chance.is(0.2) && { register: 'told' }),
  };
}

function notifies(making: Making, name: string): JsonObject {
  const { chance, handlers } = making;
  if (handlers === 0) return says(making, name);
  const notify = chance.is(0.3) ? 'topic' : `hand${chance.number(0, handlers - 1)}`;
  return { name, debug: { msg: '{{ v }}' }, changed_when: true, notify, ...tagged(making) };
}

function tries(making: Making, name: string): JsonObject {
  const until = "inventory_hostname == 'h2'";
  const again = { register: 'tried', until, retries: 1, delay: 0, ignore_errors: true };
  return { name, debug: { msg: '{{ flag }}' }, ...again, ...tagged(making) };
}

function meta({ chance }: Making): JsonObject {
  const when = `inventory_hostname == '${chance.pick('h1', 'h2')}'`;
  return { meta: chance.pick('noop', 'flush_handlers', 'end_host'), when };
}

function block(making: Making, name: string, depth: number): JsonObject {
  const { chance } = making;
  const part = () => nodes(making, depth + 1, 2);
  return {
    name,
    ...common(making),
    block: nodes(making, depth + 1, 3),
    ...(making.rescue && chance.is(0.5) && { rescue: part() }),
    ...(chance.is(0.4) && { always: part() }),
    ...(chance.is(0.1) && { ignore_errors: true }),
  };
}

function include(making: Making, name: string, depth: number): JsonObject {
  const { chance, files } = making;
  if (chance.is(0.2)) return { name, ...common(making), include_role: { name: chance.pick('r1', 'r2') } };
  const file = `${name}.yml`;
  files.set(file, nodes(making, depth + 1, 3));
  if (chance.is(0.4)) return { name, ...common(making), import_tasks: file };
  if (chance.is(0.2)) return { name, ...common(making), include_tasks: { file, apply: { tags: ['a'] } } };
  const loop: JsonObject = chance.is(0.3) ? { loop: [1, 2], loop_control: { loop_var: `turn${depth}` } } : {};
  return { name, ...common(making), include_tasks: file, ...loop };
}
