/** The value of a plain scalar in YAML 1.2's core schema; undefined for a number that JSON or a double cannot keep. */
export function coreValue(text: string): null | boolean | number | string | undefined {
  const first = text.charCodeAt(0);
  // Letters other than those of null, true and false begin a text; so do most signs.
  const isNumeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (isNumeric) return number(text);
  if (text.length > 5) return text;
  if (/^(?:~|[Nn]ull|NULL)?$/.test(text)) return null;
  if (/^(?:[Tt]rue|TRUE)$/.test(text)) return true;
  if (/^(?:[Ff]alse|FALSE)$/.test(text)) return false;
  return text;
}

function number(text: string): number | string | undefined {
  if (/^(?:[-+]?\d+|0o[0-7]+|0x[\da-fA-F]+)$/.test(text)) {
    const value = text.startsWith('+') ? Number(text.slice(1)) : Number(text);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
      ? value
      : undefined;
  }
  return /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/.test(text) ? undefined : text;
}
