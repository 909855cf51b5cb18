import { accessSync, constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { GorunError } from '../errors/gorun-error.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Place } from '../source/file.ts';
import { jsonProblem } from '../source/json-problem.ts';
import type { Findings } from './findings.ts';
import { type RawInventory, setGroupVar, setVar, type Vars } from './raw.ts';
import { runScript, type ScriptLimits } from './script-process.ts';
import { jsonVariable } from './variables.ts';

/** Calls of `--host` at the same time, for scripts that do not give all variables with `--list`. */
const callsAtOnce = 8;

/** Says whether a source is a program that prints the inventory: executable, and beginning with `#!` or in machine code. */
export async function isScript(path: string): Promise<boolean> {
  const begun = await beginning(path);
  const isBinary = begun === '\x7fELF' || /^(?:\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe)$/.test(begun);
  if (!begun.startsWith('#!') && !isBinary) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (cause) {
    throw new GorunError('inventory/script', {
      message: `${path} begins with #!, but may not be executed`,
      position: { file: path, line: 1, column: 1 },
      fix: `chmod +x ${path}`,
      cause,
    });
  }
}

/** The first four bytes; nothing of what cannot be read or is no file (a pipe gives its bytes only once). */
async function beginning(path: string): Promise<string> {
  try {
    if (!(await stat(path)).isFile()) return '';
    const file = await open(path);
    try {
      const start = Buffer.alloc(4);
      const { bytesRead } = await file.read(start, 0, start.length, 0);
      return start.toString('latin1', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    // Reading it as a text will say what is wrong with it.
    return '';
  }
}

/**
 * Reads what an inventory script prints with `--list`, and where that has no `_meta.hostvars`, with `--host` for each host.
 * @throws GorunError `inventory/script`
 */
export async function readScript(
  path: string,
  raw: RawInventory,
  findings: Findings,
  limits: ScriptLimits,
): Promise<void> {
  const list = objectOf(await runScript(path, ['--list'], limits), path, '--list');
  const reader = new ScriptReader(path, raw, findings);
  for (const [group, data] of Object.entries(list)) if (group !== '_meta') reader.group(group, data);
  const meta = isJsonObject(list._meta) ? list._meta.hostvars : undefined;
  if (meta === undefined) {
    await reader.hostsOneByOne(async (host) =>
      objectOf(await runScript(path, ['--host', host], limits), path, `--host ${host}`, '{}'),
    );
  } else if (isJsonObject(meta)) reader.hostvars(meta);
  else reader.problem('_meta.hostvars is not an object of hosts');
}

class ScriptReader {
  readonly #raw: RawInventory;
  readonly #findings: Findings;
  readonly #place: Place;
  readonly #hosts = new Set<string>();

  constructor(path: string, raw: RawInventory, findings: Findings) {
    this.#raw = raw;
    this.#findings = findings;
    this.#place = { position: { file: path, line: 1, column: 1 }, sourceLine: '' };
  }

  problem(message: string): void {
    const fix =
      'The script must print what Ansible takes from one: {"GROUP": {"hosts": […], "vars": {…}, "children": […]}}.';
    this.#findings.problem(this.#place, message, fix);
  }

  group(name: string, data: Json): void {
    this.#raw.group(name, this.#place.position);
    if (!isJsonObject(data)) this.#members(name, data);
    else if (!('hosts' in data || 'vars' in data || 'children' in data)) {
      // The short form: a host of that name, with its variables.
      this.#members(name, [name]);
      this.#vars(name, data);
    } else {
      if (data.hosts !== undefined) this.#members(name, data.hosts);
      if (data.vars !== undefined) this.#vars(name, data.vars);
      if (data.children !== undefined) this.#children(name, data.children);
    }
  }

  hostvars(all: JsonObject): void {
    for (const host of this.#hosts) {
      if (Object.hasOwn(all, host)) this.#host(host, all[host] ?? null);
    }
  }

  async hostsOneByOne(ask: (host: string) => Promise<JsonObject>): Promise<void> {
    const waiting = this.#hosts.values();
    const answers = new Map<string, JsonObject>();
    const worker = async () => {
      for (const host of waiting) answers.set(host, await ask(host));
    };
    await Promise.all(Array.from({ length: callsAtOnce }, worker));
    for (const host of this.#hosts) this.#host(host, answers.get(host) ?? {});
  }

  #members(group: string, hosts: Json): void {
    if (!isTexts(hosts)) {
      this.problem(`the hosts of "${group}" are not a list of names`);
      return;
    }
    const members = this.#raw.group(group, this.#place.position);
    this.#raw.addHosts(members, { names: hosts, port: undefined }, {});
    for (const host of hosts) this.#hosts.add(host);
  }

  #vars(group: string, vars: Json): void {
    if (!isJsonObject(vars)) {
      this.problem(`the vars of "${group}" are not an object`);
      return;
    }
    for (const [name, value] of Object.entries(vars)) {
      const variable = jsonVariable(value, this.#place, this.#findings);
      const wrong = setGroupVar(this.#raw.group(group, this.#place.position), name, variable);
      if (wrong !== undefined) this.problem(`"${group}": ${wrong}`);
    }
  }

  #children(group: string, children: Json): void {
    if (!isTexts(children)) {
      this.problem(`the children of "${group}" are not a list of names`);
      return;
    }
    for (const child of children) {
      this.#raw.group(group, this.#place.position).children.add(child);
      this.#raw.group(child, this.#place.position);
    }
  }

  #host(name: string, vars: Json): void {
    if (!isJsonObject(vars)) {
      this.problem(`the variables of the host "${name}" are not an object`);
      return;
    }
    const own: Vars = {};
    for (const [key, value] of Object.entries(vars)) {
      setVar(own, key, jsonVariable(value, this.#place, this.#findings));
    }
    this.#raw.setHostVars(name, own);
  }
}

function isTexts(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
}

function objectOf(output: string, path: string, args: string, whenEmpty?: string): JsonObject {
  const wrong = (why: string, cause?: unknown) =>
    new GorunError('inventory/script', {
      message: `what the script printed for ${args} is not JSON: ${why}`,
      position: { file: path, line: 1, column: 1 },
      fix: 'Run it by hand: it must print one JSON object and nothing else to its standard output.',
      cause,
    });
  const text = output.trim() === '' ? (whenEmpty ?? '') : output;
  if (text === '') throw wrong('nothing was printed');
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw wrong(jsonProblem(text, cause), cause);
  }
  if (!isJsonObject(value)) throw wrong('it is not an object');
  return value;
}
