import { SiteApi } from '#client';

/** The HTTP API of the server that this page came from. */
export const api = new SiteApi();
