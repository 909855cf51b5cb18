import type { Json } from 'gorun/module';
import type { Property } from './properties.ts';
import { textAt, type XmlElement } from './xml.ts';

/** The text of a task for a value of a playbook. */
export function storedText({ kind }: Property, value: Json): string {
  return typeof kind === 'object' ? (kind[String(value)] ?? String(value)) : String(value);
}

/** The value of a playbook that a task has; null: none. */
export function presentValue(property: Property, task: XmlElement): Json {
  const { kind, path, without } = property;
  const text = textAt(task, path) ?? without;
  if (kind === 'text') return text;
  if (text === '') return null;
  if (kind === 'flag') return text.toLowerCase() === 'true';
  if (kind === 'number') return Number(text);
  if (kind === 'duration') return text;
  return Object.keys(kind).find((word) => kind[word] === text) ?? text;
}
