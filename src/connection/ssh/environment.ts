import { homedir, userInfo } from 'node:os';

/** What the controller's own account gives: files, agent, name. */
export interface SshEnvironment {
  readonly homeDir: string;
  readonly userName: string;
  /** For `${NAME}` in ssh_config and SSH_AUTH_SOCK. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** The environment of this process. */
export function ownEnvironment(): SshEnvironment {
  return { homeDir: homedir(), userName: ownName(), variables: process.env };
}

function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    // a user id without an account, as in some containers
    return process.env.USER ?? process.env.USERNAME ?? 'root';
  }
}
