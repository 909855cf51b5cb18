import { distance } from 'fastest-levenshtein';

/** Every word of one or two letters is near to every other. */
const shortest = 3;

/** The known word that was probably meant, or undefined where none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = normal(word);
  if (wanted.length < shortest) return undefined;
  let best: { readonly name: string; readonly far: number } | undefined;
  for (const name of known) {
    if (name === word) continue;
    const far = sameLetters(wanted, normal(name)) ? 1 : distance(wanted, normal(name));
    // A third of the letters may differ: more would suggest what nobody meant.
    if (far <= Math.max(1, Math.floor(wanted.length / 3)) && (best === undefined || far < best.far)) {
      best = { name, far };
    }
  }
  return best?.name;
}

/** ` Did you mean "x"?` with a space in front, or nothing where no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const name = nearest(word, known);
  return name === undefined ? '' : ` Did you mean "${name}"?`;
}

/** Two letters in the wrong order count as two to the distance, but are the commonest slip. */
function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}

function normal(word: string): string {
  return word.toLowerCase().replaceAll('-', '_');
}
