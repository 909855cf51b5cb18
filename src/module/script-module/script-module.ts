import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { changesTo } from '../changes.ts';
import type { HostModule, Plan, ResourceId } from '../contract.ts';
import { defineHostModule } from '../define.ts';
import { fileId } from '../resources.ts';
import { fillBraces } from './in-braces.ts';
import { paramsSchema } from './params.ts';
import type { ModuleYaml } from './schema.ts';

/**
 * The module that a module.yml and its scripts stand for: the plan is the difference between the state that Probe
 * returned and the one that the params ask for. Apply gets the params that say what it is about and, under `set`, only
 * what differs; the undo is the same call with the former values.
 */
export function scriptModule(yaml: ModuleYaml): HostModule {
  const resources = [yaml.resource ?? []].flat();
  const touched = (params: JsonObject) =>
    resources.flatMap((text) => resourceId(fillBraces(text, params)) ?? []);
  const known = resources.length === 0 ? {} : { reads: touched, touches: touched };
  return defineHostModule({
    name: yaml.name,
    summary: yaml.summary,
    platforms: yaml.platforms,
    params: paramsSchema(yaml.params),
    parseState: (value) => parseState(value, Object.keys(yaml.state)),
    ...(yaml.description === undefined ? {} : { description: yaml.description }),
    ...(yaml.uses === undefined ? {} : { uses: yaml.uses }),
    ...(yaml.freeform === undefined ? {} : { freeform: yaml.freeform }),
    ...(yaml.examples === undefined ? {} : { examples: yaml.examples }),
    ...known,
    plan: ({ params, state }) => difference(yaml, params, state),
    result: ({ state }) => ({ state }),
  });
}

/** The path of a file in the form in which other modules name it. */
function resourceId(text: string | undefined): ResourceId | undefined {
  return text?.startsWith('file:') ? fileId(text.slice('file:'.length)) : text;
}

function difference(yaml: ModuleYaml, params: JsonObject, state: JsonObject): Plan<JsonObject> {
  const wanted = wantedState(yaml, params);
  const changes = changesTo(state, wanted);
  if (changes.length === 0) return { steps: [], expected: state };
  const set = Object.fromEntries(changes.map((one) => [one.property, one.after]));
  const former = Object.fromEntries(changes.map((one) => [one.property, one.before]));
  const sources = new Set(Object.values(yaml.state));
  const about = Object.fromEntries(Object.entries(params).filter(([name]) => !sources.has(name)));
  const title = fillBraces(yaml.title ?? '', params) || `set ${Object.keys(set).join(', ')}`;
  const step = {
    action: 'set',
    args: { ...about, set },
    title,
    changes,
    undo: { action: 'set', args: { ...about, set: former }, title: `${title}: as it was` },
  };
  return { steps: [step], expected: { ...state, ...wanted } };
}

/** What a param that was not given would say is not wanted: it may be as it is. */
function wantedState(yaml: ModuleYaml, params: JsonObject): JsonObject {
  const entries = Object.entries(yaml.state).flatMap(([property, source]): [string, Json][] => {
    const value = typeof source === 'string' ? params[source] : source.value;
    return value === undefined ? [] : [[property, value]];
  });
  return Object.fromEntries(entries);
}

function parseState(value: Json, properties: readonly string[]): JsonObject {
  if (!isJsonObject(value)) throw new Error('Probe must return a hashtable');
  const missing = properties.filter((property) => value[property] === undefined);
  if (missing.length === 0) return value;
  throw new Error(`Probe did not return ${missing.join(', ')}; return $null for what is not there`);
}
