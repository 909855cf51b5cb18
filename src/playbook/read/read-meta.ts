import { didYouMean } from '../../errors/suggest.ts';
import type { MapNode, SourceNode } from '../../source/node.ts';
import { moduleName } from '../ansible/ansible-modules.ts';
import type { KeywordName } from '../keywords.ts';
import type { Meta, MetaAction } from '../types.ts';
import { entriesOf, refuseOthers } from './entries.ts';
import { type Inherited, inherit } from './inherited.ts';
import type { Parser } from './parser.ts';

/** What `meta` can do, and what each does. */
export const metaActions: Readonly<Record<MetaAction, string>> = {
  flush_handlers: 'Runs the handlers that were notified so far, now.',
  end_host: 'The host is done with the play, and that is no failure.',
  end_batch: 'The batch is done with the play; the next begins.',
  end_play: 'The play is done, for all its hosts; the next play begins.',
  clear_unreachable: 'Hosts that could not be reached take part again from the next play on.',
  refresh_inventory: 'Reads the inventory again; the next play has the hosts that it then names.',
  noop: 'Nothing.',
};

/** Ansible's other actions, and what to do instead. */
const instead: Readonly<Record<string, string>> = {
  clear_host_errors: 'Write clear_unreachable.',
  clear_facts: 'Nothing is kept between runs.',
  reset_connection: 'Workers connect again by themselves; use win_reboot to restart a host.',
  end_role: 'Put the rest of the role into a block with a condition.',
};

const onMeta: readonly KeywordName[] = ['name', 'when', 'tags', 'vars', 'run_once'];

const isAction = (text: string): text is MetaAction => Object.hasOwn(metaActions, text);

/** Whether a task is `meta: …`. */
export function isMeta(node: SourceNode): node is MapNode {
  return node.kind === 'map' && node.entries.some(({ key }) => moduleName(key) === 'meta');
}

/** Handlers are tasks on hosts. */
export function refuseMeta(node: MapNode, { reader }: Parser): readonly Meta[] {
  reader.problem(node.place, 'playbook/shape', 'a handler is a task of a module, not meta');
  return [];
}

/** Reads `meta: ACTION`. */
export function readMeta(node: MapNode, id: string, above: Inherited, parser: Parser): readonly Meta[] {
  const { reader } = parser;
  const entries = entriesOf(node, 'task', reader);
  const [entry, ...others] = entries.others.toSorted(
    (a, b) => Number(moduleName(b.key) === 'meta') - Number(moduleName(a.key) === 'meta'),
  );
  if (entry === undefined) return [];
  refuseOthers({ ...entries, others }, 'task', reader);
  for (const [name, { keyPlace }] of entries.keywords) {
    if (!onMeta.includes(name))
      reader.problem(keyPlace, 'playbook/unknown-keyword', `"${name}" has no meaning on meta`);
  }
  const action = reader.text(entry.value, 'meta');
  if (action === undefined) return [];
  if (!isAction(action)) {
    const names = Object.keys(metaActions);
    const said = `meta does not know "${action}".${didYouMean(action, names)}`;
    reader.problem(
      entry.value.place,
      'playbook/unsupported',
      said,
      instead[action] ?? `It knows ${names.join(', ')}.`,
    );
    return [];
  }
  const own = inherit(above, entries, parser);
  const named = entries.keywords.get('name');
  return [
    {
      kind: 'meta',
      action,
      position: node.place.position,
      id,
      name:
        named === undefined ? parser.constant(`meta: ${action}`, node.place) : parser.template(named.value),
      when: own.when,
      vars: own.vars,
      tags: own.tags,
      role: above.where.role,
    },
  ];
}
