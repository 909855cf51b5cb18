/** A comment that switches rules off. */
export interface Noqa {
  readonly line: number;
  readonly offset: number;
  /** Empty: all. */
  readonly rules: readonly string[];
}

/** The `# noqa` and `# noqa: RULE, RULE` of a text. */
export function noqaComments(text: string): readonly Noqa[] {
  return [...text.matchAll(/(?<=^|\s)# *noqa\b(?:: *([a-z0-9, /-]*))?/gm)].map((found) => ({
    line: text.slice(0, found.index).split('\n').length,
    offset: found.index,
    rules: (found[1] ?? '')
      .split(/[, ]+/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  }));
}
