import { type Static, Type } from 'typebox';
import { pathRights } from '../files/rights.ts';
import { parseAs } from '../module/check/parse-as.ts';

/** What is there of a file that is to be fetched. */
export const FetchStateSchema = Type.Object({
  /** Expanded, as it is on this host. */
  path: Type.String(),
  exists: Type.Boolean(),
  folder: Type.Boolean(),
  size: Type.Union([Type.Integer(), Type.Null()]),
  sha256: Type.Union([Type.String(), Type.Null()]),
  /** Bytes that an interrupted download has left and a new one takes up. */
  partial: Type.Integer(),
  /** Of the drive. */
  freeBytes: Type.Number(),
  /** The host has a program that loads files by HTTP(S). Missing: it has. */
  canLoad: Type.Optional(Type.Boolean()),
  /** Who signed it, where the signature is valid and was asked for. */
  publisher: Type.Union([Type.String(), Type.Null()]),
  closed: pathRights.closed,
});

/** What is there of a file that is to be fetched. */
export type FetchState = Static<typeof FetchStateSchema>;

export const parseFetchState = parseAs(FetchStateSchema);
