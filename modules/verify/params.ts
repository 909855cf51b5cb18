import { type Static, Type } from 'gorun/module';
import { versionParam } from '../../src/go/params.ts';

export const verifyParams = Type.Object({
  version: versionParam,
  arch: Type.Optional(
    Type.String({
      pattern: '^[a-z0-9]{1,12}$',
      description: 'Processor, in Go’s words. Not given: `amd64` on Windows, elsewhere that of the host.',
    }),
  ),
  compile: Type.Boolean({
    default: false,
    description: 'Builds and runs a small program: finds files left over from an older version.',
  }),
  compile_limit: Type.Integer({
    default: 120,
    minimum: 1,
    maximum: 3_600,
    description: 'Seconds for `compile`.',
  }),
  command: Type.Optional(
    Type.Object({
      argv: Type.Array(Type.String(), {
        minItems: 1,
        description: 'Program and arguments; the program is looked up along PATH. No shell.',
      }),
      expect: Type.Optional(Type.String({ description: 'Text that its output must contain.' })),
      exit_code: Type.Integer({ default: 0 }),
      limit: Type.Integer({ default: 60, minimum: 1, maximum: 3_600, description: 'Seconds.' }),
    }),
  ),
  allow_twins: Type.Boolean({
    default: false,
    description:
      'Other Go products may be installed as well; on POSIX hosts: PATH may find others behind the first.',
  }),
});
/** What a playbook gives to verify. */
export type VerifyParams = Static<typeof verifyParams>;
