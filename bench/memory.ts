/**
 * Bytes in use after everything unreachable is gone: objects, and what lies outside the heap.
 * @throws Error unless Node was started with `--expose-gc`
 */
export function bytesInUse(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Lets go of all that is unreachable, so that one round leaves nothing for the next to clear up. */
export function collect(): void {
  const { gc } = globalThis as { gc?: () => void }
  if (!gc) throw new Error('memory can only be measured by a Node that was given --expose-gc')
  // The first collection frees what the second one then finds unreachable.
  gc()
  gc()
}

/** The most memory that this process has ever held, bytes. */
export function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024
}
