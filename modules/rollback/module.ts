import { defineEngineModule, Type } from 'gorun/module';

export default defineEngineModule({
  name: 'rollback',
  summary: 'Takes back, newest first, what the rescued block applied on this host.',
  description:
    'Stands in `rescue:` only. Every step that was applied carries its own undo, so there is nothing to write. A step that cannot be taken back (a script) is named as a warning; an undo that fails does not stop the others.',
  params: Type.Object({}),
  returns: Type.Object({ undone: Type.Integer({ description: 'How many steps were taken back.' }) }),
  examples: [
    {
      title: 'Leave the host as it was when an upgrade fails',
      yaml: '- block:\n    - msi_install:\n        version: 1.21.13\n    - verify:\n        version: 1.21.13\n  rescue:\n    - rollback:',
    },
  ],
});
