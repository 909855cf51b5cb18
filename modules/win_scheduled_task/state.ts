import { type Json, parseAs, Type } from 'gorun/module';
import { elementOf, type XmlElement } from './xml.ts';

const Told = Type.Object({
  exists: Type.Boolean(),
  /** The task as the Task Scheduler tells it. */
  xml: Type.Union([Type.String(), Type.Null()]),
  task: Type.Unknown(),
  /** The task of the playbook, where it gave one as XML. */
  given: Type.Unknown(),
  accounts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
});
const parseTold = parseAs(Told);

/** What the probe tells, with its documents as elements. */
export type TaskState = {
  exists: boolean;
  xml: string | null;
  task: XmlElement | null;
  given: XmlElement | null;
  accounts: { [name: string]: string | null };
};

/** Parses what the probe tells. */
export function parseTaskState(value: Json): TaskState {
  const { task, given, ...told } = parseTold(value);
  return { ...told, task: document(task as Json), given: document(given as Json) };
}

const document = (value: Json): XmlElement | null => (value === null ? null : elementOf(value));
