import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../src/json.ts';
import { table } from '../expression/jinja-forms.ts';

/** Lets Ansible evaluate every form of the table, in one task. */
async function evaluated(forms: readonly string[]): Promise<readonly Json[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gorun-jinja-'));
  try {
    const play = {
      hosts: 'web1',
      gather_facts: false,
      vars: { ...table.variables, forms },
      tasks: [
        {
          copy: { content: '{{ {"forms": forms, "true": true} | to_json }}', dest: `${folder}/values.json` },
        },
      ],
    };
    const hosts = Object.entries(table.inventory).map(([group, members]) => [group, { hosts: members }]);
    await writeFile(join(folder, 'play.yml'), JSON.stringify([play]));
    await writeFile(join(folder, 'inventory.yml'), JSON.stringify(Object.fromEntries(hosts)));
    await promisify(execFile)('ansible-playbook', ['-i', 'inventory.yml', '-c', 'local', 'play.yml'], {
      cwd: folder,
      env: {
        ...process.env,
        ...table.environment,
        ANSIBLE_JINJA2_NATIVE: '1',
        ANSIBLE_LOCAL_TEMP: folder,
      },
    });
    return JSON.parse(await readFile(join(folder, 'values.json'), 'utf8')).forms;
  } catch (cause) {
    const said = cause instanceof Error && 'stdout' in cause ? String(cause.stdout) : '';
    throw new Error(`ansible-playbook failed: ${said.slice(-1000)}`, { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('what gorun answers to a form of Jinja gives what Ansible makes of that form', () => {
  const forms = [
    ...table.templates,
    ...table.conditions.map((form) => ({ ...form, jinja: `{{ true if (${form.jinja}) else false }}` })),
  ];
  let values: readonly Json[] = [];
  beforeAll(async () => {
    values = await evaluated(forms.map(({ jinja }) => jinja));
  });

  it.each(forms.map((form, index) => ({ ...form, index })))('$jinja', ({ gives, ansible, index }) => {
    expect(values[index]).toEqual(ansible ?? gives);
  });
});
