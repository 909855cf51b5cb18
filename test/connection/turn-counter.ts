import { connect } from 'node:net';
import { ScriptedServer } from './scripted-server.ts';

/** A way to a server that counts how often the near side speaks after the far side has: what each costs a round trip. */
export class TurnCounter {
  readonly port: number;
  readonly #server: ScriptedServer;
  readonly #count: { turns: number; farSpoke: boolean };

  private constructor(server: ScriptedServer, count: { turns: number; farSpoke: boolean }) {
    this.port = server.port;
    this.#server = server;
    this.#count = count;
  }

  static async start(host: string, port: number): Promise<TurnCounter> {
    const count = { turns: 0, farSpoke: true };
    const server = await ScriptedServer.start((near) => {
      const far = connect({ host, port, noDelay: true });
      near.setNoDelay(true);
      near.on('data', (chunk) => {
        if (count.farSpoke) count.turns++;
        count.farSpoke = false;
        far.write(chunk);
      });
      far.on('data', (chunk) => {
        count.farSpoke = true;
        near.write(chunk);
      });
      far.on('error', () => near.destroy()).on('close', () => near.destroy());
      near.on('close', () => far.destroy());
    });
    return new TurnCounter(server, count);
  }

  /** How many turns the near side has had since this was asked last. */
  take(): number {
    const { turns } = this.#count;
    this.#count.turns = 0;
    this.#count.farSpoke = true;
    return turns;
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }
}
