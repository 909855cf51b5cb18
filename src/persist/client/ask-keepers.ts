import type { Surroundings } from '../place/folder.ts';
import { allSockets } from '../place/socket-path.ts';
import { FrameLink } from '../wire/frame-link.ts';
import { type Ask, type Kept, type Say, saySchema } from '../wire/messages.ts';
import { parseMessage } from '../wire/parse.ts';
import { connected } from './keeper.ts';

/** What a keeper has. */
export interface KeeperStatus {
  readonly pid: number;
  readonly hosts: readonly Kept[];
}

/** What the keepers of this user have; those of other versions of gorun are among them. Never throws. */
export async function keeperStatus(surroundings: Surroundings): Promise<readonly KeeperStatus[]> {
  const answers = await askAll({ ask: 'status' }, surroundings);
  return answers.flatMap((say) => (say.say === 'status' ? [{ pid: say.pid, hosts: say.hosts }] : []));
}

/** Ends all that no run uses; the keepers end with the runs that use the rest. How many connections were ended, for each keeper. */
export async function endKeepers(surroundings: Surroundings): Promise<readonly number[]> {
  const answers = await askAll({ ask: 'end' }, surroundings);
  return answers.flatMap((say) => (say.say === 'ending' ? [say.hosts] : []));
}

async function askAll(ask: Ask, surroundings: Surroundings): Promise<readonly Say[]> {
  const paths = await allSockets(surroundings);
  const answers = await Promise.all(paths.map((path) => answerOf(path, ask, surroundings.uid)));
  return answers.filter((answer) => answer !== undefined);
}

/** Undefined where nobody answers. */
async function answerOf(path: string, ask: Ask, uid: number | undefined): Promise<Say | undefined> {
  const socket = await connected(path, uid);
  if (socket === undefined) return undefined;
  const { promise, resolve } = Promise.withResolvers<Say | undefined>();
  const link = new FrameLink(socket, {
    message: (text) => {
      const say = parseMessage(saySchema, text);
      if (say?.say !== 'here') resolve(say);
    },
    data: () => {},
    closed: () => resolve(undefined),
  });
  // One that is stopped (SIGSTOP) takes a socket in and says nothing.
  const late = setTimeout(() => link.destroy(), 5000);
  link.send(ask);
  const answer = await promise;
  clearTimeout(late);
  link.destroy();
  return answer;
}
