import { expect, it } from 'vitest';
import { asYaml11 } from '../../src/inventory/yaml-1-1.ts';
import { toJson } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse-yaml.ts';

function read(text: string) {
  const warnings: string[] = [];
  const node = parseYaml(text, 'x.yml');
  const value = node && toJson(asYaml11(node, (_, message) => warnings.push(message)));
  return { value, warnings };
}

// What Ansible makes of each is held in test/interop/inventories/yaml/old-habits.yml.
it.each([
  ['[yes, No, ON, off, yEs, y]', [true, false, true, false, 'yEs', 'y']],
  ['[0755, 0o755, 0b101, 1_000, 1:30, -0x1F]', [493, '0o755', 5, 1000, 90, -31]],
  ['[1e3, 1.5e+3, .5, 1.]', ['1e3', 1500, 0.5, 1]],
  ['[08, 0_9, -08, +.5, .5_0]', ['08', '0_9', '-08', '+.5', 0.5]],
  ['["yes", \'0755\', !!str yes]', ['yes', '0755', 'yes']],
  ['{a: {b: [x, yes]}, c: true}', { a: { b: ['x', true] }, c: true }],
])('%s is read as Ansible reads it', (text, value) => {
  expect(read(text).value).toEqual(value);
});

it.each([
  ['yes', 'yes is true in an inventory, as Ansible (YAML 1.1) has it; in a playbook it is a text'],
  ['0755', '0755 is 493 in an inventory, as Ansible (YAML 1.1) has it; in a playbook it is the number 755'],
  ['1.20', '1.20 without quotes is the number 1.2'],
])('%s is warned of', (text, message) => {
  expect(read(text).warnings).toEqual([message]);
});

it.each([
  'true',
  '12',
  '1.5',
  'word',
  '"yes"',
  '1.20.14',
  '10.0.0.1',
  '~',
  '2024-01-02',
  'on-call',
  '12:61:00x',
])('%s is nothing to warn of', (text) => {
  expect(read(text).warnings).toEqual([]);
});

it('what has no old habits in it stays the very same', () => {
  const node = parseYaml('{a: [1, {b: x}]}', 'x.yml');
  expect(node && asYaml11(node, () => {})).toBe(node);
});
