import { rmSync, statSync } from 'node:fs';
import { House } from './house.ts';
import { listenAt } from './listen.ts';

/** Milliseconds that it waits for the next guest when there is nothing to keep. */
const patience = 5_000;

/**
 * The keeper: holds the connections of runs with --persist between them. Started detached by the first such run; `ready` on its standard
 * output says that it, or another, can be reached at the path that is its argument.
 */
async function main(path: string): Promise<void> {
  let leaving: NodeJS.Timeout | undefined;
  const leaveWhenEmpty = () => {
    clearTimeout(leaving);
    if (house.isEmpty) leaving = setTimeout(leave, house.isEnding ? 0 : patience);
  };
  const leave = () => {
    if (!house.isEmpty) return;
    end();
  };
  const end = () => {
    listening?.stop();
    removeQuiet(path.replace(/\.sock$/, '.log'));
    process.exit(0);
  };
  const house = new House(
    () => listening?.isOurs() ?? false,
    leaveWhenEmpty,
    () => listening?.stop(),
  );
  const listening = await listenAt(path, (socket) => {
    clearTimeout(leaving);
    house.take(socket);
  });
  process.stdout.write('ready\n');
  if (listening === undefined) return;
  leaveWhenEmpty();
  process.on('SIGTERM', end);
}

/** A log in which somebody may find why it failed stays. */
function removeQuiet(log: string): void {
  if (statSync(log, { throwIfNoEntry: false })?.size === 0) rmSync(log, { force: true });
}

// Whoever started it is gone soon.
process.stdout.on('error', () => {});
await main(process.argv[2] ?? '');
