/**
 * What rendering costs: 100,000 times a simple template and a condition, beside Handlebars' own compiled template (and
 * the CEL library's own program) in the same run. node bench/expression.ts [times]; prints the ratios.
 */
import Handlebars from 'handlebars';
import type { GorunError } from '../src/errors/gorun-error.ts';
import { compileRenderable } from '../src/expression/compile-tree.ts';
import { compileCondition } from '../src/expression/condition/compile.ts';
import { environment } from '../src/expression/condition/environment.ts';
import { createScope } from '../src/expression/scope.ts';
import type { Json } from '../src/json.ts';
import { textNode } from '../src/source/text-node.ts';

const times = Number(process.argv[2] ?? 100_000);
const rounds = 5;
const raise = (error: GorunError): never => {
  throw error;
};

const variables = {
  inventory_hostname: 'win1.example.com',
  go: { version: '1.21.3', root: 'C:\\Go' },
  ports: [80, 443],
  result: { rc: 0, changed: true },
};
const scope = createScope([{ unused: 1 }, variables, { task: true }]);

/** Milliseconds of the fastest round: what else the machine does only makes one slower. */
function fastest(work: () => unknown): number {
  for (let i = 0; i < times / 10; i++) work();
  const round = (): number => {
    const start = performance.now();
    for (let i = 0; i < times; i++) work();
    return performance.now() - start;
  };
  return Math.min(...Array.from({ length: rounds }, round));
}

function template(text: string): () => Json {
  const compiled = compileRenderable(textNode(text), raise);
  return () => compiled.render(scope);
}

function handlebars(text: string): () => string {
  const compiled = Handlebars.compile(text, { noEscape: true, strict: true });
  return () => compiled(variables);
}

function condition(text: string): () => boolean {
  const compiled = compileCondition(textNode(text), raise);
  if (compiled === undefined) throw new Error(text);
  return () => compiled.evaluate(scope);
}

const templates = [
  'host {{ inventory_hostname }} has {{ go.version }}',
  '{{ go.root }}\\bin;{{#each ports}}{{ this }},{{/each}}',
  '{{#if result.changed}}changed {{ inventory_hostname }}{{/if}}',
];
const conditions = ['result.rc == 0 && result.changed', 'goVersion(go.version) < "1.22.0"'];

console.log(`${times} times, the fastest of ${rounds} rounds`);
const line = (text: string, ours: number, theirs: number, whose: string) =>
  console.log(
    `${text}\n  ${ours.toFixed(1)} ms, ${whose} ${theirs.toFixed(1)} ms: ratio ${(ours / theirs).toFixed(2)}`,
  );

for (const text of templates) {
  if (template(text)() !== handlebars(text)()) throw new Error(`not the same: ${text}`);
  line(text, fastest(template(text)), fastest(handlebars(text)), "Handlebars' own");
}
for (const text of conditions) {
  const bare = environment.parse(text);
  const theirs = () => bare(variables);
  if (condition(text)() !== theirs()) throw new Error(`not the same: ${text}`);
  line(text, fastest(condition(text)), fastest(theirs), "the library's own");
}
line(
  '{{ go.version }} (keeps its type)',
  fastest(template('{{ go.version }}')),
  fastest(handlebars('{{ go.version }}')),
  "Handlebars' own",
);
