/** `2026-01-01T03:00:00.0000000` as people write it. */
export const plainTime = (text: string): string => text.replace(/\.0+(?=$|[Z+-])/, '');

const duration = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** A duration in one form: `P3D` and `PT72H` are the same. A year or month has no fixed length, so it stays one. */
export function plainDuration(text: string): string {
  const found = duration.exec(text);
  if (found === null) return text;
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  const calendar = years * 12 + months;
  const time = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  return `P${calendar > 0 ? `${calendar}M` : ''}T${time}S`;
}

/** A text as it is once it has been in a document: line breaks are one character, blanks around it are gone. */
export const plainText = (text: string): string => text.replaceAll('\r\n', '\n').trim();

/** Whether two texts of an element mean the same. */
export function sameText(given: string, stored: string): boolean {
  const [one, other] = [plainText(given), plainText(stored)];
  return (
    one === other ||
    (/^(?:true|false)$/i.test(one) && one.toLowerCase() === other.toLowerCase()) ||
    (duration.test(one) && plainDuration(one) === plainDuration(other)) ||
    (/^\d{4}-\d\d-\d\dT/.test(one) && plainTime(one) === plainTime(other))
  );
}
