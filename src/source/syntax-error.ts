import type { YAMLError } from 'yaml';
import type { GorunError } from '../errors/gorun-error.ts';
import { errorAt } from './error-at.ts';
import type { SourceFile } from './file.ts';
import { vaultTags } from './vault.ts';

interface Words {
  readonly message: string;
  readonly fix?: string;
}

const tabbed = { message: 'A tab stands where YAML wants spaces.', fix: 'Indent with spaces.' };

/** A syntax error of the YAML library, in words for a person. */
export function syntaxError(file: SourceFile, error: YAMLError): GorunError {
  const { position, sourceLine } = file.place(error.pos[0]);
  const indent = /^ *\t/.exec(sourceLine)?.[0];
  if (indent !== undefined) {
    const tab = file.place(error.pos[0] - position.column + indent.length);
    return errorAt(tab, 'source/yaml-syntax', tabbed.message, tabbed.fix, error);
  }
  const { message, fix } = words(error, file.text.slice(error.pos[0], error.pos[0] + 200));
  return errorAt(file.place(error.pos[0]), 'source/yaml-syntax', message, fix, error);
}

function words(error: YAMLError, rest: string): Words {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return tabbed;
    case 'MULTIPLE_DOCS':
      return {
        message: 'The file holds more than one document.',
        fix: 'Keep one; `---` may stand only at the top.',
      };
    case 'TAG_RESOLVE_FAILED': {
      const tag = /^!\S*/.exec(rest)?.[0] ?? 'This tag';
      return vaultTags.includes(tag)
        ? {
            message: `${tag} is not understood here.`,
            fix: `It stands before an encrypted text, in a file: "name: ${tag} |" and the text below.`,
          }
        : { message: `${tag} is read as a tag, because ! begins one.`, fix: tagFix(rest) };
    }
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        message: 'A mapping stands where a plain value was begun.',
        fix: 'Quote the value if it contains ": "; otherwise check the indentation.',
      };
    case 'BAD_INDENT':
      return { message: `The indentation does not fit: ${sentence(error.message)}` };
    case 'BAD_ALIAS':
      return { message: sentence(error.message), fix: 'A text that starts with * must be quoted.' };
    case 'UNEXPECTED_TOKEN':
    case 'BAD_SCALAR_START':
      return /^[@`%]/.test(rest)
        ? { message: `A value cannot start with ${rest[0]}.`, fix: 'Quote the value.' }
        : { message: sentence(error.message) };
    default:
      return { message: sentence(error.message) };
  }
}

/** A condition such as `!r.failed` without quotes; a tag has other characters than such a one. */
function tagFix(rest: string): string {
  const line = rest.split(/\r?\n/)[0]?.trimEnd() ?? '';
  return /^![A-Za-z_(][\w.]*(?:$|[\s(.[])/.test(line)
    ? `Quote it: '${line.replaceAll("'", "''")}'.`
    : 'Remove the tag.';
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
