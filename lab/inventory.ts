import { stringify } from 'yaml';

/** What the inventory of a lab says. */
export interface LabInventory {
  readonly hosts: readonly {
    readonly name: string;
    readonly port: number;
    readonly vars?: Readonly<Record<string, unknown>>;
  }[];
  readonly user: string;
  readonly privateKey: string;
  readonly knownHosts: string;
  /** URL or folder of the version index. */
  readonly depot: string;
}

/** `inventories/lab.yml`: the hosts in the groups `lab` and `windows`. Pure. */
export function inventoryYaml(lab: LabInventory): string {
  const hosts = Object.fromEntries(
    lab.hosts.map((host) => [host.name, { ansible_port: host.port, ...host.vars }]),
  );
  const names = Object.fromEntries(lab.hosts.map((host) => [host.name, null]));
  const body = stringify(
    {
      all: {
        children: {
          windows: {
            hosts,
            vars: {
              ansible_connection: 'ssh',
              ansible_host: '127.0.0.1',
              ansible_user: lab.user,
              ansible_ssh_private_key_file: lab.privateKey,
              ansible_shell_type: 'cmd',
              gorun_platform: 'windows',
              gorun_ssh_known_hosts_file: lab.knownHosts,
              go_index: lab.depot,
            },
          },
          lab: { hosts: names },
        },
      },
    },
    { lineWidth: 0, nullStr: '' },
  );
  return `# Written by \`gorun lab up\`: hosts of the lab on this machine.\n${body}`;
}
