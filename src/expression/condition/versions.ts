import { compareParsedGoVersions } from '../../go-version/compare.ts';
import { type GoVersion, parseGoVersion } from '../../go-version/parse.ts';
import { compareSemver, parseSemver, type Semver } from '../semver.ts';
import { HelperProblem } from '../template/helpers/declaration.ts';

/** A Go version as a value of conditions, ordered by Go's own rules. */
export class GoVersionValue {
  readonly version: GoVersion;

  constructor(text: string) {
    const version = parseGoVersion(text);
    if (version === undefined) throw new HelperProblem(`"${text}" is no Go version`);
    this.version = version;
  }

  compare(other: GoVersionValue): number {
    return compareParsedGoVersions(this.version, other.version);
  }
}

/** A version of any program as a value of conditions. */
export class SemverValue {
  readonly version: Semver;

  constructor(text: string) {
    const version = parseSemver(text);
    if (version === undefined) throw new HelperProblem(`"${text}" is no version`);
    this.version = version;
  }

  compare(other: SemverValue): number {
    return compareSemver(this.version, other.version);
  }
}
