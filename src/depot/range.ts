/** Which part of a file a request wants: all of it, a part (both ends included), or one that it does not have. */
export type Wanted =
  | { readonly kind: 'all' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'none' };

/** Reads a Range header against a size (RFC 9110, section 14): one range; several or odd ones count as "all", as the RFC allows. */
export function wantedRange(header: string | undefined, size: number): Wanted {
  if (header === undefined) return { kind: 'all' };
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
  if (!found) return { kind: 'all' };
  const [, from = '', to = ''] = found;
  if (from === '' && to === '') return { kind: 'all' };
  if (from === '') {
    const last = Math.min(Number(to), size);
    return last === 0 ? { kind: 'none' } : { kind: 'part', start: size - last, end: size - 1 };
  }
  const start = Number(from);
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < start) return { kind: 'all' };
  return start >= size ? { kind: 'none' } : { kind: 'part', start, end };
}
