import type { Client, ClientChannel } from 'ssh2';

/** As ssh2's own: lib/Channel.js, MAX_WINDOW and PACKET_SIZE. */
const window = 2 * 1024 * 1024;
const packet = 32 * 1024;

/**
 * Bytes that OpenSSH is sent behind a command before it has said that it takes them: half of what it does. It opens a channel with no window, and
 * widens it to 2 MiB (since 4.7) when it starts the command, which it does before it reads what comes behind. Others are believed.
 */
const ahead = 1024 * 1024;
const widensAtStart = /^OpenSSH_(for_Windows_)?([5-9]|\d\d)/;

/** What of ssh2's inside is used here, and nowhere else. */
interface Inside {
  readonly _sock?: { readonly writable: boolean };
  /** The server's name for itself. */
  readonly _remoteVer?: string;
  readonly _chanMgr: { add(opened: Opened): number };
  readonly _protocol: {
    session(channel: number, window: number, packet: number): void;
    exec(channel: number, command: string, wantReply: boolean): void;
  };
}

interface Opened {
  (error: Error | undefined, channel: EarlyChannel): void;
  type?: string;
}

/** A channel that is open, and has no command yet. */
interface EarlyChannel extends ClientChannel {
  readonly outgoing: { readonly id: number; window: number };
  readonly _callbacks: ((failed: boolean | Error) => void)[];
  allowHalfOpen: boolean;
}

/**
 * Starts a command as `client.exec` does, but gives the channel as soon as it is open: what is written on it travels behind the command, which
 * saves the round trip of the server's answer. `refused` is called where the server then does not start it.
 *
 * ssh2 has no public way to do so; where its inside is not as expected (another version), `client.exec` does it.
 */
export function execAtOnce(
  client: Client,
  command: string,
  opened: (error: Error | undefined, channel: ClientChannel) => void,
  refused: (error: Error) => void,
): void {
  if (!isInside(client)) {
    client.exec(command, opened);
    return;
  }
  const { _chanMgr: channels, _protocol: protocol, _sock: socket } = client;
  if (socket?.writable !== true) throw new Error('Not connected');
  const whenOpen: Opened = (error, channel) => {
    if (error) {
      opened(error, channel);
      return;
    }
    channel.subtype = 'exec';
    channel.allowHalfOpen = true;
    const lent = channel.outgoing.window === 0 && widensAtStart.test(client._remoteVer ?? '') ? ahead : 0;
    channel.outgoing.window += lent;
    channel._callbacks.push((failed) => {
      // the window that the server gives comes before its answer
      channel.outgoing.window = Math.max(0, channel.outgoing.window - lent);
      if (failed !== false) refused(failed instanceof Error ? failed : new Error('Unable to exec'));
    });
    protocol.exec(channel.outgoing.id, command, true);
    opened(undefined, channel);
  };
  whenOpen.type = 'session';
  const id = channels.add(whenOpen);
  // As ssh2 does: all its numbers for channels are in use.
  if (id === -1) client.exec(command, opened);
  else protocol.session(id, window, packet);
}

function isInside(client: Client): client is Client & Inside {
  const { _chanMgr: channels, _protocol: protocol }: Partial<Record<keyof Inside, unknown>> = Object(client);
  return (
    has(channels, 'add') && has(protocol, 'session') && has(protocol, 'exec') && has(protocol, 'channelData')
  );
}

function has(value: unknown, method: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, method) === 'function';
}
