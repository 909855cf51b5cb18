import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { GorunErrors } from '../../src/errors/gorun-error.ts';
import { isJsonObject, type Json } from '../../src/json.ts';
import type { HostModule, ModuleDefinition } from '../../src/module/contract.ts';
import { registry } from './fake/modules.ts';
import { Lab } from './fake/run.ts';
import { runYaml } from './fake/yaml.ts';

/** `store {key, value}`: a host keeps any value under a key. */
const store: HostModule = {
  kind: 'host',
  name: 'store',
  summary: 'Keeps a value.',
  platforms: ['posix'],
  params: Type.Object({}),
  plan({ params, state }) {
    const { key = '', value = null } = isJsonObject(params) ? params : {};
    if (isDeepStrictEqual(state, value)) return { steps: [] };
    const changes = [{ property: String(key), before: state, after: value }];
    return { steps: [{ title: 'store', action: 'set', args: { key, value }, changes }] };
  },
  result: ({ state }) => ({ value: state }),
};

/** Every way by which a value of a host comes to a template or condition again, one `keep` for each. */
const ways = `
- hosts: a
  vars:
    secret: not to be seen
    lazy: "{{ r.value }}"
    twice: "{{ lazy }}"
    deep: {in: ["{{ r.value }}"]}
  tasks:
    - {name: ask, store: {key: source, value: "{{ start }}"}, register: r, vars: {start: "{{ given }}"}}
    - set_fact: {fact: "{{ r.value }}", list: ["{{ r.value }}"], map: {key: "{{ r.value }}"}}
    - set_fact: {again: "{{ fact }}"}
    - read: {key: source}
    - {store: {key: register, value: "{{ r.value }}"}}
    - {store: {key: fact, value: "{{ fact }}"}}
    - {store: {key: again, value: "{{ again }}"}}
    - {store: {key: module fact, value: "{{ fact_source }}"}}
    - {store: {key: lazy, value: "{{ lazy }}"}}
    - {store: {key: twice, value: "{{ twice }}"}}
    - {store: {key: deep, value: "{{ deep.in.0 }}"}}
    - {store: {key: task vars, value: "{{ own }}"}, vars: {own: "{{ fact }}"}}
    - {store: {key: "loop {{ i }}", value: "{{ item }}"}, loop: "{{ list }}", loop_control: {index_var: i}}
    - {store: {key: loop of loop, value: "{{ item.value }}"}, loop: "{{ l.results }}", vars: {l: {results: [{value: "{{ r.value }}"}]}}}
    - {store: {key: default, value: "{{ default fact 1 }}"}}
    - {store: {key: lookup, value: "{{ lookup map 'key' }}"}}
    - {store: {key: variable, value: "{{ variable 'fact' }}"}}
    - {store: {key: first, value: "{{ first list }}"}}
    - {store: {key: dict, value: "{{ get (dict 'k' fact) 'k' }}"}}
    - {store: {key: when, value: yes}, when: "fact == r.value && r.value in list"}
- hosts: b
  tasks:
    - {store: {key: hostvars, value: "{{ hostvars.a.fact }}"}}
    - {store: {key: hostvars of register, value: "{{ lookup hostvars 'a' 'r' 'value' }}"}}
    - set_fact: {mine: "{{ hostvars.a.fact }}"}
    - {store: {key: fact of hostvars, value: "{{ mine }}"}}
    - include_tasks: more.yml
      vars: {passed: "{{ mine }}"}
`;
const more = '- {store: {key: included, value: "{{ passed }}"}}\n';

/** What the hosts kept under every key, after `a` has said the value. */
async function kept(value: Json): Promise<ReadonlyMap<string, Json>> {
  const lab = new Lab('a', 'b');
  lab.modules = registry(store);
  lab.host('a').values.set('source', value);
  lab.variables = { a: { given: value } };
  const ran = await runYaml(lab, { 'play.yml': ways, 'more.yml': more });
  const failed = ran.finished.filter(({ result }) => result.status === 'failed');
  expect(failed.map(({ result }) => result.failure?.message)).toEqual([]);
  return new Map([...lab.host('a').values, ...lab.host('b').values]);
}

