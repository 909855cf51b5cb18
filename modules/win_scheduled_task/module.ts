import { defineHostModule, isJsonObject, type JsonObject, Type } from 'gorun/module';
import { predictedOf } from '../../src/module/resources.ts';
import { taskFacts } from './definition.ts';
import { taskParams } from './params.ts';
import { planTask, taskPath } from './plan.ts';
import { parseTaskState } from './state.ts';

const taskId = (path: string) => `scheduled-task:${path}`;

export default defineHostModule({
  name: 'win_scheduled_task',
  summary: 'Makes, changes and removes a task of the Windows Task Scheduler.',
  description: `Only what is given is compared and changed; \`triggers\` and \`actions\` are compared as a whole; with a name alone it tells what the task is like. A task can be given as \`xml\` instead: then what stands
in it is compared, and the whole is stored when something of it differs.

Undo stores the former task, to the letter, with its rights. A task that needs a password cannot be given back without it, for Windows does not tell passwords: then a
warning says so. A folder that becomes empty stays; one that was made goes with an undo.`,
  platforms: ['windows'],
  uses: ['scheduler'],
  params: taskParams,
  returns: Type.Object(
    {
      exists: Type.Boolean({
        description: 'Of one that exists, what follows is told, as the parameters are named.',
      }),
      path: Type.String({ description: 'Its folder and name.' }),
      enabled: Type.Optional(Type.Boolean()),
      xml: Type.Optional(Type.Union([Type.String(), Type.Null()], { description: 'The whole task.' })),
      username: Type.Optional(Type.Union([Type.String(), Type.Null()], { description: 'As a SID.' })),
      actions: Type.Optional(Type.Array(Type.Object({}, { additionalProperties: true }))),
      triggers: Type.Optional(Type.Array(Type.Object({}, { additionalProperties: true }))),
    },
    { additionalProperties: true },
  ),
  examples: [
    {
      title: 'Cleans up every night, as the system',
      yaml: [
        '- win_scheduled_task:',
        '    name: clean up',
        '    path: \\Example',
        '    username: SYSTEM',
        '    run_level: highest',
        "    actions: [{ path: 'C:\\tools\\clean.exe', arguments: '--older-than 30d' }]",
        '    triggers: [{ type: daily, start_boundary: 2026-01-01T03:00:00, random_delay: PT30M }]',
        '    start_when_available: true',
      ].join('\n'),
    },
    {
      title: 'One that is there does not start any more',
      yaml: '- win_scheduled_task:\n    name: clean up\n    path: \\Example\n    enabled: false',
    },
    {
      title: 'As it was exported, or a part of it',
      yaml: [
        '- win_scheduled_task:',
        '    name: clean up',
        '    xml: |',
        '      <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
        '        <Triggers><BootTrigger /></Triggers>',
        '        <Principals><Principal id="Author"><UserId>S-1-5-18</UserId></Principal></Principals>',
        '        <Actions Context="Author"><Exec><Command>C:\\tools\\clean.exe</Command></Exec></Actions>',
        '      </Task>',
      ].join('\n'),
    },
  ],
  probeArgs: (params) => ({
    path: taskPath(params),
    xml: params.xml ?? null,
    accounts: [params.username, params.group, ...(params.triggers ?? []).map((one) => one.user_id)].filter(
      (one) => one !== undefined,
    ),
  }),
  parseState: parseTaskState,
  reads: (params) => [taskId(taskPath(params))],
  touches: (params) => [taskId(taskPath(params))],
  foresee: ({ params, state }, predicted) => {
    const value = predictedOf(predicted, taskId(taskPath(params)));
    if (value === undefined || !isJsonObject(value)) return state;
    return parseTaskState({ ...state, ...value });
  },
  verifyAs: (params) => ({ ...params, update_password: 'on_create' as const }),
  plan: (input) => {
    const plan = planTask(input);
    if ('refused' in plan || plan.expected === undefined) return plan;
    const { exists, xml, task } = plan.expected;
    return { ...plan, leaves: { [taskId(taskPath(input.params))]: { exists, xml, task } } };
  },
  result: ({ params, state }): JsonObject => ({
    exists: state.exists,
    ...(state.task === null ? {} : { ...taskFacts(state.task, state.accounts), xml: state.xml }),
    path: taskPath(params),
  }),
});
