import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request that a server of a test has heard. */
export type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { readonly body: string };

/** What is answered, by path. */
export type Answers = Readonly<Record<string, (response: ServerResponse) => void>>;

/** A server of a test, on the loopback. */
export interface Answering {
  /** Without a slash at its end. */
  readonly url: string;
  close(): void;
}

/** Starts a server that answers so (404 to all else) and keeps what it was asked in `asked`. */
export async function answering(answers: Answers, asked: Asked[]): Promise<Answering> {
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    asked.push({ method, url, headers, body: await text(request) });
    const answer = answers[url ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
