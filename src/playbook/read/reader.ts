import type { ErrorCode } from '../../errors/catalogue.ts';
import type { GorunError } from '../../errors/gorun-error.ts';
import { errorAt } from '../../source/error-at.ts';
import type { Place } from '../../source/file.ts';
import { type ListNode, type MapNode, nodeInWords, type SourceNode } from '../../source/node.ts';

/** Words that YAML 1.1 took for booleans; in YAML 1.2 they are texts. */
const yaml11 = new Map([
  ['yes', 'true'],
  ['on', 'true'],
  ['y', 'true'],
  ['no', 'false'],
  ['off', 'false'],
  ['n', 'false'],
]);

/** `true` or `false` for a word that YAML 1.1 took for it. */
export function yaml11Boolean(word: string): string | undefined {
  return yaml11.get(word.toLowerCase());
}

/** Turns nodes into typed values; what is wrong is collected, and reading goes on with the fallback. */
export class Reader {
  readonly problems: GorunError[] = [];

  problem(place: Place, code: ErrorCode, message: string, fix?: string): void {
    this.problems.push(errorAt(place, code, message, fix));
  }

  shape(node: SourceNode, key: string, wanted: string, fix?: string): void {
    this.problem(node.place, 'playbook/shape', `"${key}" takes ${wanted}, not ${nodeInWords(node)}`, fix);
  }

  map(node: SourceNode, key: string): MapNode | undefined {
    if (node.kind === 'map') return node;
    this.shape(node, key, 'a mapping');
    return undefined;
  }

  /** A list; nothing (`tasks:`) is an empty one. */
  list(node: SourceNode, key: string): ListNode | undefined {
    if (node.kind === 'list') return node;
    if (node.kind === 'scalar' && node.value === null) return undefined;
    this.shape(node, key, 'a list', node.kind === 'map' ? 'Begin each entry with "- ".' : undefined);
    return undefined;
  }

  text(node: SourceNode, key: string): string | undefined {
    if (node.kind === 'scalar' && node.value !== null) {
      return typeof node.value === 'string' ? node.value : node.written;
    }
    this.shape(node, key, 'a text');
    return undefined;
  }

  /** A text that can be the name of a variable. */
  variableName(node: SourceNode, key: string): string | undefined {
    const name = this.text(node, key);
    if (name !== undefined && !/^[A-Za-z_]\w*$/.test(name))
      this.shape(node, key, 'a name of letters, digits and _');
    return name;
  }

  boolean(node: SourceNode, key: string): boolean {
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    const written = node.kind === 'scalar' ? yaml11Boolean(node.written) : undefined;
    this.shape(
      node,
      key,
      'true or false',
      written === undefined ? undefined : `YAML 1.2 knows only true and false; write ${written}.`,
    );
    return false;
  }

  number(node: SourceNode, key: string, least: number, whole: boolean): number | undefined {
    const value = node.kind === 'scalar' ? node.value : undefined;
    if (typeof value === 'number' && value >= least && (!whole || Number.isInteger(value))) return value;
    this.shape(node, key, `a ${whole ? 'whole ' : ''}number from ${least}`);
    return undefined;
  }

  /** A name, several divided by commas, or a list of names. */
  names(node: SourceNode, key: string): string[] {
    const nodes = node.kind === 'list' ? node.items : [node];
    return nodes
      .flatMap((each) => (this.text(each, key) ?? '').split(','))
      .map((name) => name.trim())
      .filter((name) => name !== '');
  }
}
