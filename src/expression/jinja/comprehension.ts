import { type JinjaExpression, NoForm, partsOf } from './expression.ts';
import { text } from './helper-call.ts';

type Filter = JinjaExpression & { readonly kind: 'filter' };

interface Writer {
  write(expression: JinjaExpression, outer?: number): string;
}

/** How strongly a dot binds. */
const tightest = 6;

/** `list.filter(x, x.a == 1)` for `list | selectattr('a', 'equalto', 1)`. */
export function picked({ name, of, args }: Filter, writer: Writer): string {
  const item: JinjaExpression = { kind: 'name', at: of.at, name: freeName(of) };
  const byAttribute = name.endsWith('attr');
  const attribute = byAttribute ? args.listed[0] : undefined;
  const [test, ...rest] = byAttribute ? args.listed.slice(1) : args.listed;
  if (byAttribute && (attribute?.kind !== 'literal' || typeof attribute.value !== 'string'))
    throw new NoForm();
  const value = attribute?.kind === 'literal' ? attributePath(item, String(attribute.value)) : item;
  if (test === undefined) {
    const holds = `default(${writer.write(value)}, false)`;
    return `${writer.write(of, tightest)}.filter(${item.name}, ${name.startsWith('reject') ? '!' : ''}${holds})`;
  }
  if (test.kind !== 'literal') throw new NoForm();
  const holds: JinjaExpression = {
    kind: 'test',
    at: of.at,
    of: value,
    name: String(test.value),
    args: { listed: rest, named: {} },
  };
  const wanted: JinjaExpression = name.startsWith('reject') ? { kind: 'not', at: of.at, of: holds } : holds;
  return `${writer.write(of, tightest)}.filter(${item.name}, ${writer.write(wanted)})`;
}

/** `list.map(x, x.a)` for `list | map(attribute='a')`. Throws NoForm. */
export function mapped({ of, args }: Filter, writer: Writer): string {
  const item: JinjaExpression = { kind: 'name', at: of.at, name: freeName(of) };
  const { attribute } = args.named;
  const [filter, ...rest] = args.listed;
  if (attribute?.kind === 'literal') {
    const value = attributePath(item, String(attribute.value));
    const fallback = args.named.default;
    const written =
      fallback === undefined
        ? writer.write(value)
        : `default(${writer.write(value)}, ${writer.write(fallback)})`;
    return `${writer.write(of, tightest)}.map(${item.name}, ${written})`;
  }
  if (filter?.kind !== 'literal') throw new NoForm();
  const made: JinjaExpression = {
    kind: 'filter',
    at: of.at,
    of: item,
    name: String(filter.value).replace(/^ansible\.builtin\./, ''),
    args: { listed: rest, named: {} },
  };
  return `${writer.write(of, tightest)}.map(${item.name}, ${writer.write(made)})`;
}

function attributePath(item: JinjaExpression, path: string): JinjaExpression {
  return path
    .split('.')
    .reduce<JinjaExpression>(
      (of, key) => ({ kind: 'member', at: of.at, of, key: text(key), dotted: true }),
      item,
    );
}

/** A name for the element that the list itself does not use. */
function freeName(list: JinjaExpression): string {
  const used = new Set<string>();
  const collect = (expression: JinjaExpression): void => {
    if (expression.kind === 'name') used.add(expression.name);
    for (const part of partsOf(expression)) collect(part);
  };
  collect(list);
  return ['x', 'y', 'z', 'each'].find((name) => !used.has(name)) ?? 'element';
}
