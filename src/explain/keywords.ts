import { ansibleRows } from '../playbook/ansible/ansible-keywords.ts';
import { loops } from '../playbook/ansible/not-here.ts';
import { type Keyword, keywords } from '../playbook/keywords.ts';
import { loopControls } from '../playbook/read/read-loop.ts';
import { metaActions } from '../playbook/read/read-meta.ts';
import type { Topic } from './explain.ts';

/** Keywords of the language, those of Ansible's that are not here, and what `meta` can do. */
export function keywordTopics(): readonly Topic[] {
  const all: [string, Keyword][] = Object.entries(keywords);
  const own = all.map(
    ([word, { on, takes, doc, differs, inherited }]): Topic => ({
      word,
      kind: 'keyword',
      lines: [
        doc,
        `Stands on a ${on.join(', ')}; takes ${takes}.`,
        ...(inherited ? ['Tasks inside of a play, role or block get it as well.'] : []),
        ...(differs === undefined ? [] : [`Other than in Ansible: ${differs}.`]),
      ],
    }),
  );
  const absent = ansibleRows()
    .filter(({ here }) => here === 'not')
    .map(
      ({ keyword, how }): Topic => ({ word: keyword, kind: 'keyword of Ansible, not here', lines: [how] }),
    );
  const meta = Object.entries(metaActions).map(
    ([word, does]): Topic => ({ word, kind: 'action of meta', lines: [does], example: `- meta: ${word}` }),
  );
  const ofLoops = Object.entries(loopControls).map(
    ([word, doc]): Topic => ({
      word: `loop_control.${word}`,
      also: [word],
      kind: 'part of loop_control',
      lines: [doc],
    }),
  );
  const withLoops = Object.keys(loops).map(
    (word): Topic => ({ word, kind: 'keyword of Ansible, not here', lines: [loops[word] ?? ''] }),
  );
  const known = new Set(absent.map(({ word }) => word));
  return [
    ...includes(),
    ...withLoops.filter(({ word }) => !known.has(word)),
    ...own,
    ...ofLoops,
    ...absent,
    ...meta,
  ];
}

/** What brings in other files. */
function includes(): readonly Topic[] {
  const words = {
    import_tasks: 'Tasks of a file, read with the playbook, as if they stood there.',
    include_tasks:
      'Tasks of a file, taken in when the run comes there; its name may be a template, and it can loop.',
    import_role: 'A role, read with the playbook, as if its tasks stood there.',
    include_role: 'A role, taken in when the run comes there; its name may be a template, and it can loop.',
    import_playbook: 'The plays of another file, read with the playbook.',
  };
  return Object.entries(words).map(
    ([word, doc]): Topic => ({
      word,
      kind: 'keyword',
      lines: [doc],
      example: word.endsWith('_role') ? `- ${word}: { name: NAME }` : `- ${word}: FILE.yml`,
    }),
  );
}
