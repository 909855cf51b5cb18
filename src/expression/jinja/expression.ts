/** An expression of Jinja, as far as Ansible's users write it. `at` is where its operator stands. */
export type JinjaExpression =
  | {
      readonly kind: 'literal';
      readonly at: number;
      readonly value: string | number | boolean | null;
      readonly written: string;
    }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly JinjaExpression[] }
  | {
      readonly kind: 'dict';
      readonly at: number;
      readonly entries: readonly (readonly [JinjaExpression, JinjaExpression])[];
    }
  | { readonly kind: 'name'; readonly at: number; readonly name: string }
  | {
      readonly kind: 'member';
      readonly at: number;
      readonly of: JinjaExpression;
      readonly key: JinjaExpression;
      /** `a.b`, not `a['b']`. */
      readonly dotted: boolean;
    }
  | {
      readonly kind: 'slice';
      readonly at: number;
      readonly of: JinjaExpression;
      readonly start: JinjaExpression | undefined;
      readonly end: JinjaExpression | undefined;
    }
  | {
      readonly kind: 'call';
      readonly at: number;
      readonly of: JinjaExpression;
      readonly args: JinjaArguments;
    }
  | {
      readonly kind: 'filter';
      readonly at: number;
      readonly of: JinjaExpression;
      readonly name: string;
      readonly args: JinjaArguments;
    }
  | {
      readonly kind: 'test';
      readonly at: number;
      readonly of: JinjaExpression;
      readonly name: string;
      readonly args: JinjaArguments;
    }
  | { readonly kind: 'not'; readonly at: number; readonly native?: boolean; readonly of: JinjaExpression }
  | { readonly kind: 'minus'; readonly at: number; readonly of: JinjaExpression }
  | {
      readonly kind: 'binary';
      readonly at: number;
      /** `&&` and `||`, which conditions have as well. */
      readonly native?: boolean;
      readonly sign: string;
      readonly left: JinjaExpression;
      readonly right: JinjaExpression;
    }
  | {
      readonly kind: 'choice';
      readonly at: number;
      readonly condition: JinjaExpression;
      readonly yes: JinjaExpression;
      readonly no: JinjaExpression | undefined;
    };

/** Arguments in parentheses. */
export interface JinjaArguments {
  readonly listed: readonly JinjaExpression[];
  readonly named: Readonly<Record<string, JinjaExpression>>;
}

/** A Jinja expression that gorun has no form for; the message says what to do instead, where something is known. */
export class NoForm extends Error {}

/** The expressions directly inside of one. */
export function partsOf(expression: JinjaExpression): readonly JinjaExpression[] {
  switch (expression.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'list':
      return expression.items;
    case 'dict':
      return expression.entries.flat();
    case 'member':
      return [expression.of, expression.key];
    case 'slice':
      return [expression.of, expression.start, expression.end].filter((part) => part !== undefined);
    case 'call':
    case 'filter':
    case 'test':
      return [expression.of, ...expression.args.listed, ...Object.values(expression.args.named)];
    case 'not':
    case 'minus':
      return [expression.of];
    case 'binary':
      return [expression.left, expression.right];
    case 'choice':
      return [expression.yes, expression.condition, expression.no].filter((part) => part !== undefined);
  }
}

/** Where the first part stands that is foreign; undefined where none is. */
export function firstForeign(
  expression: JinjaExpression,
  isForeign: (part: JinjaExpression) => boolean,
): number | undefined {
  const places = partsOf(expression).flatMap((part) => firstForeign(part, isForeign) ?? []);
  if (isForeign(expression)) places.push(expression.at);
  return places.length === 0 ? undefined : Math.min(...places);
}
