import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GorunError, GorunErrors } from '../../errors/gorun-error.ts';
import { paramsChecker } from '../check/params-checker.ts';
import type { LoadedModule, ModuleDefinition, ModuleRegistry } from '../contract.ts';
import { readScripts } from '../script/read-scripts.ts';
import { readModuleYaml } from '../script-module/read-module-yaml.ts';
import { findModuleFolders, type ModuleFolder } from './find-folders.ts';
import { importDefinition, requireDefinition } from './import-definition.ts';

/** Where modules are looked for. */
export interface ModulePlaces {
  /** The folder of the modules that ship with gorun. */
  readonly builtin: string;
  /** `./modules` beside the playbook, and every `--module-path`. Those that do not exist hold no modules. */
  readonly paths: readonly string[];
  /** Folder with `windows/lib/*.ps1` and `posix/lib/*.sh`; gorun's own where missing. */
  readonly libraries?: string;
  /** A module that cannot be loaded matters only to who uses it. Missing: none may be broken. */
  readonly passBroken?: boolean;
}

/**
 * Finds the modules of the given places. A name may stand in one place only: a module of yours never quietly takes
 * the place of one that ships. With `passBroken` one that ships is loaded when it is first asked for; otherwise all are, at once.
 *
 * Throws GorunErrors with all `module/definition` errors at once; with `passBroken` only for what is wrong with folders and names.
 */
export async function loadModules(places: ModulePlaces): Promise<ModuleRegistry> {
  const directories = [...new Set([places.builtin, ...places.paths].map((path) => resolve(path)))];
  const libraries = places.libraries ?? ownLibraries();
  const found = (await settled(directories.map(findModuleFolders))).flat();
  const byName = Map.groupBy(found, (module) => module.name);
  const doubles = [...byName.values()].filter((same) => same.length > 1).map(twoOfOneName);
  if (doubles.length > 0) throw new GorunErrors(doubles);
  const shipped = resolve(places.builtin);
  const registry = new Registry(found, libraries, shipped);
  if (places.passBroken === true) await registry.loadOwn();
  else await settled(found.map((module) => registry.load(module)));
  return registry;
}

/** Modules by name; each is loaded once, and only when somebody asks for it. */
class Registry implements ModuleRegistry {
  readonly #folders: ReadonlyMap<string, ModuleFolder>;
  readonly #libraries: string;
  readonly #shipped: string;
  readonly #loaded = new Map<string, LoadedModule>();
  readonly broken = new Map<string, GorunErrors>();

  constructor(found: readonly ModuleFolder[], libraries: string, shipped: string) {
    this.#folders = new Map(found.map((module) => [module.name, module]));
    this.#libraries = libraries;
    this.#shipped = shipped;
  }

  get(name: string): LoadedModule | undefined {
    const error = this.broken.get(name);
    if (error !== undefined) throw error;
    const module = this.#folders.get(name);
    const known = this.#loaded.get(name);
    if (known !== undefined || module === undefined) return known;
    const loaded = withDefinition(module, requireDefinition(module), this.#libraries);
    this.#loaded.set(name, loaded);
    return loaded;
  }

  names(): readonly string[] {
    return [...this.#folders.keys()].filter((name) => !this.broken.has(name)).toSorted();
  }

  /** Those that do not ship: one of them may be broken, or wait for something while it is loaded. */
  async loadOwn(): Promise<void> {
    const own = [...this.#folders.values()].filter((module) => !this.#ships(module) || isWritten(module));
    await Promise.all(
      own.map((module) =>
        this.load(module).catch((error: unknown) => this.broken.set(module.name, knownErrors(error))),
      ),
    );
  }

  async load(module: ModuleFolder): Promise<void> {
    this.#loaded.set(module.name, await loadModule(module, this.#libraries, this.#ships(module)));
  }

  #ships(module: ModuleFolder): boolean {
    return dirname(module.folder) === this.#shipped;
  }
}

/** Throws what is a defect. */
function knownErrors(error: unknown): GorunErrors {
  if (error instanceof GorunErrors) return error;
  if (error instanceof GorunError) return new GorunErrors([error]);
  throw error;
}

/** Loads one module from its folder; `ships`: it is one of gorun's own. Throws GorunError or GorunErrors `module/definition`. */
export async function loadModule(
  module: ModuleFolder,
  libraries = ownLibraries(),
  ships = false,
): Promise<LoadedModule> {
  const definition = isWritten(module)
    ? await readModuleYaml(module)
    : ships
      ? requireDefinition(module)
      : await importDefinition(module);
  return withDefinition(module, definition, libraries);
}

/** Declared by a file of data. */
function isWritten({ declaration }: ModuleFolder): boolean {
  return /\.ya?ml$/.test(declaration);
}

function withDefinition(module: ModuleFolder, definition: ModuleDefinition, libraries: string): LoadedModule {
  const scripts = definition.kind === 'host' ? readScripts(module, definition, libraries) : {};
  return { definition, scripts, folder: module.folder, check: paramsChecker(definition.params) };
}

/** All results, or all errors. */
async function settled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work);
  const errors = results.filter((one) => one.status === 'rejected').map((one): unknown => one.reason);
  const defect = errors.find((error) => !(error instanceof GorunError || error instanceof GorunErrors));
  if (defect !== undefined) throw defect;
  const known = errors.flatMap((error) =>
    error instanceof GorunErrors ? error.errors : error instanceof GorunError ? [error] : [],
  );
  if (known.length > 0) throw new GorunErrors(known);
  return results.filter((one) => one.status === 'fulfilled').map((one) => one.value);
}

function twoOfOneName(same: readonly ModuleFolder[]): GorunError {
  const [first, second] = same;
  const others = same.slice(1).map((module) => module.folder);
  return new GorunError('module/definition', {
    message: `Two modules are named ${first?.name}: ${[first?.folder, ...others].join(' and ')}.`,
    ...(second === undefined ? {} : { position: { file: second.declaration, line: 1, column: 1 } }),
    fix: 'Rename one of the two folders, and the name in its declaration.',
  });
}

function ownLibraries(): string {
  // In the package the worker's files lie beside the bundle, which may have put this code anywhere.
  return import.meta.url.endsWith('.ts')
    ? fileURLToPath(new URL('../../worker', import.meta.url))
    : join(dirname(fileURLToPath(import.meta.resolve('gorun/package.json'))), 'dist', 'worker');
}
