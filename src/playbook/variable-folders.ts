import { join } from 'node:path';

/** Where `include_vars` looks for files of variables, the first that has one wins: the role's folders, then the playbook's. */
export function variableFolders(playbook: string, role: string | undefined): readonly string[] {
  const ofRole = role === undefined ? [] : [join(role, 'vars'), role];
  return [...ofRole, join(playbook, 'vars'), playbook];
}
