import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteArgument, shellCommand } from '../../lab/ssh/command-line.ts';

describe('a command that comes over SSH', () => {
  test('is started as it is where cmd would change nothing in it', () => {
    const command = 'powershell -NoProfile -Command "1 + 1"';
    expect(shellCommand(command, 'cmd')).toEqual({ start: command });
  });

  test.each(['echo hello', 'go version & echo x', 'powershell %PATH%', 'powershell a > b'])(
    'goes through cmd: %s',
    (command) => {
      expect(shellCommand(command, 'cmd')).toEqual({ start: `cmd.exe /c "${command}"` });
    },
  );

  test('is refused by cmd past 8,191 characters, as on Windows', () => {
    expect(shellCommand(`powershell ${'x'.repeat(8181)}`, 'cmd')).toEqual({
      refuse: 'The command line is too long.\r\n',
    });
    expect(shellCommand(`powershell ${'x'.repeat(8180)}`, 'cmd')).toHaveProperty('start');
  });

  test('is one quoted argument where PowerShell is the default shell', () => {
    expect(shellCommand('"a b"; exit 3', 'powershell')).toEqual({
      start: 'powershell.exe -NoProfile -Command "\\"a b\\"; exit 3"',
    });
  });
});

describe('a quoted argument', () => {
  test('is read back by the rules of CommandLineToArgvW', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '\t', '&') }), (argument) => {
        expect(readArgument(quoteArgument(argument))).toBe(argument);
      }),
    );
  });
});

/** Microsoft's rules: 2n backslashes before a quote are n and a quote that opens or closes, 2n+1 are n and a real quote. */
function readArgument(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; ) {
    const slashes = /^\\*/.exec(text.slice(at))?.[0].length ?? 0;
    at += slashes;
    if (text[at] !== '"') {
      out += '\\'.repeat(slashes) + (text[at] ?? '');
      at++;
      continue;
    }
    out += '\\'.repeat(Math.floor(slashes / 2)) + (slashes % 2 === 1 ? '"' : '');
    at++;
  }
  return out;
}
