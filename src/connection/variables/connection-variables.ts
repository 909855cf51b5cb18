import type { VariableDeclaration } from './declaration.ts';
import { parsePort, parseSeconds, parseText, parseWord, parseYesNo } from './parsers.ts';

/** Keeps the type of what a declaration parses to. */
function declare<T>(declaration: VariableDeclaration<T>): VariableDeclaration<T> {
  return declaration;
}

/** Every inventory variable that connections understand. The reference page is made from this table. */
export const connectionVariables = {
  connection: declare({
    names: ['gorun_connection', 'ansible_connection'],
    type: 'the name of a connection (ssh or local)',
    doc: 'How the host is reached: `ssh` (the default; `smart` and `paramiko` mean it too) or `local` (this machine).',
    parse: parseText,
  }),
  platform: declare({
    names: ['gorun_platform'],
    type: 'windows or posix',
    doc: 'What kind of host it is. Default: windows where `ansible_shell_type` is powershell or cmd, otherwise posix.',
    parse: parseWord(['windows', 'posix']),
  }),
  shellType: declare({
    names: ['ansible_shell_type'],
    type: 'powershell, cmd, sh, bash, csh or fish',
    doc: 'powershell or cmd: a Windows host; sh, bash, csh or fish: a POSIX host. gorun works the same with any default shell.',
    parse: parseWord(['powershell', 'cmd', 'sh', 'bash', 'csh', 'fish']),
  }),
  host: declare({
    names: ['ansible_host', 'ansible_ssh_host'],
    type: 'a host name or IP address',
    doc: 'The name or address to connect to. Default: the name in the inventory. `Host` in ~/.ssh/config is matched against it.',
    parse: parseText,
  }),
  port: declare({
    names: ['ansible_port', 'ansible_ssh_port'],
    type: 'a port (1 to 65535)',
    doc: 'The port. Default: Port of ~/.ssh/config, or 22.',
    parse: parsePort,
  }),
  user: declare({
    names: ['ansible_user', 'ansible_ssh_user'],
    type: 'a user name',
    doc: 'The account on the host (`DOMAIN\\name` too). Default: User of ~/.ssh/config, or who runs gorun.',
    parse: parseText,
  }),
  password: declare({
    names: ['ansible_password', 'ansible_ssh_password', 'ansible_ssh_pass'],
    type: 'text',
    doc: 'The password, tried after keys (keyboard-interactive, or password where the server has no such method).',
    secret: true,
    parse: parseText,
  }),
  privateKeyFile: declare({
    names: ['ansible_ssh_private_key_file', 'ansible_private_key_file'],
    type: 'the path of a private key',
    doc: 'A private key (OpenSSH or PEM), tried before all others. A leading ~ is the home directory.',
    parse: parseText,
  }),
  passphrase: declare({
    names: ['ansible_ssh_private_key_passphrase', 'ansible_private_key_passphrase'],
    type: 'text',
    doc: 'The passphrase of `ansible_ssh_private_key_file`.',
    secret: true,
    parse: parseText,
  }),
  sshArguments: declare({
    names: ['ansible_ssh_common_args'],
    type: 'text',
    doc: 'Of ssh’s options only these are understood: -J and -o ProxyJump, StrictHostKeyChecking, UserKnownHostsFile, IdentityFile, IdentitiesOnly, IdentityAgent, ConnectTimeout, User, Port, KexAlgorithms, Ciphers, MACs, HostKeyAlgorithms; multiplexing (Control…) and keepalive options are passed over. Any other is an error.',
    parse: parseText,
  }),
  sshExtraArguments: declare({
    names: ['ansible_ssh_extra_args'],
    type: 'text',
    doc: 'As `ansible_ssh_common_args`, which it follows.',
    parse: parseText,
  }),
  hostKeyChecking: declare({
    names: ['ansible_ssh_host_key_checking', 'ansible_host_key_checking'],
    type: 'true or false',
    doc: 'false: the key of a host that known_hosts does not have is accepted and added, as with `gorun_ssh_accept_new`. A changed key is refused all the same.',
    parse: parseYesNo,
  }),
  acceptNew: declare({
    names: ['gorun_ssh_accept_new'],
    type: 'true or false',
    doc: 'true: the key of a host that known_hosts does not have is accepted and added to it. Default: false.',
    parse: parseYesNo,
  }),
  knownHostsFile: declare({
    names: ['gorun_ssh_known_hosts_file'],
    type: 'the path of a file',
    doc: 'The known_hosts file for this host and the jump hosts before it, instead of those of OpenSSH.',
    parse: parseText,
  }),
  become: declare({
    names: ['ansible_become', 'gorun_become'],
    type: 'true or false',
    doc: 'POSIX hosts: whether tasks are done by another account; wins over `become` of the playbook.',
    parse: parseYesNo,
  }),
  becomeUser: declare({
    names: ['ansible_become_user', 'gorun_become_user'],
    type: 'a user name',
    doc: 'That account. Default: `become_user`, or root.',
    parse: parseText,
  }),
  becomeMethod: declare({
    names: ['ansible_become_method', 'gorun_become_method'],
    type: 'sudo, su or doas',
    doc: 'How it is taken on. Default: `become_method`, or sudo.',
    parse: parseText,
  }),
  becomeFlags: declare({
    names: ['ansible_become_flags', 'gorun_become_flags'],
    type: 'text',
    doc: 'Further options of that program; plain words only.',
    parse: parseText,
  }),
  becomePassword: declare({
    names: ['ansible_become_password', 'ansible_become_pass', 'ansible_sudo_pass', 'gorun_become_password'],
    type: 'text',
    doc: 'The password that it asks for: sudo that of the account that connects, su that of the other one.',
    secret: true,
    parse: parseText,
  }),
  connectTimeout: declare({
    names: ['gorun_connect_timeout', 'ansible_ssh_timeout', 'ansible_timeout'],
    type: 'seconds (more than 0)',
    doc: 'How long connecting may take: so long for TCP, and so long again for SSH to be ready. Default: ConnectTimeout of ~/.ssh/config, or 20.',
    parse: parseSeconds,
  }),
};
