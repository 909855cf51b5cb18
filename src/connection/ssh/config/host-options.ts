import type SSHConfig from 'ssh-config';

/** What ~/.ssh/config (or ssh's own options) says about one host; undefined where it says nothing. */
export interface HostOptions {
  readonly hostName?: string | undefined;
  readonly user?: string | undefined;
  readonly port?: string | undefined;
  readonly identityFiles: readonly string[];
  readonly identitiesOnly?: string | undefined;
  readonly identityAgent?: string | undefined;
  readonly proxyJump?: string | undefined;
  readonly proxyCommand?: string | undefined;
  readonly userKnownHostsFiles?: readonly string[] | undefined;
  readonly globalKnownHostsFiles?: readonly string[] | undefined;
  readonly strictHostKeyChecking?: string | undefined;
  readonly hostKeyAlias?: string | undefined;
  readonly connectTimeout?: string | undefined;
  readonly kexAlgorithms?: string | undefined;
  readonly ciphers?: string | undefined;
  readonly macs?: string | undefined;
  readonly hostKeyAlgorithms?: string | undefined;
}

/** The options for a host, as OpenSSH finds them: the first value counts, IdentityFile adds up. Runs no command. */
export function hostOptions(config: SSHConfig, host: string, user: string | undefined): HostOptions {
  const query = user === undefined ? { Host: host } : { Host: host, User: user };
  const found = config.compute(query, { ignoreCase: true, matchExec: false });
  const list = (name: string): readonly string[] | undefined => {
    const value = found[name];
    return typeof value === 'string' ? [value] : value;
  };
  const one = (name: string): string | undefined => list(name)?.[0];
  return {
    hostName: one('hostname'),
    user: one('user'),
    port: one('port'),
    identityFiles: list('identityfile') ?? [],
    identitiesOnly: one('identitiesonly'),
    identityAgent: one('identityagent'),
    proxyJump: one('proxyjump'),
    proxyCommand: list('proxycommand')?.join(' '),
    userKnownHostsFiles: list('userknownhostsfile'),
    globalKnownHostsFiles: list('globalknownhostsfile'),
    strictHostKeyChecking: one('stricthostkeychecking'),
    hostKeyAlias: one('hostkeyalias'),
    connectTimeout: one('connecttimeout'),
    kexAlgorithms: one('kexalgorithms'),
    ciphers: one('ciphers'),
    macs: one('macs'),
    hostKeyAlgorithms: one('hostkeyalgorithms'),
  };
}

/** Options of which the first ones win, as ssh's command line wins over its files. */
export function mergeOptions(first: HostOptions, then: HostOptions): HostOptions {
  return {
    hostName: first.hostName ?? then.hostName,
    user: first.user ?? then.user,
    port: first.port ?? then.port,
    identityFiles: [...first.identityFiles, ...then.identityFiles],
    identitiesOnly: first.identitiesOnly ?? then.identitiesOnly,
    identityAgent: first.identityAgent ?? then.identityAgent,
    proxyJump: first.proxyJump ?? then.proxyJump,
    proxyCommand: first.proxyCommand ?? then.proxyCommand,
    userKnownHostsFiles: first.userKnownHostsFiles ?? then.userKnownHostsFiles,
    globalKnownHostsFiles: first.globalKnownHostsFiles ?? then.globalKnownHostsFiles,
    strictHostKeyChecking: first.strictHostKeyChecking ?? then.strictHostKeyChecking,
    hostKeyAlias: first.hostKeyAlias ?? then.hostKeyAlias,
    connectTimeout: first.connectTimeout ?? then.connectTimeout,
    kexAlgorithms: first.kexAlgorithms ?? then.kexAlgorithms,
    ciphers: first.ciphers ?? then.ciphers,
    macs: first.macs ?? then.macs,
    hostKeyAlgorithms: first.hostKeyAlgorithms ?? then.hostKeyAlgorithms,
  };
}
