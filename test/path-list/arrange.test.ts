import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrangePath, type PathPosition, type PathWish } from '../../src/path-list/arrange.ts';
import { folderKey, type PathEntry } from '../../src/path-list/entry.ts';
import { joinPath, splitPath } from '../../src/path-list/split.ts';

const entry = (text: string): PathEntry => ({ text, expanded: text.replaceAll('%W%', 'C:\\Windows') });

/** Few folders in many spellings, so that equal ones meet. */
const spelled = fc
  .record({
    folder: fc.constantFrom('C:\\a', 'C:\\Program Files\\Go\\bin', '%W%', 'C:\\Windows', 'D:\\x y', ''),
    loud: fc.boolean(),
    slash: fc.boolean(),
    quoted: fc.boolean(),
  })
  .map(({ folder, loud, slash, quoted }) => {
    const text =
      (loud ? folder.toUpperCase().replaceAll('%W%', '%W%') : folder) + (slash && folder ? '\\' : '');
    return entry(quoted && folder ? `"${text}"` : text);
  });
const list = fc.array(spelled, { maxLength: 12 });
const position = fc.oneof(
  fc.constantFrom<PathPosition>('anywhere', 'first', 'last'),
  spelled.map((before): PathPosition => ({ before })),
  spelled.map((after): PathPosition => ({ after })),
);
const wish: fc.Arbitrary<PathWish> = fc.record({
  entries: fc.array(
    spelled.filter((one) => folderKey(one.expanded) !== ''),
    { maxLength: 3 },
  ),
  state: fc.constantFrom('present', 'absent'),
  position,
  tidy: fc.boolean(),
});
const keys = (entries: readonly PathEntry[]) => entries.map((one) => folderKey(one.expanded));

describe('a PATH as wished', () => {
  test('doing it twice is doing it once', () => {
    fc.assert(
      fc.property(list, wish, (present, wanted) => {
        const once = arrangePath(present, wanted);
        expect(arrangePath(once, wanted)).toEqual(once);
      }),
    );
  });

  test('a folder that is to be last and stands there twice is not left in front', () => {
    const [a, go] = [entry('C:\\a'), entry('C:\\Program Files\\Go\\bin')];
    const wanted: PathWish = { entries: [a], state: 'present', position: 'last', tidy: true };
    expect(keys(arrangePath([a, a, go], wanted))).toEqual(keys([go, a]));
  });

  test('no folder is lost but those that are to be absent', () => {
    fc.assert(
      fc.property(list, wish, (present, wanted) => {
        const after = new Set(keys(arrangePath(present, wanted)));
        const gone = new Set(wanted.state === 'absent' ? keys(wanted.entries) : []);
        for (const key of keys(present)) if (key !== '' && !gone.has(key)) expect(after).toContain(key);
      }),
    );
  });

  test('what is to be present is there, what is to be absent is not', () => {
    fc.assert(
      fc.property(list, wish, (present, wanted) => {
        const after = keys(arrangePath(present, wanted));
        for (const key of keys(wanted.entries)) {
          if (wanted.state === 'present') expect(after).toContain(key);
          else expect(after).not.toContain(key);
        }
      }),
    );
  });

  test('other folders keep their order and their spelling', () => {
    fc.assert(
      fc.property(list, wish, (present, wanted) => {
        const named = new Set(keys(wanted.entries));
        const rest = (entries: readonly PathEntry[]) =>
          entries
            .filter(({ expanded }) => !named.has(folderKey(expanded)) && folderKey(expanded) !== '')
            .map((one) => one.text);
        const before = rest(present);
        const after = rest(arrangePath(present, wanted));
        if (wanted.tidy)
          expect(before.filter((text) => after.includes(text)).slice(0, 1)).toEqual(after.slice(0, 1));
        else expect(after).toEqual(before);
      }),
    );
  });

  test('first means that a search finds it first, last that nothing comes after it', () => {
    fc.assert(
      fc.property(list, wish, (present, wanted) => {
        const [key] = keys(wanted.entries);
        if (key === undefined || wanted.state === 'absent' || wanted.entries.length > 1) return;
        const after = keys(arrangePath(present, wanted));
        if (wanted.position === 'first') expect(after[0]).toBe(key);
        if (wanted.position === 'last') expect(after.at(-1)).toBe(key);
      }),
    );
  });

  test('tidy leaves each folder once and nothing empty', () => {
    fc.assert(
      fc.property(list, wish, (present, wanted) => {
        const after = keys(arrangePath(present, { ...wanted, tidy: true }));
        expect(new Set(after).size).toBe(after.length);
        expect(after).not.toContain('');
      }),
    );
  });
});

describe('the entries of a value', () => {
  test('joined they are the value again, whatever it holds', () => {
    const value = fc.string({ unit: fc.constantFrom('a', ';', '"', ' ', '\\', '%', 'ü') });
    fc.assert(
      fc.property(value, (text) => {
        expect(joinPath(splitPath(text))).toBe(text);
      }),
    );
  });

  test('a semicolon between quotes is part of an entry', () => {
    expect(splitPath('C:\\a;"C:\\b;c";;D:')).toEqual(['C:\\a', '"C:\\b;c"', '', 'D:']);
  });

  test('a single quote somewhere joins nothing', () => {
    expect(splitPath('C:\\a";C:\\b;C:\\c')).toEqual(['C:\\a"', 'C:\\b', 'C:\\c']);
  });

  test('a PATH of 32,000 characters is split at once', () => {
    const value = `${'C:\\some folder;'.repeat(2_100)}"`;
    expect(splitPath(value)).toHaveLength(2_101);
    expect(splitPath(`${value}"`)).toHaveLength(2_101);
  });
});
