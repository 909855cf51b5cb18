import { createHash } from 'node:crypto';
import type { JsonObject } from '../../src/json.ts';
import type { CallError } from '../../src/worker/protocol.ts';

/** The worker's file functions on files in memory. */
export function receiveFile(
  files: Map<string, Buffer>,
  fn: string,
  args: JsonObject,
): JsonObject | { readonly error: CallError } {
  const path = String(args.path);
  const temporary = String(args.temporary);
  const offset = Number(args.offset);
  if (fn === 'file.put') {
    const data = Buffer.from(String(args.data), 'base64');
    const before = files.get(temporary) ?? Buffer.alloc(0);
    const whole = Buffer.alloc(Math.max(before.length, offset + data.length));
    before.copy(whole);
    data.copy(whole, offset);
    files.set(temporary, whole);
    return { written: data.length };
  }
  if (fn === 'file.end') {
    const arrived = files.get(temporary);
    files.delete(temporary);
    if (arrived === undefined || sha256(arrived) !== args.sha256)
      return { error: { kind: 'failed', message: `what arrived for ${path} has another checksum` } };
    files.set(path, arrived);
    return { path };
  }
  const file = files.get(path);
  if (file === undefined) return { error: { kind: 'failed', message: `Could not find file '${path}'.` } };
  const data = file.subarray(offset, offset + Number(args.length));
  return { data: data.toString('base64'), size: file.length, sha256: sha256(file) };
}

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');
