/**
 * How V8 keeps the heaps of our processes.
 *
 * After each full collection V8 leaves a small heap 16 MB to grow, and starts the next one as soon as what is left to
 * grow is less than the young generation may hold. That is 16 MB by default, so a process with a small live heap and
 * steady work is collected all the time: five times a second in a programme's mixing thread, a third of what it costs,
 * and functions whose bytecode was dropped on the way are compiled again. So the young generation is smaller, and the
 * old one may fill this much before the first full collection.
 */
export const HEAP_FLAGS: readonly string[] = ['--max-semi-space-size=4', '--initial-old-space-size=64'];
