import type { Variable } from '../expression/types.ts';
import type { Json } from '../json.ts';
import type { Position } from '../position.ts';
import { iniValue } from './ini-value.ts';
import { splitWords } from './ini-words.ts';
import { expandRanges, InvalidRange } from './ranges.ts';
import { type RawInventory, setVar, type Vars } from './raw.ts';

/** What the reader of an INI file needs from around it. */
export interface IniContext {
  readonly file: string;
  /** Makes a variable of a value: data, or a template where it holds one. */
  readonly variable: (value: Json, position: Position) => Variable;
  /** Takes an error in; reading goes on with the next line. */
  readonly problem: (position: Position, message: string, fix?: string) => void;
}

type Section = { readonly kind: 'hosts' | 'children' | 'vars'; readonly group: string };

/** Reads an inventory in Ansible's INI form into `raw`. Never throws for what the file says. */
export function readIni(text: string, raw: RawInventory, context: IniContext): void {
  let section: Section = { kind: 'hosts', group: 'ungrouped' };
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const line = whole.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const position = {
      file: context.file,
      line: index + 1,
      column: whole.length - whole.trimStart().length + 1,
    };
    if (line.startsWith('[') && !/^\[[^\]]*\]\S/.test(line)) {
      const next = sectionOf(line);
      if (next === undefined) {
        context.problem(
          position,
          `"${line}" is not a section`,
          'Write [group], [group:children] or [group:vars].',
        );
        continue;
      }
      section = next;
      raw.group(section.group, position);
    } else if (section.kind === 'hosts') hostLine(line, section.group, raw, context, position);
    else if (section.kind === 'children') childLine(line, section.group, raw, context, position);
    else varLine(line, section.group, raw, context, position);
  }
}

function sectionOf(line: string): Section | undefined {
  const match = /^\[(?<group>[^:\]\s]+)(?::(?<kind>children|vars|hosts))?\]\s*(?:[#;].*)?$/.exec(
    line,
  )?.groups;
  if (match?.group === undefined) return undefined;
  return {
    group: match.group,
    kind: match.kind === 'children' || match.kind === 'vars' ? match.kind : 'hosts',
  };
}

function hostLine(
  line: string,
  group: string,
  raw: RawInventory,
  context: IniContext,
  position: Position,
): void {
  const words = splitWords(line);
  if (words === undefined) {
    context.problem(position, 'a quote is not closed', "Close it, or quote the whole word: name='a b'.");
    return;
  }
  const [pattern = '', ...assignments] = words;
  let names: string[];
  try {
    names = expandRanges(pattern);
  } catch (error) {
    if (!(error instanceof InvalidRange)) throw error;
    context.problem(position, error.message);
    return;
  }
  const vars: Vars = {};
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=');
    if (equals <= 0) {
      context.problem(position, `"${assignment}" behind the host is not key=value`);
      return;
    }
    const value = context.variable(iniValue(assignment.slice(equals + 1)), position);
    setVar(vars, assignment.slice(0, equals), value);
  }
  const members = raw.group(group, position).hosts;
  for (const name of names) {
    members.add(name);
    raw.host(name);
    if (assignments.length > 0) raw.setHostVars(name, vars);
  }
}

function childLine(
  line: string,
  group: string,
  raw: RawInventory,
  context: IniContext,
  position: Position,
): void {
  const name = line.split(/\s+[#;]/)[0]?.trim() ?? '';
  if (/\s/.test(name)) {
    context.problem(position, `"${name}" is not the name of a group`, 'Write one group a line.');
    return;
  }
  raw.group(group, position).children.add(name);
  raw.group(name, position);
}

function varLine(
  line: string,
  group: string,
  raw: RawInventory,
  context: IniContext,
  position: Position,
): void {
  const equals = line.indexOf('=');
  if (equals <= 0) {
    context.problem(position, `"${line}" is not key=value`, 'In [group:vars] each line is key=value.');
    return;
  }
  const value = iniValue(line.slice(equals + 1));
  setVar(raw.group(group, position).vars, line.slice(0, equals).trim(), context.variable(value, position));
}
