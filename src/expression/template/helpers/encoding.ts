import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { GorunError, GorunErrors } from '../../../errors/gorun-error.ts';
import type { Json } from '../../../json.ts';
import { jsonProblem } from '../../../source/json-problem.ts';
import { toJson } from '../../../source/node.ts';
import { parseYaml } from '../../../source/parse-yaml.ts';
import { HelperProblem, helper } from './declaration.ts';
import { any, oneOf, optional, text, whole } from './parameters.ts';

const algorithms = ['sha256', 'sha512', 'sha384', 'sha1', 'md5'] as const;

function parsedJson(value: string): Json {
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw new HelperProblem(`its argument is not JSON: ${jsonProblem(value, cause)}`, { cause });
  }
}

function parsedYaml(value: string): Json {
  try {
    const node = parseYaml(value, '<text>');
    return node === undefined ? null : toJson(node);
  } catch (cause) {
    if (!(cause instanceof GorunErrors || cause instanceof GorunError)) throw cause;
    const first = cause instanceof GorunErrors ? cause.errors[0] : cause;
    const line = first?.position === undefined ? '' : ` in its line ${first.position.line}`;
    // What it quotes of the text may be part of a secret, which nobody would recognise.
    const said =
      first === undefined || /["*&!]/.test(first.message) ? '' : `: ${first.message.replace(/\.$/, '')}`;
    throw new HelperProblem(`its argument is not YAML${line}${said}`, { cause });
  }
}

function decoded(value: string): string {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value)) throw new HelperProblem('its argument is not Base64');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'base64'));
  } catch (cause) {
    throw new HelperProblem('what it decodes to is not UTF-8 text', { cause });
  }
}

/** Keys in order, so that a text made of it is the same every time. */
function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
}

/** Helpers that write values as texts and read them back. */
export const encodingHelpers = [
  helper({
    name: 'to_json',
    doc: 'The value as JSON in one line.',
    takes: [any('value')],
    gives: 'text',
    example: ['{{ to_json ports }}', '{"web":80}', { ports: { web: 80 } }],
    run: ([value]) => JSON.stringify(value),
  }),
  helper({
    name: 'to_nice_json',
    doc: 'The value as JSON on several lines, its keys in order.',
    takes: [any('value')],
    options: { indent: whole('indent') },
    gives: 'text',
    example: ['{{ to_nice_json ports indent=2 }}', '{\n  "web": 80\n}', { ports: { web: 80 } }],
    run: ([value], { indent = 4 }) => JSON.stringify(ordered(value), null, Math.min(Math.max(indent, 0), 10)),
  }),
  helper({
    name: 'from_json',
    doc: 'The value that a JSON text stands for.',
    takes: [text('text')],
    gives: 'any',
    example: ['{{ from_json text }}', { a: [1] }, { text: '{"a": [1]}' }],
    run: ([value]) => parsedJson(value),
  }),
  helper({
    name: 'to_yaml',
    doc: 'The value as YAML.',
    takes: [any('value')],
    gives: 'text',
    example: ['{{ to_yaml ports }}', 'web: 80\n', { ports: { web: 80 } }],
    run: ([value]) => stringify(value, { aliasDuplicateObjects: false }),
  }),
  helper({
    name: 'from_yaml',
    doc: 'The value that a YAML 1.2 text stands for.',
    takes: [text('text')],
    gives: 'any',
    example: ['{{ from_yaml text }}', { a: [1] }, { text: 'a: [1]' }],
    run: ([value]) => parsedYaml(value),
  }),
  helper({
    name: 'b64encode',
    doc: 'The UTF-8 bytes of a text in Base64.',
    takes: [text('text')],
    gives: 'text',
    example: ['{{ b64encode "gö" }}', 'Z8O2'],
    run: ([value]) => Buffer.from(value, 'utf8').toString('base64'),
  }),
  helper({
    name: 'b64decode',
    doc: 'The text whose UTF-8 bytes are written in Base64.',
    takes: [text('text')],
    gives: 'text',
    example: ['{{ b64decode "Z8O2" }}', 'gö'],
    run: ([value]) => decoded(value),
  }),
  helper({
    name: 'hash',
    doc: 'The digest of the UTF-8 bytes of a text in small hexadecimal digits: sha256, or the algorithm given.',
    takes: [text('text'), optional(oneOf('algorithm', algorithms))],
    gives: 'text',
    example: ['{{ hash "go" "md5" }}', '34d1f91fb2e514b8576fab1a75a89a6b'],
    run: ([value, algorithm]) =>
      createHash(algorithm ?? 'sha256')
        .update(value, 'utf8')
        .digest('hex'),
  }),
  helper({
    name: 'urlencode',
    doc: 'A text as a part of a URL.',
    takes: [text('text')],
    gives: 'text',
    example: ['{{ urlencode "a b/ü" }}', 'a%20b%2F%C3%BC'],
    run: ([value]) => encodeURIComponent(value),
  }),
  helper({
    name: 'urldecode',
    doc: 'What a part of a URL says.',
    takes: [text('text')],
    gives: 'text',
    example: ['{{ urldecode "a%20b" }}', 'a b'],
    run: ([value]) => {
      try {
        return decodeURIComponent(value);
      } catch (cause) {
        throw new HelperProblem('its argument has a % that nothing valid follows', { cause });
      }
    },
  }),
];
