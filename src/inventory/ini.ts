import { didYouMean } from '../errors/suggest.ts';
import type { Variable } from '../expression/types.ts';
import type { Json } from '../json.ts';
import type { Position } from '../position.ts';
import { type HostPattern, hostPattern } from './host-pattern.ts';
import { iniValue, losesZero } from './ini-value.ts';
import { splitWords } from './ini-words.ts';
import { UnkeepableLiteral } from './python-literal.ts';
import { InvalidRange } from './ranges.ts';
import { type RawInventory, setGroupVar, setVar, type Vars } from './raw.ts';

/** What the reader of an INI file needs from around it. */
export interface IniContext {
  readonly file: string;
  /** Makes a variable of a value: data, or a template where it holds one. */
  readonly variable: (value: Json, position: Position) => Variable;
  /** Takes an error in; reading goes on with the next line. */
  readonly problem: (position: Position, message: string, fix?: string) => void;
  /** Takes in what is allowed but hardly meant. */
  readonly warning: (position: Position, message: string, fix: string) => void;
}

type Kind = 'hosts' | 'children' | 'vars';

/** Reads an inventory in Ansible's INI form into `raw`. Never throws for what the file says. */
export function readIni(text: string, raw: RawInventory, context: IniContext): void {
  new IniReader(raw, context).read(text);
}

class IniReader {
  readonly #raw: RawInventory;
  readonly #context: IniContext;
  /** Groups that were named but may not be declared yet, and where. */
  readonly #named: { readonly group: string; readonly as: Kind; readonly position: Position }[] = [];
  readonly #declared: Set<string>;

  constructor(raw: RawInventory, context: IniContext) {
    this.#raw = raw;
    this.#context = context;
    this.#declared = new Set(raw.groups.keys());
  }

  read(text: string): void {
    let group = 'ungrouped';
    let kind: Kind = 'hosts';
    let number = 0;
    for (const whole of text.split(/\r?\n/)) {
      number += 1;
      const line = whole.trim();
      if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
      const column = whole.length - whole.trimStart().length + 1;
      const position = { file: this.#context.file, line: number, column };
      if (line.startsWith('[') && !/^\[[^\]]*\][^\s#;]/.test(line)) {
        const section = sectionOf(line);
        if (section === undefined) {
          const fix = 'Write [group], [group:children] or [group:vars].';
          this.#context.problem(position, `"${line}" is not a section`, fix);
          continue;
        }
        ({ group, kind } = section);
        this.#section(group, kind, position);
      } else if (kind === 'hosts') this.#host(line, group, position);
      else if (kind === 'children') this.#child(line, group, position);
      else this.#var(line, group, position);
    }
    this.#checkNames();
  }

  #section(group: string, kind: Kind, position: Position): void {
    this.#raw.group(group, position);
    if (kind === 'vars') this.#named.push({ group, as: kind, position });
    else this.#declared.add(group);
  }

  #host(line: string, group: string, position: Position): void {
    const split = splitWords(line);
    if (split === undefined) {
      this.#context.problem(
        position,
        'a quote is not closed, or the line ends in a backslash',
        "Close it, or quote the whole word: name='a b'.",
      );
      return;
    }
    const [pattern = '', ...assignments] = split.words;
    const hosts = this.#hosts(pattern, position);
    const vars: Vars = {};
    for (const assignment of assignments) {
      const equals = assignment.indexOf('=');
      if (equals <= 0) {
        this.#context.problem(position, `"${assignment}" behind the host is not key=value`);
        return;
      }
      const name = assignment.slice(0, equals);
      setVar(vars, name, this.#value(name, assignment.slice(equals + 1), position));
    }
    if (split.lostBackslash) {
      this.#context.warning(
        position,
        'a backslash outside of quotes is dropped here, as a shell does it',
        "Quote the value: path='C:\\Go'.",
      );
    }
    if (hosts !== undefined) this.#raw.addHosts(this.#raw.group(group, position), hosts, vars);
  }

  #hosts(pattern: string, position: Position): HostPattern | undefined {
    try {
      return hostPattern(pattern);
    } catch (error) {
      if (!(error instanceof InvalidRange)) throw error;
      this.#context.problem(position, error.message);
      return undefined;
    }
  }

  #child(line: string, group: string, position: Position): void {
    const name = /^([^:\]\s]+)\s*(?:[#;].*)?$/.exec(line)?.[1];
    if (name === undefined) {
      this.#context.problem(position, `"${line}" is not the name of a group`, 'Write one group a line.');
      return;
    }
    this.#named.push({ group: name, as: 'children', position });
    this.#raw.group(group, position).children.add(name);
    this.#raw.group(name, position);
  }

  #var(line: string, group: string, position: Position): void {
    const equals = line.indexOf('=');
    if (equals <= 0) {
      this.#context.problem(
        position,
        `"${line}" is not key=value`,
        'In [group:vars] each line is key=value.',
      );
      return;
    }
    const name = line.slice(0, equals).trim();
    const value = this.#value(name, line.slice(equals + 1).trim(), position);
    const wrong =
      value === undefined ? undefined : setGroupVar(this.#raw.group(group, position), name, value);
    if (wrong !== undefined) this.#context.problem(position, wrong);
  }

  #value(name: string, written: string, position: Position): Variable | undefined {
    try {
      const value = iniValue(written);
      if (typeof value === 'number' && losesZero(written)) {
        this.#context.warning(
          position,
          `${name} is the number ${value}, for ${written} has no quotes`,
          `Quote it twice where a text is meant: ${name}='"${written}"' beside a host, ${name}="${written}" in [group:vars].`,
        );
      }
      return this.#context.variable(value, position);
    } catch (error) {
      if (!(error instanceof UnkeepableLiteral)) throw error;
      this.#context.problem(position, `${name}: ${error.message}`, 'Quote it, and use it as a text.');
      return undefined;
    }
  }

  /** A section of variables, and a child, must be a group that is declared: else a slip of the pen would be one more group. */
  #checkNames(): void {
    for (const { group, as, position } of this.#named) {
      if (this.#declared.has(group)) continue;
      const what = as === 'vars' ? `[${group}:vars] is for a group` : `"${group}" is the name of a group`;
      this.#context.problem(
        position,
        `${what} that is not declared.${didYouMean(group, this.#declared)}`,
        `Declare it with [${group}], also where it has no hosts.`,
      );
    }
  }
}

function sectionOf(line: string): { readonly group: string; readonly kind: Kind } | undefined {
  const match = /^\[(?<group>[^:\]\s]+)(?::(?<kind>children|vars|hosts))?\]\s*(?:[#;].*)?$/.exec(
    line,
  )?.groups;
  if (match?.group === undefined) return undefined;
  const { group, kind } = match;
  return { group, kind: kind === 'children' || kind === 'vars' ? kind : 'hosts' };
}
