import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { type GorunError, GorunErrors } from '../errors/gorun-error.ts';
import { errorAt } from './error-at.ts';
import type { Place, SourceFile } from './file.ts';
import { deepest, mostFromAliases } from './limits.ts';
import type { MapEntry, ScalarNode, SourceNode } from './node.ts';
import { scalarNode } from './scalar.ts';

interface Anchored {
  readonly node: SourceNode;
  /** Nodes in it once its aliases are written out. */
  readonly size: number;
}

/** What the encrypted scalars of a document opened to. */
export type Opened = ReadonlyMap<Scalar, string>;

/** Turns a parsed document into nodes with places. Throws GorunErrors. */
export function convert(
  file: SourceFile,
  document: Document.Parsed,
  opened: Opened = new Map(),
): SourceNode | undefined {
  if (document.contents === null) return undefined;
  const converter = new Converter(file, opened);
  const { node } = converter.node(document.contents, 0);
  if (converter.errors.length > 0) throw new GorunErrors(converter.errors);
  return node;
}

class Converter {
  readonly errors: GorunError[] = [];
  readonly #file: SourceFile;
  readonly #anchors = new Map<string, Anchored | 'open'>();
  readonly #opened: Opened;
  #fromAliases = 0;

  constructor(file: SourceFile, opened: Opened) {
    this.#file = file;
    this.#opened = opened;
  }

  node(node: Node, depth: number): Anchored {
    if (depth > deepest) return this.#stop(node, `The file is nested more than ${deepest} levels deep.`);
    if (isAlias(node)) return this.#alias(node.source, node);
    const anchor = 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, 'open');
    const made = this.#value(node, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, made);
    return made;
  }

  #value(node: Node, depth: number): Anchored {
    if (isMap(node)) return this.#map(node, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) =>
        isNode(item) ? this.node(item, depth + 1) : { node: this.#nothing(offsetOf(node)), size: 1 },
      );
      return {
        node: {
          kind: 'list',
          place: this.#file.place(offsetOf(node)),
          items: items.map((item) => item.node),
        },
        size: items.reduce((sum, item) => sum + item.size, 1),
      };
    }
    return { node: this.#scalar(node), size: 1 };
  }

  #map(map: YAMLMap, depth: number): Anchored {
    const entries = new Map<string, MapEntry>();
    const merged: SourceNode[] = [];
    let size = 1;
    for (const pair of map.items) {
      const key = this.#key(pair);
      if (key === undefined) continue;
      const value = isNode(pair.value)
        ? this.node(pair.value, depth + 1)
        : { node: this.#nothing(key.offset), size: 1 };
      size += value.size;
      if (key.text === '<<' && !key.quoted) {
        merged.push(...(value.node.kind === 'list' ? value.node.items : [value.node]));
        continue;
      }
      const keyPlace = this.#file.place(key.offset);
      const first = entries.get(key.text);
      if (first !== undefined) {
        const message = `"${key.text}" stands twice in this mapping, first in line ${first.keyPlace.position.line}.`;
        this.errors.push(errorAt(keyPlace, 'source/duplicate-key', message));
        continue;
      }
      entries.set(key.text, { key: key.text, keyPlace, value: value.node });
    }
    for (const source of merged) this.#merge(entries, source);
    const place = this.#file.place(offsetOf(map));
    return { node: { kind: 'map', place, entries: [...entries.values()] }, size };
  }

  #merge(entries: Map<string, MapEntry>, source: SourceNode): void {
    if (source.kind !== 'map') {
      this.errors.push(
        errorAt(source.place, 'source/yaml-syntax', '<<: takes a mapping, or a list of them.'),
      );
      return;
    }
    for (const entry of source.entries) if (!entries.has(entry.key)) entries.set(entry.key, entry);
  }

  #key(pair: Pair): { text: string; offset: number; quoted: boolean } | undefined {
    const { key } = pair;
    if (isScalar(key) && key.value !== null) {
      return { text: keyText(key), offset: offsetOf(key), quoted: key.type !== 'PLAIN' };
    }
    const offset = isNode(key) ? offsetOf(key) : 0;
    const braces = this.#file.text.slice(offset - 1, offset + 1) === '{{';
    const place = this.#file.place(braces ? offset - 1 : offset);
    this.errors.push(
      braces
        ? errorAt(
            place,
            'source/yaml-syntax',
            'A value that starts with {{ must be quoted; YAML reads { as the start of a mapping.',
            'Write "{{ … }}" with quotes around it.',
          )
        : errorAt(place, 'source/yaml-syntax', 'A key must be a text.'),
    );
    return undefined;
  }

  #scalar(node: Node): SourceNode {
    if (!isScalar(node)) return this.#nothing(offsetOf(node));
    const clear = this.#opened.get(node);
    const place = this.#file.place(offsetOf(node));
    if (clear !== undefined) return openedNode(place, node, clear);
    const made = scalarNode(this.#file, node);
    if ('node' in made) return made.node;
    this.errors.push(errorAt(place, 'source/yaml-syntax', made.wrong, made.fix));
    return this.#nothing(offsetOf(node));
  }

  #alias(name: string, node: Node): Anchored {
    const target = this.#anchors.get(name);
    if (target === 'open') return this.#stop(node, `*${name} stands inside of &${name} itself.`);
    if (target === undefined) {
      const fix = `Quote a text that starts with *, or write &${name} before a value further up.`;
      const place = this.#file.place(offsetOf(node));
      this.errors.push(errorAt(place, 'source/yaml-syntax', `There is no &${name} above *${name}.`, fix));
      return { node: this.#nothing(offsetOf(node)), size: 1 };
    }
    this.#fromAliases += target.size;
    if (this.#fromAliases > mostFromAliases) {
      return this.#stop(node, `The aliases multiply to more than ${mostFromAliases} values.`);
    }
    return target;
  }

  #nothing(offset: number): SourceNode {
    const place = this.#file.place(offset);
    return { kind: 'scalar', place, value: null, written: '', quoted: false, placeOf: () => place };
  }

  #stop(node: Node, message: string): never {
    throw new GorunErrors([errorAt(this.#file.place(offsetOf(node)), 'source/too-large', message)]);
  }
}

/** A value that was encrypted; every place in it is that of its beginning. */
function openedNode(place: Place, scalar: Scalar, clear: string): ScalarNode {
  const sealed = String(scalar.value);
  return {
    kind: 'scalar',
    place,
    value: clear,
    written: sealed,
    quoted: true,
    sealed,
    placeOf: () => place,
  };
}

function keyText(key: Scalar): string {
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
