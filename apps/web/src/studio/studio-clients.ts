import { AudienceClient, type Connection, PromotionClient, StudioTalk } from '#client';
import { NoticeLog } from './notice-log.js';

/** What the studio's panels know of the show, for as long as the studio is open. */
export class StudioClients {
  readonly audience: AudienceClient;
  readonly promotions: PromotionClient;
  readonly talk: StudioTalk;
  readonly notices: NoticeLog;

  constructor(connection: Connection) {
    this.audience = new AudienceClient(connection);
    this.promotions = new PromotionClient(connection);
    this.talk = new StudioTalk(connection);
    this.notices = new NoticeLog(connection);
  }

  close(): void {
    this.audience.close();
    this.promotions.close();
    this.talk.close();
    this.notices.close();
  }
}
