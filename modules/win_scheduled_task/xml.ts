import type { Json } from 'gorun/module';
import { plainText } from './values.ts';

/** An element as the probe tells it: its name, its attributes, and its text or its children. Comments are left out. */
export type XmlElement = [
  name: string,
  attributes: { [name: string]: string },
  content: string | XmlElement[],
];

/** Checks what the probe told. Throws on what is no element. */
export function elementOf(value: Json): XmlElement {
  if (!Array.isArray(value) || value.length !== 3) throw new Error('no XML element');
  const [name, attributes, content] = value;
  if (typeof name !== 'string' || typeof attributes !== 'object' || attributes === null)
    throw new Error('no XML element');
  const named = Object.entries(attributes).map(([key, text]): [string, string] => [key, String(text)]);
  if (typeof content !== 'string' && !Array.isArray(content))
    throw new Error(`no content of the XML element ${name}`);
  return [name, Object.fromEntries(named), typeof content === 'string' ? content : content.map(elementOf)];
}

/** An element without attributes. */
export const element = (name: string, content: string | XmlElement[]): XmlElement => [name, {}, content];

/** The children of an element; one with text alone has none. */
export function childrenOf(parent: XmlElement | undefined): readonly XmlElement[] {
  return parent === undefined || typeof parent[2] === 'string' ? [] : parent[2];
}

/** The first child of that name. */
export function childOf(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return childrenOf(parent).find(([one]) => one === name);
}

/** What stands below `root` at a path of names. */
export function elementAt(root: XmlElement | undefined, path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => childOf(at, name), root);
}

/** The text of what stands at a path; undefined where nothing does. */
export function textAt(root: XmlElement | undefined, path: readonly string[]): string | undefined {
  const found = elementAt(root, path);
  if (found === undefined) return undefined;
  return typeof found[2] === 'string' ? plainText(found[2]) : '';
}

/** The same tree with another element, or none, at a path; what is missing above it is made. */
export function withElement(
  root: XmlElement,
  path: readonly string[],
  made: XmlElement | undefined,
): XmlElement {
  const [name, ...rest] = path;
  if (name === undefined) return made ?? root;
  const children = [...childrenOf(root)];
  const index = children.findIndex(([one]) => one === name);
  const present = children[index];
  const next = rest.length === 0 ? made : withElement(present ?? element(name, []), rest, made);
  if (next === undefined) return [root[0], root[1], children.filter((_, at) => at !== index)];
  return [
    root[0],
    root[1],
    present === undefined ? [...children, next] : children.map((one) => (one === present ? next : one)),
  ];
}

/** The same tree with another text at a path; an empty one removes the element. */
export function withText(root: XmlElement, path: readonly string[], text: string): XmlElement {
  const name = path.at(-1);
  if (name === undefined) return root;
  if (text === '' && elementAt(root, path) === undefined) return root;
  return withElement(root, path, text === '' ? undefined : element(name, text));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
const escaped = (text: string) => text.replace(/[&<>\r]/g, (one) => entities[one] ?? one);
// An attribute's line breaks would be read as blanks.
const escapedInQuotes = (text: string) =>
  text.replace(/[&<>"\r]/g, (one) => entities[one] ?? one).replaceAll('\n', '&#10;');

function textOf([name, attributes, content]: XmlElement, indent: string): string {
  const head = Object.entries(attributes).reduce(
    (text, [key, value]) => `${text} ${key}="${escapedInQuotes(value)}"`,
    `${indent}<${name}`,
  );
  if (content.length === 0) return `${head} />`;
  if (typeof content === 'string') return `${head}>${escaped(content)}</${name}>`;
  const inner = content.map((child) => textOf(child, `${indent}  `)).join('\n');
  return `${head}>\n${inner}\n${indent}</${name}>`;
}

/** The text of a document, as the Task Scheduler takes it: a COM text is UTF-16. */
export function documentText(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-16"?>\n${textOf(root, '')}\n`;
}
