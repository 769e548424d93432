import { Child, type Clock } from '#kernel';
import type { ProcessPlan } from './process-plan.js';

/** A process as its plan says. It waits for its first message. */
export const startChild = ({ name, command, args, env, graceMs }: ProcessPlan, clock: Clock): Child =>
  new Child({ name, command, args, env, graceMs, clock, isOurs: true });
