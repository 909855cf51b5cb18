/** Longer lines are not of our protocol: the worker refuses values above 16 MiB itself. */
const longest = 64 * 1024 * 1024;

/** Cuts a stream of bytes into lines of Latin-1 text (the protocol is ASCII), whatever the chunks. */
export class LineSplitter {
  #parts: Buffer[] = [];
  #length = 0;

  /** The lines that this chunk completes, without their line breaks. Throws RangeError on an endless line. */
  push(chunk: Uint8Array): string[] {
    const lines: string[] = [];
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      this.#parts.push(bytes.subarray(start, end));
      lines.push(this.rest());
      start = end + 1;
    }
    if (start < bytes.length) {
      this.#parts.push(bytes.subarray(start));
      this.#length += bytes.length - start;
      if (this.#length > longest) throw new RangeError(`a line of more than ${longest} bytes`);
    }
    return lines;
  }

  /** What came after the last line break; forgets it. */
  rest(): string {
    const text = Buffer.concat(this.#parts).toString('latin1');
    this.#parts = [];
    this.#length = 0;
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  }
}
