// Loaded into the server before anything else: a thread of it cannot be killed from outside, so SIGUSR2 asks for it.
import { syncBuiltinESMExports } from 'node:module';
import workers from 'node:worker_threads';

const running = new Map();
const { Worker } = workers;
workers.Worker = class extends Worker {
  constructor(file, options) {
    super(file, options);
    running.set(this, String(file));
    this.once('exit', () => running.delete(this));
  }
};
syncBuiltinESMExports();

process.on('SIGUSR2', () => {
  for (const [worker, file] of running) if (file.includes(process.env.END_THREADS_LIKE)) worker.terminate();
});
