import { defineControllerModule, type Json, Type } from 'gorun/module';

export default defineControllerModule({
  name: 'debug',
  summary: 'Shows a text or a variable.',
  ahead: 'computes',
  params: Type.Object({
    msg: Type.Optional(Type.Unsafe<Json>({ description: 'What to show: a text, or any value.' })),
    var: Type.Optional(
      Type.String({
        description: 'The variable to show, by its name or a dotted path: `go.installations`.',
        minLength: 1,
      }),
    ),
  }),
  returns: Type.Object({ value: Type.Unknown({ description: 'What was shown.' }) }),
  freeform: 'msg',
  examples: [
    { title: 'Show a text', yaml: '- debug: "Go is {{ go.version }}"' },
    { title: 'Show a variable', yaml: '- debug:\n    var: go' },
  ],
  async run(params, io) {
    if (params.var === undefined) return shown(params.msg ?? 'Hello world!');
    if (params.msg !== undefined) return { failed: 'debug takes msg or var, not both' };
    const value = io.variable(params.var);
    return value === undefined
      ? { message: `${params.var}: not defined`, result: { value: null } }
      : shown(value, params.var);
  },
});

function shown(value: Json, name?: string) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return { message: name === undefined ? text : `${name}: ${text}`, result: { value } };
}
