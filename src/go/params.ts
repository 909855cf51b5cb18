import { Type } from 'typebox';

/** Parameters that several modules of Go share. */
export const versionParam = Type.String({
  pattern: '^(go)?1\\.[0-9]{1,4}(\\.[0-9]{1,4})?((beta|rc)[0-9]{1,4})?$',
  description:
    'Go version, e.g. `1.21.13` or `1.22rc1`; `go` in front is allowed. Quote `"1.20"`: YAML takes it for a number.',
});

export const archParam = Type.Union(
  [Type.Literal('amd64'), Type.Literal('386'), Type.Literal('arm64'), Type.Literal('arm')],
  { default: 'amd64', description: 'Processor of the installer, in Go’s words.' },
);
