import type { JsonObject } from '../json.ts';

/** `{{ default mode omit }}`: as if the key did not stand there. */
export const omitName = 'omit';

/** What `omit` renders to; known by its identity. No value that a host or a file gave is ever the same object. */
export const omitted: JsonObject = Object.freeze({});
