import { stringify } from 'yaml';

/** What the inventory of a lab says. */
export interface LabInventory {
  /** The Windows hosts. */
  readonly hosts: readonly {
    readonly name: string;
    readonly port: number;
    readonly vars?: Readonly<Record<string, unknown>>;
  }[];
  readonly linux?: readonly { readonly name: string; readonly address: string; readonly port: number }[];
  /** Of the Windows hosts. */
  readonly user: string;
  readonly privateKey: string;
  readonly knownHosts: string;
  /** URL or folder of the version index. */
  readonly depot: string;
}

/** `inventories/lab.yml`: the hosts in the groups `windows`, `linux` and `lab`. Pure. */
export function inventoryYaml(lab: LabInventory): string {
  const linux = lab.linux ?? [];
  const names = [...lab.hosts, ...linux].map(({ name }) => [name, null]);
  const body = stringify(
    {
      all: {
        children: {
          ...(lab.hosts.length === 0 ? {} : { windows: windowsGroup(lab) }),
          ...(linux.length === 0 ? {} : { linux: linuxGroup(lab, linux) }),
          lab: { hosts: Object.fromEntries(names) },
        },
      },
    },
    { lineWidth: 0, nullStr: '' },
  );
  return `# Written by \`gorun lab up\`: hosts of the lab on this machine.\n${body}`;
}

function windowsGroup(lab: LabInventory) {
  return {
    hosts: Object.fromEntries(
      lab.hosts.map((host) => [host.name, { ansible_port: host.port, ...host.vars }]),
    ),
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
  };
}

function linuxGroup(lab: LabInventory, linux: NonNullable<LabInventory['linux']>) {
  return {
    hosts: Object.fromEntries(linux.map((host) => [host.name, { ansible_host: host.address }])),
    vars: {
      ansible_connection: 'ssh',
      ansible_port: linux[0]?.port,
      ansible_user: 'root',
      ansible_ssh_private_key_file: lab.privateKey,
      // Ansible splits it into words as sh does, and ssh splits the file names once more.
      ansible_ssh_common_args: `-o 'UserKnownHostsFile="${lab.knownHosts}"' -o IdentitiesOnly=yes`,
      ansible_python_interpreter: '/usr/bin/python3',
      gorun_ssh_known_hosts_file: lab.knownHosts,
      go_index: lab.depot,
    },
  };
}
