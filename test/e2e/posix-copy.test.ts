import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shells } from '../worker/posix-shell.ts';
import { modulesInShell } from './modules-in-shell.ts';

/** Names that a shell or a program may take for something else. */
const names = ['plain', 'a b', 'it\'s "x"', 'two\nlines', '-rf', '$HOME', '*', 'ä€😀', ' x ', 'a\\b'];
const bytes = (size: number) => Buffer.from(Array.from({ length: size }, (_, index) => (index * 7) % 256));

describe.each(shells)('copy, template and line_in_file where sh is %s', (_name, program) => {
  const here = mkdtempSync(join(tmpdir(), 'gorun-copy-'));
  afterAll(async () => {
    rmSync(here, { recursive: true });
  });
  const on = modulesInShell(program, here);
  const { at, task } = on;
  const text = (name: string) => readFileSync(at(name), 'utf8');
  const mode = (name: string) => (statSync(at(name)).mode & 0o7777).toString(8);

  it.each(names)('puts a text into %j, once, and takes it back', async (name) => {
    const params = { content: `one\n${name}\n'"\\$\`\n`, dest: at(`texts/${name}`) };
    const end = await task('copy', params);
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(text(`texts/${name}`)).toBe(params.content);
    expect(readdirSync(at('texts'))).toEqual([name]);
    expect(await task('copy', params)).toMatchObject({ status: 'ok' });
    await end.undo();
    expect(existsSync(at('texts'))).toBe(false);
  });

  it.each([0, 1, 1_000, 70_000, 3_000_000])('sends a file of %d bytes as it is', async (size) => {
    writeFileSync(join(here, 'source'), bytes(size));
    const end = await task('copy', { src: 'source', dest: at('sent') });
    expect(end).toMatchObject({ status: expect.stringMatching(/changed/), message: '' });
    expect(readFileSync(at('sent')).equals(bytes(size))).toBe(true);
    expect(
      existsSync(join(on.host.state, 'incoming')) ? readdirSync(join(on.host.state, 'incoming')) : [],
    ).toEqual([]);
  });

  it('keeps mode and owner of a file that is replaced, and undo brings it back to the letter', async () => {
    writeFileSync(at('mine'), 'before');
    chmodSync(at('mine'), 0o4640);
    chownSync(at('mine'), 65534, 65534);
    chmodSync(at('mine'), 0o4640);
    const end = await task('copy', { content: 'after', dest: at('mine') });
    expect(text('mine')).toBe('after');
    expect(statSync(at('mine'))).toMatchObject({ uid: 65534, gid: 65534 });
    expect(mode('mine')).toBe('4640');
    await end.undo();
    expect(text('mine')).toBe('before');
    expect(statSync(at('mine'))).toMatchObject({ uid: 65534, gid: 65534 });
  });

  it('sets mode and owner where they are given, also of a file that is right already', async () => {
    const params = { content: 'x', dest: at('given'), mode: '0600', owner: 'nobody', group: 'nogroup' };
    expect(await task('copy', params)).toMatchObject({ status: 'changed', message: '' });
    expect(mode('given')).toBe('600');
    const end = await task('copy', { ...params, mode: '0755' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(mode('given')).toBe('755');
    await end.undo();
    expect(mode('given')).toBe('600');
  });

  it('makes nothing where an owner is not known on the host', async () => {
    mkdirSync(at('clean'));
    const end = await task('copy', { content: 'secret', dest: at('clean/x'), owner: 'gorun_nobody' });
    expect(end).toMatchObject({
      status: 'refused',
      message: 'there is no account gorun_nobody on this host',
    });
    expect(readdirSync(at('clean'))).toEqual([]);
  });

  it('puts a folder with all that is in it, and sends only what differs', async () => {
    mkdirSync(join(here, 'tree/deep er/empty'), { recursive: true });
    for (const name of names) writeFileSync(join(here, 'tree', name), name);
    writeFileSync(join(here, 'tree/deep er/large'), bytes(200_000));
    const end = await task('copy', { src: 'tree/', dest: at('put') });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(readdirSync(at('put')).toSorted()).toEqual([...names, 'deep er'].toSorted());
    expect(readFileSync(at('put/deep er/large')).equals(bytes(200_000))).toBe(true);
    writeFileSync(at('put/plain'), 'other');
    writeFileSync(at('put/mine'), 'mine');
    const again = await task('copy', { src: 'tree/', dest: at('put') });
    expect(again.titles).toEqual([`put 1 file into ${at('put')}`]);
    expect([text('put/plain'), text('put/mine')]).toEqual(['plain', 'mine']);
    await again.undo();
    expect(text('put/plain')).toBe('other');
    writeFileSync(at('put/plain'), 'plain');
    await end.undo();
    expect(readdirSync(at('put'))).toEqual(['mine']);
  });

  it('puts a file into a folder, also by a link, under its own name', async () => {
    mkdirSync(at('folder'));
    symlinkSync('folder', at('way'));
    writeFileSync(join(here, 'named'), 'x');
    expect(await task('copy', { src: 'named', dest: at('way') })).toMatchObject({ status: 'changed' });
    expect(text('folder/named')).toBe('x');
    expect(await task('copy', { src: 'named', dest: `${at('fresh')}/` })).toMatchObject({
      status: 'changed',
    });
    expect(text('fresh/named')).toBe('x');
  });

  it('leaves what is there with force: false, and refuses a folder in its place', async () => {
    expect(await task('copy', { content: 'new', dest: at('fresh/named'), force: false })).toMatchObject({
      status: 'ok',
    });
    expect(await task('copy', { content: 'new', dest: at('fresh') })).toMatchObject({
      status: 'refused',
    });
    expect(await task('copy', { content: 'new', dest: at('fresh/named/x') })).toMatchObject({
      status: 'refused',
    });
  });

  it('puts nothing in place that the program of the playbook finds wrong', async () => {
    mkdirSync(at('checked'));
    const params = { dest: at('checked/x y'), validate: ['sh', '-n', '%s'] };
    expect(await task('copy', { ...params, content: 'echo fine\n' })).toMatchObject({
      status: 'changed',
      message: '',
    });
    const wrong = await task('copy', { ...params, content: 'if x; then\n' });
    expect(wrong).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/x y stays as it is: .*ended with exit code/),
    });
    expect([text('checked/x y'), readdirSync(at('checked'))]).toEqual(['echo fine\n', ['x y']]);
    const line = { path: at('checked/x y'), validate: params.validate };
    expect(await task('line_in_file', { ...line, line: 'fi' })).toMatchObject({ status: 'failed' });
    expect(await task('line_in_file', { ...line, line: ':' })).toMatchObject({ status: 'changed' });
    expect(await task('copy', { ...params, content: 'x', validate: ['sh', '-n'] })).toMatchObject({
      status: 'refused',
      message: 'validate names the new file nowhere',
    });
    const none = await task('copy', { ...params, content: 'x', validate: ['gorun-none', '%s'] });
    expect(none).toMatchObject({ status: 'failed', message: 'gorun-none is not found in PATH' });
    expect(readdirSync(at('checked'))).toEqual(['x y']);
  });

  it('writes a template with the lines of the host', async () => {
    writeFileSync(join(here, 't.conf.hbs'), 'a\r\nb\n');
    const end = await task('template', { src: 't.conf.hbs', dest: at('t.conf'), mode: '0640' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect([text('t.conf'), mode('t.conf')]).toEqual(['a\nb\n', '640']);
  });

  it('changes one line and leaves the others to the letter', async () => {
    writeFileSync(at('lines'), '# x\r\nPort 22\r\n\ttab "quoted" \\ $x\r\nlast');
    chmodSync(at('lines'), 0o600);
    const params = { path: at('lines'), regexp: '^Port ', line: 'Port 2222' };
    const end = await task('line_in_file', params);
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(text('lines')).toBe('# x\r\nPort 2222\r\n\ttab "quoted" \\ $x\r\nlast');
    expect(mode('lines')).toBe('600');
    expect(await task('line_in_file', params)).toMatchObject({ status: 'ok' });
    await end.undo();
    expect(text('lines')).toBe('# x\r\nPort 22\r\n\ttab "quoted" \\ $x\r\nlast');
  });

  it('adds a line at the end, behind a line without an end, and to a new file', async () => {
    expect(await task('line_in_file', { path: at('lines'), line: 'more' })).toMatchObject({
      status: 'changed',
      message: '',
    });
    expect(text('lines')).toBe('# x\r\nPort 22\r\n\ttab "quoted" \\ $x\r\nlast\r\nmore');
    const made = await task('line_in_file', {
      path: at('made/x'),
      line: 'ä',
      create: true,
      mode: '0640',
    });
    expect(made).toMatchObject({ status: 'changed', message: '' });
    expect([text('made/x'), mode('made/x')]).toEqual(['ä\n', '640']);
    await made.undo();
    expect(existsSync(at('made'))).toBe(false);
  });

  it.each([
    ['Latin-1', Buffer.from('gr\xfcn\nx\n', 'latin1')],
    ['three bytes of a character of four', Buffer.from([0xf0, 0x9f, 0x98, 0x0a])],
    ['a NUL', Buffer.from('a\0b\n')],
  ])('does not touch a file that is no UTF-8: %s', async (_, content) => {
    writeFileSync(at('bytes'), content);
    const end = await task('line_in_file', { path: at('bytes'), line: 'more' });
    expect(end).toMatchObject({ status: 'refused', message: expect.stringContaining('is no text in UTF-8') });
    expect(readFileSync(at('bytes')).equals(content)).toBe(true);
  });

  it('works on a text of a MiB, and refuses a larger one', async () => {
    const long = `${'x'.repeat(99)}\n`.repeat(10_000);
    writeFileSync(at('long'), long);
    const end = await task('line_in_file', { path: at('long'), line: 'more' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(text('long')).toBe(`${long}more\n`);
    writeFileSync(at('long'), long.repeat(2));
    expect(await task('line_in_file', { path: at('long'), line: 'more' })).toMatchObject({
      status: 'refused',
    });
  });
});
