import { conditionForms } from '../../expression/condition/reference.ts';
import { type ExpressionEntry, expressionReference } from '../../expression/reference.ts';
import { testNames } from '../../expression/template/helpers/tests.ts';
import { code, table } from './markdown.ts';

/** The sections of docs/language.md about templates and conditions. */
export function expressionSections(): readonly string[] {
  const helpers = expressionReference.filter(({ where }) => where !== 'conditions');
  const groups = [...new Set(helpers.map(({ group }) => group))];
  return [
    '## Templates',
    templates,
    ...groups.flatMap((group) => [`### ${group}`, entries(helpers.filter((one) => one.group === group))]),
    `The tests of \`is\`, \`select\` and the like are ${testNames.map(code).join(', ')}.`,
    '## Conditions',
    conditions,
    table(
      ['form', 'means'],
      conditionForms.map(({ forms, summary }) => [forms.map(code).join(', '), summary]),
    ),
    entries(expressionReference.filter(({ where }) => where === 'conditions')),
    checked,
  ];
}

function entries(some: readonly ExpressionEntry[]): string {
  return table(
    ['write', 'gives', 'for example'],
    some.map(({ signatures, doc, example }) => [
      signatures.map((one) => code(one.replace(/^\{\{ (.*) \}\}$/, '$1'))).join(', '),
      doc,
      shownExample(example),
    ]),
  );
}

function shownExample({ text, gives, variables }: ExpressionEntry['example']): string {
  const given = variables === undefined ? '' : ` with ${code(JSON.stringify(variables))}`;
  return `${code(text)}${given}: ${code(JSON.stringify(gives))}`;
}

const templates = `Handlebars: \`{{ name }}\`, \`{{ go.version }}\`, \`{{ list.0 }}\`, \`{{ helper value value }}\`,
\`{{#if x}} … {{else}} … {{/if}}\`, \`{{#each list}} {{this}} {{@index}} {{/each}}\`, \`{{#with x}} … {{/with}}\`.
A helper's argument that is a helper's value stands in parentheses: \`{{ upper (first names) }}\`; texts have either quotes.
A text that is exactly one expression keeps the type of its value. Nothing is escaped. A name that does not exist is an error.
What a host returned is data for ever: braces in it are never read as a template, and it is never evaluated as a condition.
A backslash before braces is a backslash (\`C:\\{{ folder }}\`); braces that are meant as such are \`{{ "{{" }}\`.

A template gives the same value every time: there is no clock and no chance in it. Helpers with a second form below are functions
of conditions as well. Jinja's forms are answered with the form to write here; [from-jinja.md](from-jinja.md) lists them.`;

const conditions = `CEL (\`when\`, \`until\`, \`failed_when\`, \`changed_when\`, \`assert\`); names stand without braces. \`true\`, \`false\` and a template that is
one expression will do as well. Only what decides is looked at: \`defined(x) && x.rc == 0\`.`;

const checked = `Before any host is contacted the names of a condition must exist, its literal versions and patterns must be valid, and the kinds of
values must fit as far as they are known: literals, the names that are always there, and what \`register\` holds of every task
(\`changed\`, \`failed\`, \`skipped\`, \`rc\`, \`stdout\` …). A part that is always true or always false is an error too, except a bare
\`true\` or \`false\`.`;
