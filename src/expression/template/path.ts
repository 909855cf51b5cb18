import type { GorunError } from '../../errors/gorun-error.ts';
import type { Json } from '../../json.ts';
import type { Place } from '../../source/file.ts';
import { ownValue } from '../own-value.ts';
import { missingKey, undefinedName } from '../undefined-name.ts';
import type { CompileContext } from './compile-context.ts';
import type { Evaluate, Frame } from './frame.ts';

/** What the path of an expression may be. */
export interface PathOptions {
  /** Blocks (`each`, `with`) around it, and the names that they give, the nearest first. */
  readonly blocks: readonly (readonly string[])[];
  /** It may be missing, it is then undefined. */
  readonly optional: boolean;
}

interface Path {
  readonly place: Place;
  /** Of the key `fromEnd` keys before the last. */
  keyPlace(fromEnd: number): Place;
  readonly parts: readonly string[];
  readonly optional: boolean;
}

/** Compiles `a.b.c`, `this.a`, `../a`, `@index`, `@root.a`. Throws GorunError. */
export function compilePath(
  path: hbs.AST.PathExpression,
  context: CompileContext,
  options: PathOptions,
): Evaluate {
  const place = context.place(path.loc);
  const parts = path.parts.map(String);
  const [first] = parts;
  const keyPlace = (fromEnd: number) => context.keyPlace(path, fromEnd);
  const own: Path = { place, keyPlace, parts, optional: options.optional };
  if (path.data && first !== 'root')
    return fromData(own, path.depth, context.wrong(path.loc, `@${first} is not known here.`));
  const atTop = path.data ? parts.slice(1) : parts;
  const level = path.data ? options.blocks.length : path.depth;
  const [name] = atTop;
  if (name === undefined && (path.data || level >= options.blocks.length)) {
    throw context.wrong(path.loc, 'There is no `this` outside of each and with.', 'Name a variable.');
  }
  if (name === undefined) return (frame) => frame.blocks[level]?.context;
  const scoped = /^(?:this\b|\.)/.test(path.original) && level < options.blocks.length;
  if (!scoped) {
    const inBlock = level < options.blocks.length;
    const given = options.blocks.some((names) => names.includes(name));
    if (!given) context.uses.push({ name, place, optional: options.optional || inBlock });
  }
  const described: Path = { place, keyPlace, parts: atTop, optional: options.optional };
  return (frame) => resolve(described, frame, level, scoped);
}

/** From the block that the path is in outwards to the variables. */
function resolve(path: Path, frame: Frame, level: number, scoped: boolean): Json | undefined {
  const [name = '', ...rest] = path.parts;
  for (const block of scoped ? frame.blocks.slice(level, level + 1) : frame.blocks.slice(level)) {
    if (!scoped && Object.hasOwn(block.named, name)) return walk(path, block.named[name], [name], rest);
    const found = ownValue(block.context, name);
    if (found !== undefined || scoped) return walk(path, block.context, ['this'], path.parts);
  }
  const value = frame.scope.get(name);
  if (value !== undefined) return walk(path, value, [name], rest);
  if (path.optional) return undefined;
  throw undefinedName(path.place, name, frame.scope.names());
}

function fromData(path: Path, depth: number, unknown: GorunError): Evaluate {
  const [name = '', ...rest] = path.parts;
  return (frame) => {
    const data = frame.blocks[depth]?.data;
    if (data === undefined || !Object.hasOwn(data, name)) throw unknown;
    return walk(path, data[name], [`@${name}`], rest);
  };
}

function walk(
  path: Path,
  start: Json | undefined,
  walked: readonly string[],
  keys: readonly string[],
): Json | undefined {
  let value = start;
  const way = [...walked];
  for (const [index, key] of keys.entries()) {
    const next = ownValue(value, key);
    if (next === undefined) {
      if (path.optional) return undefined;
      throw missingKey(path.keyPlace(keys.length - 1 - index), way.join('.'), key, value);
    }
    value = next;
    way.push(key);
  }
  return value;
}
