import { defineControllerModule, Type } from 'gorun/module';

const condition = Type.Union([Type.String({ minLength: 1 }), Type.Boolean()]);

export default defineControllerModule({
  name: 'assert',
  summary: 'Fails unless all conditions hold, and names every one that does not.',
  ahead: 'computes',
  params: Type.Object({
    that: Type.Union([condition, Type.Array(condition, { minItems: 1 })], {
      description: 'A condition (CEL, as in `when`), or a list of them. All are evaluated.',
    }),
    fail_msg: Type.Optional(Type.String({ description: 'Said when a condition does not hold.' })),
    success_msg: Type.Optional(Type.String({ description: 'Said when all hold.' })),
  }),
  returns: Type.Object({
    failed_conditions: Type.Array(Type.String(), { description: 'Those that did not hold, as written.' }),
  }),
  freeform: 'that',
  conditions: ['that'],
  examples: [
    {
      title: 'Go on only with a Go that is new enough',
      yaml: '- assert:\n    that:\n      - has(go.version)\n      - goVersion(go.version) >= goVersion("1.21")\n    fail_msg: "{{ inventory_hostname }} has an old Go"',
    },
  ],
  async run({ that, fail_msg, success_msg }, io) {
    const conditions = Array.isArray(that) ? that : [that];
    const failed = conditions
      .filter((one) => !(typeof one === 'boolean' ? one : io.evaluate(one)))
      .map(String);
    const result = { failed_conditions: failed };
    if (failed.length === 0)
      return { ...(success_msg === undefined ? {} : { message: success_msg }), result };
    const which = `${failed.length} of ${conditions.length} conditions ${failed.length === 1 ? 'does' : 'do'} not hold: ${failed.join('; ')}`;
    return { failed: fail_msg === undefined ? which : `${fail_msg} (${which})`, result };
  },
});
