import type { Json, JsonObject } from '../json.ts';
import {
  type Home,
  type Keyword,
  type KeywordName,
  keywords,
  keywordsOf,
  type Takes,
} from '../playbook/keywords.ts';
import { loopControls } from '../playbook/read/read-loop.ts';

/** A reference to a part of the same schema. */
export const ref = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });

const anyOf = (...schemas: readonly JsonObject[]): JsonObject => ({ anyOf: [...schemas] });
const text: JsonObject = { type: ['string', 'number', 'boolean'] };
const texts = anyOf(text, { type: 'array', items: text });
const condition: JsonObject = { type: ['string', 'boolean'] };
const template: JsonObject = { type: 'string', pattern: '\\{\\{' };
const step: JsonObject = anyOf(
  { type: 'integer', minimum: 1 },
  { type: 'string', pattern: '^\\s*([1-9][0-9]*|[0-9]+(\\.[0-9]+)?%)\\s*$' },
);

/** What each kind of value looks like in YAML. */
const values: Readonly<Record<Takes, JsonObject>> = {
  text,
  boolean: { type: 'boolean' },
  seconds: { type: 'number', minimum: 0 },
  count: { type: 'integer', minimum: 0 },
  percent: anyOf({ type: 'number', minimum: 0, maximum: 100 }, { type: 'string', pattern: '^[0-9.]+%?$' }),
  names: texts,
  variables: { type: ['object', 'null'] },
  'condition or list of conditions': anyOf(condition, { type: 'array', items: condition }),
  'list or template': anyOf({ type: 'array' }, template),
  tasks: ref('tasks'),
  'hosts pattern': anyOf({ type: 'string' }, { type: 'array', items: { type: 'string' } }),
  'number, percent, or list of them': anyOf(step, { type: 'array', items: step }),
  mapping: anyOf({ type: 'object' }, template),
  'one of linear, free': { enum: ['linear', 'free'] },
  'one of inventory, reverse_inventory, sorted, reverse_sorted, shuffle': {
    enum: ['inventory', 'reverse_inventory', 'sorted', 'reverse_sorted', 'shuffle'],
  },
  files: anyOf({ type: 'string' }, { type: 'array', items: texts }),
  questions: { type: 'array', items: ref('question') },
  roles: { type: 'array', items: ref('role') },
  'modules and their params': ref('moduleDefaults'),
  host: text,
};

/** Where a keyword's value has parts of its own. */
const own: Partial<Readonly<Record<KeywordName, JsonObject>>> = {
  loop_control: {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(loopControls).map(([name, description]): [string, Json] => [
        name,
        { description, ...loopControl(name) },
      ]),
    ),
    additionalProperties: false,
  },
  gather_facts: { enum: [false] },
  environment: anyOf({ type: 'object' }, { type: 'array' }, template),
};

function loopControl(name: string): JsonObject {
  if (name === 'pause') return values.seconds;
  if (name === 'extended') return values.boolean;
  return name === 'until' ? values['condition or list of conditions'] : text;
}

/** The properties of a play, block, task …: its keywords, each with what it means. */
export function keywordProperties(home: Home, only?: readonly KeywordName[]): JsonObject {
  const names = keywordsOf(home).filter((name) => only?.includes(name) ?? true);
  return Object.fromEntries(names.map((name): [string, Json] => [name, keywordSchema(name)]));
}

function keywordSchema(name: KeywordName): JsonObject {
  const keyword: Keyword = keywords[name];
  const note = keyword.differs === undefined ? '' : `\n\nOther than in Ansible: ${keyword.differs}.`;
  return { description: `${keyword.doc}${note}`, ...(own[name] ?? values[keyword.takes]) };
}
