import { describe, expect, test } from 'vitest';
import { GorunError } from '../../src/errors/gorun-error.ts';
import { Lab } from './fake/run.ts';
import { runYaml } from './fake/yaml.ts';

/** The same modules for hosts of Windows. */
function onWindows(modules: Lab['modules']): Lab['modules'] {
  const changed = (name: string) => {
    const loaded = modules.get(name);
    if (loaded?.definition.kind !== 'host') return loaded;
    const { posix } = loaded.scripts;
    const definition = { ...loaded.definition, platforms: ['windows'] as const };
    return { ...loaded, definition, scripts: posix === undefined ? {} : { windows: posix } };
  };
  return { get: changed, names: () => modules.names() };
}

const one = (lab: Lab, text: string, more: Parameters<typeof runYaml>[2] = {}) =>
  runYaml(lab, { 'play.yml': text }, more);

describe('meta', () => {
  test('flush_handlers runs what was notified so far, now', async () => {
    const ran = await one(
      new Lab('a'),
      `
- hosts: all
  tasks:
    - keep: {key: k, value: v}
      notify: tell
    - meta: flush_handlers
    - say: {}
  handlers:
    - {name: tell, say: {}}
`,
    );
    expect(ran.lines).toEqual(['a keep: changed', 'a tell: ok', 'a say: ok']);
  });

  test('end_host ends the play for one host without a failure, end_batch for a batch, end_play for all', async () => {
    const play = (action: string) => `
- hosts: all
  serial: 2
  tasks:
    - say: {}
    - meta: ${action}
      when: inventory_hostname == 'a'
    - name: after
      say: {}
- hosts: a
  tasks:
    - name: second play
      say: {}
`;
    const afterwards = async (action: string) => {
      const ran = await one(new Lab('a', 'b', 'c'), play(action));
      expect(ran.recap.exit).toBe('success');
      expect(ran.recap.hosts.map(({ standing }) => standing)).toEqual(['done', 'done', 'done']);
      return ran.lines.filter((line) => /after|second/.test(line));
    };
    expect(await afterwards('end_host')).toEqual(['b after: ok', 'c after: ok', 'a second play: ok']);
    expect(await afterwards('end_batch')).toEqual(['c after: ok', 'a second play: ok']);
    expect(await afterwards('end_play')).toEqual(['a second play: ok']);
  });

  test('clear_unreachable brings lost hosts back into the next play', async () => {
    const lab = new Lab('a', 'b');
    lab.host('a').down = true;
    const ran = await one(
      lab,
      `
- hosts: all
  tasks:
    - keep: {key: k, value: v}
    - meta: clear_unreachable
- hosts: all
  tasks: [{say: {}}]
`,
    );
    expect(ran.lines).toEqual(['a keep: unreachable', 'b keep: changed', 'a say: ok', 'b say: ok']);
  });
});

describe('how hosts are taken', () => {
  test.each([
    ['reverse_inventory', ['c', 'a', 'b']],
    ['sorted', ['a', 'b', 'c']],
    ['reverse_sorted', ['c', 'b', 'a']],
  ])('order: %s', async (order, expected) => {
    const ran = await one(new Lab('b', 'a', 'c'), `- hosts: all\n  order: ${order}\n  tasks: [{say: {}}]`);
    expect(ran.finished.map(({ host }) => host)).toEqual(expected);
  });

  test('shuffled differently in different runs, the same in the same', async () => {
    const names = [...'abcdefgh'];
    const text = '- hosts: all\n  order: shuffle\n  tasks: [{say: {}}]';
    const order = async (run: string) =>
      (await one(new Lab(...names), text, { run })).finished.map(({ host }) => host).join('');
    expect(await order('r1')).toBe(await order('r1'));
    expect(new Set([await order('r1'), await order('r2'), await order('r3')]).size).toBeGreaterThan(1);
    expect([...(await order('r1'))].sort()).toEqual(names);
  });

  test('free: a host that waits holds up no other', async () => {
    const lab = new Lab('a', 'b');
    lab.host('a').onRequest = () => new Promise((resolve) => setTimeout(resolve, 20));
    const ran = await one(
      lab,
      '- hosts: all\n  strategy: free\n  tasks: [{keep: {key: k, value: v}}, {say: {}}]',
      { forks: 2 },
    );
    expect(ran.lines).toEqual(['b keep: changed', 'b say: ok', 'a keep: changed', 'a say: ok']);
  });

  test('throttle: so many hosts at once and no more, also with the free strategy', async () => {
    for (const strategy of ['linear', 'free']) {
      const ran = await one(
        new Lab('a', 'b', 'c', 'd'),
        `- hosts: all\n  strategy: ${strategy}\n  tasks: [{pause: {}, throttle: 2}]`,
        { forks: 10 },
      );
      let running = 0;
      let most = 0;
      for (const event of ran.events) {
        if (event.type === 'host.task.started') running += 1;
        if (event.type === 'host.task.finished') running -= 1;
        most = Math.max(most, running);
      }
      expect(most).toBe(2);
    }
  });
});

