import { isJsonObject, type Json, type JsonObject } from '../../src/json.ts';
import { wireText } from '../../src/worker/client/wire-text.ts';
import type { WireCall } from '../../src/worker/protocol.ts';
import { former, wanted } from './playbook.ts';
import { probes, type Standing, tidyPath } from './windows-facts.ts';

/** What is wrong with a host. */
export type Fault = 'fails' | 'hangs';

/** What a host answers: the JSON of a value, an error, or nothing at all. */
export type Answer =
  | { readonly value: string }
  | { readonly error: { readonly kind?: 'skipped'; readonly message: string } }
  | 'silence';

/** JSON of what probes find: hosts that stand alike say the same. */
const texts = new Map<string, string>();

/** A Windows host of which only that is kept what the playbook can change. */
export class SimulatedHost {
  readonly fault: Fault | undefined;
  readonly #old: boolean;
  #version: string;
  #tidy: boolean;
  #fetched: boolean;
  /** SHA-256 of the file from the template; `as-asked`: as the first who asks wants it. */
  #file: string | undefined;

  /** @param old It still has the former version, and all tasks have something to do. */
  constructor(old: boolean, fault: Fault | undefined) {
    this.fault = fault;
    this.#old = old;
    this.#version = old ? former : wanted;
    this.#tidy = !old;
    this.#fetched = !old;
    this.#file = old ? undefined : 'as-asked';
  }

  /** Carries out a call of a module, or of the worker itself (`module` is empty). */
  answer(module: string, { fn, args }: WireCall): Answer {
    if (module === '') return { value: '{}' };
    const given = isJsonObject(args) ? args : {};
    if (fn === 'Probe') return this.#probe(module, given);
    const action = String(given.action);
    if (this.fault !== undefined && action === 'install')
      return this.fault === 'hangs' ? 'silence' : { error: { message: 'msiexec ended with 1603' } };
    return { value: wireText(this.#apply(action, isJsonObject(given.args) ? given.args : {})) };
  }

  #probe(module: string, args: JsonObject): Answer {
    // With nothing to install the fault shows where the host is asked.
    if (!this.#old && this.fault === 'hangs' && module === 'go_version_fact') return 'silence';
    if (!this.#old && this.fault === 'fails' && module === 'verify')
      return { error: { message: 'go.exe cannot be started' } };
    if (module === 'win_template') return { value: wireText(this.#lookAtFile(args)) };
    const standing: Standing = { version: this.#version, tidy: this.#tidy, fetched: this.#fetched };
    const key = `${module} ${standing.version} ${standing.tidy} ${standing.fetched}`;
    const known = texts.get(key);
    if (known !== undefined) return { value: known };
    const probe = probes[module];
    if (probe === undefined) return { error: { message: `${module} is not simulated` } };
    const text = wireText(probe(standing));
    texts.set(key, text);
    return { value: text };
  }

  #lookAtFile({ dest, entries }: JsonObject): JsonObject {
    const [entry] = Array.isArray(entries) ? entries : [];
    const asked = isJsonObject(entry) ? entry : {};
    if (this.#file === 'as-asked') this.#file = String(asked.sha256);
    const there = this.#file !== undefined;
    return {
      dest: String(dest),
      kind: there ? 'file' : null,
      root: String(dest),
      missing: 0,
      obstacle: null,
      entries: [
        {
          kind: there ? 'file' : null,
          size: there ? (asked.size ?? null) : null,
          sha256: this.#file ?? null,
          text: null,
        },
      ],
    };
  }

  #apply(action: string, args: JsonObject): Json {
    if (action === 'download') this.#fetched = true;
    else if (action === 'remove') this.#fetched = false;
    else if (action === 'install') this.#version = wanted;
    else if (action === 'restore') this.#version = former;
    else if (action === 'write') this.#tidy = isJsonObject(args.to) && args.to.value === tidyPath;
    else if (action === 'put') {
      const [file] = Array.isArray(args.files) ? args.files : [];
      this.#file = isJsonObject(file) ? String(file.sha256) : undefined;
    } else if (action === 'put-back') this.#file = undefined;
    return action === 'install' ? { data: { exitCode: 0, rebootRequired: false } } : {};
  }
}
