import { isGoVersion } from '../../../go-version/parse.ts';
import { helper } from './declaration.ts';
import { oneOf, optional, text } from './parameters.ts';
import { compareBy, versionRelation } from './version-order.ts';

const signs = ['<', '<=', '==', '!=', '>=', '>'] as const;

/** Helpers that compare versions; in conditions there is also `goVersion(a) < "1.21.0"`. */
export const versionHelpers = [
  helper({
    name: 'goVersionCompare',
    doc: "-1, 0 or 1 in Go's own order of versions (1.21rc1 is older than 1.21.0).",
    takes: [text('a'), text('b')],
    gives: 'number',
    example: ['{{ goVersionCompare "1.21.0" "1.21rc1" }}', 1],
    run: ([a, b]) => compareBy.goVersion(a, b),
  }),
  helper({
    name: 'goVersionLess',
    doc: 'Whether Go version a is older than b.',
    takes: [text('a'), text('b')],
    gives: 'boolean',
    example: ['{{ goVersionLess "1.9.7" "1.21.0" }}', true],
    run: ([a, b]) => compareBy.goVersion(a, b) < 0,
  }),
  helper({
    name: 'isGoVersion',
    doc: 'Whether a text is a version of Go.',
    takes: [text('text')],
    gives: 'boolean',
    example: ['{{ isGoVersion "v1.21" }}', false],
    run: ([value]) => isGoVersion(value),
  }),
  helper({
    name: 'semverCompare',
    doc: '-1, 0 or 1 in the order of dotted versions; a pre-release comes before its release.',
    takes: [text('a'), text('b')],
    gives: 'number',
    example: ['{{ semverCompare "1.10.0" "1.9" }}', 1],
    run: ([a, b]) => compareBy.semver(a, b),
  }),
  helper({
    name: 'version',
    doc: 'Whether a dotted version stands in that relation to another.',
    takes: [text('a'), oneOf('sign', signs), text('b'), optional(oneOf('kind', ['semver', 'goVersion']))],
    gives: 'boolean',
    example: ['{{ version "10.0.19045" ">=" "10.0" }}', true],
    templatesOnly: true,
    run: ([a, sign, b, kind = 'semver']) => versionRelation(sign)(compareBy[kind](a, b)),
  }),
];
