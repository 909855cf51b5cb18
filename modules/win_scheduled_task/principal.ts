import { type JsonObject, type Refusal, refuse } from 'gorun/module';
import { type Accounts, isServiceAccount, sidOf } from './accounts.ts';
import type { TaskParams } from './params.ts';
import { textAt, withText, type XmlElement } from './xml.ts';

const at = (name: string) => ['Principals', 'Principal', name];
const stored: Readonly<Record<string, string>> = {
  password: 'Password',
  s4u: 'S4U',
  interactive_token: 'InteractiveToken',
  token_or_password: 'InteractiveTokenOrPassword',
};
/** As RegisterTask takes them, where a password comes with them. */
const numbers: Readonly<Record<string, number>> = { password: 1, token_or_password: 6 };
/** RegisterTask takes what the XML says. */
const asStored = 0;
/** The account of the connection, while it is logged on. */
const interactive = 3;

/** Whom a task runs as. */
export interface Principal {
  readonly username: string | null;
  readonly group: string | null;
  readonly logon_type: string;
}

/** Whom a task runs as; accounts are told as their SIDs. */
export function principalOf(task: XmlElement, accounts: Accounts): Principal {
  const user = textAt(task, at('UserId')) || null;
  const group = textAt(task, at('GroupId')) || null;
  const username = user === null ? null : sidOf(user, accounts);
  return {
    username,
    group: group === null ? null : sidOf(group, accounts),
    logon_type: logonType(username, group, textAt(task, at('LogonType'))),
  };
}

function logonType(username: string | null, group: string | null, text: string | undefined): string {
  if (group !== null) return 'group';
  if (username !== null && isServiceAccount(username)) return 'service_account';
  const found = Object.keys(stored).find((word) => stored[word] === text);
  return found ?? (username === null ? 'interactive_token' : 'none');
}

/** Whether Windows wants the password of the account when such a task is stored. */
export const needsPassword = ({ username, logon_type }: Principal): boolean =>
  /password$/.test(logon_type) && username !== null;

/** What RegisterTask is to be told about the account of a task, beside its XML. */
export function credentials(task: XmlElement, accounts: Accounts, password: string | undefined): JsonObject {
  const principal = principalOf(task, accounts);
  if (needsPassword(principal) && password !== undefined)
    return {
      logon: numbers[principal.logon_type] ?? asStored,
      user: textAt(task, at('UserId')) ?? '',
      password,
    };
  return { logon: principal.username === null && principal.group === null ? interactive : asStored };
}

/** Whom the task is to run as; undefined where nothing is said. */
export function wantedPrincipal(
  params: TaskParams,
  present: Principal,
  accounts: Accounts,
): Principal | undefined | Refusal {
  const { username, group, password, logon_type } = params;
  if (username === undefined && group === undefined && logon_type === undefined) return undefined;
  if (username !== undefined && group !== undefined)
    return refuse('username and group exclude each other', 'Give one of them.');
  const sid =
    username === undefined ? (group === undefined ? present.username : null) : sidOf(username, accounts);
  const groupSid =
    group === undefined ? (username === undefined ? present.group : null) : sidOf(group, accounts);
  const own =
    groupSid !== null ? 'group' : sid !== null && isServiceAccount(sid) ? 'service_account' : undefined;
  if (own !== undefined && logon_type !== undefined && logon_type !== own)
    return refuse(
      `logon_type: ${logon_type} does not go with ${group ?? username ?? 'the account'}`,
      `Leave logon_type out: it is ${own}.`,
    );
  if (own === undefined && (logon_type === 'group' || logon_type === 'service_account'))
    return refuse(`logon_type: ${logon_type} does not go with the account`, 'Leave logon_type out.');
  const same = sid === present.username && groupSid === present.group;
  const given = password === undefined ? 'interactive_token' : 'password';
  return {
    username: sid,
    group: groupSid,
    logon_type: own ?? logon_type ?? (same && password === undefined ? present.logon_type : given),
  };
}

/** The same task, run as somebody else. */
export function withPrincipal(task: XmlElement, { username, group, logon_type }: Principal): XmlElement {
  const user = withText(task, at('UserId'), username ?? '');
  const grouped = withText(user, at('GroupId'), group ?? '');
  return withText(grouped, at('LogonType'), stored[logon_type] ?? '');
}
