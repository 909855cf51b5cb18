import type { ASTNode } from '@marcbachmann/cel-js';
import { parseGoVersion } from '../../go-version/parse.ts';
import { parseSemver } from '../semver.ts';
import { HelperProblem } from '../template/helpers/declaration.ts';
import { compilePattern } from '../template/helpers/parameters.ts';
import { ownNames } from './environment.ts';
import { helperFunctions } from './helper-functions.ts';
import { variableName } from './type-names.ts';
import {
  anyType,
  booleanType,
  comparable,
  jsonOf,
  listType,
  literalType,
  mappingType,
  type NameTypes,
  numberType,
  ordered,
  takes,
  textType,
  typeInWords,
  type ValueType,
} from './value-type.ts';
import { written } from './written.ts';

/** Something that cannot work, at a part of a condition. */
export interface TypeProblem {
  readonly node: ASTNode;
  /** Where in the condition it is; where the node begins, if missing. */
  readonly at?: number;
  readonly message: string;
  readonly fix?: string;
  /** An argument that a function does not take, whatever the rest says. */
  readonly argument?: true;
}

const macros = ['all', 'exists', 'exists_one', 'map', 'filter'];
const byName = new Map(helperFunctions.map((one) => [one.name, one]));

/** Finds what cannot work as far as types are known. */
export function typeProblems(ast: ASTNode, names: NameTypes): readonly TypeProblem[] {
  const inference = new Inference(names);
  inference.typeOf(ast);
  return inference.problems;
}

class Inference {
  readonly problems: TypeProblem[] = [];
  readonly #names: Map<string, ValueType>;

  constructor(names: NameTypes) {
    this.#names = new Map(names);
  }

  typeOf(node: ASTNode): ValueType {
    switch (node.op) {
      case 'value':
        return literalType(node.args);
      case 'id':
        return this.#names.get(variableName(node.args)) ?? anyType;
      case '.':
        return this.#field(node, node.args[0], node.args[1]);
      case '[]':
        return this.#element(node.args[0], node.args[1]);
      case '.?':
      case '[?]':
        for (const part of node.args) if (typeof part !== 'string') this.typeOf(part);
        return anyType;
      case 'list':
        for (const item of node.args) this.typeOf(item);
        return listType;
      case 'map':
        for (const part of node.args.flat()) this.typeOf(part);
        return mappingType();
      case '!_':
        this.#wantBoolean(node.args, '!');
        return booleanType;
      case '-_':
        this.typeOf(node.args);
        return numberType;
      case '&&':
      case '||':
        for (const side of node.args) this.#wantBoolean(side, node.op);
        return booleanType;
      case '?:': {
        const [condition, yes, no] = node.args;
        this.#wantBoolean(condition, '? :');
        const [a, b] = [this.typeOf(yes), this.typeOf(no)];
        return a.kind === b.kind ? a : anyType;
      }
      case 'call':
        return this.#call(node.args[0], node.args[1]);
      case 'rcall':
        return this.#method(...node.args);
      default:
        return this.#binary(node, node.op, node.args);
    }
  }

