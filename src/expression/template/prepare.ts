/** A template's text as Handlebars is given it, and where characters were added, as offsets into what is given. */
export interface PreparedText {
  readonly given: string;
  readonly added: readonly number[];
}

const braces = /\{\{(?:"[^"]*"|'[^']*'|[^}"'])*\}\}/g;
const quotedOrPath = /"[^"]*"|'[^']*'|(?:@?[A-Za-z_]\w*|\[[^\]]*\])(?:\.(?:\w+|\[[^\]]*\]))+/g;

/**
 * Makes two things mean what they say:
 * - To Handlebars a backslash before braces means "these are no braces". On Windows it is a part of a path:
 *   `C:\{{ folder }}`. One more in front makes it that.
 * - `results.0.path` is how people write the first of a list; Handlebars wants `results.[0].path`.
 */
export function prepareText(text: string): PreparedText {
  const insertions: { readonly at: number; readonly char: string }[] = [];
  for (const found of text.matchAll(/\\(?=\{\{)/g)) insertions.push({ at: found.index, char: '\\' });
  for (const mustache of text.matchAll(braces)) {
    for (const path of mustache[0].matchAll(quotedOrPath)) {
      if (/^["']/.test(path[0])) continue;
      for (const index of path[0].matchAll(/(?<=\.)\d+(?=\.|$)/g)) {
        const at = mustache.index + path.index + index.index;
        insertions.push({ at, char: '[' }, { at: at + index[0].length, char: ']' });
      }
    }
  }
  insertions.sort((a, b) => a.at - b.at);
  let given = '';
  let taken = 0;
  const added = insertions.map(({ at, char }) => {
    given += text.slice(taken, at);
    taken = at;
    given += char;
    return given.length - 1;
  });
  return { given: given + text.slice(taken), added };
}
