import { basename } from 'node:path';
import { Type } from 'typebox';
import type { HostLookupIO } from '../module/contract.ts';
import { findLocal, shownPath } from './find-local.ts';
import { templateText } from './template-text.ts';
import { type Wanted, wantedBytes, wantedFile } from './wanted.ts';

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
  const rendered = io.render(await templateText(path), shownPath(path));
  const text = rendered.replaceAll(/\r\n|\r|\n/g, rendering.newline_sequence);
  const mark = rendering.output_encoding === 'utf-8-sig' ? '\ufeff' : '';
  return wantedFile(wantedBytes('', Buffer.from(mark + text, 'utf8')), nameOf(rendering.src), rendering.dest);
}
