import { createContext, useContext } from 'react';
import type { AudienceClient, Connection, PromotionClient } from '#client';

/** One connection to one show, and what is built on it. */
export interface JoinedShow {
  connection: Connection;
  audience: AudienceClient;
  promotions: PromotionClient;
}

export const ShowContext = createContext<JoinedShow | null>(null);

/** For components of your own. Null while the show is not joined. */
export const useShow = (): JoinedShow | null => useContext(ShowContext);
