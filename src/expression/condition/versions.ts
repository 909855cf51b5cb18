import { compareParsedGoVersions } from '../../go-version/compare.ts';
import { type GoVersion, parseGoVersion } from '../../go-version/parse.ts';

/** A Go version as a value of conditions, ordered by Go's own rules. */
export class GoVersionValue {
  readonly version: GoVersion;

  constructor(text: string) {
    const version = parseGoVersion(text);
    if (version === undefined) throw new Error(`"${text}" is no Go version`);
    this.version = version;
  }

  compare(other: GoVersionValue): number {
    return compareParsedGoVersions(this.version, other.version);
  }
}

/** A version of any program: numbers with dots, `-` and a name for what comes before the release (semver.org). */
export class SemverValue {
  readonly #numbers: readonly number[];
  readonly #before: readonly string[];

  constructor(text: string) {
    const found = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(text.trim());
    if (found === null) throw new Error(`"${text}" is no version`);
    this.#numbers = (found[1] ?? '').split('.').map(Number);
    this.#before = found[2]?.split('.') ?? [];
  }

  /** Missing numbers count as 0: Windows' `10.0` is `10.0.0.0`. */
  compare(other: SemverValue): number {
    const length = Math.max(this.#numbers.length, other.#numbers.length);
    for (let index = 0; index < length; index++) {
      const difference = (this.#numbers[index] ?? 0) - (other.#numbers[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return compareBefore(this.#before, other.#before);
  }
}

/** A release comes after all of its pre-releases; their parts compare as numbers where both are. */
function compareBefore(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    if (left === right) continue;
    const [leftIsNumber, rightIsNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
    if (leftIsNumber && rightIsNumber) return Number(left) - Number(right);
    if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
