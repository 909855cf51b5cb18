import { type TObject, type TSchema, Type } from 'typebox';
import type { ModuleYaml, ParamYaml } from './schema.ts';

const jsonTypes = { list: 'array', mapping: 'object' } as const;

/** The params of a module.yml as the schema that checks, reference and completion work with. */
export function paramsSchema(params: ModuleYaml['params']): TObject {
  const properties = Object.entries(params).map(([name, param]): [string, TSchema] => {
    const schema = paramSchema(param);
    return [name, param.required === true || param.default !== undefined ? schema : Type.Optional(schema)];
  });
  return Type.Object(Object.fromEntries(properties));
}

function paramSchema({ type, choices, items, required: _required, ...rest }: ParamYaml): TSchema {
  return Type.Unsafe({
    type: jsonType(type),
    ...(choices === undefined ? {} : { enum: choices }),
    ...(items === undefined ? {} : { items: { type: jsonType(items) } }),
    ...rest,
  });
}

function jsonType(type: ParamYaml['type']): string {
  return type === 'list' || type === 'mapping' ? jsonTypes[type] : type;
}
