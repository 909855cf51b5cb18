import type { ResourceId } from 'gorun/module';
import { allBelow, variableId } from '../../src/module/resources.ts';

const short: Readonly<Record<string, string>> = {
  HKEY_LOCAL_MACHINE: 'HKLM',
  HKEY_CURRENT_USER: 'HKCU',
  HKEY_USERS: 'HKU',
  HKEY_CLASSES_ROOT: 'HKCR',
};

/** `HKLM\SOFTWARE\Tool`, however it is written. */
export function plainKey(path: string): string {
  const [hive = '', ...rest] = path.split('\\').filter((part) => part !== '');
  const name = hive.replace(/:$/, '').toUpperCase();
  return [short[name] ?? name, ...rest].join('\\');
}

/** The keys above it, the nearest first; the hive, which is always there, is not among them. */
export function keysAbove(key: string): readonly string[] {
  const parts = key.split('\\');
  return parts.slice(2).map((_, index, { length }) => parts.slice(0, 1 + length - index).join('\\'));
}

/** The resource of a key. Outside of what Windows shows 32-bit programs differently, both views are one. */
export function keyId(key: string, view: 32 | 64): ResourceId {
  const in32 = /^(HKLM\\SOFTWARE)\\WOW6432Node(\\|$)/i;
  if (in32.test(key)) return `reg32:${key.replace(in32, '$1$2')}`;
  return isSplit(key) ? `reg${view}:${key}` : `reg:${key}`;
}

const isSplit = (key: string) => /^(?:HKLM\\SOFTWARE|HKCR|HKCU\\Software\\Classes)(?:\\|$)/i.test(key);

/** The resource of a value in a key. */
export const valueId = (key: string, view: 32 | 64, name: string): ResourceId =>
  `${keyId(key, view)}\\=${name}`;

/**
 * Other names of the same key or value, or of what may be the same: the other view, HKCR beside the classes of the
 * machine, an environment variable. What is left of these is not known.
 */
export function otherIds(key: string, view: 32 | 64, name: string): readonly ResourceId[] {
  const classes = /^HKCR(?=\\|$)/.test(key)
    ? [key.replace(/^HKCR/, 'HKLM\\SOFTWARE\\Classes'), key.replace(/^HKCR/, 'HKCU\\Software\\Classes')]
    : [key.replace(/^(?:HKLM|HKCU)\\SOFTWARE\\Classes(?=\\|$)/i, 'HKCR')].filter((one) => one !== key);
  const twins = [...(isSplit(key) ? [key] : []), ...classes].flatMap((one) =>
    ([32, 64] as const).flatMap((other) =>
      keyId(one, other) === keyId(key, view)
        ? []
        : [keyId(one, other), valueId(one, other, name), allBelow(keyId(one, other))],
    ),
  );
  const machine = /^HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment$/i.test(key);
  const user = /^HKCU\\Environment$/i.test(key);
  return [
    ...twins,
    ...(machine ? [variableId('machine', name)] : []),
    ...(user ? [variableId('user', name)] : []),
  ];
}
