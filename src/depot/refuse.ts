import type { ServerResponse } from 'node:http';

/** Answers with a status and one line of text. */
export function refuse(response: ServerResponse, status: number, why: string): void {
  response.removeHeader('ETag');
  response.removeHeader('Cache-Control');
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(`${why}\n`);
}
