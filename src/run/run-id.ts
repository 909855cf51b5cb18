/** The id of a run: its start in UTC and four hex digits, e.g. `20261124-143015-7f3a`. Sorts by time. */
export function runId(at: Date, random: number): string {
  const [day = '', time = ''] = at.toISOString().split('T');
  const digits = Math.floor(random * 0x10000)
    .toString(16)
    .padStart(4, '0');
  return `${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${digits}`;
}
