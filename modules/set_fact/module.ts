import { defineControllerModule, type JsonObject, Type } from 'gorun/module';

export default defineControllerModule({
  name: 'set_fact',
  summary: 'Sets variables on the host for the rest of the run.',
  description:
    'Every parameter becomes a variable. Values keep their type: `"{{ n }}"` alone stays a number.',
  ahead: 'computes',
  params: Type.Object(
    {},
    { additionalProperties: true, minProperties: 1, propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' } },
  ),
  examples: [
    {
      title: 'Name what later tasks use',
      yaml: '- set_fact:\n    go_folder: "{{ go.installations.0.folder }}"',
    },
  ],
  defines: 'params',
  async run(params) {
    const facts: JsonObject = JSON.parse(JSON.stringify(params));
    return { facts, result: facts };
  },
});
