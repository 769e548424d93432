import { churnTheStage } from './stage-churn.js';

/** `PROSCENIUM_CHURN_MINUTES=60` for an hour of it. */
const MINUTES = Number(process.env.PROSCENIUM_CHURN_MINUTES ?? 1);

churnTheStage(MINUTES * 60_000);
