import { type Static, Type } from 'gorun/module';
import { attributeParams } from '../../src/files/attributes.ts';
import { anyHostPath } from '../../src/files/host-path.ts';

export const fileParams = Type.Object({
  path: anyHostPath('Full path on the host.'),
  state: Type.Enum(['file', 'directory', 'touch', 'absent', 'link'], {
    default: 'file',
    description: 'What is to be there; `link` on POSIX hosts only.',
  }),
  src: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 4_000,
      pattern: '^[^\\u0000]+$',
      description: 'Where a link is to lead: a full path, or one from the folder of the link on.',
    }),
  ),
  force: Type.Boolean({
    default: false,
    description: 'A link may lead to what is not there, and takes the place of a file.',
  }),
  modification_time: Type.Enum(['now', 'preserve'], {
    default: 'now',
    description: 'What `touch` does to what is there: `now` gives it the present time, in every run.',
  }),
  ...attributeParams,
});
/** What a playbook gives to file. */
export type FileParams = Static<typeof fileParams>;
