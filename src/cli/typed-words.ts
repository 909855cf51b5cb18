/** Flags that what to type next leaves out or sets itself; those with a value take the next word with them. */
const dropped: Readonly<Record<string, boolean>> = {
  '--limit': true,
  '-l': true,
  '--check': false,
  '-C': false,
  '--diff': false,
  '-D': false,
  '--start-at-task': true,
  '--step': false,
  '--list-hosts': false,
  '--list-tasks': false,
  '--list-tags': false,
  '--syntax-check': false,
};

/** `-CDv` becomes `-v`, `-CD` nothing. */
function withoutCheckAndDiff(flags: string): string[] {
  const left = flags.replace(/[CD]/g, '');
  return left === '-' ? [] : [left];
}

/** What was typed, as a command to go on from: without the limit, check mode and diff. */
export function typedWords(argv: readonly string[]): string[] {
  const words = ['gorun'];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    const name = word.startsWith('--') ? (word.split('=', 1)[0] ?? '') : word;
    const takesValue = dropped[name];
    if (/^-[CDv]{2,}$/.test(word)) words.push(...withoutCheckAndDiff(word));
    else if (/^-l./.test(word)) continue;
    else if (takesValue === undefined) words.push(word);
    else if (takesValue && !word.includes('=')) index++;
  }
  return words;
}
