import { posixFolderKey } from './entry.ts';

/** What gorun's part of a profile does to PATH. Entries as a playbook writes them; `~/` and `$HOME/` in front are the account's home. */
export interface ProfilePath {
  /** Go to the front, in this order. */
  readonly first: readonly string[];
  /** Go to the end where they are not there yet. */
  readonly added: readonly string[];
  /** Go to the end. */
  readonly last: readonly string[];
  /** Are taken out. */
  readonly without: readonly string[];
  /** Empty entries and all but the first of equal ones are taken out. */
  readonly tidy: boolean;
}

/** Nothing of gorun's. */
export const noProfilePath: ProfilePath = { first: [], added: [], last: [], without: [], tidy: false };

const words = ['first', 'added', 'last', 'without'] as const;

/** What a text says that was written by {@link profileText}. Lines that are none of gorun's are passed over. */
export function parseProfile(text: string): ProfilePath {
  const said = {
    first: [] as string[],
    added: [] as string[],
    last: [] as string[],
    without: [] as string[],
  };
  let tidy = false;
  for (const line of text.split('\n')) {
    const [, word, entry = ''] = /^# gorun: (\w+)(?: ([^\n]*))?$/.exec(line) ?? [];
    if (word === 'tidy') tidy = true;
    const list = words.find((one) => one === word);
    if (list !== undefined) said[list].push(entry);
  }
  return { ...said, tidy };
}

/** The lines of a profile that do it, for any shell that reads profiles: entries stand there as quoted data. Twice is once. */
export function profileText(path: ProfilePath): string {
  const { first, added, last, without, tidy } = path;
  const facts = words.flatMap((word) => path[word].map((entry) => `# gorun: ${word} ${entry}`));
  const moved = [...first, ...last, ...without];
  const lines = [
    '# Kept by gorun (env_path): change it there.',
    ...facts,
    ...(tidy ? ['# gorun: tidy'] : []),
    ...(moved.length > 0 || tidy ? rebuilt(path, moved) : []),
    ...added.map(adding),
    'export PATH',
  ];
  return `${lines.join('\n')}\n`;
}

function adding(entry: string): string {
  const [one, other] = [quoted(entry), quoted(`${entry}/`)];
  return `case :$PATH: in *:${one}:* | *:${other}:*) ;; *) PATH=\${PATH:+$PATH:}${one} ;; esac`;
}

function rebuilt({ first, last, tidy }: ProfilePath, moved: readonly string[]): string[] {
  const patterns = moved.flatMap((entry) => [quoted(entry), quoted(`${entry}/`)]);
  const ends = (entries: readonly string[]) => entries.map((entry) => `:${quoted(entry)}`).join('');
  return [
    'gorun_rest=$PATH: gorun_path=',
    'while [ -n "$gorun_rest" ]; do',
    `  gorun_one=\${gorun_rest%%:*}`,
    `  gorun_rest=\${gorun_rest#*:}`,
    ...(patterns.length > 0 ? [`  case $gorun_one in ${patterns.join(' | ')}) continue ;; esac`] : []),
    ...(tidy
      ? [
          `  case $gorun_one in ?*/) gorun_one=\${gorun_one%/} ;; esac`,
          '  case ":$gorun_path:" in *":$gorun_one:"*) continue ;; esac',
          '  [ -n "$gorun_one" ] || continue',
        ]
      : []),
    '  gorun_path=$gorun_path:$gorun_one',
    'done',
    `gorun_path=${ends(first)}$gorun_path${ends(last)}`,
    `PATH=\${gorun_path#:}`,
    'unset gorun_rest gorun_path gorun_one',
  ];
}

/** A word of a shell that is this text, but for the home in front. */
function quoted(entry: string): string {
  const below = /^(?:~|\$HOME)(?=\/)(.*)$/.exec(entry)?.[1];
  const text = (below ?? entry).replaceAll("'", "'\\''");
  return below === undefined ? `'${text}'` : `"$HOME"'${text}'`;
}

/** An entry as a new login sees it. */
export function expandHome(entry: string, home: string): string {
  return entry.replace(/^(?:~|\$HOME)(?=\/)/, () => home);
}

/** The same lists without some entries, however they are spelled: home is that of the account. */
export function withoutEntries(path: ProfilePath, entries: readonly string[], home: string): ProfilePath {
  const keyOf = (entry: string) => posixFolderKey(expandHome(entry, home));
  const keys = new Set(entries.map(keyOf));
  const rest = (list: readonly string[]) => list.filter((one) => !keys.has(keyOf(one)));
  return {
    ...path,
    first: rest(path.first),
    added: rest(path.added),
    last: rest(path.last),
    without: rest(path.without),
  };
}
