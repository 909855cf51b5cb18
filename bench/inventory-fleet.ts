/** Groups of the fleet. */
export const groups = 200;

interface Member {
  readonly group: string;
  readonly host: string;
  readonly vars: Readonly<Record<string, string | number>>;
}

function fleet(hosts: number): Member[] {
  return Array.from({ length: hosts }, (_, index) => ({
    group: `g${index % groups}`,
    host: `host-${index}.example.com`,
    vars: {
      ansible_host: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
      ansible_port: 22,
      role: 'web',
    },
  }));
}

function byGroup(members: readonly Member[]): [string, Member[]][] {
  return [...Map.groupBy(members, ({ group }) => group)];
}

function asYaml(members: readonly Member[]): string {
  const lines = byGroup(members).flatMap(([group, its]) => [
    `    ${group}:`,
    '      vars:',
    `        zone: ${group}`,
    '        tier: 1',
    '      hosts:',
    ...its.flatMap(({ host, vars }) => [
      `        ${host}:`,
      ...Object.entries(vars).map(([name, value]) => `          ${name}: ${value}`),
    ]),
  ]);
  return `all:\n  children:\n${lines.join('\n')}\n`;
}

function asIni(members: readonly Member[]): string {
  const lines = byGroup(members).flatMap(([group, its]) => [
    `[${group}]`,
    ...its.map(({ host, vars }) => [host, ...Object.entries(vars).map((pair) => pair.join('='))].join(' ')),
    `[${group}:vars]`,
    `zone=${group}`,
    'tier=1',
  ]);
  return `${lines.join('\n')}\n`;
}

/** A script that only prints: its own time would not be gorun's. */
function asScript(members: readonly Member[]): string {
  const list = Object.fromEntries([
    ...byGroup(members).map(([group, its]) => [
      group,
      { hosts: its.map(({ host }) => host), vars: { zone: group, tier: 1 } },
    ]),
    ['_meta', { hostvars: Object.fromEntries(members.map(({ host, vars }) => [host, vars])) }],
  ]);
  return `#!/bin/sh\ncat <<'EOF'\n${JSON.stringify(list)}\nEOF\n`;
}

/** A fleet in each form of inventory, by the name of its file: three variables beside each host, two in each group. */
export function fleetFiles(hosts: number): Readonly<Record<'hosts.yml' | 'hosts.ini' | 'hosts.sh', string>> {
  const members = fleet(hosts);
  return { 'hosts.yml': asYaml(members), 'hosts.ini': asIni(members), 'hosts.sh': asScript(members) };
}
