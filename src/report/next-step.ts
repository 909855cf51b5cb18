import type { HostRecap, Recap } from '../engine/events.ts';
import { shown } from './shown.ts';

/** What a report knows about the command that was typed. */
export interface Typed {
  /** Words of the command line, `gorun` first, without `--limit`, `--check` and `--diff`. */
  readonly words: readonly string[];
  readonly check: boolean;
  readonly log?: string | undefined;
  /** The id of the run, where it left a list of its hosts for `--limit @failed:RUN`. */
  readonly run?: string | undefined;
}

/** Longer limits are not for typing; hosts that are as wanted cost one round trip each anyway. */
const mostInLimit = 20;

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function command(words: readonly string[]): string {
  return shown(words.map(quoted).join(' '));
}

function limited(words: readonly string[], hosts: readonly HostRecap[], stored?: string): string {
  if (stored !== undefined) return command([...words, '--limit', stored]);
  if (hosts.length > mostInLimit) return command(words);
  return command([...words, '--limit', hosts.map(({ host }) => host).join(',')]);
}

/** What to type next, as lines; none where there is nothing to say. */
export function nextLines(recap: Recap, typed: Typed): string[] {
  const failed = recap.hosts.filter(({ standing }) => standing === 'failed' || standing === 'rolled-back');
  const unreachable = recap.hosts.filter(({ standing }) => standing === 'unreachable');
  const unfinished = recap.hosts.filter(
    ({ standing }) => standing === 'interrupted' || standing === 'not-started',
  );
  const lines: string[] = [];
  const stored = (word: string) => (typed.run === undefined ? undefined : `@${word}:${typed.run}`);
  const left = [...failed, ...unreachable, ...unfinished];
  if (unreachable.length > 0)
    lines.push(`see who answers:    ${command(['gorun', 'ping', ...pingWords(typed, unreachable)])}`);
  if (failed.length > 0 && !typed.check)
    lines.push(`when it is mended:  ${limited(typed.words, left, stored('failed'))}`);
  else if (unreachable.length > 0)
    lines.push(
      `then again:         ${limited(again(typed), [...unreachable, ...unfinished], stored('failed'))}`,
    );
  else if (unfinished.length > 0)
    lines.push(`go on:              ${limited(again(typed), unfinished, stored('failed'))}`);
  const changes = recap.hosts.some(({ changed }) => changed > 0);
  if (typed.check && recap.exit === 'success' && changes)
    lines.push(`do it:              ${command(typed.words)}`);
  if (typed.log !== undefined && recap.exit !== 'success')
    lines.push(`the log:            ${shown(typed.log)}`);
  return lines;
}

function again(typed: Typed): readonly string[] {
  return typed.check ? [...typed.words, '--check'] : typed.words;
}

function pingWords(typed: Typed, hosts: readonly HostRecap[]): string[] {
  const inventories = typed.words.flatMap((word, index) =>
    word === '-i' ? ['-i', typed.words[index + 1] ?? ''] : [],
  );
  const pattern = hosts.length > mostInLimit ? 'all' : hosts.map(({ host }) => host).join(',');
  return [pattern, ...inventories];
}
