import { type Plan, type PlanInput, type Refusal, refuse } from 'gorun/module';
import { loginPathId } from '../../src/go/posix-foresee.ts';
import { arrangePath, type PathWish } from '../../src/path-list/arrange.ts';
import { pathChanges } from '../../src/path-list/difference.ts';
import { type PathEntry, posixFolderKey } from '../../src/path-list/entry.ts';
import {
  expandHome,
  noProfilePath,
  type ProfilePath,
  parseProfile,
  profileText,
  withoutEntries,
} from '../../src/path-list/posix-profile.ts';
import type { PathParams } from './params.ts';
import type { PosixPathState } from './state.ts';

type Input = PlanInput<PathParams, PosixPathState, undefined>;

/** Decides what gorun's part of a profile must do so that PATH of a new login is as wished. */
export function planPosix({ params, state }: Input): Plan<PosixPathState> | Refusal {
  const { scope, position } = params;
  const named = [...(params.entry === undefined ? [] : [params.entry]), ...(params.entries ?? [])].map(
    posixFolderKey,
  );
  const wrong = problemOf(params, named);
  if (wrong !== undefined) return wrong;
  const wish: PathWish = {
    entries: named.map((text) => ({ text, expanded: expandHome(text, state.home) })),
    state: params.state,
    position: typeof position === 'string' ? position : 'anywhere',
    tidy: params.tidy,
    key: posixFolderKey,
  };
  const before = entriesOf(scope === 'machine' ? state.login.machine : state.login.login);
  const after = arrangePath(before, wish);
  const warnings = warningsOf(params, state);
  if (equal(before, after)) return { steps: [], expected: state, warnings };
  if (state.unwritable !== null)
    return refuse(
      state.unwritable,
      scope === 'machine'
        ? 'Use become: true, connect as root, or use scope: user.'
        : 'Check who owns that file.',
    );
  const text = profileText(
    profileAfter(state.text === null ? noProfilePath : parseProfile(state.text), wish, state.home),
  );
  const login = loginAfter(scope, state, wish);
  const args = { scope, file: state.file };
  return {
    steps: [
      {
        action: 'write',
        title: `write PATH of the ${scope} into ${state.file}`,
        args: { ...args, from: state.text, to: text },
        changes: pathChanges('PATH', before, after),
        undo: {
          action: 'write',
          title: `write the former PATH of the ${scope}`,
          args: { ...args, from: text, to: state.text },
        },
        timeout: 60,
      },
    ],
    expected: { ...state, text, login },
    leaves: { [loginPathId]: login },
    warnings,
  };
}

function problemOf({ position, tidy }: PathParams, named: readonly string[]): Refusal | undefined {
  if (named.length === 0 && !tidy)
    return refuse('there is nothing to do', 'Give entry, entries or tidy: true.');
  const several = named.find((entry) => entry.includes(':'));
  if (several !== undefined)
    return refuse(
      `“${several}” holds a colon: that would be two entries`,
      'Use `entries` for several folders.',
    );
  const relative = named.find((entry) => !/^(?:~|\$HOME)?\//.test(entry));
  if (relative !== undefined)
    return refuse(
      `“${relative}” is no full path: what it means would change with the folder one is in`,
      'Begin it with /, ~/ or $HOME/.',
    );
  if (typeof position !== 'string')
    return refuse(
      'before and after are for Windows: a profile of a POSIX host cannot know what others put into PATH behind it',
      'Use position: first, last or anywhere.',
    );
  return undefined;
}

const entriesOf = (texts: readonly string[]): readonly PathEntry[] =>
  texts.map((text) => ({ text, expanded: text }));
const textsOf = (entries: readonly PathEntry[]): string[] => entries.map(({ expanded }) => expanded);

function equal(before: readonly PathEntry[], after: readonly PathEntry[]): boolean {
  return (
    before.length === after.length && before.every((entry, at) => entry.expanded === after[at]?.expanded)
  );
}

/** What the account adds to PATH of the machine stays where it is. */
function loginAfter(
  scope: PathParams['scope'],
  { login }: PosixPathState,
  wish: PathWish,
): PosixPathState['login'] {
  return {
    machine: scope === 'machine' ? textsOf(arrangePath(entriesOf(login.machine), wish)) : login.machine,
    login: textsOf(arrangePath(entriesOf(login.login), wish)),
  };
}

function profileAfter(
  present: ProfilePath,
  { entries, state, position, tidy }: PathWish,
  home: string,
): ProfilePath {
  const named = entries.map(({ text }) => text);
  const rest = withoutEntries(present, named, home);
  const always = present.tidy || tidy;
  if (state === 'absent') return { ...rest, without: [...rest.without, ...named], tidy: always };
  if (position === 'first') return { ...rest, first: [...named, ...rest.first], tidy: always };
  if (position === 'last') return { ...rest, last: [...rest.last, ...named], tidy: always };
  // Wherever it may be, it must not be taken out; what gorun has put there stays where it is.
  const isKept = (entry: string) => {
    const { first, added, last } = withoutEntries(present, [entry], home);
    return (
      first.length + added.length + last.length <
      present.first.length + present.added.length + present.last.length
    );
  };
  const missing = named.filter((entry) => !isKept(entry));
  return { ...present, added: [...present.added, ...missing], without: rest.without, tidy: always };
}

/** Shells that do not read ~/.profile at a login. */
const others = ['zsh', 'fish', 'csh', 'tcsh'];

function warningsOf({ scope }: PathParams, { shell, hidden_by, problem }: PosixPathState): string[] {
  const warnings = problem === null ? [] : [`${problem}: what stands behind that is not known`];
  if (scope === 'user' && others.includes(shell))
    warnings.push(`the shell of this account is ${shell}, which does not read ~/.profile`);
  if (scope === 'user' && hidden_by !== null && shell === 'bash')
    warnings.push(`bash reads ${hidden_by} at a login, and ~/.profile only where that says so`);
  return warnings;
}
