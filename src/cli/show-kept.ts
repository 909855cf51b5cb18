import { endKeepers, keeperStatus } from '../persist/client/ask-keepers.ts';
import { ownSurroundings } from '../persist/place/socket-path.ts';
import { count } from '../report/host-list.ts';
import { writeLines } from '../report/output.ts';
import { shown, shownJsonLines } from '../report/shown.ts';
import { tableLines } from '../report/table.ts';
import type { Terminal } from './terminal.ts';

/** `gorun persist status` */
export async function showKept(json: boolean, { out, env }: Terminal): Promise<void> {
  const keepers = await keeperStatus(ownSurroundings(env));
  const all = keepers.flatMap(({ pid, hosts }) => hosts.map((host) => ({ ...host, pid })));
  if (json) {
    writeLines(out, shownJsonLines(all));
    return;
  }
  if (all.length === 0) {
    writeLines(out, ['nothing is kept']);
    return;
  }
  const columns = ['host', 'connected to', 'state', 'age', 'ends in'].map((title) => ({
    title,
    align: 'left' as const,
  }));
  const rows = all.map(({ name, to, state, age, left }) =>
    [shown(name), shown(to), state, inWords(age), left === undefined ? '-' : inWords(left)].map((text) => ({
      text,
    })),
  );
  writeLines(out, tableLines(columns, rows, out.colours.faint));
}

/** `gorun persist stop` */
export async function stopKeepers({ out, env }: Terminal): Promise<void> {
  const ended = await endKeepers(ownSurroundings(env));
  const hosts = ended.reduce((sum, one) => sum + one, 0);
  writeLines(out, [ended.length === 0 ? 'nothing is kept' : `ended ${count(hosts, 'connection')}`]);
}

function inWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return `${whole} s`;
  return whole < 7200 ? `${Math.round(whole / 60)} min` : `${Math.round(whole / 3600)} h`;
}
