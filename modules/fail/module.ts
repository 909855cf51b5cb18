import { defineControllerModule, Type } from 'gorun/module';

export default defineControllerModule({
  name: 'fail',
  summary: 'Fails with a text; give it a `when`.',
  ahead: 'computes',
  params: Type.Object({
    msg: Type.String({ default: 'Failed as the playbook asks.', description: 'Why.' }),
  }),
  freeform: 'msg',
  examples: [
    {
      title: 'Stop on a host with two Gos',
      yaml: '- fail: Two Gos are installed\n  when: size(go.installations) > 1',
    },
  ],
  run: async ({ msg }) => ({ failed: msg }),
});
