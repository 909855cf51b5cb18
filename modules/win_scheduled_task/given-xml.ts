import { isDeepStrictEqual } from 'node:util';
import { type Change, change, type JsonObject } from 'gorun/module';
import { type Accounts, sameAccount } from './accounts.ts';
import { actionFacts } from './definition.ts';
import { withoutElement } from './properties.ts';
import { triggerFacts } from './trigger-facts.ts';
import { triggerElements } from './trigger-params.ts';
import { sameText } from './values.ts';
import { childOf, childrenOf, type XmlElement } from './xml.ts';

/** Lists: all that stands there counts, and in its order. Elsewhere only what is given is compared. */
const isList = (name: string) => ['Triggers', 'Actions', 'Principals'].includes(name);
const isAccount = (name: string) => name === 'UserId' || name === 'GroupId';

/**
 * What of a task given as XML differs from the one that is there. Windows adds what it does by itself, writes accounts as
 * SIDs and the task's own path as its URI, so these are no differences.
 */
export function givenChanges(
  given: XmlElement,
  present: XmlElement | undefined,
  accounts: Accounts,
): Change[] {
  return childrenOf(given).flatMap((one) => differences(one, childOf(present, one[0]), [one[0]], accounts));
}

function differences(
  given: XmlElement,
  present: XmlElement | undefined,
  path: readonly string[],
  accounts: Accounts,
): Change[] {
  const [name] = given;
  const here = path.join('/');
  if (here === 'RegistrationInfo/URI') return [];
  if (isList(name)) return listDifferences(given, present, path, accounts);
  const children = childrenOf(given);
  if (children.length > 0)
    return children.flatMap((one) => differences(one, childOf(present, one[0]), [...path, one[0]], accounts));
  const after = textOf(given);
  const before = present === undefined ? withoutElement(path) : textOf(present);
  // An empty section asks for nothing.
  if (before === undefined) return path.length === 1 && after === '' ? [] : [change(here, null, after)];
  const same = isAccount(name) ? sameAccount(before, after, accounts) : sameText(before, after);
  return same ? [] : [change(here, before, after)];
}

function listDifferences(
  given: XmlElement,
  present: XmlElement | undefined,
  path: readonly string[],
  accounts: Accounts,
): Change[] {
  const [name] = given;
  const [will, was] = [childrenOf(given), childrenOf(present)];
  const facts = (list: readonly XmlElement[]): JsonObject[] =>
    list.map((one) => factsOf(name, one, accounts));
  if (!isDeepStrictEqual(facts(will), facts(was)))
    return [change(name.toLowerCase(), facts(was), facts(will))];
  // Of what has facts all is compared by now.
  return will.flatMap((one, index) =>
    hasFacts(one) ? [] : differences(one, was[index], [...path, one[0]], accounts),
  );
}

const known: readonly string[] = ['Exec', ...Object.values(triggerElements)];
const hasFacts = ([name]: XmlElement) => known.includes(name);

function factsOf(list: string, one: XmlElement, accounts: Accounts): JsonObject {
  if (!hasFacts(one)) return { type: one[0] };
  return list === 'Triggers' ? triggerFacts(one, accounts) : actionFacts(one);
}

const textOf = ([, , content]: XmlElement): string => (typeof content === 'string' ? content.trim() : '');
