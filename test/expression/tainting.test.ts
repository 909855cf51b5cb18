import { expect, test } from 'vitest';
import { GorunError } from '../../src/errors/gorun-error.ts';
import { compileTree } from '../../src/expression/compile-tree.ts';
import { createScope } from '../../src/expression/scope.ts';
import type { Json } from '../../src/json.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { parseYaml } from '../../src/source/parse-yaml.ts';

const secret = 'qWzrJtPofkHbVnxLdgMwQyBvKsTcRpZj0918273645';

/** What would be shown of templates, rendered one after the other; of an error its message. */
function shown(...templates: readonly string[]): readonly string[] {
  const secrets = new Redactor();
  secrets.add(secret);
  const scope = createScope([{ secret, plain: 'open' }], secrets);
  const rendered = templates.map((text): Json => {
    const node = parseYaml(JSON.stringify(text), 'play.yml');
    if (node === undefined) throw new Error('an empty text');
    const tree = compileTree(node, (error) => {
      throw error;
    });
    if (typeof tree !== 'object' || tree === null || !('render' in tree) || typeof tree.render !== 'function')
      return text;
    try {
      return tree.render(scope);
    } catch (error) {
      if (error instanceof GorunError) return error.message;
      throw error;
    }
  });
  return rendered.map((each) => secrets.text(String(each)));
}

test('a part of a secret is masked as a whole, also where another part of it is known already', () => {
  expect(shown('{{ slice secret 7 17 }}', '{{ slice secret 4 20 }}', '{{ truncate secret 22 }}')).toEqual(
    Array(3).fill('********'),
  );
});

test('what stands beside a secret stays readable', () => {
  expect(
    shown('{{ concat "is " secret "!" }}', '{{ to_json (dict "key" secret) }}', '{{ upper plain }}'),
  ).toEqual(['is ********!', '{"key":"********"}', 'OPEN']);
});

test.each(['from_json secret', 'from_yaml (concat "a: " secret ": *" secret)', 'int secret'])(
  'a helper that cannot read a secret shows nothing of it: %s',
  (call) => {
    const [message = ''] = shown(`{{ ${call} }}`);
    expect(message).toMatch(/argument is not|is no number/);
    for (let at = 0; at + 4 <= secret.length; at++) expect(message).not.toContain(secret.slice(at, at + 4));
  },
);