  #problem(node: ASTNode, message: string, fix?: string): void {
    this.problems.push({ node, message, ...(fix === undefined ? {} : { fix }) });
  }

  #field(node: ASTNode, owner: ASTNode, key: string): ValueType {
    const type = this.typeOf(owner);
    if (type.kind === 'any') return anyType;
    if (type.kind === 'mapping') return type.fields?.[key] ?? anyType;
    const message = `${written(owner)} is ${typeInWords(type)}; it has no "${key}"`;
    this.problems.push({ node, at: node.pos, message, fix: `Correct the name, or leave out ".${key}".` });
    return anyType;
  }

  #element(owner: ASTNode, key: ASTNode): ValueType {
    const [type, index] = [this.typeOf(owner), this.typeOf(key)];
    if (type.kind === 'list' && index.kind === 'text')
      this.#problem(key, `${written(owner)} is a list; its elements have numbers, not names`);
    if (type.kind === 'mapping' && key.op === 'value' && typeof key.args === 'string')
      return type.fields?.[key.args] ?? anyType;
    return anyType;
  }

  #wantBoolean(node: ASTNode, sign: string): void {
    const type = this.typeOf(node);
    if (type.kind === 'boolean' || type.kind === 'any') return;
    const fix =
      type.kind === 'text'
        ? `Write ${written(node)} != "".`
        : type.kind === 'list'
          ? `Write size(${written(node)}) > 0.`
          : undefined;
    this.#problem(node, `${sign} wants true or false, and ${written(node)} is ${typeInWords(type)}`, fix);
  }

  #binary(node: ASTNode, sign: string, [left, right]: readonly [ASTNode, ASTNode]): ValueType {
    const [a, b] = [this.typeOf(left), this.typeOf(right)];
    if (sign === '==' || sign === '!=') {
      if (!comparable(a, b)) this.#unlike(node, left, a, right, b, `${sign} is always ${sign === '!='}`);
      return booleanType;
    }
    if (sign === 'in') {
      if (!['any', 'list', 'mapping', 'text'].includes(b.kind))
        this.#problem(
          right,
          `in looks into a list, a mapping or a text, and ${written(right)} is ${typeInWords(b)}`,
        );
      return booleanType;
    }
    if (['<', '<=', '>', '>='].includes(sign)) {
      if (!ordered(a, b)) this.#unlike(node, left, a, right, b, `${sign} has no answer`);
      return booleanType;
    }
    if (a.kind !== 'any' && b.kind !== 'any' && a.kind !== b.kind)
      this.#unlike(node, left, a, right, b, `${sign} has no answer`);
    return a.kind === b.kind ? a : anyType;
  }

  #unlike(node: ASTNode, left: ASTNode, a: ValueType, right: ASTNode, b: ValueType, so: string): void {
    const numberAndText = [a.kind, b.kind].sort().join() === 'number,text';
    const text = a.kind === 'text' ? left : right;
    const literal =
      text.op === 'value' && typeof text.args === 'string' && /^-?\d+(?:\.\d+)?$/.test(text.args);
    const mended =
      literal && text.op === 'value'
        ? `${text.args} without quotes`
        : `int(${written(text)}), which makes a number of it`;
    const fix = numberAndText ? `Write ${mended}.` : 'Compare values of one kind.';
    this.#problem(
      node,
      `${written(left)} is ${typeInWords(a)}, ${written(right)} ${typeInWords(b)}: ${so}`,
      fix,
    );
  }

  #call(name: string, args: readonly ASTNode[]): ValueType {
    const [first] = args;
    const types = args.map((arg) => this.typeOf(arg));
    switch (name) {
      case 'goVersion':
      case 'semver':
        this.#checkVersion(name, first, types[0]);
        return { kind: name };
      case ownNames.matches:
        this.#checkPattern(args[1]);
        return booleanType;
      case ownNames.bool:
      case 'defined':
      case 'has':
        return booleanType;
      case 'size':
      case 'int':
      case 'double':
        return numberType;
      case 'string':
        return textType;
      default:
        return this.#helper(name, args, types);
    }
  }

  #helper(name: string, args: readonly ASTNode[], types: readonly ValueType[]): ValueType {
    const helper = byName.get(name);
    if (helper === undefined) return anyType;
    for (const [index, arg] of args.entries()) {
      const parameter = helper.takes[Math.min(index, helper.takes.length - 1)];
      const type = types[index];
      if (parameter === undefined || type === undefined || parameter.rest) continue;
      if (arg.op === 'value')
        this.#read(arg, () => parameter.read(jsonOf(arg.args), `argument ${index + 1} of ${name}`));
      else if (!takes(parameter.kind, type))
        this.#problem(
          arg,
          `${name} takes ${typeInWords({ kind: parameter.kind })} here, and ${written(arg)} is ${typeInWords(type)}`,
        );
    }
    return { kind: helper.gives };
  }

  #read(node: ASTNode, read: () => unknown, fix?: string): void {
    try {
      read();
    } catch (cause) {
      if (!(cause instanceof HelperProblem)) throw cause;
      this.problems.push({
        node,
        message: cause.message,
        argument: true,
        ...(fix === undefined ? {} : { fix }),
      });
    }
  }

  #method(name: string, receiver: ASTNode, args: readonly ASTNode[]): ValueType {
    const type = this.typeOf(receiver);
    if (macros.includes(name)) return this.#macro(name, receiver, type, args);
    for (const arg of args) this.typeOf(arg);
    if (name === ownNames.matches) this.#checkPattern(args[0]);
    if (['startsWith', 'endsWith', 'contains', ownNames.matches].includes(name)) {
      if (type.kind !== 'any' && type.kind !== 'text')
        this.#problem(
          receiver,
          `${name === ownNames.matches ? 'matches' : name} looks into a text, and ${written(receiver)} is ${typeInWords(type)}`,
        );
      return booleanType;
    }
    return anyType;
  }

  #macro(name: string, receiver: ASTNode, type: ValueType, args: readonly ASTNode[]): ValueType {
    if (!['any', 'list', 'mapping'].includes(type.kind))
      this.#problem(receiver, `${name} walks over a list, and ${written(receiver)} is ${typeInWords(type)}`);
    const [variable, ...bodies] = args;
    const bound = variable?.op === 'id' ? variable.args : undefined;
    const outer = bound === undefined ? undefined : this.#names.get(bound);
    if (bound !== undefined) this.#names.delete(bound);
    for (const body of bodies) this.typeOf(body);
    if (bound !== undefined && outer !== undefined) this.#names.set(bound, outer);
    return name === 'map' || name === 'filter' ? listType : booleanType;
  }

  #checkVersion(name: 'goVersion' | 'semver', node: ASTNode | undefined, type: ValueType | undefined): void {
    if (node === undefined || type === undefined) return;
    if (type.kind !== 'any' && type.kind !== 'text')
      this.#problem(
        node,
        `${name} takes a text, and ${written(node)} is ${typeInWords(type)}`,
        `Write ${name}("${written(node)}") with quotes.`,
      );
    if (node.op !== 'value' || typeof node.args !== 'string') return;
    const parse = name === 'goVersion' ? parseGoVersion : parseSemver;
    if (parse(node.args) !== undefined) return;
    const message = `"${node.args}" is no ${name === 'goVersion' ? 'Go version' : 'version'}`;
    this.problems.push({ node, message, argument: true });
  }

  #checkPattern(node: ASTNode | undefined): void {
    if (node?.op !== 'value' || typeof node.args !== 'string') return;
    const source = node.args;
    this.#read(node, () => compilePattern(source), patternFix);
  }
}

const patternFix = 'Write a pattern of RE2; what it must not find is a condition of its own: !x.matches(…).';
