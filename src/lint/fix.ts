import type { Finding } from './lint.ts';
import type { Edit } from './rule.ts';

/** The text of a file with the edits of its findings, without those that would overlap; and how many were applied. */
export function fixed(
  text: string,
  findings: readonly Finding[],
): { readonly text: string; readonly count: number } {
  const taken: Edit[] = [];
  let count = 0;
  for (const { edits } of findings) {
    if (edits.length === 0 || edits.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    taken.push(...edits);
    count++;
  }
  const ordered = taken.toSorted((a, b) => b.start - a.start || b.end - a.end);
  const result = ordered.reduce(
    (changed, { start, end, text: put }) => changed.slice(0, start) + put + changed.slice(end),
    text,
  );
  return { text: result, count };
}

/** Two insertions at one place overlap, too: their order would be a guess. */
function overlap(a: Edit, b: Edit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
