import { defineControllerModule, Type } from 'gorun/module';

export default defineControllerModule({
  name: 'group_by',
  summary: 'Puts the host into a group, for the plays that follow.',
  description:
    'The key is mostly a template, so that hosts that have something in common come together. Spaces become `-`. The inventory itself is not written.',
  params: Type.Object({
    key: Type.String({ minLength: 1, maxLength: 255, description: 'The name of the group.' }),
    parents: Type.Optional(
      Type.Union([Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }))], {
        description: 'Groups that contain it; `all` where missing.',
      }),
    ),
  }),
  returns: Type.Object({ group: Type.String({ description: 'The name of the group.' }) }),
  examples: [
    {
      title: 'Treat hosts with the old Go apart',
      yaml: '- go_version_fact:\n- group_by:\n    key: "go_{{ go.version }}"',
    },
  ],
  grows: true,
  async run({ key, parents: given }) {
    const group = nameOf(key);
    const parents = (typeof given === 'string' ? [given] : (given ?? [])).map(nameOf);
    return { joins: [{ group, parents }], result: { group } };
  },
});

function nameOf(key: string): string {
  return key.replaceAll(' ', '-');
}
