import { type Static, Type } from 'gorun/module';

export const waitParams = Type.Object({
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535, description: 'A TCP port.' })),
  host: Type.String({
    default: '127.0.0.1',
    minLength: 1,
    description:
      'Whose port, as seen from the host; for `drained` its own address, 0.0.0.0 being all of them.',
  }),
  path: Type.Optional(Type.String({ minLength: 1, description: 'A file or folder on the host.' })),
  search_regex: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'What the file is to hold, a .NET regular expression in multiline mode. Of a large file the last 16 million characters are searched.',
    }),
  ),
  service: Type.Optional(Type.String({ minLength: 1, description: 'The name of a Windows service.' })),
  state: Type.Enum(['started', 'present', 'stopped', 'absent', 'drained'], {
    default: 'started',
    description:
      'A port: open, or closed (`stopped`, `absent`), or without connections (`drained`). A file or text in it: there, or not (`absent`, `stopped`). A service: running, stopped, there, or not there.',
  }),
  delay: Type.Number({ default: 0, minimum: 0, description: 'Seconds to wait before the first look.' }),
  sleep: Type.Number({ default: 1, minimum: 0.05, description: 'Seconds between two looks.' }),
  timeout: Type.Number({
    default: 300,
    minimum: 0,
    description: 'Seconds from the first look until the task fails.',
  }),
  connect_timeout: Type.Number({
    default: 5,
    minimum: 0.1,
    description: 'Seconds for one try to connect to a port.',
  }),
  exclude_hosts: Type.Array(Type.String({ minLength: 1 }), {
    default: [],
    description: 'Names or addresses whose connections do not count for `drained`.',
  }),
  msg: Type.Optional(Type.String({ description: 'What a failure says, in place of gorun’s words.' })),
});
/** What a playbook gives to win_wait_for. */
export type WaitParams = Static<typeof waitParams>;
