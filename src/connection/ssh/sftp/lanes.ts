/** How many bytes one request carries: every SFTP server must take 32 KiB (draft-ietf-secsh-filexfer-02, 3). */
export const requestBytes = 32 * 1024;

/** How many requests are on their way at once: 2 MiB, the window of an SSH channel. */
const requestsInFlight = 64;

/**
 * Moves `size` bytes in pieces of 32 KiB, several at once and in no order. `move` handles one piece. The first failure
 * stops all; returns when no piece is under way any more. Throws that failure, or the signal's reason.
 */
export async function inLanes(
  size: number,
  move: (bytes: Buffer, position: number) => Promise<void>,
  onBytes: (moved: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  let next = 0;
  let moved = 0;
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    const buffer = Buffer.allocUnsafe(Math.min(requestBytes, size));
    while (next < size && failures.length === 0) {
      signal?.throwIfAborted();
      const position = next;
      const piece = buffer.subarray(0, Math.min(requestBytes, size - position));
      next += piece.length;
      await move(piece, position);
      moved += piece.length;
      onBytes(moved);
    }
  };
  const lanes = Math.min(requestsInFlight, Math.ceil(size / requestBytes));
  await Promise.all(Array.from({ length: lanes }, () => lane().catch((error) => failures.push(error))));
  if (failures.length > 0) throw failures[0];
}
