import { ansibleRows } from '../ansible/ansible-keywords.ts';
import { type Home, type Keyword, keywords } from '../keywords.ts';
import { magicNames } from '../magic-names.ts';
import { metaActions } from '../read/read-meta.ts';
import { expressionSections } from './expression-sections.ts';
import { code, table } from './markdown.ts';

const homes: readonly { readonly home: Home; readonly title: string; readonly says: string }[] = [
  { home: 'play', title: 'A play', says: 'Which hosts, in which batches, and what to do there.' },
  { home: 'task', title: 'A task', says: 'One module with its parameters, and when and how it runs.' },
  {
    home: 'role',
    title: 'A role of a play',
    says: 'An entry of `roles:`: a name, or a mapping with `role`. Other keys are variables for the role.',
  },
  {
    home: 'block',
    title: 'A block',
    says: 'Tasks that are rescued and cleaned up after together. What it says of `when`, `vars`, `tags` and the like goes to each task in it.',
  },
  {
    home: 'handler',
    title: 'A handler',
    says: 'A task that runs once, at the end of a section, where it was notified.',
  },
];

/** The page docs/language.md: keywords, templates and conditions, from where each is declared. */
export function languagePage(): string {
  return `${[
    '<!-- Made by `node scripts/generate-docs.ts` from src/playbook and src/expression. Do not edit. -->',
    '# The playbook language',
    ...homes.flatMap(({ home, title, says }) => [`## ${title}`, says, keywordTable(home)]),
    '## Batches and strategies',
    batches,
    '## Handlers',
    handlers,
    '## Rescue',
    rescue,
    '## Ctrl-C',
    ctrlC,
    '## Files, includes and roles',
    files,
    '## meta',
    'Something that the engine does with the run itself: `meta: ACTION`. Only `end_host` asks its condition of every host; the others ask it of the first one and hold for all of the batch.',
    table(
      ['action', 'does'],
      Object.entries(metaActions).map(([action, does]) => [code(action), does]),
    ),
    ...expressionSections(),
    '## Names that are always there',
    table(
      ['name', 'holds'],
      Object.entries(magicNames).map(([name, doc]) => [code(name), doc]),
    ),
    "## Ansible's keywords",
    ansibleWords,
    table(
      ['keyword', 'on', 'here', 'how, or what instead'],
      ansibleRows().map(({ keyword, on, here, how }) => [code(keyword), on.join(', '), here, how]),
    ),
  ].join('\n\n')}\n`;
}

const ansibleWords = `Every keyword of ansible-core 2.18 on plays, roles, blocks, tasks and handlers, and what becomes of it here.
Templates are Handlebars everywhere; Jinja's forms are answered with the form to write.`;

const batches = `\`serial\` cuts the hosts of a play into batches; a batch is through with the whole play before the next begins.
Within a batch up to \`--forks\` hosts (50) run at once, fewer where \`throttle\` says so. With the strategy \`linear\` all hosts of
the batch are through with a task before the next task begins; with \`free\` each goes on as fast as it can.

The play ends after the running task when more than \`max_fail_percentage\` of the batch's hosts failed, could not be reached or
were rolled back, or at the first such host with \`any_errors_fatal\`; later batches stay untouched. Sections \`rescue\` and
\`always\` that have begun still run to their end. A host that cannot be reached counts as failed: its rescue and always run as far
as they can without the host.`;

const handlers = `A handler runs where a task that changed something notified it: once per host, at the end of the section (\`pre_tasks\`,
\`roles\` and \`tasks\`, \`post_tasks\`), in the order in which the play defines handlers. \`meta: flush_handlers\` runs them earlier.
A host that failed runs none, unless the play says \`force_handlers: true\`. A handler of a role can also be named \`ROLE : HANDLER\`.
Of handlers with one name the last counts; \`listen\` gives several one more name.`;

const files = `\`import_tasks\`, \`import_role\`, \`import_playbook\` and \`roles:\` are read with the playbook, as if their tasks stood there: conditions and
tags on them go to each task. \`include_tasks\` and \`include_role\` are taken in when the run comes there: their condition, tags and
loop are about the include, and \`apply:\` says what goes to the tasks inside. An include whose name holds no template is
read and checked with the playbook all the same; variables on it win over facts.

Names of files start at the file that names them, then at the role's \`tasks/\`, then at the playbook. Roles are looked for in
\`roles/\` beside the playbook, in \`--roles-path\`, and beside the playbook. A role is \`tasks/\`, \`handlers/\`, \`defaults/\`, \`vars/\`,
\`meta/\` with a \`main.yml\` each, \`files/\` and \`templates/\`. Its \`meta/main.yml\` names \`dependencies\`, which run before it; each role
runs once in a play on a host that it did something on, unless it is given other variables, tags or conditions or says
\`allow_duplicates: true\`. A role sees the params and variables of the roles through which it was reached.`;

const ctrlC = `The first Ctrl-C (the signals TERM and HUP do the same) lets running tasks end with all their steps; waits, retries and loops end early.
Nothing new begins, with one exception: where a host has failed in a block, or its running task fails now, the \`rescue\` and \`always\` of
that block run there to their end, so that a failure leaves no host half changed; the output says \`finishing rescue and always of …\`.
All other hosts stay where they are, also in the middle of a block: no \`always\`, no handlers, nothing is taken back.
The recap says after which task each one stopped; the same command goes on from there.

The second Ctrl-C stops at once and ends what runs on the hosts. The recap then says which task was cut short and that its outcome is not known (of a
\`rollback:\`, what it had undone by then), and which failed hosts stopped before or in their rescue. Nothing rescues those later: look at them
before you run again. On POSIX hosts what their steps replaced stays in gorun's folder until then ([linux-hosts.md](linux-hosts.md)).
The third Ctrl-C ends gorun on the spot. The exit code is 130 each time.`;

const rescue = `Where a task of a block fails on a host, that host runs the block's \`rescue\`, with \`failed_task\` and \`failed_result\`
(also by Ansible's names, \`ansible_failed_task\` and \`ansible_failed_result\`).
The task \`rollback:\` in it takes back what the block applied on that host, newest first.

Unlike in Ansible a rescued host does not count as a success: it counts as **rolled back**, in the recap, in
\`max_fail_percentage\` and in the exit code. Where the rescue leaves the host as good as the block would have,
say so with \`resolved: true\` beside \`rescue:\`.`;

function keywordTable(home: Home): string {
  const all: [string, Keyword][] = Object.entries(keywords);
  const rows = all
    .filter(([, keyword]) => keyword.on.includes(home))
    .map(([name, { takes, doc }]) => [code(name), takes, doc]);
  return table(['keyword', 'takes', 'means'], rows);
}
