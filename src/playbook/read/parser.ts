import type { GorunError } from '../../errors/gorun-error.ts';
import {
  type CompiledTree,
  compileRenderable,
  compileTree,
  constant,
  isCompiledTree,
} from '../../expression/compile-tree.ts';
import { type CompiledCondition, compileCondition } from '../../expression/condition/compile.ts';
import type { NameUse } from '../../expression/name-use.ts';
import type { Condition, Layer, Renderable, Variable } from '../../expression/types.ts';
import type { Json } from '../../json.ts';
import type { ModuleRegistry } from '../../module/contract.ts';
import type { Place } from '../../source/file.ts';
import type { SourceNode } from '../../source/node.ts';
import { refuseOctal } from '../check/octal.ts';
import type { Handler, Role } from '../types.ts';
import type { PlaybookFiles } from './files.ts';
import { Reader } from './reader.ts';

/** What reading a playbook shares: the problems found so far, the modules, the names that the file defines. */
export class Parser {
  readonly reader = new Reader();
  readonly modules: ModuleRegistry;
  /** Handlers that the tasks of the present play notify. */
  readonly notified: { readonly name: string; readonly place: Place }[] = [];
  /** Names that the playbook itself defines anywhere: vars, registers, loop variables, facts. */
  readonly defined = new Set<string>();
  /** Every name that a template or condition reads. */
  readonly uses: NameUse[] = [];
  readonly report = (error: GorunError): void => void this.reader.problems.push(error);
  readonly files: PlaybookFiles;
  /** Further folders with roles. */
  readonly rolesPath: readonly string[];
  /** Reading goes on while the run does. */
  readonly late: boolean;
  /** Of the present play: handlers of its roles; those that includes will bring; the roles whose variables hold in all of it. */
  readonly handlers: Handler[] = [];
  readonly lateHandlers: Handler[] = [];
  readonly roles: Role[] = [];
  readonly rolesSeen = new Set<string>();
  /** Something is read only while the run goes on: names that nothing defines may come from there. */
  openEnded = false;
  /** Uses that come before anything of that kind: a name that nothing defines is wrong there all the same. */
  readonly sureUses = new Set<NameUse>();
  /** Files whose variables a task is going to set. */
  readonly variableFiles = new Set<string>();
  /** Includes may bring handlers that nobody knows yet. */
  hasUnknownHandlers = false;
  /** To be checked once all names are known. */
  readonly compiledConditions: CompiledCondition[] = [];
  readonly #variables = new Set<string>();
  readonly #registered = new Set<string>();
  readonly #literalNames = new WeakMap<Renderable, string>();

  constructor(
    modules: ModuleRegistry,
    files: PlaybookFiles,
    rolesPath: readonly string[] = [],
    late = false,
  ) {
    this.modules = modules;
    this.files = files;
    this.rolesPath = rolesPath;
    this.late = late;
  }

  /** Forgets what belongs to one play. */
  beginPlay(): void {
    for (const list of [this.notified, this.handlers, this.lateHandlers, this.roles]) list.length = 0;
    this.rolesSeen.clear();
  }

  /** Everything that was found to be wrong, each once, in the order of the files. */
  problems(): readonly GorunError[] {
    const told = new Map<string, GorunError>();
    for (const error of this.reader.problems) {
      const { file, line, column } = error.position ?? {};
      told.set(`${file} ${line} ${column} ${error.code} ${error.message}`, error);
    }
    const order = [...new Set([...told.values()].map(({ position }) => position?.file))];
    return [...told.values()].sort((a, b) => {
      const files = order.indexOf(a.position?.file) - order.indexOf(b.position?.file);
      const [from, to] = [a.position, b.position];
      return files || (from?.line ?? 0) - (to?.line ?? 0) || (from?.column ?? 0) - (to?.column ?? 0);
    });
  }

  /** Notes a variable; what it holds is not known. */
  define(name: string): void {
    this.defined.add(name);
    this.#variables.add(name);
  }

  /** Notes a variable that holds the result of a task. */
  register(name: string): void {
    this.defined.add(name);
    this.#registered.add(name);
  }

  /** Names that hold the result of a task and nothing else. */
  get results(): readonly string[] {
    return [...this.#registered].filter((name) => !this.#variables.has(name));
  }

  conditions(node: SourceNode): readonly Condition[] {
    return (node.kind === 'list' ? node.items : [node]).flatMap((each) => {
      const condition = compileCondition(each, this.report);
      this.uses.push(...(condition?.uses ?? []));
      if (condition !== undefined) this.compiledConditions.push(condition);
      return condition ?? [];
    });
  }

  /** One condition that holds where all of these hold. */
  all(conditions: readonly Condition[]): Condition | undefined {
    const [first] = conditions;
    if (first === undefined || conditions.length === 1) return first;
    return {
      text: conditions.map(({ text }) => `(${text})`).join(' && '),
      position: first.position,
      roots: [...new Set(conditions.flatMap(({ roots }) => roots))],
      evaluate: (scope) => conditions.every((condition) => condition.evaluate(scope)),
    };
  }

  /** A tree that may hold templates, as something that renders. */
  template(node: SourceNode): CompiledTree {
    refuseOctal(node, this.reader);
    const tree = compileRenderable(node, this.report);
    this.uses.push(...tree.uses);
    if (node.kind === 'scalar' && tree.templated.length === 0)
      this.#literalNames.set(tree, String(node.value));
    return tree;
  }

  /** A value that renders to itself. */
  constant(value: Json, place: Place): CompiledTree {
    const tree = constant(value, place.position);
    if (typeof value === 'string') this.#literalNames.set(tree, value);
    return tree;
  }

  /** A value of a variable. */
  variable(node: SourceNode): Variable {
    refuseOctal(node, this.reader);
    const tree = compileTree(node, this.report);
    if (isCompiledTree(tree)) this.uses.push(...tree.uses);
    return tree;
  }

  /** The name of a task where it holds no template. */
  literalName(task: Pick<Handler, 'name'>): string | undefined {
    return this.#literalNames.get(task.name);
  }

  /** Variables; each name is defined from here on. */
  layer(node: SourceNode, key: string): Layer {
    const entries = this.reader.map(node, key)?.entries ?? [];
    for (const entry of entries) {
      if (!/^[A-Za-z_]\w*$/.test(entry.key)) {
        this.reader.problem(
          entry.keyPlace,
          'playbook/shape',
          `"${entry.key}" cannot be the name of a variable`,
          'Use letters, digits and _, and begin with a letter.',
        );
      }
      this.define(entry.key);
    }
    return Object.fromEntries(entries.map(({ key: name, value }) => [name, this.variable(value)]));
  }
}
