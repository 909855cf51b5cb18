import { conditionForms } from '../../expression/condition/reference.ts';
import { helperGroups } from '../../expression/template/helpers/all.ts';
import { formOf, type HelperExample } from '../../expression/template/helpers/declaration.ts';
import { ansibleRows } from '../ansible-keywords.ts';
import { magicNames } from '../check-names.ts';
import { type Home, type Keyword, keywords } from '../keywords.ts';

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
    '## Rescue',
    rescue,
    '## Templates',
    templates,
    ...helperGroups.flatMap(({ title, helpers }) => [
      `### ${title}`,
      table(
        ['helper', 'gives', 'for example'],
        helpers.map((one) => [code(formOf(one)), one.doc, shownExample(one.example)]),
      ),
    ]),
    '## Conditions',
    conditions,
    table(
      ['form', 'means'],
      conditionForms.map(({ forms, summary }) => [forms.map(code).join(', '), summary]),
    ),
    '## Names that are always there',
    magicNames.map(code).join(', '),
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

const rescue = `Where a task of a block fails on a host, that host runs the block's \`rescue\`, with \`failed_task\` and \`failed_result\`.
The task \`rollback:\` in it takes back what the block applied on that host, newest first.

Unlike in Ansible a rescued host does not count as a success: it counts as **rolled back**, in the recap, in
\`max_fail_percentage\` and in the exit code. Where the rescue leaves the host as good as the block would have,
say so with \`resolved: true\` beside \`rescue:\`.`;

const templates = `Handlebars: \`{{ name }}\`, \`{{ go.version }}\`, \`{{ list.0 }}\`, \`{{ helper value value }}\`,
\`{{#if x}} … {{else}} … {{/if}}\`, \`{{#each list}} {{this}} {{@index}} {{/each}}\`, \`{{#with x}} … {{/with}}\`.
A text that is exactly one expression keeps the type of its value. Nothing is escaped. A name that does not exist is an error.
What a host returned is data for ever: braces in it are never read as a template. A backslash before braces is a backslash
(\`C:\\{{ folder }}\`); braces that are meant as such are \`{{ "{{" }}\`.`;

const conditions = `CEL (\`when\`, \`until\`, \`failed_when\`, \`changed_when\`, \`assert\`); names stand without braces. \`true\`, \`false\` and a template that is
one expression will do as well. Only what decides is looked at: \`defined(x) && x.rc == 0\`.`;

function keywordTable(home: Home): string {
  const all: [string, Keyword][] = Object.entries(keywords);
  const rows = all
    .filter(([, keyword]) => keyword.on.includes(home))
    .map(([name, { takes, doc }]) => [code(name), takes, doc]);
  return table(['keyword', 'takes', 'means'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

function shownExample({ template, gives, variables }: HelperExample): string {
  const given = variables === undefined ? '' : ` with ${code(JSON.stringify(variables))}`;
  return `${code(template)}${given}: ${code(JSON.stringify(gives))}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
