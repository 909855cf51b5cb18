import { describe, expect, test } from 'vitest';
import { installParams } from '../../modules/msi_install/params.ts';
import { archParam } from '../../src/go/params.ts';
import { paramsChecker } from '../../src/module/check/params-checker.ts';
import { defineControllerModule, Type } from '../../src/module/sdk.ts';
import { secretValues } from '../../src/module/secret-values.ts';

const params = Type.Object({
  version: Type.String(),
  retries: Type.Integer({ default: 3, minimum: 0 }),
  arch: Type.Optional(Type.Union([Type.Literal('amd64'), Type.Literal('arm64')])),
  password: Type.Optional(Type.String({ secret: true, minLength: 8 })),
  proxies: Type.Optional(
    Type.Array(Type.Object({ url: Type.String(), token: Type.String({ secret: true }) })),
  ),
});
const check = paramsChecker(params);

function problems(given: Parameters<typeof check>[0]) {
  const checked = check(given);
  return 'problems' in checked ? checked.problems : [];
}

describe('params', () => {
  test('defaults are filled in, and what was given is left as it is', () => {
    const given = { version: '1.21.13' };
    expect(check(given)).toEqual({ params: { version: '1.21.13', retries: 3 } });
    expect(given).toEqual({ version: '1.21.13' });
  });

  test('an unknown name is refused, and the one that was meant is told', () => {
    expect(problems({ versoin: '1' })).toEqual([
      { pointer: '', message: 'parameter "version" is missing' },
      {
        pointer: '/versoin',
        message: 'unknown parameter "versoin"; known: version, retries, arch, password, proxies',
        suggestion: 'version',
      },
    ]);
  });

  test('what is not known yet does, and what is known beside it is checked', () => {
    expect(check({ version: '1.21.13', arch: '{{ arch }}' }, ['arch'])).toMatchObject({
      params: { retries: 3 },
    });
    expect(check({ version: '1.21.13', arch: '{{ arch }}' })).toHaveProperty('problems');
    expect(check({ version: 1, arch: '{{ arch }}' }, ['arch'])).toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ pointer: '/version' })]),
    });
    expect(check({ version: '1.21.13', arhc: '{{ arch }}' }, ['arhc'])).toMatchObject({
      problems: [{ pointer: '/arhc', suggestion: 'arch' }],
    });
  });

  test('nothing is coerced: a text is no number, a number no text', () => {
    expect(
      problems({ version: 1.2, retries: '5' }).map(({ pointer, message }) => [pointer, message]),
    ).toEqual([
      ['/version', 'version must be string, not 1.2 (number)'],
      ['/retries', 'retries must be integer, not "5" (string)'],
    ]);
  });

  test('a number that is a choice without its quotes is told', () => {
    const check = paramsChecker(Type.Object({ arch: archParam }));
    expect(check({ arch: 386 })).toMatchObject({ problems: [{ pointer: '/arch', suggestion: '386' }] });
  });

  test('Go never goes where PATH could not hold it', () => {
    const check = paramsChecker(installParams);
    expect(check({ version: '1.21.13', install_dir: 'C:\\a;b' })).toMatchObject({
      problems: [{ pointer: '/install_dir' }],
    });
    expect(check({ version: '1.21.13', install_dir: "C:\\it's 50% & é 日本 (x) ^!" })).toHaveProperty(
      'params',
    );
  });

  test('a choice that is near is told', () => {
    expect(problems({ version: '1', arch: 'amd46' })).toEqual([
      {
        pointer: '/arch',
        message: 'arch must be "amd64" or "arm64", not "amd46" (string)',
        suggestion: 'amd64',
      },
    ]);
  });

  test('the value of a secret is never in a message', () => {
    const said = JSON.stringify([
      ...problems({ version: '1', password: 'hunter2' }),
      ...problems({ version: '1', password: 12345 }),
    ]);
    expect(said).not.toMatch(/hunter2|12345/);
    expect(said).toContain('password');
  });

  test('parts of a list are named by their place', () => {
    expect(problems({ version: '1', proxies: [{ url: 5, token: 'x' }] })).toEqual([
      { pointer: '/proxies/0/url', message: 'proxies.0.url must be string, not 5 (integer)' },
    ]);
  });

  test('a module without anything behind it has no params', () => {
    expect(paramsChecker(Type.Object({}))(null)).toEqual({ params: {} });
  });
});

test('secret values are found, however deep', () => {
  const module = defineControllerModule({ name: 'x', summary: 'x', params, run: async () => ({}) });
  const given = {
    version: '1',
    password: 'long enough',
    proxies: [
      { url: 'u', token: 't1' },
      { url: 'v', token: 't2' },
    ],
  };
  expect(secretValues(module, given)).toEqual(['long enough', 't1', 't2']);
});

test('of names by pattern only those that match it are secret', () => {
  const headers = Type.Object(
    {},
    {
      patternProperties: { '^x-plain': Type.String(), '^x-key': Type.String({ secret: true }) },
      additionalProperties: Type.String(),
    },
  );
  const module = defineControllerModule({
    name: 'ask',
    summary: 'Asks.',
    params: Type.Object({ headers: Type.Optional(headers) }),
    run: async () => ({}),
  });
  const given = { headers: { 'x-plain': 'a', 'x-key': 'b', accept: 'c' } };
  expect(secretValues(module, given)).toEqual(['b']);
});
