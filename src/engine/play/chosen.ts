import { GorunError } from '../../errors/gorun-error.ts';
import type { Inventory } from '../../inventory/types.ts';
import type { Play } from '../../playbook/types.ts';
import type { RunOptions } from '../types.ts';
import { firstGrowing } from './growth.ts';

/** Names of the hosts of each play when the run begins. Throws `inventory/unknown-pattern` for patterns that can never match. */
export function chosenAtFirst(options: RunOptions): Map<Play, readonly string[]> {
  const { plays } = options.playbook;
  const growing = firstGrowing(options);
  const mayGrow = growing < plays.length;
  return new Map(
    plays.map((play, index) => [
      play,
      index > growing ? chosenSoFar(options, play) : hostNames(options, play, mayGrow),
    ]),
  );
}

/** @param mayGrow A limit may name hosts that are yet to be added, as one that comes from an earlier run does. */
function hostNames({ limit, inventory }: RunOptions, play: Play, mayGrow: boolean): readonly string[] {
  const names = inventory.select(play.hosts).map(({ name }) => name);
  if (limit === undefined) return names;
  const allowed = new Set(mayGrow ? soFar(inventory, limit) : selected(inventory, limit));
  return names.filter((name) => allowed.has(name));
}

/** The hosts of a play by now; a pattern that matches nothing may match once the inventory has grown. */
export function chosenSoFar(options: RunOptions, play: Play): readonly string[] {
  return ifKnown(() => hostNames(options, play, true)) ?? [];
}

const selected = (inventory: Inventory, pattern: string): string[] =>
  inventory.select(pattern).map(({ name }) => name);

/** What a limit matches by now: without the parts that match nothing. */
function soFar(inventory: Inventory, limit: string): readonly string[] {
  const isThere = (part: string) =>
    /^[!&]/.test(part) || ifKnown(() => selected(inventory, part)) !== undefined;
  const parts = limit.split(',').filter(isThere);
  return ifKnown(() => selected(inventory, parts.join(','))) ?? [];
}

/** Undefined where a pattern names what is not in the inventory. */
function ifKnown<T>(select: () => T): T | undefined {
  try {
    return select();
  } catch (error) {
    if (error instanceof GorunError) return undefined;
    throw error;
  }
}
