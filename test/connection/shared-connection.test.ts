import { describe, expect, it } from 'vitest';
import { SharedConnections, SharedConnector } from '../../src/connection/shared-connection.ts';
import type { Connection, Connector } from '../../src/connection/types.ts';

/** Counts what it made, and closes it when told. */
class Counting implements Connector {
  readonly made: { closed: boolean; end: () => void }[] = [];
  fails = false;

  async connect(): Promise<Connection> {
    await Promise.resolve();
    if (this.fails) throw new Error('refused');
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const one = { closed: false, end: resolve };
    this.made.push(one);
    return {
      platform: 'posix',
      files: undefined,
      closed,
      start: () => Promise.reject(new Error('not here')),
      close: async () => {
        one.closed = true;
        resolve();
      },
    };
  }
}

describe('a connection that several accounts of a host use', () => {
  it('is made once, and closed when the last of them leaves', async () => {
    const below = new Counting();
    const connector = new SharedConnector('web1', below, new SharedConnections());
    const [first, second] = await Promise.all([connector.connect(), connector.connect()]);
    expect(below.made).toHaveLength(1);
    await first.close();
    await first.close();
    expect(below.made[0]?.closed).toBe(false);
    await second.close();
    expect(below.made[0]?.closed).toBe(true);
  });

  it('is another one for another host, and for who comes after somebody left or after it ended', async () => {
    const below = new Counting();
    const connections = new SharedConnections();
    const connector = new SharedConnector('web1', below, connections);
    await new SharedConnector('web2', below, connections).connect();
    const first = await connector.connect();
    await connector.connect();
    await first.close();
    await connector.connect();
    expect(below.made).toHaveLength(3);
    below.made[2]?.end();
    await Promise.resolve();
    await connector.connect();
    expect(below.made).toHaveLength(4);
  });

  it('that could not be made is tried again by the next', async () => {
    const below = new Counting();
    const connector = new SharedConnector('web1', below, new SharedConnections());
    below.fails = true;
    await expect(connector.connect()).rejects.toThrow('refused');
    below.fails = false;
    await connector.connect();
    expect(below.made).toHaveLength(1);
  });
});