describe('a delegated task', () => {
  test('works on the other host with the variables of its own, and is taken back there', async () => {
    const lab = new Lab('a', 'b');
    lab.host('b').values.set('k', 'old');
    const ran = await one(
      lab,
      `
- hosts: a
  tasks:
    - block:
        - keep: {key: k, value: "from {{ inventory_hostname }}"}
          delegate_to: b
          register: r
        - name: "{{ r.value }}"
          fail: {}
      rescue:
        - rollback:
`,
    );
    expect(ran.lines).toEqual(['a keep: changed', 'a from a: failed', 'a rollback: changed']);
    expect(ran.result('keep').delegatedTo).toBe('b');
    expect(lab.host('b').values.get('k')).toBe('old');
    expect(lab.host('a').values.has('k')).toBe(false);
  });

  test('is lost with the other host, and hands facts over where it is told to', async () => {
    const lab = new Lab('a', 'b', 'c');
    lab.host('c').down = true;
    const ran = await one(
      lab,
      `
- hosts: a
  tasks:
    - set_fact: {mine: 1}
      delegate_to: b
      delegate_facts: true
    - say: {msg: "{{ hostvars.b.mine }}"}
    - keep: {key: k, value: v}
      delegate_to: c
`,
    );
    expect(ran.lines).toEqual(['a set_fact: ok', 'a say: ok', 'a keep: unreachable']);
  });
});

