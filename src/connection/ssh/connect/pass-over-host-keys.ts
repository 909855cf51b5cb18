import type { Client } from 'ssh2';

type OnRequest = (protocol: unknown, name: string, wantsReply: boolean, data: unknown) => void;

/** What of ssh2's inside is used here, and nowhere else. */
interface Inside {
  readonly _protocol: { readonly _handlers: { GLOBAL_REQUEST: OnRequest } };
}

/**
 * OpenSSH tells all its host keys after each login, for a client that wants to learn new ones; gorun does not. ssh2 would have the server prove each
 * of them, which costs the server a signature with each key and this side the checking of it. To be called after `connect`.
 *
 * Where ssh2's inside is not as expected (another version) it asks for the proofs, and the answer is false.
 */
export function passOverHostKeys(client: Client): boolean {
  if (!isInside(client)) return false;
  const handlers = client._protocol._handlers;
  const handle = handlers.GLOBAL_REQUEST;
  handlers.GLOBAL_REQUEST = (protocol, name, wantsReply, data) => {
    if (name === 'hostkeys-00@openssh.com' && !wantsReply) return;
    handle(protocol, name, wantsReply, data);
  };
  return true;
}

function isInside(client: Client): client is Client & Inside {
  const protocol: unknown = Reflect.get(client, '_protocol');
  const handlers: unknown = isObject(protocol) ? Reflect.get(protocol, '_handlers') : undefined;
  return isObject(handlers) && typeof Reflect.get(handlers, 'GLOBAL_REQUEST') === 'function';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
