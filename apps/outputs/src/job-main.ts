import { constants, setPriority } from 'node:os';
import { ParentProcess } from '#kernel';
import { doJob, type FromJob, jobOrderSchema } from '#outputs';

/** Steps of one in a hundred: the channel is not for thousands of them. */
const TOLD_STEP = 0.01;

/** One job in a process of its own: it yields to every live show, and it can be killed at any moment. */
async function run(): Promise<void> {
  const parent = ParentProcess.find();
  if (parent === undefined) throw new Error('a job is started by the outputs');
  setPriority(constants.priority.PRIORITY_LOW);
  let isDone = false;
  parent.events.on('gone', () => process.exit(isDone ? 0 : 1));
  const tell = (message: FromJob) => parent.send(message);
  let told = 0;
  try {
    const order = jobOrderSchema.parse(await parent.first());
    const result = await doJob(order, (done) => {
      if (done - told < TOLD_STEP) return;
      told = done;
      tell({ kind: 'progress', done });
    });
    tell({ kind: 'finished', result });
  } catch (error) {
    tell({ kind: 'failed', reason: String(error instanceof Error ? error.message : error).slice(0, 2_000) });
  }
  isDone = true;
  process.disconnect();
}

void run();