describe('keywords of a task', () => {
  test('ignore_unreachable: the host goes on', async () => {
    const lab = new Lab('a');
    lab.host('a').down = true;
    const ran = await one(
      lab,
      '- hosts: all\n  tasks: [{keep: {key: k, value: v}, ignore_unreachable: true}, {say: {}}]',
    );
    expect(ran.lines).toEqual(['a keep: ignored', 'a say: ok']);
    expect(ran.recap.exit).toBe('success');
  });

  test('check_mode wins over the run, either way', async () => {
    const lab = new Lab('a');
    await one(lab, '- hosts: all\n  tasks: [{keep: {key: k, value: v}, check_mode: true}]');
    expect(lab.host('a').values.has('k')).toBe(false);
    await one(lab, '- hosts: all\n  tasks: [{keep: {key: k, value: v}, check_mode: false}]', { check: true });
    expect(lab.host('a').values.get('k')).toBe('v');
  });

  test('become: a session of its own for each other account, of as many tasks as become it', async () => {
    const lab = new Lab('a');
    const text = `
- hosts: all
  become: true
  tasks:
    - keep: { key: k, value: v }
    - keep: { key: l, value: v }
      become_user: app
      become_method: su
      become_flags: -m
    - keep: { key: m, value: v }
      become: false
    - keep: { key: n, value: v }
`;
    expect((await one(lab, text)).lines).toEqual(Array.from({ length: 4 }, () => 'a keep: changed'));
    expect(lab.host('a').accounts).toEqual(['sudo root', 'su app -m', undefined]);
    expect(lab.host('a').closed).toBe(3);
  });

  test('become: a variable of the host wins, and who is that account already need not become it', async () => {
    const lab = new Lab('a');
    const tasks = 'tasks: [{keep: {key: k, value: v}}]';
    await one(lab, `- {hosts: all, become: true, vars: {ansible_become: false}, ${tasks}}`);
    await one(lab, `- {hosts: all, vars: {ansible_become: true, ansible_become_user: app}, ${tasks}}`);
    await one(lab, `- {hosts: all, become: true, vars: {ansible_user: root}, ${tasks}}`);
    expect(lab.host('a').accounts).toEqual([undefined, 'sudo app', undefined]);
  });

  test('become: what is no name of an account fails the task, and nothing is run', async () => {
    const lab = new Lab('a');
    const ran = await one(
      lab,
      '- {hosts: all, become: true, become_user: "x; reboot", tasks: [{keep: {key: k, value: v}}]}',
    );
    expect(ran.result('keep').failure?.code).toBe('connection/become');
    expect(lab.host('a').values.size).toBe(0);
  });

  test('become: on Windows it is said once that it has no meaning', async () => {
    const lab = new Lab('a');
    lab.host('a').platform = 'windows';
    lab.modules = onWindows(lab.modules);
    const again = await one(
      lab,
      '- {hosts: all, become: true, vars: {gorun_platform: windows}, tasks: [{keep: {key: k, value: v}}, {keep: {key: l, value: v}}]}',
    );
    expect(again.lines).toEqual(['a keep: changed', 'a keep: changed']);
    expect(again.of('run.warning').map(({ message }) => message)).toEqual([
      expect.stringContaining('no meaning on Windows'),
    ]);
  });

  test('any_errors_fatal may stand on one task', async () => {
    const failing = (fatal: boolean) => `
- hosts: all
  tasks:
    - fail: {}
      when: inventory_hostname == 'a'
      any_errors_fatal: ${fatal}
    - say: {}
`;
    expect((await one(new Lab('a', 'b'), failing(true))).lines).toHaveLength(2);
    expect((await one(new Lab('a', 'b'), failing(false))).lines).toHaveLength(3);
  });

  test('module_defaults fill in what the task does not say', async () => {
    const lab = new Lab('a');
    await one(
      lab,
      '- hosts: all\n  module_defaults: {keep: {key: k, value: usual}}\n  tasks: [{keep: {}}, {keep: {key: l}}]',
    );
    expect([...lab.host('a').values]).toEqual([
      ['k', 'usual'],
      ['l', 'usual'],
    ]);
  });

  test('omit: a parameter as if it were not written', async () => {
    const lab = new Lab('a');
    const ran = await one(lab, '- hosts: all\n  tasks: [{say: {msg: "{{ default nowhere omit }}"}}]');
    expect(ran.result('say').params).toEqual({});
  });

  test('loop_control: a loop may end early, and knows where it stands', async () => {
    const ran = await one(
      new Lab('a'),
      `
- hosts: all
  tasks:
    - say: {msg: "{{ ansible_loop.index }} of {{ ansible_loop.length }}"}
      loop: [x, y, z]
      loop_control: {extended: true, until: item == 'y'}
`,
    );
    const items = ran.of('host.item.finished').map(({ result }) => result.message);
    expect(items).toEqual(['1 of 3', '2 of 3']);
  });

  test('force_handlers: also where the host failed afterwards, which stays failed', async () => {
    const ran = await one(
      new Lab('a'),
      `
- hosts: all
  force_handlers: true
  tasks:
    - keep: {key: k, value: v}
      notify: tell
    - fail: {}
  handlers: [{name: tell, say: {}}]
`,
    );
    expect(ran.lines).toEqual(['a keep: changed', 'a fail: failed', 'a tell: ok']);
    expect(ran.standing('a')).toBe('failed');
  });
});

describe('a run that begins or stops on request', () => {
  const text = `
- hosts: all
  tasks:
    - {name: one, say: {}}
    - block:
        - {name: two, say: {}}
        - {name: three, say: {}}
`;
  test.each([
    ['two', ['a two: ok', 'a three: ok']],
    ['thr*', ['a three: ok']],
  ])('--start-at-task %s', async (startAtTask, expected) => {
    expect((await one(new Lab('a'), text, { startAtTask })).lines).toEqual(expected);
  });

  test('a name that no task has is told before anything runs', async () => {
    const refused = one(new Lab('a'), text, { startAtTask: 'thre' });
    await expect(refused).rejects.toThrow(GorunError);
    await expect(refused).rejects.toThrow('Did you mean "three"?');
  });

  test('--step asks before each task', async () => {
    const answers = ['no', 'continue'] as const;
    let asked = 0;
    const ran = await one(new Lab('a'), text, { confirm: async () => answers[asked++] ?? 'no' });
    expect(ran.lines).toEqual(['a two: ok', 'a three: ok']);
  });
});
