import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { targetOf } from '../../modules/fetch/target.ts';

const at = (src: string, dest: string, flat: boolean, host = 'win1') =>
  targetOf({ src, dest, flat }, { folder: '/play', host });

describe('where a fetched file goes', () => {
  test.each([
    ['C:\\logs\\app.txt', 'out', false, '/play/out/win1/C/logs/app.txt'],
    ['%ProgramData%\\app.txt', 'out', false, '/play/out/win1/ProgramData/app.txt'],
    ['\\\\server\\share\\x', '/abs', false, '/abs/win1/server/share/x'],
    ['c:/logs/app.txt', 'out/', true, '/play/out/app.txt'],
    ['C:\\logs\\app.txt', 'out/win1.txt', true, '/play/out/win1.txt'],
  ])('%s to %s (flat: %s)', (src, dest, flat, target) => {
    expect(at(src, dest, flat)).toBe(target);
  });

  test.each([
    ['C:\\..\\..\\etc\\passwd', 'win1'],
    ['C:\\x', '../../etc'],
    ['C:\\x', '..'],
    ['C:\\x', '/etc'],
  ])('%s of host %s leads nowhere else', (src, host) => {
    expect(() => at(src, 'out', false, host)).toThrow('cannot be a name on the controller');
  });

  test('whatever host and path are called, it stays below dest', () => {
    const name = fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', '%', ':'), maxLength: 8 });
    fc.assert(
      fc.property(name, name, fc.boolean(), (host, path, flat) => {
        try {
          expect(at(`C:\\${path}`, 'out/', flat, host)).toMatch(/^\/play\/out\/./);
          expect(at(`C:\\${path}`, 'out/', flat, host)).not.toMatch(/(^|\/)\.\.(\/|$)/);
        } catch (error) {
          expect(String(error)).toContain('cannot be a name on the controller');
        }
      }),
      { numRuns: 300 },
    );
  });
});
