import type { Condition, Renderable } from '../../expression/types.ts';
import type { SourceNode } from '../../source/node.ts';
import type { Loop } from '../types.ts';
import { isTemplate } from './is-template.ts';
import type { Parser } from './parser.ts';

/** What `loop_control` takes, and what each means. */
export const loopControls = {
  loop_var: 'The variable that holds the item; `item` where missing.',
  index_var: 'A variable that holds the number of the item, from 0.',
  label: 'What is shown of the item.',
  pause: 'Seconds between two items.',
  until: 'A condition that ends the loop after an item for which it holds.',
  extended: 'Sets `ansible_loop`: `index`, `index0`, `first`, `last`, `length`, `allitems` and more.',
} as const;

/** Reads `loop` with its `loop_control`. */
export function readLoop(
  node: SourceNode | undefined,
  control: SourceNode | undefined,
  parser: Parser,
): Loop | undefined {
  const { reader } = parser;
  let variable = 'item';
  let indexVariable: string | undefined;
  let label: Renderable | undefined;
  let until: Condition | undefined;
  let pause = 0;
  let extended = false;
  const controls = control === undefined ? undefined : reader.map(control, 'loop_control');
  for (const { key, keyPlace, value } of controls?.entries ?? []) {
    if (key === 'loop_var') variable = reader.variableName(value, key) ?? variable;
    else if (key === 'index_var') indexVariable = reader.variableName(value, key);
    else if (key === 'label') label = parser.template(value);
    else if (key === 'pause') pause = reader.number(value, key, 0, false) ?? 0;
    else if (key === 'until') until = parser.all(parser.conditions(value));
    else if (key === 'extended') extended = reader.boolean(value, key);
    else {
      const fix =
        key === 'break_when'
          ? 'Write "until".'
          : key === 'extended_allitems'
            ? 'ansible_loop always has allitems.'
            : `It takes ${Object.keys(loopControls).join(', ')}.`;
      reader.problem(keyPlace, 'playbook/unknown-keyword', `"${key}" is not part of loop_control`, fix);
    }
  }
  if (node === undefined) {
    if (control !== undefined)
      reader.problem(control.place, 'playbook/shape', 'loop_control stands without loop');
    return undefined;
  }
  parser.define(variable);
  if (indexVariable !== undefined) parser.define(indexVariable);
  if (extended) parser.define('ansible_loop');
  if (node.kind === 'map' || (node.kind === 'scalar' && !isTemplate(node))) {
    reader.shape(node, 'loop', 'a list or a template that yields one');
  }
  return { items: parser.template(node), variable, indexVariable, label, until, pause, extended };
}
