import type { TextStyle } from '../align.ts';
import type { Place, SourceFile } from '../file.ts';
import type { ListNode, MapEntry, MapNode, ScalarNode, SourceNode } from '../node.ts';
import { alignment } from '../scalar.ts';

// Nodes that work out their places only when somebody asks: of half a million values hardly any is ever pointed at.

/** A scalar of a plain file. */
export class PlainScalar implements ScalarNode {
  readonly kind = 'scalar';
  readonly value: null | boolean | number | string;
  readonly written: string;
  readonly style: TextStyle;
  readonly #file: SourceFile;
  readonly #start: number;
  readonly #end: number;

  constructor(
    file: SourceFile,
    span: readonly [start: number, end: number],
    value: null | boolean | number | string,
    written: string,
    style: TextStyle,
  ) {
    this.#file = file;
    [this.#start, this.#end] = span;
    this.value = value;
    this.written = written;
    this.style = style;
  }

  get place(): Place {
    return this.#file.place(this.#start);
  }

  get quoted(): boolean {
    return this.style !== 'plain';
  }

  placeOf(index: number): Place {
    const raw = this.#file.text.slice(this.#start, this.#end);
    return this.#file.place(this.#start + alignment(raw, String(this.value ?? ''), this.style)(index));
  }
}

/** A key of a plain file with its value. */
export class PlainEntry implements MapEntry {
  readonly key: string;
  readonly value: SourceNode;
  readonly #file: SourceFile;
  readonly #offset: number;

  constructor(file: SourceFile, offset: number, key: string, value: SourceNode) {
    this.#file = file;
    this.#offset = offset;
    this.key = key;
    this.value = value;
  }

  get keyPlace(): Place {
    return this.#file.place(this.#offset);
  }
}

/** A mapping of a plain file. */
export class PlainMap implements MapNode {
  readonly kind = 'map';
  readonly entries: readonly MapEntry[];
  readonly #file: SourceFile;
  readonly #offset: number;

  constructor(file: SourceFile, offset: number, entries: readonly MapEntry[]) {
    this.#file = file;
    this.#offset = offset;
    this.entries = entries;
  }

  get place(): Place {
    return this.#file.place(this.#offset);
  }
}

/** A list of a plain file. */
export class PlainList implements ListNode {
  readonly kind = 'list';
  readonly items: readonly SourceNode[];
  readonly #file: SourceFile;
  readonly #offset: number;

  constructor(file: SourceFile, offset: number, items: readonly SourceNode[]) {
    this.#file = file;
    this.#offset = offset;
    this.items = items;
  }

  get place(): Place {
    return this.#file.place(this.#offset);
  }
}
