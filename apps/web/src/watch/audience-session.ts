import type { AudienceClient, Connection, PromotionClient } from '#client';

/** The connection of one viewer and what is said over it. */
export interface AudienceSession {
  connection: Connection;
  audience: AudienceClient;
  promotions: PromotionClient;
}
