import { rules } from '../../src/lint/rules/all.ts';

/** docs/lint.md, from the rules. */
export function lintPage(): string {
  const parts = rules.flatMap(({ name, doc, why, bad, good }) => [
    `## ${name}`,
    `${doc} ${why}`,
    `Instead of\n\n\`\`\`yaml\n${bad.trimEnd()}\n\`\`\``,
    `write\n\n\`\`\`yaml\n${good.trimEnd()}\n\`\`\``,
  ]);
  return `${[
    '<!-- Made by `node scripts/generate-docs.ts` from src/lint/rules. Do not edit. -->',
    '# gorun lint',
    `\`gorun lint\` tells what would stop a run, and what is allowed but hardly wise. It needs no hosts, and no keys of encrypted values.
\`--fix\` mends what is safe to mend; comments and layout stay as they are. \`--format json\` and \`--format sarif\` are for machines.
A comment \`# noqa: RULE\` on the line, or on the first line of the task, switches a rule off there. The exit code is 0 where nothing is
found, 6 where a playbook is wrong, 9 where only rules have something to say.`,
    ...parts,
  ].join('\n\n')}\n`;
}
