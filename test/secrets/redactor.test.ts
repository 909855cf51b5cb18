import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mask, Redactor } from '../../src/secrets/redactor.ts';

const secret = `C4n@ry "q" 'p' \\b $HOME é<&>`;

function knowing(...secrets: readonly (string | number)[]): Redactor {
  const redactor = new Redactor();
  for (const one of secrets) redactor.add(one);
  return redactor;
}

const utf8 = Buffer.from(secret, 'utf8');
const forms: readonly (readonly [string, string])[] = [
  ['as it is', secret],
  ['in capitals', secret.toUpperCase()],
  ['as JSON', JSON.stringify(secret).slice(1, -1)],
  ['as ASCII JSON', JSON.stringify(secret).slice(1, -1).replace('é', '\\u00e9')],
  [
    'as the worker writes JSON',
    secret.replace(/["\\é]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  ['in a URL', encodeURIComponent(secret)],
  ['in a form', new URLSearchParams([['k', secret]]).toString().slice(2)],
  [
    'as XML',
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  ],
  ['quoted for PowerShell and YAML', secret.replaceAll("'", "''")],
  ['quoted for sh', secret.replaceAll("'", "'\\''")],
  ['as Base64', utf8.toString('base64')],
  ['as Base64 for URLs', utf8.toString('base64url')],
  ['as Base64 of UTF-16, which PowerShell takes', Buffer.from(secret, 'utf16le').toString('base64')],
  ['as hexadecimal digits', utf8.toString('hex')],
  [
    'as .NET writes bytes',
    utf8
      .toString('hex')
      .toUpperCase()
      .replace(/..(?=.)/g, '$&-'),
  ],
];

describe('a secret', () => {
  test.each(forms)('%s', (_, form) => {
    const redactor = knowing(secret);
    expect(redactor.text(`before ${form} after`)).toBe(`before ${mask} after`);
  });

  test.each(forms)('%s, over several lines', (_, form) => {
    const wrapped = form.replace(/.{7}/g, '$&\r\n');
    expect(knowing(secret).text(`before ${wrapped} after`)).toMatch(/^before \*{8}\s* after$/);
  });

  test('in the middle of a text in Base64, at each of its three places', () => {
    const password = 'hunter2-canary';
    for (const before of ['', 'u', 'us', 'user:', 'name of user:']) {
      const form = Buffer.from(`${before}${password}, and more`).toString('base64');
      const shown = knowing(password).text(form);
      expect(shown).toContain(mask);
      // What is left holds at most the first and last character of it.
      for (const part of shown.split(mask)) {
        const clear = Buffer.from(part, 'base64').toString('latin1');
        expect(clear).not.toContain('hunter');
        expect(clear).not.toContain('canary');
      }
    }
  });
});

test('two secrets that overlap leave nothing of either', () => {
  expect(knowing('abcdef', 'defghi').text('x abcdefghi y')).toBe(`x ${mask} y`);
  expect(knowing('abcd', 'abcdef').text('abcdef')).toBe(mask);
});

test('a private key is masked line by line, its first line is not', () => {
  const key = '-----BEGIN KEY-----\nMIIEowIBAAKCAQEAx\nqqqqqqqqqqqqqqqqq\n-----END KEY-----\n';
  const shown = knowing(key).text('{ MIIEowIBAAKCAQEAx, -----BEGIN KEY----- }\n    qqqqqqqqqqqqqqqqq');
  expect(shown).toBe(`{ ${mask}, -----BEGIN KEY----- }\n    ${mask}`);
});

test('short secrets are masked as whole values of params and results, and nowhere else', () => {
  const redactor = knowing('ab', 1234);
  const event = { type: 'x', ms: 1234, name: 'ab', params: { a: 'ab', b: 'abc', pin: 1234, port: 80 } };
  expect(redactor.value(event)).toEqual({ ...event, params: { a: mask, b: 'abc', pin: mask, port: 80 } });
});

test('the figures and status of a result stay what they are', () => {
  const result = { host: 'h', status: 'ok', ms: 1234, steps: [], result: { code: 1234, said: 'ok' } };
  expect(knowing('ok', 1234).value({ result })).toEqual({
    result: { ...result, result: { code: mask, said: mask } },
  });
});

test('words that gorun writes everywhere are no secrets', () => {
  for (const word of ['changed', 'failed', 'success', 'true', 'Present', 'localhost']) {
    expect(knowing(word).text(`host1: ${word}`)).toBe(`host1: ${word}`);
  }
});

test('secrets in keys are masked too', () => {
  expect(knowing('canary').value({ a: { canary: 1 } })).toEqual({ a: { [mask]: 1 } });
});

test('whatever the secret is and wherever it stands: it is not in what is shown', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 40 });
  fc.assert(
    fc.property(text, fc.string(), fc.string(), (word, before, after) => {
      fc.pre(word.trim().length >= 4 && !/^\*|\*$/.test(word));
      const redactor = knowing(word);
      fc.pre(redactor.holdsSecret(word));
      expect(redactor.text(before + word + after)).not.toContain(word);
    }),
    { numRuns: 60 },
  );
});

test('a thousand secrets in two thousand events take no noticeable time', () => {
  const redactor = new Redactor();
  for (let n = 0; n < 1000; n++) redactor.add(`S3cret-${n.toString(36)}-${(n * 7919).toString(36)}`);
  const stdout = 'some words \r\n'.repeat(40);
  const event = { host: 'win17', result: { status: 'changed', ms: 12, steps: [], result: { stdout } } };
  const began = performance.now();
  for (let n = 0; n < 2000; n++) redactor.value(event);
  // 40 ms on an idle machine; looking for one form after the other takes a minute.
  expect(performance.now() - began).toBeLessThan(2000);
});
