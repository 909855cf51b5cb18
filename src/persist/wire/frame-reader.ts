/** A frame of more is no frame of ours; the largest request to a worker is far below. */
const largest = 256 * 1024 * 1024;

/** One frame: a message in JSON, or bytes of a process. */
export type Frame =
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'data'; readonly n: number; readonly bytes: Uint8Array };

const head = 5;

/** A message as bytes: four bytes of length, a zero, JSON. */
export function messageFrame(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const start = Buffer.alloc(head);
  start.writeUInt32BE(body.length);
  return Buffer.concat([start, body]);
}

/** Bytes of process `n`: four bytes of length, a one, four bytes of number; the bytes themselves are to follow. */
export function dataHead(n: number, length: number): Buffer {
  const start = Buffer.alloc(head + 4);
  start.writeUInt32BE(length + 4);
  start[4] = 1;
  start.writeUInt32BE(n, head);
  return start;
}

/** Cuts a stream of bytes into frames. */
export class FrameReader {
  #parts: Buffer[] = [];
  #size = 0;
  #wanted = head;

  /** The frames that are complete now. Throws RangeError for what is no frame. */
  push(chunk: Buffer): Frame[] {
    this.#parts.push(chunk);
    this.#size += chunk.length;
    const frames: Frame[] = [];
    while (this.#size >= this.#wanted) {
      const [first, ...more] = this.#parts;
      const bytes = first !== undefined && more.length === 0 ? first : Buffer.concat(this.#parts);
      this.#parts = [bytes];
      const length = bytes.readUInt32BE();
      if (length > largest) throw new RangeError(`a frame of ${length} bytes`);
      this.#wanted = head + length;
      if (bytes.length < this.#wanted) break;
      frames.push(frameOf(bytes[4], bytes.subarray(head, this.#wanted)));
      this.#parts = [bytes.subarray(this.#wanted)];
      this.#size = bytes.length - this.#wanted;
      this.#wanted = head;
    }
    return frames;
  }
}

function frameOf(kind: number | undefined, body: Buffer): Frame {
  if (kind === 0) return { kind: 'message', text: body.toString('utf8') };
  if (kind === 1 && body.length >= 4)
    return { kind: 'data', n: body.readUInt32BE(), bytes: body.subarray(4) };
  throw new RangeError('a frame of an unknown kind');
}
