import type { Duplex } from 'node:stream';

/**
 * Sends together what is written in one turn. ssh2 writes a packet in three parts (length, payload, tag), and each would be a system
 * call here, a segment of TCP, and a wake-up of the server, which then waits for the rest.
 */
export function writeTogether(stream: Duplex): void {
  let held = false;
  const release = (): void => {
    held = false;
    stream.uncork();
  };
  stream.write = new Proxy(stream.write, {
    apply(write, self, given) {
      if (!held) {
        held = true;
        stream.cork();
        process.nextTick(release);
      }
      return Reflect.apply(write, self, given);
    },
  });
}
