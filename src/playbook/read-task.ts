import type { Renderable } from '../expression/types.ts';
import { nodeInWords, type SourceNode } from '../source/node.ts';
import { entriesOf, refuseOthers } from './entries.ts';
import { type Inherited, inherit } from './inherited.ts';
import type { KeywordName } from './keywords.ts';
import type { Parser } from './parser.ts';
import { readModule } from './read-module.ts';
import type { Loop, Task } from './types.ts';

/** Attempts after the first where only `until` stands, and the seconds between: Ansible's. */
const defaultRetries = 3;
const defaultDelay = 5;

/** Reads a task or handler; undefined where it is too wrong to go on with. */
export function readTask(
  node: SourceNode,
  id: string,
  above: Inherited,
  home: 'task' | 'handler',
  parser: Parser,
): Task | undefined {
  const { reader } = parser;
  if (node.kind !== 'map') {
    reader.problem(
      node.place,
      'playbook/shape',
      `a ${home} is a mapping, not ${nodeInWords(node)}`,
      node.kind === 'scalar' && typeof node.value === 'string' ? `Write "- ${node.value}:".` : undefined,
    );
    return undefined;
  }
  const entries = entriesOf(node, home, reader);
  const own = inherit(above, entries, parser);
  const value = (name: KeywordName): SourceNode | undefined => entries.keywords.get(name)?.value;
  const conditions = (name: KeywordName) => {
    const given = value(name);
    return given === undefined ? undefined : parser.conditions(given);
  };
  const count = (name: 'retries' | 'delay', fallback: number): number => {
    const given = value(name);
    return (given && reader.number(given, name, 0, name === 'retries')) ?? fallback;
  };
  const names = (name: 'notify' | 'listen'): string[] => {
    const given = value(name);
    return given === undefined ? [] : reader.names(given, name);
  };

  const module = readModule(node.place, entries, own, parser);
  if (module === undefined) {
    if (entries.others.length > 1) refuseOthers({ ...entries, others: [] }, home, reader);
    return undefined;
  }
  const until = conditions('until');
  const named = value('name');
  const registered = value('register');
  const register = registered && reader.text(registered, 'register');
  if (registered !== undefined && register !== undefined && !/^[A-Za-z_]\w*$/.test(register)) {
    reader.shape(registered, 'register', 'a name of letters, digits and _');
  }
  if (register !== undefined) parser.define(register);
  for (const handler of home === 'task' ? names('notify') : []) {
    const entry = value('notify');
    if (entry !== undefined) parser.notified.push({ name: handler, place: entry.place });
  }
  return {
    kind: 'task',
    position: node.place.position,
    id,
    name: named === undefined ? parser.constant(module.name, node.place) : parser.template(named),
    module: module.name,
    params: module.params,
    when: own.when,
    vars: own.vars,
    tags: own.tags,
    register,
    loop: readLoop(value('loop'), value('loop_control'), parser),
    until: until === undefined ? undefined : parser.all(until),
    retries: count('retries', until === undefined ? 0 : defaultRetries),
    delay: count('delay', defaultDelay),
    failedWhen: conditions('failed_when'),
    changedWhen: conditions('changed_when'),
    ignoreErrors: own.ignoreErrors,
    runOnce: own.runOnce,
    notify: names('notify'),
    listen: names('listen'),
    timeout: own.timeout,
    noLog: own.noLog,
  };
}

function readLoop(
  node: SourceNode | undefined,
  control: SourceNode | undefined,
  parser: Parser,
): Loop | undefined {
  const { reader } = parser;
  let variable = 'item';
  let indexVariable: string | undefined;
  let label: Renderable | undefined;
  const controls = control === undefined ? undefined : reader.map(control, 'loop_control');
  for (const { key, keyPlace, value } of controls?.entries ?? []) {
    if (key === 'loop_var') variable = reader.text(value, key) ?? variable;
    else if (key === 'index_var') indexVariable = reader.text(value, key);
    else if (key === 'label') label = parser.template(value);
    else {
      reader.problem(
        keyPlace,
        'playbook/unknown-keyword',
        `"${key}" is not part of loop_control`,
        'It takes loop_var, index_var and label.',
      );
    }
  }
  if (node === undefined) {
    if (control !== undefined)
      reader.problem(control.place, 'playbook/shape', 'loop_control stands without loop');
    return undefined;
  }
  parser.define(variable);
  if (indexVariable !== undefined) parser.define(indexVariable);
  if (node.kind === 'map' || (node.kind === 'scalar' && typeof node.value !== 'string')) {
    reader.shape(node, 'loop', 'a list or a template that yields one');
  }
  return { items: parser.template(node), variable, indexVariable, label };
}
