import { type ConnectorOptions, connectorFor } from '../../src/connection/connector-for.ts';
import { SshShared } from '../../src/connection/ssh/ssh-shared.ts';
import type { Connection, Connector } from '../../src/connection/types.ts';
import type { JsonObject } from '../../src/json.ts';
import { Redactor } from '../../src/secrets/redactor.ts';

/** A connector whose ~/.ssh is in a folder of the test; nothing of the machine's own account is used. */
export function testConnector(
  homeDir: string,
  variables: JsonObject,
  environment: Record<string, string> = {},
  options: Partial<ConnectorOptions> = {},
): Connector {
  const shared = new SshShared(24, { homeDir, userName: 'root', variables: environment });
  return connectorFor({ name: 'web1', variables }, { secrets: new Redactor(), shared, ...options });
}

/** Everything that a command prints, and its exit code. */
export async function output(
  connection: Connection,
  command: string,
): Promise<{ text: string; code: number | undefined }> {
  const running = await connection.start(command);
  const chunks: Uint8Array[] = [];
  for await (const chunk of running.stdout) chunks.push(chunk);
  return { text: Buffer.concat(chunks).toString('utf8'), code: await running.exited };
}
