import type { LoggedRun } from './run-log.ts';

/** The demo's last word: what became of each host. Times in seconds. */
export function demoTable(before: LoggedRun, upgrade: LoggedRun, again: LoggedRun): string {
  const rows = [
    ['host', 'Go before', 'Go after', "PATH's go", 'round trips', 'time', 'round trips, second run', 'time'],
    ...before.hosts.map((host) => {
      const done = upgrade.hosts.find(({ name }) => name === host.name);
      const idle = again.hosts.find(({ name }) => name === host.name);
      return [
        host.name,
        host.version,
        idle?.version ?? '',
        idle?.onPath ?? '',
        String(done?.roundTrips ?? ''),
        seconds(done?.ms),
        String(idle?.roundTrips ?? ''),
        seconds(idle?.ms),
      ];
    }),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const seconds = (ms: number | undefined): string => (ms === undefined ? '' : `${(ms / 1000).toFixed(1)} s`);
