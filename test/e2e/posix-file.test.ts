import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shells } from '../worker/posix-shell.ts';
import type { TaskEnd } from './module-runner.ts';
import { modulesInShell } from './modules-in-shell.ts';

/** Names that a shell or a program may take for something else. */
const names = ['plain', 'a b', 'it\'s "x"', 'two\nlines', '-rf', '$HOME', '*', 'ä€😀', ' x ', '\\'];

describe.each(shells)('file where sh is %s', (_name, program) => {
  const on = modulesInShell(program);
  const { at, task } = on;
  const mode = (name: string) => (statSync(at(name)).mode & 0o7777).toString(8);

  it.each(names)('makes, touches, links and removes %j, and takes all of it back', async (name) => {
    const path = at(`names/${name}`);
    const made = await task('file', { path, state: 'directory', mode: '0750' });
    expect(made).toMatchObject({ status: 'changed', message: '', result: { path, state: 'directory' } });
    expect(statSync(path).mode & 0o777).toBe(0o750);
    const inner = join(path, name);
    const touched = await task('file', { path: inner, state: 'touch', mode: '0600' });
    expect(touched).toMatchObject({ status: 'changed', message: '', result: { mode: '0600' } });
    const link = await task('file', { path: `${inner}.link`, src: name, state: 'link' });
    expect(link).toMatchObject({ status: 'changed', message: '', result: { state: 'link' } });
    expect(readlinkSync(`${inner}.link`)).toBe(name);
    const removed = await task('file', { path, state: 'absent' });
    expect(removed).toMatchObject({ status: 'changed', result: { state: 'absent' } });
    expect(existsSync(path)).toBe(false);
    for (const end of [removed, link, touched, made]) await end.undo();
    expect(existsSync(at('names'))).toBe(false);
  });

  it('gives folders that are made above the same mode, and undo removes just these', async () => {
    mkdirSync(at('base'));
    const end = await task('file', { path: at('base/a/b/c/'), state: 'directory', mode: '0711' });
    expect([mode('base/a'), mode('base/a/b'), mode('base/a/b/c')]).toEqual(['711', '711', '711']);
    expect(await task('file', { path: at('base/a/b/c'), state: 'directory' })).toMatchObject({
      status: 'ok',
    });
    writeFileSync(at('base/a/mine'), '');
    await end.undo();
    expect([existsSync(at('base/a/b')), existsSync(at('base/a/mine'))]).toEqual([false, true]);
  });

  it('sets a mode with special bits, takes them away, and puts back what was', async () => {
    mkdirSync(at('special'));
    chmodSync(at('special'), 0o2775);
    const end = await task('file', { path: at('special'), state: 'directory', mode: '0755' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(mode('special')).toBe('755');
    await end.undo();
    expect(mode('special')).toBe('2775');
  });

  it('sets an owner by name and by number', async () => {
    writeFileSync(at('owned'), '');
    const end = await task('file', { path: at('owned'), owner: 'nobody', group: '65534' });
    expect(end).toMatchObject({ status: 'changed', message: '', result: { owner: 'nobody' } });
    expect(await task('file', { path: at('owned'), owner: '65534' })).toMatchObject({ status: 'ok' });
    await end.undo();
    expect(statSync(at('owned'))).toMatchObject({ uid: 0, gid: 0 });
    const unknown = await task('file', { path: at('owned'), owner: 'gorun_nobody' });
    expect(unknown).toMatchObject({
      status: 'refused',
      message: 'there is no account gorun_nobody on this host',
    });
  });

  it('has nothing to undo of a step that was let change nothing', async () => {
    for (const name of ['denied', 'hidden']) writeFileSync(at(name), '');
    symlinkSync('denied', at('way in'));
    const before = lstatSync(at('denied')).mtimeMs;
    // What an ordinary account may not do to a file of others.
    const programs = ['chmod', 'chown', 'touch', 'ln'].map((program) => at(`bin/${program}`));
    const denied: TaskEnd[] = [];
    try {
      for (const program of programs) symlinkSync('/usr/bin/false', program);
      for (const given of [
        { mode: '0600' },
        { owner: 'nobody' },
        { mode: '2644', owner: '65534', group: '65534' },
        { state: 'touch' },
      ])
        denied.push(await task('file', { path: at('denied'), ...given }));
      denied.push(await task('file', { path: at('way in'), src: 'hidden', state: 'link' }));
      for (const end of denied) {
        expect(end).toMatchObject({ status: 'failed' });
        await end.undo();
      }
    } finally {
      for (const program of programs) rmSync(program);
    }
    expect([mode('denied'), lstatSync(at('denied')).mtimeMs]).toEqual(['644', before]);
    expect(readlinkSync(at('way in'))).toBe('denied');
  });

  it.each([
    ['No space left on device', 'Make room on that drive.'],
    ['Disk quota exceeded', 'Make room on that drive.'],
    ['Read-only file system', 'Mount that file system for writing, or choose another path.'],
    ['Permission denied', 'Check who may write there (become).'],
  ])('says of %j what that asks for', async (reason, fix) => {
    writeFileSync(at('stays'), '');
    const programs = ['mv', 'ln'].map((program) => at(`bin/${program}`));
    try {
      for (const program of programs)
        writeFileSync(program, `#!/bin/sh\necho "it: cannot do: ${reason}" >&2\nexit 1\n`, { mode: 0o755 });
      const removed = await task('file', { path: at('stays'), state: 'absent' });
      const message = `${at('stays')} cannot be moved aside: ${reason}`;
      expect(removed).toMatchObject({ status: 'failed', message, fix });
      await removed.undo();
      const linked = await task('file', { path: at('none'), src: 'stays', state: 'link' });
      expect(linked).toMatchObject({ status: 'failed', fix });
    } finally {
      for (const program of programs) rmSync(program);
    }
    expect(existsSync(at('stays'))).toBe(true);
  });

  it('sets again the special bits that a former owner takes away', async () => {
    writeFileSync(at('special file'), '');
    chmodSync(at('special file'), 0o4755);
    const end = await task('file', { path: at('special file'), owner: 'nobody', mode: '4755' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    await end.undo();
    expect([mode('special file'), statSync(at('special file')).uid]).toEqual(['4755', 0]);
  });

  it('gives back former times to the fraction of a second', async () => {
    writeFileSync(at('timed'), 'x');
    utimesSync(at('timed'), 1_000_000_000.25, 1_100_000_000.5);
    const end = await task('file', { path: at('timed'), state: 'touch' });
    expect(statSync(at('timed')).mtimeMs).toBeGreaterThan(1_600_000_000_000);
    await end.undo();
    expect(statSync(at('timed'))).toMatchObject({ mtimeMs: 1_100_000_000_500 });
    expect(readFileSync(at('timed'), 'utf8')).toBe('x');
  });

  it('turns a link that leads into a folder, without putting anything into that', async () => {
    mkdirSync(at('old'));
    mkdirSync(at('new'));
    symlinkSync('old', at('current'));
    const end = await task('file', { path: at('current'), src: 'new', state: 'link' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(readlinkSync(at('current'))).toBe('new');
    await end.undo();
    expect(readlinkSync(at('current'))).toBe('old');
  });

  it('replaces a file by a link where that is asked for, and brings it back', async () => {
    writeFileSync(at('replaced'), 'mine');
    chmodSync(at('replaced'), 0o640);
    const params = { path: at('replaced'), src: '/nowhere', state: 'link' };
    expect(await task('file', params)).toMatchObject({ status: 'refused' });
    const end = await task('file', { ...params, force: true });
    expect(lstatSync(at('replaced')).isSymbolicLink()).toBe(true);
    await end.undo();
    expect([readFileSync(at('replaced'), 'utf8'), mode('replaced')]).toEqual(['mine', '640']);
  });

  it('removes a link and not what it leads to', async () => {
    mkdirSync(at('kept'));
    writeFileSync(at('kept/x'), '');
    symlinkSync('kept', at('way'));
    const end = await task('file', { path: `${at('way')}/`, state: 'absent' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect([existsSync(at('way')), existsSync(at('kept/x'))]).toEqual([false, true]);
    await end.undo();
    expect(readlinkSync(at('way'))).toBe('kept');
  });

  it.each([
    '/',
    '//',
    '/etc',
    '/etc/',
    '/usr/bin',
    '/bin',
    '/etc/../usr',
    '/usr/local/../lib',
    '/proc/1',
    '/root',
    '/usr/./lib',
  ])('does not remove %s', async (path) => {
    const end = await task('file', { path: path === '//' ? '/' : path, state: 'absent' });
    expect(end).toMatchObject({ status: 'refused' });
  });

  it('does not remove what gorun works with', async () => {
    for (const path of [on.host.state, on.host.folder, join(on.host.state, 'kept')]) {
      mkdirSync(path, { recursive: true });
      expect(await task('file', { path, state: 'absent' })).toMatchObject({ status: 'refused' });
    }
  });

  it('leaves what somebody has changed meanwhile', async () => {
    const end = await task('file', { path: at('touched'), state: 'touch' });
    writeFileSync(at('touched'), 'not mine');
    await expect(end.undo()).rejects.toThrow(/changed by somebody else/);
    const removed = await task('file', { path: at('touched'), state: 'absent' });
    writeFileSync(at('touched'), 'new');
    await expect(removed.undo()).rejects.toThrow(/made anew/);
    expect(readFileSync(at('touched'), 'utf8')).toBe('new');
  });

  it('refuses to put anything below a file', async () => {
    writeFileSync(at('block'), '');
    const end = await task('file', { path: at('block/a/b'), state: 'directory' });
    expect(end).toMatchObject({ status: 'refused', message: expect.stringContaining('block is no folder') });
  });
});
