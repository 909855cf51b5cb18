import { defineControllerModule, isJsonObject, type JsonObject, Type } from 'gorun/module';

const name = { minLength: 1, maxLength: 255, pattern: '^[^\\s:,&!~*?\\[\\]]+$' };

export default defineControllerModule({
  name: 'add_host',
  summary: 'Adds a host to the inventory, for the plays that follow.',
  description:
    'Runs once for the batch, with the variables of its first host; loop to add several. Every other parameter is a variable of the host. A host that is known already gets the groups and variables as well. The inventory itself is not written.',
  params: Type.Object(
    {
      name: Type.String({ ...name, description: 'The name of the host.' }),
      groups: Type.Optional(
        Type.Union([Type.String({ minLength: 1 }), Type.Array(Type.String(name))], {
          description: 'Groups that it joins: a list, or names divided by commas. New ones are made.',
        }),
      ),
    },
    { additionalProperties: true },
  ),
  returns: Type.Object({
    host: Type.String({ description: 'The name of the host.' }),
    groups: Type.Array(Type.String(), { description: 'The groups that it joined.' }),
  }),
  examples: [
    {
      title: 'Upgrade a host that was found on the way',
      yaml: '- add_host:\n    name: "{{ found }}"\n    groups: [late]\n    ansible_user: admin',
    },
  ],
  defines: 'params',
  once: true,
  grows: true,
  async run(params) {
    const { name: host, groups: given, ...rest } = params;
    const groups = (typeof given === 'string' ? given.split(',') : (given ?? [])).map((group) =>
      group.trim(),
    );
    const all: unknown = JSON.parse(JSON.stringify(rest));
    const vars: JsonObject = isJsonObject(all as JsonObject) ? (all as JsonObject) : {};
    return { addHosts: [{ name: host, groups, vars }], result: { host, groups } };
  },
});
