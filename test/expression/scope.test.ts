import { describe, expect, it } from 'vitest';
import { createScope } from '../../src/expression/scope.ts';
import type { Renderable } from '../../src/expression/types.ts';
import { errorOf, template } from './rendering.ts';

describe('a scope', () => {
  it('lets the last layer win', () => {
    expect(createScope([{ a: 1, b: 1 }, { a: 2 }]).get('a')).toBe(2);
    expect(
      createScope([{ a: 1 }])
        .with({ a: 3 })
        .get('a'),
    ).toBe(3);
  });

  it('renders a variable with the whole scope in sight', () => {
    const layers = [{ dir: template('{{ drive }}\\Go'), drive: 'C:' }, { drive: 'D:' }];
    expect(createScope(layers).get('dir')).toBe('D:\\Go');
    expect(createScope(layers).with({ drive: 'E:' }).get('dir')).toBe('E:\\Go');
  });

  it('renders only what is asked for, and once', () => {
    let renders = 0;
    const counted: Renderable = {
      kind: 'renderable',
      position: { file: 'x', line: 1, column: 1 },
      roots: [],
      render: () => ++renders,
    };
    const scope = createScope([{ counted, other: 1 }]);
    expect(scope.get('other')).toBe(1);
    expect(renders).toBe(0);
    expect([scope.get('counted'), scope.get('counted')]).toEqual([1, 1]);
  });

  it('names variables that refer to each other in a circle', () => {
    const scope = createScope([{ a: template('{{ b }}'), b: template('{{ c }}'), c: template('x{{ a }}') }]);
    expect(errorOf(() => scope.get('a'))).toMatchObject({
      code: 'expression/cycle',
      message: 'The variables refer to each other in a circle: a -> b -> c -> a.',
    });
  });

  it('knows nothing of prototypes', () => {
    expect(createScope([{}]).get('constructor')).toBeUndefined();
    expect(createScope([{}]).get('__proto__')).toBeUndefined();
  });

  it('names each variable once', () => {
    expect(
      [
        ...createScope([
          { a: 1, b: 1 },
          { a: 2, c: 1 },
        ]).names(),
      ].sort(),
    ).toEqual(['a', 'b', 'c']);
  });

  it('keeps null apart from what is missing', () => {
    expect(createScope([{ a: null }]).get('a')).toBeNull();
    expect(createScope([{ a: null }]).get('b')).toBeUndefined();
  });
});
