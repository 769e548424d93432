/**
 * How glibc keeps memory of processes that are idle most of the time; other C libraries read none of it. By default each
 * thread gets an arena of its own, and after one large block has been freed blocks of its size are cut from arenas too, of
 * which only the end is ever given back: what the compilers of a start took stays. Not for a programme, whose frames would
 * be mapped and unmapped thirty times a second.
 */
export const THRIFTY_MALLOC = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};
