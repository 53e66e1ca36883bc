/**
 * The counting array of hdr-histogram-js, without the rest of that package (its main entry brings
 * WebAssembly and compression). The package is CommonJS: Node hands over the module record, bundlers
 * and test runners may hand over the class itself, so both are taken.
 */
import imported from 'hdr-histogram-js/dist/Float64Histogram.js'

type HdrClass = typeof imported
const found = imported as HdrClass | { default: HdrClass }

/** The histogram class of the library with 64-bit counts (exact up to 2^53 - 1 a bucket). */
export const Hdr: HdrClass = 'default' in found ? found.default : found
/** One histogram of the library. */
export type Hdr = InstanceType<HdrClass>
