import type { Node } from '../../playbook/types.ts';

/** What `--tags` and `--skip-tags` ask for. Empty `tags`: everything. */
export interface TagChoice {
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
}

/**
 * Says whether a task with these tags (its play's included) runs, by Ansible's rules: `always` runs unless skipped by
 * name, `never` only runs when one of its tags is asked for; `all`, `tagged` and `untagged` can be asked for and skipped.
 */
export function isSelected(own: readonly string[], { tags, skipTags }: TagChoice): boolean {
  const asked = tags.length === 0 ? ['all'] : tags;
  const named = own.some((tag) => asked.includes(tag));
  const never = own.includes('never');
  const wanted =
    named ||
    own.includes('always') ||
    (!never && asked.includes('all')) ||
    (!never && asked.includes('tagged') && own.length > 0) ||
    (asked.includes('untagged') && own.length === 0);
  return wanted && !isSkipped(own, skipTags);
}

/** Says whether any of these tasks, or of those in blocks among them, runs. */
export function isAnySelected(
  nodes: readonly Node[],
  playTags: readonly string[],
  choice: TagChoice,
): boolean {
  return nodes.some((node) =>
    node.kind === 'block'
      ? [node.tasks, node.rescue, node.always].some((part) => isAnySelected(part, playTags, choice))
      : isSelected([...playTags, ...node.tags], choice),
  );
}

function isSkipped(own: readonly string[], skip: readonly string[]): boolean {
  if (own.some((tag) => skip.includes(tag))) return true;
  if (skip.includes('all') && !own.includes('always')) return true;
  // As Ansible: `always` is exempt from "all", and is a tag like others for "tagged".
  if (skip.includes('tagged') && own.length > 0) return true;
  return skip.includes('untagged') && own.length === 0;
}
