import { churnTheStage } from './stage-churn.js';

churnTheStage(5_000);
