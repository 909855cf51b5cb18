import { Type } from 'typebox';
import { anyHostPath } from '../files/host-path.ts';

/** What every module that runs a command is given beside the command. */
export const commandParams = {
  creates: Type.Optional(anyHostPath('Nothing is run when this file or folder exists.')),
  removes: Type.Optional(anyHostPath('Nothing is run when this file or folder does not exist.')),
  chdir: Type.Optional(anyHostPath('The folder to run in.')),
  stdin: Type.Optional(
    Type.String({ description: 'What it reads from its standard input (UTF-8); else that is empty.' }),
  ),
  ok_codes: Type.Array(Type.Integer(), {
    default: [0],
    minItems: 1,
    description: 'Exit codes that are no failure.',
  }),
};

/** What such a module returns. */
export const commandReturns = Type.Object({
  rc: Type.Integer({ description: 'The exit code.' }),
  stdout: Type.String({ description: 'What it wrote, at most 1 MiB.' }),
  stderr: Type.String({ description: 'What it wrote to its standard error, at most 1 MiB.' }),
  truncated: Type.Boolean({
    description: 'It wrote more than was kept: a MiB, or what the disk of the host takes.',
  }),
  ms: Type.Integer({ description: 'How long it ran.' }),
});
