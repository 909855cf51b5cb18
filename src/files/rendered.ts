import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Type } from 'typebox';
import { GorunError } from '../errors/gorun-error.ts';
import type { HostLookupIO } from '../module/contract.ts';
import { findLocal, shownPath } from './find-local.ts';
import { type Wanted, wantedBytes, wantedFile } from './wanted.ts';

/** Bytes of a template; what comes out of it travels inside of a request. */
const largest = 4 * 1024 * 1024;

/** What every module that writes a file from a template is given beside its target. */
export const templateParams = {
  src: Type.String({
    minLength: 1,
    description:
      'The template, on the controller; relative paths are looked for in `templates/` of the role or playbook, then beside it.',
  }),
  output_encoding: Type.Union([Type.Literal('utf-8'), Type.Literal('utf-8-sig')], {
    default: 'utf-8',
    description: '`utf-8-sig` puts a byte order mark in front, which Windows PowerShell needs for scripts.',
  }),
  force: Type.Boolean({
    default: true,
    description: 'false: a file that is there stays, whatever is in it.',
  }),
  sensitive: Type.Boolean({ default: false, description: 'What is in the file is never shown.' }),
};

/** What such a module returns. */
export const templateReturns = Type.Object({
  dest: Type.String({ description: 'The path of the file on the host.' }),
  checksum: Type.String({ description: 'SHA-256.' }),
  size: Type.Integer({ description: 'Bytes.' }),
});

/** A template, and how the file is to be written. */
export interface Rendering {
  readonly src: string;
  readonly dest: string;
  readonly newline_sequence: string;
  readonly output_encoding: string;
}

/** The name that the file gets in a folder. */
const nameOf = (src: string) => basename(src).replace(/\.(?:hbs|j2)$/, '');

/** Stands for the file where what is in it is not known yet. */
export const unrendered = ({ dest, src }: Pick<Rendering, 'src' | 'dest'>): Wanted =>
  wantedFile(wantedBytes('', Buffer.of()), nameOf(src), dest);

/** The file as it is to be on the host. Throws GorunError, with the place in the template. */
export async function renderedFile(rendering: Rendering, io: HostLookupIO): Promise<Wanted> {
  const path = findLocal(rendering.src, 'templates', io);
  const rendered = io.render(await readTemplate(path), shownPath(path));
  const text = rendered.replaceAll(/\r\n|\r|\n/g, rendering.newline_sequence);
  const mark = rendering.output_encoding === 'utf-8-sig' ? '\ufeff' : '';
  return wantedFile(wantedBytes('', Buffer.from(mark + text, 'utf8')), nameOf(rendering.src), rendering.dest);
}
async function readTemplate(path: string): Promise<string> {
  const bad = (what: string, fix: string) =>
    new GorunError('module/bad-source', { message: `${shownPath(path)} ${what}`, fix });
  const facts = await stat(path);
  if (!facts.isFile()) throw bad('is no file', 'Name the template itself.');
  if (facts.size > largest)
    throw bad(`has ${facts.size} bytes; a template has at most ${largest}`, 'Use win_copy.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch {
    throw bad('is not UTF-8 text', 'Save it as UTF-8, or use win_copy.');
  }
}
