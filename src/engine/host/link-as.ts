import { type BecomeUser, becomeKey } from '../../connection/become/become-user.ts';
import type { RunContext } from '../run-context.ts';
import { HostLink } from './host-link.ts';
import type { HostState } from './host-state.ts';

/** The way to a host as the account that does the work there; undefined: the host has no way at all. */
export function linkAs(
  run: RunContext,
  host: HostState,
  become: BecomeUser | undefined,
): HostLink | undefined {
  if (become === undefined || host.link === undefined) return host.link;
  const key = becomeKey(become);
  const there = host.others.get(key);
  if (there !== undefined) return there;
  const { link } = host;
  const made = new HostLink(host, run, () => ({ ...link.address(), become }));
  host.others.set(key, made);
  return made;
}

/** Ends all ways to a host. */
export async function closeLinks(host: HostState): Promise<void> {
  const links = [...host.others.values(), ...(host.link === undefined ? [] : [host.link])];
  host.others.clear();
  host.link = undefined;
  await Promise.all(links.map((link) => link.close()));
}
