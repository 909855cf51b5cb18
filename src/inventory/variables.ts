import { compileTree } from '../expression/compile-tree.ts';
import { isRenderable } from '../expression/scope.ts';
import { hasTemplate } from '../expression/template/compile.ts';
import type { Renderable, Variable } from '../expression/types.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { Place } from '../source/file.ts';
import type { SourceNode } from '../source/node.ts';
import type { Findings } from './findings.ts';
import { asYaml11 } from './yaml-1-1.ts';

/** A value with templates in it that also knows how it was written, for those who list an inventory without rendering it. */
interface WrittenVariable extends Renderable {
  readonly written: Json;
}

/** A value of an inventory's YAML as a variable: data, or a template where it holds one. */
export function variableOf(written: SourceNode, findings: Findings): Variable {
  const node = asYaml11(written, ({ place }, message, fix) => findings.warn(place, message, fix));
  return compiledVariable(node, findings);
}

/** As {@link variableOf}, for a value whose types are settled. */
export function compiledVariable(node: SourceNode, findings: Findings): Variable {
  const compiled = compileTree(node, (error) => findings.problems.push(error));
  if (isRenderable(compiled)) return { ...compiled, written: writtenJson(node) };
  return holdsSealed(node) ? sealedVariable(node, compiled) : compiled;
}

/** What is encrypted as something to render, so that it can still be shown as it stands in the source. */
function sealedVariable(node: SourceNode, clear: Json): WrittenVariable {
  const { position } = node.place;
  return { kind: 'renderable', position, roots: [], render: () => clear, written: writtenJson(node) };
}

function holdsSealed(node: SourceNode): boolean {
  if (node.kind === 'scalar') return node.sealed !== undefined;
  return node.kind === 'list'
    ? node.items.some(holdsSealed)
    : node.entries.some(({ value }) => holdsSealed(value));
}

/** The plain value of a node; what is encrypted in the form in which Ansible shows it. */
function writtenJson(node: SourceNode): Json {
  if (node.kind === 'scalar')
    return node.sealed === undefined ? node.value : { __ansible_vault: node.sealed };
  if (node.kind === 'list') return node.items.map(writtenJson);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, writtenJson(value)]));
}

/** A value that was JSON when it came: only where it has templates is it made into something to render. */
export function jsonVariable(value: Json, place: Place, findings: Findings): Variable {
  return templatesIn(value) ? compiledVariable(nodeAt(value, place), findings) : value;
}

function templatesIn(value: Json): boolean {
  if (typeof value === 'string') return hasTemplate(value);
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value)
    ? value.some(templatesIn)
    : Object.entries(value).some(([key, item]) => hasTemplate(key) || templatesIn(item));
}

/** A variable as it stands in its source: templates are not rendered, and what is encrypted stays so. */
export function asWritten(variable: Variable): Json {
  if (!isRenderable(variable)) return variable;
  return isWritten(variable) ? variable.written : '{{ … }}';
}

function isWritten(variable: Renderable): variable is WrittenVariable {
  return 'written' in variable;
}

/** A value that comes from one line of an INI file as a node, all of it at that place. */
function nodeAt(value: Json, place: Place): SourceNode {
  if (Array.isArray(value))
    return { kind: 'list', place, items: value.map((item: Json) => nodeAt(item, place)) };
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => ({
      key,
      keyPlace: place,
      value: nodeAt(item, place),
    }));
    return { kind: 'map', place, entries };
  }
  const plain = typeof value === 'object' ? null : value;
  return { kind: 'scalar', place, value: plain, written: String(plain), quoted: true, placeOf: () => place };
}
