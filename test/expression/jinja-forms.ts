import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../src/json.ts';

/** A form of Jinja, what is answered, and what both yield. */
export interface JinjaForm {
  readonly jinja: string;
  readonly here: string;
  readonly gives: Json;
  /** Where Ansible's text differs on purpose: blanks in JSON, the order of keys. */
  readonly ansible?: Json;
}

/** The table of test/expression/jinja-forms.yml. */
export const table: {
  readonly variables: JsonObject;
  readonly environment: Readonly<Record<string, string>>;
  readonly inventory: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly templates: readonly JinjaForm[];
  readonly conditions: readonly JinjaForm[];
} = parse(readFileSync(new URL('jinja-forms.yml', import.meta.url), 'utf8'));

const hosts = Object.assign({}, ...Object.values(table.inventory));

/** The variables with what the inventory gives. */
export const variables: JsonObject = {
  ...table.variables,
  inventory_hostname: 'web1',
  groups: { all: Object.keys(hosts), web: Object.keys(table.inventory.web ?? {}) },
  hostvars: hosts,
};
