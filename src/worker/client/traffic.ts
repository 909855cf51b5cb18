/** The figures of a session; the same object is counted up by every channel of it. */
export interface Traffic {
  roundTrips: number;
  reconnects: number;
  bytesSent: number;
  bytesReceived: number;
}
