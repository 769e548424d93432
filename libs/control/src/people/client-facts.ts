/** What a request tells of the browser that sent it. */
export interface ClientFacts {
  address: string;
  userAgent: string;
  /** The value of the device cookie, where the browser has one. */
  device: string | undefined;
}
