import type { Json, JsonObject } from '../json.ts';
import type { ModuleRegistry } from '../module/contract.ts';
import { metaActions } from '../playbook/read/read-meta.ts';
import { keywordProperties, ref } from './keyword-schema.ts';
import { moduleSchema } from './module-schema.ts';

/** Names with a collection before them, `ansible.builtin.debug`: understood, so not refused here. */
const withCollection: JsonObject = { '^[a-z]\\w*\\.[a-z]\\w*\\.[a-z]\\w*$': {} };

const file = (description: string): JsonObject => ({
  description,
  anyOf: [
    { type: 'string' },
    {
      type: 'object',
      properties: { file: { type: 'string' }, apply: { type: 'object' } },
      required: ['file'],
      additionalProperties: false,
    },
  ],
});

const role = (description: string): JsonObject => ({
  description,
  type: 'object',
  properties: {
    name: { type: 'string', description: 'The role.' },
    role: { type: 'string', description: 'As `name`.' },
    apply: { type: 'object', description: 'Keywords for the tasks inside.' },
    tasks_from: { type: 'string', description: 'A file of its `tasks/`; `main` where missing.' },
    vars_from: { type: 'string', description: 'A file of its `vars/`; `main` where missing.' },
    defaults_from: { type: 'string', description: 'A file of its `defaults/`; `main` where missing.' },
    handlers_from: { type: 'string', description: 'A file of its `handlers/`; `main` where missing.' },
    public: { type: 'boolean', description: 'Its variables hold for the rest of the play.' },
    allow_duplicates: { type: 'boolean' },
  },
  additionalProperties: false,
});

/** What a task can be beside a module. */
const ownForms: JsonObject = {
  include_tasks: file('Tasks of a file, taken in when the run comes there.'),
  import_tasks: file('Tasks of a file, read with the playbook.'),
  include_role: role('Tasks of a role, taken in when the run comes there.'),
  import_role: role('Tasks of a role, read with the playbook.'),
  meta: {
    description: `Something that the engine does with the run itself.\n\n${Object.entries(metaActions)
      .map(([action, does]) => `- \`${action}\`: ${does}`)
      .join('\n')}`,
    enum: Object.keys(metaActions),
  },
};

/** One schema for mappings with the key, another for those without. As pairs: an object with `then` looks like a promise. */
function whereItHas(key: string, yes: JsonObject, no: JsonObject): JsonObject {
  return Object.fromEntries([
    ['if', { type: 'object', required: [key] }],
    ['then', yes],
    ['else', no],
  ]);
}

/** The JSON Schema (draft 7) of a playbook: keywords and modules, from where each is declared. */
export function playbookSchema(modules: ModuleRegistry): JsonObject {
  const all = modules.names().flatMap((name) => modules.get(name)?.definition ?? []);
  const properties = {
    ...Object.fromEntries(all.map((one): [string, Json] => [one.name, ref(`module_${one.name}`)])),
    ...ownForms,
  };
  const question = ['name', 'prompt', 'default', 'private', 'confirm'];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'gorun playbook',
    type: ['array', 'null'],
    items: whereItHas('import_playbook', ref('imported'), ref('play')),
    definitions: {
      play: {
        type: 'object',
        properties: { ...keywordProperties('play'), import_playbook: false },
        required: ['hosts'],
        additionalProperties: false,
      },
      imported: {
        type: 'object',
        properties: {
          import_playbook: { type: 'string', description: 'The plays of another file.' },
          ...keywordProperties('task', ['name', 'vars', 'tags', 'when']),
        },
        additionalProperties: false,
      },
      tasks: {
        anyOf: [{ type: 'null' }, { type: 'array', items: ref('node') }],
      },
      node: whereItHas('block', ref('block'), ref('task')),
      block: {
        type: 'object',
        properties: keywordProperties('block'),
        required: ['block'],
        additionalProperties: false,
      },
      // Handlers are tasks with `listen`; `block` is offered where nothing has been written yet.
      task: {
        type: 'object',
        properties: {
          ...properties,
          ...keywordProperties('handler'),
          ...keywordProperties('block', ['block']),
        },
        patternProperties: withCollection,
        additionalProperties: false,
      },
      role: {
        anyOf: [
          { type: 'string' },
          {
            type: 'object',
            properties: { role: { type: 'string', description: 'The role.' }, ...keywordProperties('role') },
          },
        ],
      },
      question: {
        type: 'object',
        properties: Object.fromEntries(
          question.map((key): [string, Json] => [
            key,
            key === 'private' || key === 'confirm' ? { type: 'boolean' } : {},
          ]),
        ),
        required: ['name'],
        additionalProperties: false,
      },
      moduleDefaults: {
        type: 'object',
        properties: Object.fromEntries(all.map((one): [string, Json] => [one.name, { type: 'object' }])),
        patternProperties: withCollection,
        additionalProperties: false,
      },
      ...Object.fromEntries(all.map((one): [string, Json] => [`module_${one.name}`, moduleSchema(one)])),
    },
  };
}

/** As {@link playbookSchema}, of a file of tasks. */
export function tasksSchema(modules: ModuleRegistry): JsonObject {
  const { definitions = {}, $schema = '' } = playbookSchema(modules);
  return { $schema, title: 'gorun tasks', definitions, ...ref('tasks') };
}
