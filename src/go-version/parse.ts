/** A Go version, in its parts. `patch` is null where it is not written and does not count as 0. */
export interface GoVersion {
  /** As Go's tools write it, without `go` in front, e.g. `1.21rc2`. */
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  /** `1.21` and `1.21rc1` have none and stand before 1.21.0; `1.20` means 1.20.0. */
  readonly patch: number | null;
  readonly stage: 'release' | 'beta' | 'rc';
  /** Number of the beta or candidate, 0 for a release. */
  readonly stageNumber: number;
}

// No leading zeros, as in Go's internal/gover; a vendor's suffix (go1.21.3-bigcorp) does not count in the order.
const form =
  /^(?:go)?((0|[1-9]\d{0,8})(?:\.(0|[1-9]\d{0,8})(?:\.(0|[1-9]\d{0,8})|(beta|rc)(0|[1-9]\d{0,8}))?)?)(?:[-+][\w.+-]+)?$/;

/** First minor version whose first release is `.0` (https://go.dev/doc/toolchain#version). */
const firstWithPatchZero = 21;

/**
 * Reads a version as Go writes it: `1.21.0`, `go1.21.0`, `1.21rc1`, `1.20`.
 * Undefined for anything else (`devel …`, `v1.21`, an empty string).
 */
export function parseGoVersion(text: string): GoVersion | undefined {
  const found = form.exec(text.trim());
  if (found === null) return undefined;
  const [, plain = '', major = '', minor = '0', patch, stage, stageNumber] = found;
  const isCandidate = stage === 'beta' || stage === 'rc';
  const implied = isCandidate || Number(minor) >= firstWithPatchZero ? null : 0;
  return {
    text: plain,
    major: Number(major),
    minor: Number(minor),
    patch: patch === undefined ? implied : Number(patch),
    stage: isCandidate ? stage : 'release',
    stageNumber: Number(stageNumber ?? 0),
  };
}

/** Says whether a text is a Go version. */
export function isGoVersion(text: string): boolean {
  return parseGoVersion(text) !== undefined;
}
