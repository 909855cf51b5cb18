/** One thing wrong in a script. */
export interface ShProblem {
  readonly line: number;
  readonly message: string;
}

/** What a call of the worker lives by: a script that sets one of these breaks the call that it serves. */
const ofWorker =
  /(?:^|[\s;({])((?:c_\w+|gorun_\w+|GORUN_STATE|id|n|skip|failed|running|loaded|line|scratch|clock)=)/;

const rules: readonly (readonly [RegExp, (found: string) => string])[] = [
  [
    /\$\{\w+(?:%%?|##?)[^}"']*[|&(][^}]*\}/,
    (found) => `in ${found} ksh reads a bare |, & or ( of a pattern as its own; quote it or cut elsewhere`,
  ],
  [
    /"\$\{\w+:?[-+=?]"/,
    (found) => `after ${found} ksh takes the inner quotes for the end of the outer ones; use a variable`,
  ],
  [/(?:^|[\s;])(eval)\s+["$]/, () => 'eval: nothing is put into a script’s text'],
  [/(?:^|[\s;&|({])(echo\s+-[neE]\b)/, (found) => `${found} means other things in other shells; use printf`],
  [ofWorker, (found) => `${found} is the worker’s own variable; take a name with a prefix`],
];

/** What neither the shells nor shellcheck find in a script of a module or a library. Comments count for nothing. */
export function ownProblems(text: string): readonly ShProblem[] {
  return text.split('\n').flatMap((line, index) => {
    const code = line.replace(/^\s*#.*$/, '').replace(/'[^']*'/g, "''");
    return rules.flatMap(([pattern, message]) => {
      const found = pattern.exec(code);
      return found === null ? [] : [{ line: index + 1, message: message(found[1] ?? found[0]) }];
    });
  });
}
