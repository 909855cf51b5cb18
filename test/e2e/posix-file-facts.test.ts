import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptSource } from '../../src/module/script/read-scripts.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { CallOutcome, HostCall, HostSession } from '../../src/worker/session.ts';
import { ShellHost, shells } from '../worker/posix-shell.ts';

const files = scriptSource(
  readFileSync(join(import.meta.dirname, '../../src/worker/posix/lib/files.sh'), 'utf8'),
);
const module = scriptSource(
  `Probe() {
    file_facts "$p_path" $p_follow
    say_text kind "$f_kind"
    say_text size "$f_size"
    [ -z "\${p_change-}" ] || { printf x >>"$p_path"; looked=; }
  }
  Apply() { capture_undo; end_object; printf ' and more' >>"$p_file"; }\n`,
  [files],
);

let number = 0;
const look = (path: string, follow = '', more = {}): HostCall => ({
  script: module,
  fn: 'Probe',
  args: { path, follow, ...more },
});
const append = (file: string): HostCall => ({
  script: module,
  fn: 'Apply',
  args: { action: 'append', args: { file } },
  intent: { id: `append/${++number}`, run: 'facts', task: 't', title: 'append' },
});

/** What each call found: kind and size. */
const found = (outcomes: readonly CallOutcome[]): unknown[] =>
  outcomes.map((outcome) => (outcome.ok ? Object(outcome.value) : outcome.error));

describe.each(shells)('paths that a request names, where sh is %s', (_name, program) => {
  const host = new ShellHost(program);
  const at = (name: string) => join(host.folder, name);
  let session: HostSession;
  beforeAll(async () => {
    session = await openWorkerSession(host, 'here');
    writeFileSync(at('one'), '1');
    writeFileSync(at('a "b" \\c'), '12');
    writeFileSync(at('two\nlines'), '123');
    writeFileSync(at('-n *'), '1234');
    symlinkSync(at('one'), at('link'));
    symlinkSync(at('nowhere'), at('dangling'));
  });
  afterAll(async () => {
    await session.close();
    host.remove();
  });

  it('are told as if each had been looked at alone', async () => {
    const calls = [
      'one',
      'nothing',
      'a "b" \\c',
      'two\nlines',
      '-n *',
      'link',
      'dangling',
      '.',
      'one',
    ].flatMap((name) => [look(at(name)), look(at(name), '-L')]);
    const together = found(await session.exchange(calls));
    const alone = [];
    for (const call of calls) alone.push(...found(await session.exchange([call])));
    expect(together).toEqual(alone);
    expect(together.slice(0, 4)).toMatchObject([
      { kind: 'file', size: '1' },
      { kind: 'file', size: '1' },
      { kind: '', size: '' },
      { kind: '', size: '' },
    ]);
    expect(together.slice(10, 14)).toMatchObject([
      { kind: 'link' },
      { kind: 'file', size: '1' },
      { kind: 'link' },
      { kind: 'link' },
    ]);
  });

  it('are looked at anew behind a step, and behind a probe that has run programs of others', async () => {
    writeFileSync(at('log'), '1');
    const calls = [
      look(at('log')),
      look(at('one')),
      append(at('log')),
      look(at('log'), '', { change: 'yes' }),
      look(at('log')),
    ];
    const sizes = found(await session.exchange(calls)).map((one) => Object(one).size);
    expect(sizes).toEqual(['1', '1', undefined, '10', '11']);
  });
});
