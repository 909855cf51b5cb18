import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { entryFor, indexOf, type OwnDepot, ownDepot } from './own-depot.ts';

/** What is wrong with a depot. */
export type DepotFault = 'no-index' | 'web-page' | 'other-content' | 'too-short' | 'too-long' | 'stalls';

/** A depot on this machine whose index is right about the file, and which does not keep to it. */
export async function lyingDepot(msi: string, filename: string, fault: DepotFault): Promise<OwnDepot> {
  const content = await readFile(msi);
  const index = JSON.stringify(indexOf(entryFor(content, filename)));
  return ownDepot(
    (_, response) => {
      if (fault === 'no-index') response.statusCode = 404;
      response.end(fault === 'web-page' ? '<html>Please log in</html>' : index);
    },
    (_, response) => sendFile(response, content, fault),
  );
}

function sendFile(response: ServerResponse, content: Buffer, fault: DepotFault): void {
  if (fault === 'other-content') response.end(Buffer.alloc(content.length));
  else if (fault === 'too-short') response.end(content.subarray(0, 100_000));
  else if (fault === 'too-long') response.end(Buffer.concat([content, content]));
  else {
    response.writeHead(200, { 'Content-Length': content.length });
    response.write(content.subarray(0, 70_000));
  }
}
