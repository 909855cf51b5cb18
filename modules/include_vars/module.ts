import { defineControllerModule, Type } from 'gorun/module';

export default defineControllerModule({
  name: 'include_vars',
  summary: 'Reads variables from a file or folder, for the rest of the run.',
  description:
    'The name is looked for in the `vars/` of the role, in the role, in `vars/` beside the playbook, and beside the playbook. Templates in the file are rendered then and there, with what the host knows; what comes out is data. A folder is read file by file (`.yml`, `.yaml`, `.json`), in the order of their names.',
  ahead: 'computes',
  params: Type.Object({
    file: Type.Optional(Type.String({ minLength: 1, description: 'The file.' })),
    dir: Type.Optional(Type.String({ minLength: 1, description: 'The folder.' })),
    name: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
        description: 'All of them become a mapping in this one variable.',
      }),
    ),
  }),
  returns: Type.Object({ variables: Type.Array(Type.String(), { description: 'The names that were set.' }) }),
  freeform: 'file',
  examples: [
    { title: 'Read a file', yaml: '- include_vars: versions.yml' },
    {
      title: 'Read what belongs to a host',
      yaml: '- include_vars:\n    file: "{{ inventory_hostname }}.yml"\n    name: own',
    },
  ],
  defines: { file: 'file', under: 'name' },
  async run({ file, dir, name }, io) {
    const path = file ?? dir;
    if (path === undefined || (file !== undefined && dir !== undefined))
      return { failed: 'include_vars takes one of file and dir' };
    const variables = await io.readVariables(path);
    const told = name === undefined ? variables : { [name]: variables };
    return { variables: told, result: { variables: Object.keys(told) } };
  },
});
