import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { inventoryYaml } from '../../lab/inventory.ts';

test('the inventory names every host once with its port, in the groups windows and lab', () => {
  const yaml = inventoryYaml({
    hosts: [
      { name: 'win1', port: 2201 },
      { name: 'win2', port: 2202, vars: { note: 'x' } },
    ],
    user: 'Administrator',
    privateKey: '/lab dir/key',
    knownHosts: '/lab dir/known_hosts',
    depot: 'http://127.0.0.1:8080/',
  });
  const { children } = parse(yaml).all;
  expect(children.windows.hosts).toEqual({
    win1: { ansible_port: 2201 },
    win2: { ansible_port: 2202, note: 'x' },
  });
  expect(Object.keys(children.lab.hosts)).toEqual(['win1', 'win2']);
  expect(children.windows.vars).toMatchObject({
    ansible_host: '127.0.0.1',
    ansible_ssh_private_key_file: '/lab dir/key',
    gorun_ssh_known_hosts_file: '/lab dir/known_hosts',
    go_index: 'http://127.0.0.1:8080/',
  });
});

test('Linux hosts have their addresses and a group without anything of Windows', () => {
  const yaml = inventoryYaml({
    hosts: [{ name: 'win1', port: 2201 }],
    linux: [
      { name: 'linux1', address: '127.0.1.1', port: 2222 },
      { name: 'linux2', address: '127.0.1.2', port: 2222 },
    ],
    user: 'Administrator',
    privateKey: '/lab dir/key',
    knownHosts: '/lab dir/known_hosts',
    depot: 'http://127.0.0.1:8080/',
  });
  const { children } = parse(yaml).all;
  expect(children.linux.hosts).toEqual({
    linux1: { ansible_host: '127.0.1.1' },
    linux2: { ansible_host: '127.0.1.2' },
  });
  expect(children.linux.vars).toMatchObject({ ansible_user: 'root', ansible_port: 2222 });
  expect(children.linux.vars).not.toHaveProperty('ansible_shell_type');
  expect(Object.keys(children.lab.hosts)).toEqual(['win1', 'linux1', 'linux2']);
});

test('a lab of Linux hosts alone has no group windows', () => {
  const lab = { hosts: [], linux: [{ name: 'linux1', address: '127.0.1.1', port: 2222 }] };
  const more = { user: 'Administrator', privateKey: '/k', knownHosts: '/h', depot: '/d' };
  expect(Object.keys(parse(inventoryYaml({ ...lab, ...more })).all.children)).toEqual(['linux', 'lab']);
});
