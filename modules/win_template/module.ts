import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { defineHostModule, GorunError, type HostLookupIO, Type } from 'gorun/module';
import { findLocal, shownPath } from '../../src/files/find-local.ts';
import { hostPath } from '../../src/files/host-path.ts';
import { planPut } from '../../src/files/plan-put.ts';
import { foreseePut, parsePutState, putQuestion, putTouches } from '../../src/files/put-state.ts';
import { type Wanted, wantedBytes, wantedFile } from '../../src/files/wanted.ts';

/** Bytes of a template; what comes out of it travels inside of a request. */
const largest = 4 * 1024 * 1024;

export default defineHostModule({
  name: 'win_template',
  summary: 'Writes a file from a template, with the variables of the host.',
  description: [
    'The template is rendered on the controller, with the variables that the task sees: `{{ name }}`, `{{#if x}} … {{/if}}`, `{{#each list}} … {{/each}}`',
    'as in a playbook. What is wrong in it is told with its line and column.',
    '',
    'Everything else is as with win_copy: checksums first, replaced as a whole, shown by `--diff`, and taken back by undo.',
  ].join('\n'),
  platforms: ['windows'],
  uses: ['files', 'kept', 'put-files'],
  params: Type.Object({
    src: Type.String({
      minLength: 1,
      description:
        'The template, on the controller; relative paths are looked for in `templates/` of the role or playbook, then beside it.',
    }),
    dest: hostPath(
      'Full path on the host. The file goes into it under the name of the template (without `.hbs`, `.j2`) where it is a folder or ends with a backslash.',
    ),
    newline_sequence: Type.Union([Type.Literal('\n'), Type.Literal('\r\n'), Type.Literal('\r')], {
      default: '\r\n',
      description: 'How lines end in the file, in double quotes: `"\\n"`.',
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
  }),
  returns: Type.Object({
    dest: Type.String({ description: 'The path of the file on the host.' }),
    checksum: Type.String({ description: 'SHA-256.' }),
    size: Type.Integer({ description: 'Bytes.' }),
  }),
  examples: [
    {
      title: 'A configuration file',
      yaml: '- win_template:\n    src: agent.conf.hbs\n    dest: C:\\ProgramData\\agent\\agent.conf',
    },
  ],
  lookupForHost: wantedOf,
  probeArgs: ({ dest, sensitive }, wanted) => putQuestion(dest, wanted, !sensitive),
  parseState: parsePutState,
  reads: ({ dest }, wanted) => putTouches(dest, wanted),
  touches: ({ dest, src }) => putTouches(dest, emptyFile(dest, src)),
  foresee: ({ params, state, lookup }, predicted) => foreseePut(params.dest, lookup, state, predicted),
  plan: ({ params: { dest, force, sensitive }, state, lookup }) =>
    planPut({ dest, wanted: lookup, force, hidden: sensitive }, state),
  result: ({ state, lookup: { files } }) => ({
    dest: state.root,
    checksum: files[0]?.sha256 ?? '',
    size: files[0]?.size ?? 0,
  }),
});

interface Params {
  readonly src: string;
  readonly dest: string;
  readonly newline_sequence: string;
  readonly output_encoding: string;
}

const emptyFile = (dest: string, src: string) => wantedFile(wantedBytes('', Buffer.of()), nameOf(src), dest);
const nameOf = (src: string) => basename(src).replace(/\.(?:hbs|j2)$/, '');

async function wantedOf(params: Params, io: HostLookupIO): Promise<Wanted> {
  const path = findLocal(params.src, 'templates', io);
  const rendered = io.render(await readTemplate(path), shownPath(path));
  const text = rendered.replaceAll(/\r\n|\r|\n/g, params.newline_sequence);
  const mark = params.output_encoding === 'utf-8-sig' ? '\ufeff' : '';
  return wantedFile(wantedBytes('', Buffer.from(mark + text, 'utf8')), nameOf(params.src), params.dest);
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
