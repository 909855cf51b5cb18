import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GorunError } from '../../src/errors/gorun-error.ts';
import { compileRenderable } from '../../src/expression/compile-tree.ts';
import { compileCondition } from '../../src/expression/condition/compile.ts';
import { resultType } from '../../src/expression/condition/value-type.ts';
import { createScope } from '../../src/expression/scope.ts';
import { textNode } from '../../src/source/text-node.ts';

const words = fc.constantFrom(
  ...'{{ }} {{{ }}} {% %} {# #} # / ^ ! > & * ~ | ( ) [ ] { } . , : = == != < <= && || ? + - % " \' \\ \n'.split(
    ' ',
  ),
  ...'a r r.rc list map type 0 1 -1 true null is not and or in if else endif for defined default upper version'.split(
    ' ',
  ),
  ...'#if /if #each /each as |x| this @index ../a size( matches( goVersion( "(" "1.2" exists( lookup env'.split(
    ' ',
  ),
  ' ',
  '  ',
);
const text = fc
  .array(fc.oneof({ weight: 9, arbitrary: words }, fc.string({ maxLength: 3 })), { maxLength: 14 })
  .map((parts) => parts.join(' '));
const scope = createScope([{ a: 'x', r: { rc: 0 }, list: [1], map: { a: 1 } }]);

/** Everything that is said of a text; whatever else is thrown is a defect. */
function told(work: (report: (error: GorunError) => void) => void): readonly GorunError[] {
  const errors: GorunError[] = [];
  try {
    work((error) => errors.push(error));
  } catch (error) {
    if (!(error instanceof GorunError)) throw error;
    errors.push(error);
  }
  return errors;
}

function expectPlaced(errors: readonly GorunError[], written: string): void {
  const lines = written.split('\n');
  for (const { position, message, fix, code } of errors) {
    expect(code).toMatch(/^expression\//);
    expect(message).not.toMatch(/undefined|\[object|NaN/);
    expect(fix).not.toMatch(/\[object|NaN/);
    const line = lines[(position?.line ?? 0) - 1];
    expect(line, message).toBeDefined();
    expect(position?.column).toBeLessThanOrEqual((line?.length ?? 0) + 1);
  }
}

describe('any text at all', () => {
  it('as a template is rendered, or refused with a place in it', () => {
    fc.assert(
      fc.property(text, (written) => {
        const errors = told((report) =>
          compileRenderable(textNode(written, 'play.yml'), report).render(scope),
        );
        expectPlaced(errors, written);
      }),
      { numRuns: 500 },
    );
  });

  it('as a condition is decided, or refused with a place in it', () => {
    fc.assert(
      fc.property(text, (written) => {
        const errors = told((report) => {
          const condition = compileCondition(textNode(written, 'play.yml'), report);
          for (const error of condition?.check(new Map([['r', resultType]])) ?? []) report(error);
          condition?.evaluate(scope);
        });
        expectPlaced(errors, written);
      }),
      { numRuns: 500 },
    );
  });
});