async function expectAsItIs(value: Json): Promise<void> {
  const all = await kept(value);
  expect(all.size).toBe(21);
  for (const [key, found] of all) if (key !== 'when') expect(found, key).toEqual(value);
}

describe('what a host said', () => {
  test.each([
    '{{ secret }}',
    '{{ env "HOME" }}',
    '{{#each groups}}{{this}}{{/each}}',
    "{{ lookup('pipe', 'id') }}",
    '{% if true %}x{% endif %}',
    '\\{{ secret }}',
    '{{{{raw}}}}{{ secret }}{{{{/raw}}}}',
    '{{! comment }}',
    'secret == "x" || true',
    '" + secret + "',
    '$1 $& $$',
    '!vault |',
    '__proto__',
  ])('stays what it is, wherever it goes: %j', async (value) => {
    await expectAsItIs(value);
  });

  test.each([
    [['{{ secret }}']],
    [{ '{{ secret }}': '{{ secret }}' }],
    [
      {
        kind: 'renderable',
        render: '{{ secret }}',
        position: { file: 'x', line: 1, column: 1 },
        roots: ['secret'],
      },
    ],
  ])('stays what it is as a list or mapping: %j', async (value) => {
    await expectAsItIs(value);
  });

  test('stays what it is, whatever it is', async () => {
    const evil = fc.constantFrom(
      '{{ secret }}',
      '{{',
      '}}',
      '{%',
      '%}',
      '\\',
      '"',
      "'",
      '`',
      '\n',
      '{{#if x}}',
      '$1',
    );
    const text = fc
      .array(fc.oneof(evil, fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        fc.pre(value !== 'refused' && value !== '');
        await expectAsItIs(value);
      }),
      { numRuns: 10 },
    );
  });
});

describe('a condition among the parameters of a module', () => {
  const judge: ModuleDefinition = {
    kind: 'controller',
    name: 'judge',
    summary: 'Says whether a condition holds.',
    params: Type.Object({ that: Type.Any() }),
    conditions: ['that'],
    run: async ({ that }, io) => ({ message: String(typeof that === 'string' ? io.evaluate(that) : that) }),
  };

  async function judged(that: string, value: Json): Promise<string> {
    const lab = new Lab('a');
    lab.modules = registry(judge);
    lab.variables = { a: { said: value } };
    const play = `- hosts: all\n  tasks:\n    - {name: judge, judge: {that: ${JSON.stringify(that)}}}\n`;
    try {
      const { message, failure } = (await runYaml(lab, { 'play.yml': play })).result('judge');
      const place = failure?.detail?.position;
      return failure === undefined
        ? String(message)
        : `${failure.code} ${isJsonObject(place) && place.column}`;
    } catch (error) {
      const [first] = error instanceof GorunErrors ? error.errors : [];
      return `before: ${first?.code} ${first?.position?.line}:${first?.position?.column}`;
    }
  }

  test.each([
    ['said == 1', 1, 'true'],
    ['{{ said }}', true, 'true'],
    ['{{ said }}', '1 == 1 || true', 'expression/condition-type 35'],
    ['{{ said }} == 1', '1 || true', 'before: expression/condition-syntax 3:36'],
    ['said.rc == 0', {}, 'expression/undefined-name 41'],
    ["'a' == 'b'", 1, 'before: expression/impossible 3:36'],
    ['said is defined', 1, 'before: expression/jinja 3:41'],
  ])(
    'stands in the playbook; what a variable holds is never evaluated: %s with %j',
    async (that, value, expected) => {
      expect(await judged(that, value)).toBe(expected);
    },
  );
});
